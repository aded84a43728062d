"""Values that do not fit and names that nobody has, as the page shows them, and what a person decides on each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from archive.admin.imports.controls import Choices, Terms
from archive.exchange.mapping import Survey
from archive.exchange.mapping.editing import can_be_mended, decided, mended
from archive.exchange.mapping.survey import Group, Name
from archive.exchange.mapping.targets import NEEDED, UNNAMED, field_words, kind_words, targets
from archive.exchange.mapping.ways import LEAVE, MAKE, Mapping, columns_of, found_in
from archive.models import Vocabulary

PER_PAGE = 50
#: posted for a name on which nobody has decided; no slug is like it
UNDECIDED = "?"


@dataclass(frozen=True)
class Misfit:
    """A value that does not fit, in `group.count` rows. `choices`: what it may become; none where it is typed."""

    number: int
    group: Group
    columns: str
    field_label: str
    choices: Choices
    can_be_mended: bool
    is_date: bool


@dataclass(frozen=True)
class Decision:
    """A name to decide on. `value` is what was decided: a slug, `LEAVE`, `MAKE` or `UNDECIDED`."""

    number: int
    name: Name
    columns: str
    kind_label: str
    value: str
    choices: list[tuple[str, str]]
    may_make: bool
    is_term: bool

    @property
    def nearest(self) -> str:
        """The record that is perhaps meant, where nobody has decided and it is not certain."""
        return self.choices[0][1] if self.choices and not self.is_term and not self.name.is_chosen else ""

    @property
    def undecided_words(self) -> str:
        """What becomes of the name while nobody decides on it."""
        return _UNDECIDED[self.name.state]()


_UNDECIDED = {
    "refuse": lambda: _("not decided"),
    "make": lambda: _("a new one, as said at the column"),
    "leave": lambda: _("left empty, as said at the column"),
    "chosen": lambda: _("not decided"),
}


@dataclass(frozen=True)
class Mending:
    """A page of each; `more_groups` and `more_names` follow."""

    misfits: list[Misfit]
    decisions: list[Decision]
    more_groups: int
    more_names: int


def mending(mapping: Mapping, told: Survey, terms: Terms, page: int = 0) -> Mending:
    first = page * PER_PAGE
    groups, names = told.groups[first : first + PER_PAGE], told.names[first : first + PER_PAGE]
    return Mending(
        [_misfit(mapping, number, group, terms) for number, group in enumerate(groups)],
        [_decision(mapping, number, name, terms) for number, name in enumerate(names)],
        max(0, len(told.groups) + told.more - first - PER_PAGE),
        max(0, len(told.names) + told.more_names - first - PER_PAGE),
    )


def _columns(mapping: Mapping, name: str) -> str:
    way = mapping.fields.get(name)
    return " + ".join(columns_of(way)) if way else ""


def _misfit(mapping: Mapping, number: int, group: Group, terms: Terms) -> Misfit:
    item = targets(mapping.kind).get(group.field)
    choices: Choices = [(choice, choice.replace("_", " ")) for choice in item.choices] if item else []
    label = field_words(mapping.kind, group.field) if group.field else ""
    is_date = bool(item and item.shape == "date")
    may = bool(group.value) and not group.is_order and can_be_mended(mapping.fields.get(group.field))
    return Misfit(number, group, _columns(mapping, group.field), label, choices, may, is_date)


def _decision(mapping: Mapping, number: int, name: Name, terms: Terms) -> Decision:
    is_term = name.kind in Vocabulary.values
    found: list[tuple[str, str]] = []
    if is_term:
        found += terms.of(name.kind)
    else:
        found += [(one.slug, _candidate_words(one.name, one.slug, one.score)) for one in name.candidates]
    value = {"make": MAKE, "leave": LEAVE, "chosen": name.slug}[name.state] if name.is_chosen else UNDECIDED
    if value not in ("", MAKE, UNDECIDED) and value not in dict(found):
        found.append((value, value))
    columns = _columns(mapping, name.field)
    may_make = terms.may_make(name.kind) and _may_make(mapping, name)
    return Decision(number, name, columns, kind_words(name.kind), value, found, may_make, is_term)


def _candidate_words(name: str, slug: str, score: int) -> str:
    if score >= 97:
        return _("%(name)s (%(slug)s), the same name") % {"name": name, "slug": slug}
    return _("%(name)s (%(slug)s), %(score)s %% alike") % {"name": name, "slug": slug, "score": score}


def _may_make(mapping: Mapping, name: Name) -> bool:
    """Whether the mapping says enough for a record of that name to be made."""
    ways = [way for way in found_in(mapping.fields.get(name.field)) if way.kind == name.kind]
    needed = NEEDED.get(name.kind, ())
    return name.kind not in UNNAMED and all(set(needed) <= way.made.keys() and way.by != "slug" for way in ways)


# What a form says


def mended_by(mapping: Mapping, posted: Any) -> Mapping:
    """The mapping with the replacements and decisions of a form."""
    for number in range(PER_PAGE):
        name, value = posted.get(f"m{number}-field"), posted.get(f"m{number}-value")
        if name is not None and value is not None:
            mapping = _mended(mapping, name, value, posted, number)
    for number in range(PER_PAGE):
        field, kind, name = (posted.get(f"n{number}-{part}") for part in ("field", "kind", "name"))
        if field is not None and kind is not None and name is not None:
            mapping = decided(mapping, field, kind, name, _decided(posted, number))
    return mapping


def _mended(mapping: Mapping, name: str, value: str, posted: Any, number: int) -> Mapping:
    instead = posted.get(f"m{number}-instead", "").strip()
    is_empty = f"m{number}-empty" in posted
    return mended(mapping, name, value, "" if is_empty else instead) if instead or is_empty else mapping


def _decided(posted: Any, number: int) -> str | None:
    choice = posted.get(f"n{number}-choice", UNDECIDED)
    other = posted.get(f"n{number}-slug", "").strip()
    if other:
        return str(other)
    return None if choice == UNDECIDED else str(choice)
