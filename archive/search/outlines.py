"""What the index should hold of each public record, read in bulk: columns, no records, a fixed number of queries."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice
from typing import Any, NamedTuple

from django.db import models

from archive.dates import UNDATED
from archive.documents.disclosure import Disclosed, disclose
from archive.models import Access, ArchivedText, Capture, Listing, Source
from archive.search.declared import NAMED_BY, USED_AS, Searchable
from archive.search.folding import BREAK, folded
from archive.search.naming import totals_of
from archive.search.places import MOST_PARTS, number, recency, standing
from archive.search.sections import PASSAGE_END, Section, sections
from archive.search.words import Words, joined, marks
from archive.timeline.entries import Build, Keys
from archive.timeline.facets import LISTS

#: raise it when words are folded or cut in another way: every entry is then out of date
FORM = "2"
# A batch asks again for the names of those that the batches before it named; of so many they are remembered.
MOST_REMEMBERED = 100_000
#: the last digits of a fingerprint are those of the names
NAMES_DIGITS = 8
#: a text of fewer characters is not cut, and is read from its record when it is shown
LONGEST_PLAIN = 4000
#: characters of archived texts that are in memory together
READ_AT_ONCE = 250_000


class Row(NamedTuple):
    """One entry as it is written; its words stand in the database's own index."""

    id: int
    kind: str
    record_id: int
    part: int
    text: str
    fingerprint: str
    title: str
    names: str
    body: str
    context: str
    marks: str

    @property
    def words(self) -> Words:
        return Words(*self[-5:])


@dataclass(frozen=True)
class ArchivedPassage:
    """A public span of an archived text, to be read when it is needed."""

    sha256: str
    start: int
    end: int


@dataclass
class Outline:
    """What one public record gives to the index; its archived text is only named.

    `title`, `names` and `context` are folded, `text` is as written. `number` is its place (`archive.search.places`).
    """

    kind: str
    record_id: int
    title: str
    names: str
    text: list[str]
    number: int = 0
    context: list[str] = field(default_factory=list)
    archived: list[ArchivedPassage] = field(default_factory=list)

    @cached_property
    def fingerprint(self) -> str:
        """16 hexadecimal digits of all that is indexed, then 8 of the names alone; of an outline that is done."""
        archived = [f"{item.sha256} {item.start} {item.end}" for item in self.archived]
        content = [FORM, self.title, self.names, *self.text, "", *self.context, "", *archived]
        return _digest("\x1f".join(content), 8) + _digest(self.named, 4)

    @property
    def named(self) -> str:
        """The folded words by which others name the record."""
        return joined((self.title, self.names))

    def rows(self, bodies: Mapping[str, str]) -> Iterator[Row]:
        """The rows of the index: one, and one for each further section of a long text. `bodies` are texts by hash."""
        fingerprint, context = self.fingerprint, joined(self.context)
        if not self.archived and sum(map(len, self.text)) < LONGEST_PLAIN:
            found = [Section("", f" {BREAK} ".join(filter(None, map(folded, self.text))))]
        else:
            found = list(islice(sections(self._passages(bodies)), MOST_PARTS))
        marked = marks(self.kind, self.record_id, self.named, in_sections=len(found) > 1)
        for part, section in enumerate(found):
            entry = self.number + part, self.kind, self.record_id, part, section.text, fingerprint
            yield Row(*entry, self.title, self.names, section.words, context, marked)

    def _passages(self, bodies: Mapping[str, str]) -> list[str]:
        archived = [bodies[item.sha256][item.start : item.end] for item in self.archived if item.sha256 in bodies]
        return [*self.text, *archived]


def rows_of(outlines: Iterable[Outline]) -> Iterator[tuple[Outline, list[Row]]]:
    """Each with its rows. Archived texts are read `READ_AT_ONCE` characters at a time."""
    for some in _by_length(outlines):
        chosen = {item.sha256 for outline in some for item in outline.archived}
        bodies = dict(ArchivedText.objects.filter(sha256__in=chosen).values_list("sha256", "body")) if chosen else {}
        for outline in some:
            yield outline, list(outline.rows(bodies))


def _by_length(outlines: Iterable[Outline]) -> Iterator[list[Outline]]:
    some: list[Outline] = []
    length = 0
    for outline in outlines:
        some.append(outline)
        length += 100
        if outline.archived:
            length += sum(item.end for item in outline.archived)
        if length > READ_AT_ONCE:
            yield some
            some, length = [], 0
    yield some


def _digest(content: str, size: int) -> str:
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def plain_text(searchable: Searchable, record: Any) -> str:
    """The text of a record whose entry keeps none, as it is written, for an excerpt."""
    return PASSAGE_END.join(filter(None, (getattr(record, name) for name in searchable.text)))


class Reader:
    """Reads outlines batch after batch, and remembers the names of what records refer to."""

    def __init__(self) -> None:
        self._names: dict[type[models.Model], dict[int, str]] = defaultdict(dict)

    def outlines(self, searchable: Searchable, keys: Keys) -> dict[int, Outline]:
        """Of those with these primary keys that are public."""
        found = _own(searchable, keys)
        if not found:
            return {}
        for way in searchable.refers_to:
            pairs = sorted({pair for pair in _pairs(searchable, way, keys) if pair[0] in found})
            names = self._names_of(searchable.target(way), {key for _pk, key in pairs})
            # In a fixed order, and only of what is public.
            for pk, key in pairs:
                if name := names[key]:
                    found[pk].context.append(name)
        if searchable.has_archived_text:
            _add_archived(found)
        for key, place in _numbers(searchable, found.keys()).items():
            found[key].number = place
        return found

    def _names_of(self, target: type[models.Model], keys: set[int]) -> Mapping[int, str]:
        """The folded names of those of these records that are public; empty for the others."""
        known = self._names[target]
        if len(known) > MOST_REMEMBERED:
            known.clear()
        if missing := sorted(keys - known.keys()):
            known.update(dict.fromkeys(missing, ""))
            known.update(_names(target, missing))
        return known


def _pairs(searchable: Searchable, way: str, keys: Keys) -> Iterable[tuple[int, int]]:
    """(primary key of a record, that of what it refers to this way), from the table that ties them."""
    build, owner = _tied(searchable.model, way)
    return keys.rows(build, owner)


@cache
def _tied(model: Any, way: str) -> tuple[Build, str]:
    first, _dot, rest = way.partition("__")
    relation: Any = model._meta.get_field(first)
    if relation.one_to_many:
        rows, owner, path = relation.related_model, relation.field.name, rest or "pk"
    elif relation.many_to_many:
        rows = relation.remote_field.through
        owner, path = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    else:
        rows, owner, path = model, "pk", way
    tied = rows._default_manager.filter(**{f"{path}__isnull": False}).order_by()
    return (lambda within: tied.filter(within).values_list(owner, path)), owner


def _names(target: type[models.Model], keys: list[int]) -> Iterator[tuple[int, str]]:
    columns, has_other_names = _columns(NAMED_BY[target])
    others = _other_names(target, Keys(keys)) if has_other_names else {}
    for pk, *names in Keys(keys).rows(_published(target, *columns), "pk"):
        yield pk, joined([*map(folded, names), others.get(pk, "")])


def _columns(fields: Iterable[str]) -> tuple[list[str], bool]:
    """The fields that are columns, and whether other names belong to them."""
    columns = [name for name in fields if name != "other_names"]
    return columns, len(columns) < len(tuple(fields))


def _other_names(model: type[models.Model], keys: Keys) -> dict[int, str]:
    build, owner = _named_otherwise(model)
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in keys.rows(build, owner):
        names[pk].append(folded(name))
    return {pk: joined(found) for pk, found in names.items()}


@cache
def _named_otherwise(model: Any) -> tuple[Build, str]:
    relation: Any = model._meta.get_field("other_names")
    owner = relation.field.name
    rows = relation.related_model._default_manager.order_by(owner, "order", "pk")
    return (lambda within: rows.filter(within).values_list(owner, "name")), owner


@cache
def _published(model: Any, *fields: str) -> Build:
    return lambda within: model._default_manager.published().filter(within).order_by("pk").values_list("pk", *fields)


def _own(searchable: Searchable, keys: Keys) -> dict[int, Outline]:
    columns, has_other_names = _columns(searchable.names)
    others = _other_names(searchable.model, keys) if has_other_names else {}
    rows = keys.rows(_published(searchable.model, *searchable.title, *columns, *searchable.text), "pk")
    first, second = len(searchable.title), len(searchable.title) + len(columns)
    return {
        pk: Outline(
            kind=searchable.kind,
            record_id=pk,
            title=joined(map(folded, values[:first])),
            names=joined([*map(folded, values[first:second]), others.get(pk, "")]),
            text=[text for text in values[second:] if text],
        )
        for pk, *values in rows
    }


def numbers_of(searchable: Searchable, keys: Collection[int]) -> dict[int, int]:
    """The numbers of those of these records that are public."""
    public = {pk for (pk,) in Keys(list(keys)).rows(_published(searchable.model), "pk")}
    return _numbers(searchable, public) if public else {}


def _numbers(searchable: Searchable, keys: Collection[int]) -> dict[int, int]:
    """How important each is, as the index of the lists has it, and how recent."""
    used = USED_AS.get(searchable.kind)
    weights: dict[int, int] = defaultdict(int)
    days: dict[int, int] = {}
    if searchable.kind in LISTS:
        for pk, weight, sort_day in Keys(list(keys)).rows(_listed(searchable.kind), "record_id"):
            weights[pk], days[pk] = weight, sort_day
    if used:
        for _facet, value, total in totals_of(used, keys):
            weights[int(value)] += total
    return {pk: number(searchable.kind, pk, standing(weights[pk]), recency(days.get(pk, UNDATED))) for pk in keys}


@cache
def _listed(kind: str) -> Build:
    rows = Listing.objects.filter(list=kind).order_by()
    return lambda within: rows.filter(within).values_list("record_id", "weight", "sort_day")


def _add_archived(found: Mapping[int, Outline]) -> None:
    sources = list(Source.objects.filter(pk__in=found).only("status", "access"))
    hashes: dict[int, dict[int, str]] = defaultdict(dict)
    captures = Capture.objects.filter(source__in=found).order_by("source", "number")
    for source, version, sha256 in captures.values_list("source", "number", "text"):
        hashes[source][version] = sha256
    for key, disclosed in disclose(sources).items():
        if disclosed.access == Access.PRIVATE:
            # Its byline is not public either.
            found[key].names = ""
        found[key].archived += _passages(disclosed, hashes[key])


def _passages(disclosed: Disclosed, hashes: dict[int, str]) -> Iterator[ArchivedPassage]:
    """Of a text that is public as a whole the latest version, otherwise what is public of each."""
    versions = sorted(hashes)[-1:] if disclosed.is_whole else sorted(hashes)
    for version in versions:
        for start, end in disclosed.passages(version):
            yield ArchivedPassage(hashes[version], start, end)
