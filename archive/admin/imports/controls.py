"""The controls of one column: which options its way has, and what a posted form makes of them."""

from collections.abc import Mapping as Posted
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.exchange.mapping.contents import Contents, is_serial
from archive.exchange.mapping.editing import place_of
from archive.exchange.mapping.targets import NEEDED, kind_words, targets
from archive.exchange.mapping.ways import (
    PRECISIONS,
    Constant,
    DateOf,
    Found,
    FromColumn,
    Items,
    Joined,
    Mapping,
    Number,
    Part,
    SlugOf,
    Way,
    columns_of,
)
from archive.models import Supports, Term, Vocabulary
from archive.workflow import may

Choices = Sequence[tuple[str, str | Promise]]
#: what a qualifier is when it is neither nothing nor the same for all: as before, or a column of that name
AS_IT_IS, FROM = "=", "=:"


@dataclass(frozen=True)
class Control:
    """`sort`: `select`, `text`, `number` or `check`. `is_open`: somebody has to say it."""

    name: str
    label: str
    value: str
    sort: str = "select"
    choices: Choices = ()
    help: str = ""
    is_open: bool = False


class Terms:
    """The terms of the vocabularies, read once for a page, and which kinds of record the person at it may make."""

    def __init__(self, user: Any) -> None:
        self.of = cache(self._of)
        self.user = user

    def may_make(self, kind: str) -> bool:
        """Whether the person may add records of a kind, or terms to a vocabulary."""
        return may(self.user, "add", "term" if kind in Vocabulary.values else kind)

    @staticmethod
    def _of(vocabulary: str) -> list[tuple[str, str]]:
        terms = Term.objects.filter(vocabulary=vocabulary).order_by("name", "slug")
        return list(terms.values_list("slug", "name"))


@dataclass(frozen=True)
class Offer:
    """What a qualifier may be taken from: terms, and columns by name."""

    terms: Terms
    names: Sequence[str] = ()


ORDERS: Choices = (
    ("", gettext_lazy("only what has one meaning")),
    ("dmy", gettext_lazy("day, month, year")),
    ("mdy", gettext_lazy("month, day, year")),
    ("ymd", gettext_lazy("year, month, day")),
)
SERIALS: Choices = (
    ("", gettext_lazy("no day numbers")),
    ("1900", gettext_lazy("day numbers from 1900, as Excel has them")),
    ("1904", gettext_lazy("day numbers from 1904")),
)
EXACTNESS: Choices = (
    ("", gettext_lazy("nobody has said")),
    ("day", gettext_lazy("the day")),
    ("about", gettext_lazy("about that day")),
    ("week", gettext_lazy("some day of that week")),
    ("month", gettext_lazy("only the month")),
    ("year", gettext_lazy("only the year")),
)
NUMBERS: Choices = (
    ("..", "1234.5"),
    (".,", "1,234.5"),
    (",.", "1.234,5"),
    (", ", "1 234,5"),
    (",,", "1234,5"),
    (". ", "1 234.5"),
    (".'", "1'234.5"),
)
SEPARATORS: Choices = (
    ("", gettext_lazy("each cell is one")),
    (";", gettext_lazy("semicolons")),
    (",", gettext_lazy("commas")),
    ("|", gettext_lazy("upright strokes")),
    ("/", gettext_lazy("slashes")),
    ("\n", gettext_lazy("new lines")),
)
OTHERWISE: Choices = (
    ("refuse", gettext_lazy("ask me about each")),
    ("make", gettext_lazy("make new ones")),
    ("leave", gettext_lazy("leave the field empty")),
)
FOUND_BY: Choices = (
    ("name", gettext_lazy("by its names")),
    ("url", gettext_lazy("by its web address")),
    ("slug", gettext_lazy("by its address here (slug)")),
)


def controls(mapping: Mapping, column: Contents, terms: Terms, names: Sequence[str] = ()) -> list[Control]:
    """In the order in which a person decides. `names`: the other columns, that may say something of its items."""
    name, _dot, role = place_of(mapping, column.name).partition(".")
    match mapping.fields.get(name):
        case DateOf() as way if role == "precision":
            return _precision_controls(way, column)
        case DateOf() as way if role in ("", "year"):
            return _date_controls(way, column)
        case Items() as way if part := _part(way, column.name):
            return _part_controls(mapping, name, part, Offer(terms, names))
        case Found() as way:
            return _found_controls(way, terms)
        case SlugOf() as way:
            return _slug_controls(mapping, way)
    return _text_controls(mapping.fields.get(name), column)


def _text_controls(way: Way | None, column: Contents) -> list[Control]:
    if isinstance(way, Joined) and way.columns[0] == column.name:
        return [Control("join", _("Between the columns"), way.separator, "text")]
    if isinstance(way, Number):
        numbers = f"{way.decimal}{way.thousands or way.decimal}"
        return [Control("numbers", _("Numbers are written as"), numbers, choices=NUMBERS)]
    return []


def _date_controls(way: DateOf, column: Contents) -> list[Control]:
    found = []
    if way.column:
        is_open = column.evidence.must_be_asked and not way.order
        found.append(Control("order", _("Dates in numbers are"), way.order, choices=ORDERS, is_open=is_open))
    if way.two_digit_years >= 0 or column.evidence.two_digit_years:
        years = str(way.two_digit_years) if way.two_digit_years >= 0 else ""
        help_text = _("Up to this number, years of two digits are of the 2000s, above it of the 1900s.")
        found.append(Control("years", _("Two digits"), years, "number", help=help_text, is_open=not years))
    if way.serial or column.part(is_serial) > 0:
        found.append(Control("serial", _("Day numbers"), way.serial, choices=SERIALS))
    found.append(Control("first_of_year", _("1 January means only the year"), _on(way.first_of_year), "check"))
    found.append(
        Control("first_of_month", _("The first of a month means only the month"), _on(way.first_of_month), "check")
    )
    if way.time or way.offset or any(":" in value for value in column.values):
        help_text = _("As +02:00 or Z, where the times do not say it; empty: not known.")
        found.append(Control("offset", _("Offset of the times"), way.offset, "text", help=help_text))
    return found


def _precision_controls(way: DateOf, column: Contents) -> list[Control]:
    return [
        Control(
            f"exact-{number}",
            _("“%(value)s” means") % {"value": value},
            way.precisions.get(value, ""),
            choices=EXACTNESS,
            is_open=value not in way.precisions,
        )
        for number, value in enumerate(column.values)
        if number < len(PRECISIONS) * 2
    ]


def _slug_controls(mapping: Mapping, way: SlugOf) -> list[Control]:
    help_text = _("Stands before the identifier, so that it meets no other file's.")
    found = [Control("prefix", _("Before the identifier"), way.prefix, "text", help=help_text)]
    if "external_ids" in targets(mapping.kind):
        help_text = _("Such as wikidata: records that have the identifier there are known by it.")
        found.append(Control("register", _("Register that it is of"), way.register, "text", help=help_text))
    return found


def _found_controls(way: Found, terms: Terms) -> list[Control]:
    found = []
    if way.kind == "source":
        found.append(Control("by", _("A source is found"), way.by, choices=FOUND_BY))
    if way.kind in ("position", "statement"):
        return found
    label = _("What the archive has not") if way.kind in Vocabulary.values else _("Names that nobody has")
    may_make = terms.may_make(way.kind)
    choices: list[Any] = [choice for choice in OTHERWISE if may_make or choice[0] in ("refuse", "leave", way.otherwise)]
    found.append(Control("otherwise", label, way.otherwise, choices=choices))
    if may_make and "kind" in NEEDED.get(way.kind, ()):
        made: Any = way.made.get("kind")
        value = made.value if isinstance(made, Constant) else AS_IT_IS if made else ""
        choices = [("", _("choose …")), *terms.of(f"{way.kind}_kind")]
        choices += [(AS_IT_IS, _("as the mapping says"))] if value == AS_IT_IS else []
        choices += [(value, value)] if value not in dict(choices) else []
        label = _("New ones are of the kind")
        found.append(Control("made_kind", label, value, choices=choices, is_open=way.otherwise == "make" and not value))
    return found


def _part_controls(mapping: Mapping, name: str, part: Part, offer: Offer) -> list[Control]:
    item = targets(mapping.kind)[name]
    separators = [*SEPARATORS]
    if part.separator not in dict(separators):
        separators.append((part.separator, part.separator))
    found = [Control("separator", _("Several in one cell are separated by"), part.separator, choices=separators)]
    if item.qualifier:
        found.append(_qualifier_control(name, item.qualifier, part, offer))
    return found + (_found_controls(part.value, offer.terms) if isinstance(part.value, Found) else [])


def _qualifier_control(name: str, kind: str, part: Part, offer: Offer) -> Control:
    way = part.qualifier
    value = way.value if isinstance(way, Constant) else AS_IT_IS if way else ""
    fixed = _FIXED_QUALIFIERS.get((kind, name))
    label = _QUALIFIERS.get(name, lambda: kind_words(kind) if kind != "text" else _("What is said of each"))()
    if kind == "text" and not fixed:
        return Control("qualifier", label, value, "text")
    choices: list[tuple[str, Any]] = [("", _("none")), *(fixed or offer.terms.of(kind))]
    if not fixed:
        choices += [(f"{FROM}{other}", _("from “%(column)s”") % {"column": other}) for other in offer.names]
    if value == AS_IT_IS and (column := ", ".join(columns_of(way))) in offer.names:
        value = f"{FROM}{column}"
    elif value == AS_IT_IS:
        choices.append((AS_IT_IS, _("as the mapping says")))
    return Control("qualifier", label, value, choices=choices)


_FIXED_QUALIFIERS: dict[tuple[str, str], Any] = {("text", "citations"): Supports.choices}
_QUALIFIERS = {
    "other_names": lambda: _("Language of the names"),
    "external_ids": lambda: _("Register, such as wikidata"),
    "part_of": lambda: _("From when to when (EDTF)"),
    "links": lambda: _("Kind of link"),
    "citations": lambda: _("What the source supports"),
}


def _part(way: Items, column: str) -> Part | None:
    return next((part for part in way.parts if column in columns_of(part.value)), None)


def _on(flag: bool) -> str:
    return "on" if flag else ""


# What a form says


def applied(mapping: Mapping, column: Contents, posted: Posted[str, str]) -> Mapping:
    """The mapping with the posted options of a column; `posted` has the names of its controls."""
    name = place_of(mapping, column.name).partition(".")[0]
    way: Any = mapping.fields.get(name)
    if way is None or not posted:
        return mapping
    if isinstance(way, Items):
        kind = targets(mapping.kind)[name].qualifier
        parts = [
            _part_with(part, posted, kind) if column.name in columns_of(part.value) else part for part in way.parts
        ]
        changed: Any = Items(tuple(parts))
    else:
        changed = _way_with(way, column, posted)
    return replace(mapping, fields={**mapping.fields, name: changed})


def _way_with(way: Any, column: Contents, posted: Posted[str, str]) -> Any:
    match way:
        case DateOf():
            return _date_with(way, column, posted)
        case SlugOf():
            prefix, register = posted.get("prefix", way.prefix), posted.get("register", way.register)
            return replace(way, prefix=prefix.strip(), register=register.strip())
        case Joined():
            return replace(way, separator=posted.get("join", way.separator))
        case Number() if len(numbers := posted.get("numbers", "")) == 2:
            return replace(way, decimal=numbers[0], thousands=numbers[1] if numbers[1] != numbers[0] else "")
        case Found():
            return _found_with(way, posted)
    return way


def _date_with(way: DateOf, column: Contents, posted: Posted[str, str]) -> DateOf:
    exact = {value: posted[name] for number, value in enumerate(column.values) if (name := f"exact-{number}") in posted}
    if exact:
        known = {**way.precisions, **exact}
        return replace(way, precisions={value: precision for value, precision in known.items() if precision})
    if "is_date" not in posted:
        return way
    years = posted.get("years", str(way.two_digit_years)).strip()
    return replace(
        way,
        order=posted.get("order", way.order),
        two_digit_years=int(years) if years.isascii() and years.isdecimal() and len(years) < 3 else -1,
        serial=posted.get("serial", way.serial),
        first_of_year="first_of_year" in posted,
        first_of_month="first_of_month" in posted,
        offset=posted.get("offset", way.offset).strip(),
    )


def _found_with(way: Found, posted: Posted[str, str]) -> Found:
    made = dict(way.made)
    kind = posted.get("made_kind", AS_IT_IS)
    if kind and kind != AS_IT_IS:
        made["kind"] = Constant(kind)
    elif not kind:
        made.pop("kind", None)
    return replace(way, by=posted.get("by", way.by), otherwise=posted.get("otherwise", way.otherwise), made=made)


def _part_with(part: Part, posted: Posted[str, str], kind: str) -> Part:
    value = _found_with(part.value, posted) if isinstance(part.value, Found) else part.value
    qualifier = _qualifier_with(part.qualifier, posted.get("qualifier", AS_IT_IS).strip(), kind)
    separator = posted.get("separator", part.separator).replace("\r\n", "\n")
    return replace(part, value=value, separator=separator, qualifier=qualifier)


def _qualifier_with(before: Any, said: str, kind: str) -> Any:
    if said == AS_IT_IS:
        return before
    if not said.startswith(FROM):
        return Constant(said) if said else None
    column = said.removeprefix(FROM)
    if before and columns_of(before) == [column]:
        return before
    return FromColumn(column) if kind == "text" else Found(FromColumn(column), kind)
