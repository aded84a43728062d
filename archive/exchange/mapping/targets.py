"""What each field of a record takes: which ways can fill it, and what they look up or choose from."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from archive.documents import KINDS
from archive.exchange import columns, items
from archive.exchange.files import FILES
from archive.exchange.mapping.ways import Constant, DateOf, Found, FromColumn, Items, Joined, Number, SlugOf
from archive.models import Vocabulary

#: what is said word for word keeps its white space
UNTRIMMED = frozenset({"quote", "text"})
CODED = {"country": "country", "language": "language", "spoken_in": "language"}
#: the text field of each kind of record that notes can go to, the usual one first
NOTES_INTO = {
    "terms": ("description",),
    "topics": ("description",),
    "actors": ("description",),
    "sources": ("date_basis", "reliability_basis", "rights"),
    "events": ("summary", "date_basis"),
    "statements": ("summary", "date_basis"),
}
#: the field that is a record's name
NAMED_BY = {"source": "title", "event": "title", "position": "title", "statement": "quote"}
#: kinds of record that are not known by a name
UNNAMED = frozenset({"position", "statement"})
#: fields without which nothing new can be made, beside slug and name
NEEDED = {
    "term": ("vocabulary",),
    "actor": ("kind",),
    "position": ("person", "organisation"),
    "source": ("kind",),
    "event": ("kind",),
    "statement": ("speaker", "kind"),
}


@dataclass(frozen=True)
class Target:
    """A field of a file: `ways` that can fill it; `kind`: of the record (or vocabulary) that it names; `qualifier`:
    the kind or vocabulary of what follows `:`, "text" for a plain text, empty for none; `choices`: its fixed values.
    """

    name: str
    shape: str
    ways: tuple[type, ...]
    kind: str = ""
    qualifier: str = ""
    choices: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        return Items in self.ways


def target(plural: str, name: str) -> Target:
    """Raises KeyError."""
    return targets(plural)[name]


@cache
def targets(plural: str) -> dict[str, Target]:
    """The fields of a file in its order, by name. Raises KeyError for a file that there is not."""
    return {column.name: _target(column) for column in FILES[plural].columns}


def _target(column: columns.Column) -> Target:
    name = column.name
    match column:
        case columns.Choice():
            return Target(name, "choice", (FromColumn, Constant), choices=tuple(column.values))
        case columns.Reference():
            return Target(name, "record", (Found, FromColumn, Constant), str(column.kind))
        case columns.Items():
            return Target(name, "list", (Items, FromColumn, Constant), *_named(column.item))
    for kind, shape, ways in _SHAPES:
        if isinstance(column, kind):
            return Target(name, shape, ways)
    if name in CODED:
        return Target(name, "code", (FromColumn, Constant), CODED[name])
    return Target(name, "text", (FromColumn, Constant, Joined))


_SHAPES: tuple[tuple[type, str, tuple[type, ...]], ...] = (
    (columns.Slug, "slug", (SlugOf, FromColumn)),
    (columns.Date, "date", (DateOf, FromColumn, Constant)),
    (columns.Number, "number", (Number, FromColumn, Constant)),
    (columns.Chains, "chains", (FromColumn, Constant)),
)


def _named(item: Any) -> tuple[str, str]:
    """The kind of what an item names first, and what its qualifier is."""
    if isinstance(item, items.Pair):
        return _kind(item.first), _kind(item.second) or "text"
    if isinstance(item, items.Single):
        return str(item.key.kind), ""
    return ("source", "text") if isinstance(item, items.Citation) else ("", "")


def _kind(part: Any) -> str:
    return str(part.kind) if isinstance(part, items.Key) else ""


def kind_words(kind: str) -> str:
    """A kind of record or a vocabulary, for a person."""
    if kind in Vocabulary.values:
        return str(Vocabulary(kind).label)
    return str(KINDS[kind].model._meta.verbose_name)


def name_field(kind: str) -> str:
    return NAMED_BY.get(kind, "name")


def plural_of(kind: str) -> str:
    """The file that records of a kind, or terms of a vocabulary, stand in."""
    return "terms" if kind in Vocabulary.values else KINDS[kind].plural


def field_words(plural: str, name: str) -> str:
    """A field as people call it."""
    known = _WORDS.get((plural, name)) or _WORDS.get(("", name))
    return known() if known else name.replace("_", " ")


_WORDS = {
    ("", "slug"): lambda: _("address (slug)"),
    ("", "when"): lambda: _("date"),
    ("", "said_on"): lambda: _("date"),
    ("", "issued"): lambda: _("date of issue"),
    ("", "held"): lambda: _("when it was held"),
    ("", "active"): lambda: _("when it existed"),
    ("", "date_basis"): lambda: _("why that date"),
    ("", "part_of"): lambda: _("part of"),
    ("", "other_names"): lambda: _("other names"),
    ("", "external_ids"): lambda: _("identifiers elsewhere"),
    ("", "url"): lambda: _("web address"),
    ("", "uncertainty_m"): lambda: _("uncertainty in metres"),
    ("", "about_events"): lambda: _("events it is about"),
    ("", "about_actors"): lambda: _("actors it is about"),
    ("", "spoken_in"): lambda: _("language it was spoken in"),
    ("", "citations"): lambda: _("sources cited"),
    ("", "chains"): lambda: _("chains of attribution"),
    ("", "captured_at"): lambda: _("captured at"),
    ("", "text"): lambda: _("archived text"),
    ("", "reliability_basis"): lambda: _("why that reliability"),
    ("", "credibility_basis"): lambda: _("why that credibility"),
}
