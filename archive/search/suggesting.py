"""Type-ahead: the records that a facet may be narrowed by, from the beginnings of the words of their names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from archive.models import NameWord, Term, Vocabulary
from archive.search.errors import SearchError
from archive.search.folding import folded_words
from archive.search.naming import LAST_WORD, NAMED, NamedAs, totals
from archive.search.sounds import sound

MOST = 10
LONGEST = 100
# Of more words than these a name is recognised by the first.
_MOST_WORDS = 6
#: so many of those used in the same doubling are put in order by their exact numbers
_COMPARED = 40
#: the kinds of records are terms of these vocabularies, few enough to look at them all
KINDS_OF = {
    "event": Vocabulary.EVENT_KIND,
    "source": Vocabulary.SOURCE_KIND,
    "actor": Vocabulary.ACTOR_KIND,
}


@dataclass(frozen=True)
class Suggested:
    """`value` as in an address; `note` is the other name by which it was found, if it was."""

    value: str
    name: str
    language: str = ""
    note: str = ""


def suggest(facet: str, text: str, of: str = "event") -> list[Suggested]:
    """At most ten public records that `facet` may be narrowed by, the most used first.

    Each word of `text` begins a word of one of its names, in whatever letters; or it sounds like one. `of` says whose
    kinds are meant where the facet is `kind`. Raises SearchError for a facet that cannot be suggested or a text of
    more than 100 characters.
    """
    if len(text) > LONGEST:
        raise SearchError(_("This is too long: at most %(limit)s characters, please.") % {"limit": LONGEST})
    if facet == "kind" and of in KINDS_OF:
        return _kinds(KINDS_OF[of], text)
    if facet not in NAMED:
        known = ", ".join([*NAMED, "kind"])
        raise SearchError(_("“facet” is one of: %(known)s.") % {"known": known})
    words = folded_words(text)[:_MOST_WORDS]
    return _suggested(NAMED[facet], _found(NAMED[facet], words), words) if words else []


def _found(named: NamedAs, words: list[str]) -> list[int]:
    rows = NameWord.objects.filter(facet=named.facet)
    *others, last = sorted(words, key=len)
    fitting = rows.filter(_begins(last))
    for word in others:
        fitting = fitting.filter(record_id__in=rows.filter(_begins(word)).values("record_id"))
    keys = _keys(fitting)
    if not keys and named.sounds and sound(last):
        # Nobody has typed it to its end yet, or it is written in another way.
        keys = _keys(rows.filter(sound=sound(last)))
    return keys


def _keys(fitting: Any) -> list[int]:
    found = fitting.order_by("-uses", "record_id").values_list("record_id", flat=True)
    return list(dict.fromkeys(found[: 2 * _COMPARED]))[:_COMPARED]


def _begins(word: str) -> Q:
    return Q(word__gte=word, word__lte=word + LAST_WORD)


def _suggested(named: NamedAs, keys: Collection[int], words: list[str]) -> list[Suggested]:
    uses = totals(named, keys)
    best = sorted(keys, key=lambda key: -uses[key])[:MOST]
    records = named.records.published().filter(pk__in=best)
    if named.kind in ("actor", "place"):
        records = records.prefetch_related("other_names")
    by_key = {record.pk: record for record in records}
    return [_one(named, by_key[key], words) for key in best if key in by_key]


def _one(named: NamedAs, record: Any, words: list[str]) -> Suggested:
    name = getattr(record, named.name_field)
    others = record.other_names.all() if named.kind in ("actor", "place") else ()
    note = "" if _fits(name, words) else next((str(other) for other in others if _fits(str(other), words)), "")
    return Suggested(record.slug, name, getattr(record, "language", ""), note)


def _fits(name: str, words: Iterable[str]) -> bool:
    own = folded_words(name)
    return all(any(word.startswith(begun) for word in own) for begun in words)


def _kinds(vocabulary: Vocabulary, text: str) -> list[Suggested]:
    words = folded_words(text)
    terms = Term.objects.published().filter(vocabulary=vocabulary).order_by("name", "slug").values_list("slug", "name")
    return [Suggested(slug, name) for slug, name in terms if words and _fits(name, words)][:MOST]
