"""What entries are asked for, for either database: words that must be there, and words that must not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from archive.search.query import Query, Term
from archive.search.words import IN_SAMPLE, IN_SECTIONS, IN_TITLE, OF_KIND

#: words side by side, and whether the last may go on
Phrase = tuple[tuple[str, ...], bool]
#: any of these
Clause = tuple[Phrase, ...]


@dataclass(frozen=True)
class Expression:
    """Entries that have a phrase of every clause and none of `without`. `terms` are the clauses that people typed."""

    clauses: tuple[Clause, ...]
    without: tuple[Phrase, ...] = ()
    terms: tuple[Clause, ...] = ()

    @property
    def of_sample(self) -> "Expression":
        return self.also(marked(IN_SAMPLE))

    def also(self, *clauses: Clause) -> "Expression":
        return replace(self, clauses=(*self.clauses, *clauses))

    @property
    def in_title(self) -> "Expression":
        """The same with every word in the title or in a name."""
        return self.also(*(_in_title(term) for term in self.terms))


def marked(*marks: str) -> Clause:
    return tuple(((mark,), False) for mark in marks)


def _in_title(term: Clause) -> Clause:
    return tuple((tuple(f"{IN_TITLE}{word}" for word in words), prefix) for words, prefix in term)


def _clause(term: Term) -> Clause:
    return tuple((words, term.prefix) for words in term.spellings)


def expression(query: Query, kinds: Sequence[str] = ()) -> Expression:
    terms = tuple(map(_clause, query.wanted))
    looked_for = (_in_title(_clause(term)) if term.in_title else _clause(term) for term in query.wanted)
    of_kinds = [marked(*(f"{OF_KIND}{kind}" for kind in kinds))] if kinds else []
    without = tuple((term.words, term.prefix) for term in query.excluded)
    return Expression((*looked_for, *of_kinds), without, terms)


def sections_with(terms: Iterable[Term]) -> list[Expression]:
    """For each term, the sections of long texts that have it."""
    return [Expression((_clause(term), marked(IN_SECTIONS))) for term in terms]
