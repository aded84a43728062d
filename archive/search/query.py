"""What somebody typed, as terms. Whatever it is, it is just words: no database ever sees its punctuation.

peace talks         both words, in any order
"peace is near"     the words in this order, side by side
-NATO, -"red line"  without them
negot*              words that begin so
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.search.errors import SearchError
from archive.search.folding import BREAK, folded_words

LONGEST_QUERY = 400
MOST_TERMS = 24
SHORTEST_PREFIX = 2
#: a shorter beginning is looked for in titles and names, and stands for the most used of their words that begin so
SHORTEST_FULL_PREFIX = 4

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<run>[^\s"]+))(?P<star>\*)?')


@dataclass(frozen=True)
class Term:
    """Folded words that stand side by side; with `prefix` the last one may go on.

    `quoted` words stand as they are. Of a single word that is not, `also` are other spellings of the same name.
    What is `in_title` must stand in the title or in a name.
    """

    words: tuple[str, ...]
    prefix: bool = False
    quoted: bool = False
    also: tuple[str, ...] = ()
    in_title: bool = False

    @property
    def spellings(self) -> tuple[tuple[str, ...], ...]:
        return (self.words, *((word,) for word in self.also))

    @property
    def begins_many_words(self) -> bool:
        """Whether it is a beginning so short that no database can look at all that begins so."""
        return self.prefix and len(self.words) == 1 and len(self.words[0]) < SHORTEST_FULL_PREFIX

    @property
    def may_be_a_name(self) -> bool:
        return len(self.words) == 1 and not self.prefix and not self.quoted


@dataclass(frozen=True)
class Query:
    """What must be there and what must not. Without a term to find it matches nothing."""

    wanted: tuple[Term, ...]
    excluded: tuple[Term, ...]


def read_query(text: str) -> Query:
    """Raises SearchError for a query of more than 400 characters or 24 terms; nothing else can be wrong."""
    if len(text) > LONGEST_QUERY:
        message = _("This search is too long: at most %(limit)s characters, please.")
        raise SearchError(message % {"limit": LONGEST_QUERY})
    wanted: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    for piece in _PIECE.finditer(text.translate(_QUOTES)):
        term = _term(piece)
        if term:
            (excluded if piece["minus"] else wanted)[term] = None
    if len(wanted) + len(excluded) > MOST_TERMS:
        raise SearchError(_("This search has too many words: at most %(limit)s, please.") % {"limit": MOST_TERMS})
    return Query(tuple(wanted), tuple(excluded))


def _term(piece: re.Match[str]) -> Term | None:
    found = [word for word in folded_words(piece["phrase"] or piece["run"] or "") if word != BREAK]
    if not found:
        return None
    starred = bool(piece["star"]) or (piece["run"] or "").endswith("*")
    return Term(tuple(found), starred and len(found[-1]) >= SHORTEST_PREFIX, piece["phrase"] is not None)
