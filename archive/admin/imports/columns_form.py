"""The mapping step's form: a card for each column, the same values for all rows, and what is posted of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from archive.admin.imports.controls import Choices, Control, Terms, applied, controls
from archive.exchange.files import FILES
from archive.exchange.mapping.contents import Contents
from archive.exchange.mapping.editing import (
    NOTE,
    moved,
    place_of,
    places,
    skipping_blank,
    skips_blank,
    used_in,
    with_constant,
    with_usual_slug,
)
from archive.exchange.mapping.readings import Reading
from archive.exchange.mapping.targets import CODED, NOTES_INTO, Target, field_words, name_field, targets
from archive.exchange.mapping.ways import Constant, DateOf, Mapping, Notes, Way
from archive.models import Vocabulary

Text = str | Promise

MOST_OTHERS = 40
"""Of a file with more columns, none is offered to say something of another one's items; a mapping's file can say it."""
#: texts that are often the same for a whole file
FIXED_TEXTS = frozenset({"date_basis", "rights", "reliability_basis", "byline", "venue"})
#: lists that often are; written as in the archive's own files
FIXED_LISTS = frozenset({"citations", "topics"})


@dataclass(frozen=True)
class Card:
    """A column as the page shows it. `number` counts from 0 and names its inputs; `also` are other fields it fills."""

    number: int
    name: str
    place: str
    reason: str
    readings: list[Reading]
    controls: list[Control]
    also: list[str]
    skips_blank: bool
    filled: int
    blank: int
    is_date: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody has to say something about it."""
        return any(control.is_open for control in self.controls)


@dataclass(frozen=True)
class Fixed:
    """A field that can have the same value for all rows."""

    name: str
    label: str
    value: str
    choices: Choices = ()
    is_needed: bool = False
    help: str = ""
    is_short: bool = False


@dataclass
class Form:
    """What the page needs of a mapping; `place_groups` are the choices of every card."""

    cards: list[Card]
    fixed: list[Fixed]
    place_groups: list[tuple[Text, Choices]]
    notes_into: str
    notes_choices: Choices = field(default_factory=list)


class ColumnsForm:
    """Shows a mapping of a table's columns and reads what a person makes of it."""

    def __init__(self, mapping: Mapping, contents: Sequence[Contents], terms: Terms) -> None:
        self.mapping = mapping
        self.contents = contents
        self.terms = terms

    def form(self, readings: dict[str, list[Reading]], reasons: dict[str, str]) -> Form:
        into = self.mapping.notes.into if self.mapping.notes else ""
        choices = [(name, field_words(self.mapping.kind, name)) for name in NOTES_INTO.get(self.mapping.kind, ())]
        cards = [self._card(number, column, readings, reasons) for number, column in enumerate(self.contents)]
        return Form(cards, self._fixed(), self._place_groups(), into, choices)

    def _card(self, number: int, column: Contents, readings: dict[str, list[Reading]], reasons: dict[str, str]) -> Card:
        place = place_of(self.mapping, column.name)
        own = place.partition(".")[0]
        return Card(
            number,
            column.name,
            place,
            reasons.get(column.name, ""),
            readings.get(column.name) or [Reading(value) for value in column.shown],
            controls(self.mapping, column, self.terms, self._others(column)),
            [field_words(self.mapping.kind, name) for name in used_in(self.mapping, column.name) if name != own],
            skips_blank(self.mapping, column.name),
            column.filled,
            column.blank,
            isinstance(self.mapping.fields.get(own), DateOf) and place in (own, f"{own}.year"),
        )

    def _others(self, column: Contents) -> list[str]:
        names = [other.name for other in self.contents if other is not column]
        return names if len(names) <= MOST_OTHERS else []

    def _place_groups(self) -> list[tuple[Text, Choices]]:
        plain: list[tuple[str, str]] = [("", _("leave it out"))]
        if self.mapping.kind in NOTES_INTO:
            plain.append((NOTE, _("keep it as a note")))
        fields = [(place, place_words(self.mapping.kind, place)) for place in places(self.mapping.kind)]
        return [(_("No field"), plain), (_("Fields"), fields)]

    def _fixed(self) -> list[Fixed]:
        found = []
        record = FILES[self.mapping.kind].kind.name
        for name, item in targets(self.mapping.kind).items():
            way = self.mapping.fields.get(name)
            if (way is None or isinstance(way, Constant)) and _can_be_fixed(item):
                value = way.value if isinstance(way, Constant) else ""
                is_needed = name in _NEEDED_CHOICES.get(record, ())
                help_text = _("Their addresses here (slugs), joined by |.") if name in FIXED_LISTS else ""
                label = field_words(self.mapping.kind, name)
                choices = self._choices(item)
                found.append(Fixed(name, label, value, choices, is_needed, help_text, name in CODED))
        return found

    def _choices(self, item: Target) -> Choices:
        if item.kind in Vocabulary.values:
            return self.terms.of(item.kind)
        return [(choice, choice.replace("_", " ")) for choice in item.choices]

    # What a form says

    def read(self, posted: Any) -> Mapping:
        """The mapping as posted; it need not be one that `check` lets pass."""
        before = self.mapping
        found = before
        for number, column in enumerate(self.contents):
            if f"c{number}-place" in posted and posted[f"c{number}-place"] == place_of(before, column.name):
                found = applied(found, column, _options(posted, f"c{number}-o-"))
        for number, column in enumerate(self.contents):
            place = posted.get(f"c{number}-place")
            if place is not None and self._is_place(place) and place != place_of(before, column.name):
                found = moved(found, column, place)
            if place is not None:
                found = skipping_blank(found, column.name, skips=f"c{number}-skip" in posted)
        return with_usual_slug(self._with_fixed(self._with_notes(found, posted), posted))

    def _is_place(self, place: str) -> bool:
        return place in ("", *([NOTE] if self.mapping.kind in NOTES_INTO else []), *places(self.mapping.kind))

    def _with_notes(self, mapping: Mapping, posted: Any) -> Mapping:
        into = posted.get("notes-into", "")
        if mapping.notes and into in NOTES_INTO.get(mapping.kind, ()):
            return replace(mapping, notes=Notes(mapping.notes.columns, into))
        return mapping

    def _with_fixed(self, mapping: Mapping, posted: Any) -> Mapping:
        for name, item in targets(mapping.kind).items():
            value = posted.get(f"k-{name}")
            way: Way | None = mapping.fields.get(name)
            if value is None or not _can_be_fixed(item) or not (way is None or isinstance(way, Constant)):
                continue
            mapping = with_constant(mapping, name, Constant(value.strip()) if value.strip() else None)
        return mapping


#: needed by every new record, and the same for all rows where no column says it
_NEEDED_CHOICES = {"actor": ("kind",), "source": ("kind",), "event": ("kind",), "statement": ("kind",)}


def _can_be_fixed(item: Target) -> bool:
    if item.name in FIXED_TEXTS or item.name in FIXED_LISTS:
        return True
    return item.shape == "choice" or (item.kind in Vocabulary.values and item.shape == "record") or item.name in CODED


def _options(posted: Any, prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): posted[name] for name in posted if name.startswith(prefix)}


def place_words(kind: str, place: str) -> str:
    """“date: end”, “title”."""
    name, _dot, role = place.partition(".")
    words = field_words(kind, name)
    if not role:
        is_name = name == name_field(FILES[kind].kind.name)
        return words if not is_name or name != "name" else _("name")
    return _("%(field)s: %(role)s") % {"field": words, "role": _ROLES[role]()}


_ROLES = {
    "id": lambda: _("made of this identifier"),
    "end": lambda: _("end"),
    "time": lambda: _("time of day"),
    "year": lambda: _("year"),
    "month": lambda: _("month"),
    "day": lambda: _("day"),
    "end_year": lambda: _("year of the end"),
    "end_month": lambda: _("month of the end"),
    "end_day": lambda: _("day of the end"),
    "end_time": lambda: _("time of the end"),
    "precision": lambda: _("how exact it is"),
}
