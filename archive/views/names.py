"""Other names and external identifiers of actors and places."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import CharField, F, Model, QuerySet, Value

from archive.models import Compiled
from archive.models.language_names import language_name


@dataclass(frozen=True)
class NameCard:
    """`language` is the tag, `tongue` its name for a reader."""

    name: str
    language: str
    tongue: str


@dataclass(frozen=True)
class IdentifierCard:
    """What another register calls the same thing; `url` is empty where the register has no address known here."""

    scheme: str
    value: str
    url: str = ""


REGISTERS = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/"),
    "geonames": ("GeoNames", "https://www.geonames.org/"),
    "viaf": ("VIAF", "https://viaf.org/viaf/"),
    "gnd": ("GND", "https://d-nb.info/gnd/"),
    "isni": ("ISNI", "https://isni.org/isni/"),
}


def names_and_identifiers(
    record: Any, names: type[Model], identifiers: type[Model], owner: str
) -> tuple[list[NameCard], list[IdentifierCard]]:
    """Both in one query; the names in people's order."""
    rows = sorted(_rows(names, identifiers, owner)(record.pk))
    return (
        [NameCard(name, tag, language_name(tag)) for kind, _order, name, tag in rows if kind == "name"],
        [_identifier(scheme, value) for kind, _order, value, scheme in rows if kind == "identifier"],
    )


@cache
def _rows(names: type[Model], identifiers: type[Model], owner: str) -> Compiled:
    def both(record: int) -> QuerySet[Any, Any]:
        name_rows = names._default_manager.filter(**{owner: record}).order_by()
        identifier_rows = identifiers._default_manager.filter(**{owner: record}).order_by()
        first = name_rows.values_list(Value("name", CharField()), "order", F("name"), F("language"))
        second = identifier_rows.values_list(Value("identifier", CharField()), Value(0), F("value"), F("scheme"))
        return first.union(second, all=True)

    return Compiled(both)


def _identifier(scheme: str, value: str) -> IdentifierCard:
    name, address = REGISTERS.get(scheme, (scheme, ""))
    return IdentifierCard(name, value, f"{address}{value}" if address else "")
