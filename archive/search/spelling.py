"""Other spellings of a name, and the name that somebody may have meant."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Max, Q
from rapidfuzz import fuzz, process

from archive.models import NameWord
from archive.search.folding import Word, words
from archive.search.naming import LAST_WORD, NAMED
from archive.search.query import Query, Term
from archive.search.sounds import sound

#: other spellings of one word, the most used first
MOST_SPELLINGS = 12
MOST_SUGGESTIONS = 3
#: words that a short beginning stands for
MOST_BEGINNINGS = 20
# The endings of names that are written in more than one way, the longest first.
_ENDINGS = (
    ("skyy", "skiy", "skyi", "skij", "skyj", "skii", "sky", "ski"),
    ("off", "ov", "ow"),
    ("eff", "ev", "ew"),
    ("enko", "enco"),
)
#: words of names that are compared with one that is unknown
MOST_COMPARED = 1000
# Of 100: how alike two words must be. Zelenski and Zelensky are 88, Lavrof and Lavrov 83; Berg and Bern are 75.
LIKE_ENOUGH = 76


@dataclass(frozen=True)
class Suggestion:
    """`name` instead of `word`, as names are written, and the whole query with it."""

    word: str
    name: str
    query: str


@dataclass(frozen=True)
class _Candidate:
    word: str
    written: str
    sound: str
    uses: int


def with_other_spellings(query: Query) -> Query:
    """The same with the other ways, known here, to write each name in it. One query, none without names.

    A beginning of two or three letters becomes the words of names and titles that begin so; one query for each.
    """
    query = replace(query, wanted=tuple(_written_out(term) for term in query.wanted))
    heard = {term: sound(term.words[0]) for term in query.wanted if term.may_be_a_name}
    heard = {term: key for term, key in heard.items() if key}
    if not heard:
        return query
    spellings: dict[str, list[str]] = defaultdict(list)
    known = NameWord.objects.filter(sound__in=set(heard.values())).values("sound", "word").annotate(most=Max("uses"))
    for key, word in known.order_by("-most", "word").values_list("sound", "word"):
        spellings[key or ""].append(word)
    return replace(query, wanted=tuple(_spelled(term, spellings.get(heard.get(term, ""), [])) for term in query.wanted))


def _written_out(term: Term) -> Term:
    if not term.begins_many_words:
        return term
    begun = term.words[0]
    rows = NameWord.objects.filter(facet__in=NAMED, word__gte=begun, word__lte=begun + LAST_WORD)
    known = rows.values("word").annotate(most=Max("uses")).order_by("-most", "word").values_list("word", flat=True)
    return replace(term, prefix=False, quoted=True, in_title=True, also=tuple(known[:MOST_BEGINNINGS]))


def _spelled(term: Term, known: Sequence[str]) -> Term:
    """With the spellings that names have here, and the usual ones of its ending, which texts may have."""
    if not known:
        return term
    others = [word for word in (*known, *_with_other_endings(term.words[0])) if word != term.words[0]]
    return replace(term, also=tuple(dict.fromkeys(others))[:MOST_SPELLINGS])


def _with_other_endings(word: str) -> list[str]:
    for endings in _ENDINGS:
        for ending in endings:
            if word.endswith(ending):
                return [word.removesuffix(ending) + other for other in endings]
    return []


def suggestions(text: str, query: Query) -> list[Suggestion]:
    """Names near the words of a query that are no names themselves, the nearest first; at most three.

    To be asked when little or nothing was found: two queries for each word.
    """
    terms = {term.words[0]: term for term in query.wanted if term.may_be_a_name}
    known = set(NameWord.objects.filter(word__in=terms).values_list("word", flat=True))
    found = [
        (score, Suggestion(text[word.start : word.end], candidate.written, _replaced(text, word, candidate.written)))
        for word in words(text)
        if word.folded in terms and word.folded not in known
        for score, candidate in _near(word, text[word.start : word.end])
    ]
    return [suggestion for _score, suggestion in sorted(found, key=lambda item: -item[0])[:MOST_SUGGESTIONS]]


def _replaced(text: str, word: Word, name: str) -> str:
    return text[: word.start] + name + text[word.end :]


def _near(word: Word, typed: str) -> list[tuple[float, _Candidate]]:
    """The names nearest to a word, each in the letters in which the word was typed if it is written in them."""
    candidates = _candidates(sound(word.folded))
    scored: dict[str, tuple[float, _Candidate]] = {}
    for _words, score, place in process.extract(
        word.folded, [item.word for item in candidates], scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=20
    ):
        candidate = candidates[place]
        # As many points again for the script as make no other word of it.
        rank = score + (5 if _script(candidate.written) == _script(typed) else 0) + candidate.uses / 10
        if rank > scored.get(candidate.sound, (0.0, candidate))[0]:
            scored[candidate.sound] = rank, candidate
    return sorted(scored.values(), key=lambda item: -item[0])[:MOST_SUGGESTIONS]


def _candidates(heard: str) -> Sequence[_Candidate]:
    """Names that begin or end as this one does, by sound; the most used of them."""
    if not heard:
        return []
    alike = NameWord.objects.filter(facet__in=("actor", "place"))
    found: dict[tuple[str, str], _Candidate] = {}
    for condition in (Q(start=heard[:2]), Q(ending=heard[-3:])):
        near = alike.filter(condition).order_by("-uses")[:MOST_COMPARED]
        for word, written, key, uses in near.values_list("word", "written", "sound", "uses"):
            found.setdefault((word, written), _Candidate(word, written, key or "", uses))
    return list(found.values())


def _script(written: str) -> str:
    """The script of a word, by its first letter: LATIN, CYRILLIC …"""
    return unicodedata.name(written[0], "").partition(" ")[0] if written else ""
