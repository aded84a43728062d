"""Documents in words: names for references, labels for choices, days as people say them.

names = Names(differences)      one query a kind of record, however many differences there are
told(difference, names)         what stood there and what stands there now, as lines to read
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from archive.dates import EDTFError, display
from archive.dates.fields import EDTFField
from archive.documents import KINDS, Difference, Reference
from archive.documents.fields import ArchivedTextHash, Field, RecordReference, RecordReferences, Scalar, TermReference
from archive.documents.parts import Chains, Rows
from archive.documents.word_differences import Piece, paired, word_differences
from archive.models import Change, Status, Term, Vocabulary
from archive.models.language_names import language_name
from archive.models.languages import LanguageField


@dataclass(frozen=True)
class ToldDifference:
    """A field that differs: its name for people, the lines that went and those that came."""

    label: str
    before: list[str]
    after: list[str]

    @cached_property
    def lines(self) -> list[list[Piece]]:
        """Word by word: a line for each value, or item of a list, that went, came or changed."""
        return [word_differences(before or "", after or "") for before, after in self._pairs()]

    def _pairs(self) -> list[tuple[str | None, str | None]]:
        if len(self.before) == len(self.after) == 1:
            return [(self.before[0], self.after[0])]
        return paired(self.before, self.after)


class Names:
    """What people call the records that documents refer to; of deleted ones what the history calls them."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._names: dict[Reference, str] = {}
        wanted: dict[str, set[str]] = defaultdict(set)
        for reference in references:
            wanted[reference.kind].add(reference.key)
        for kind, keys in wanted.items():
            self._names.update((Reference(kind, key), name) for key, name in _names(kind, keys))

    def of(self, kind: str, key: str) -> str:
        return self._names.get(Reference(kind, key)) or _("(a record that is no longer here)")


def _names(kind: str, keys: set[str]) -> Iterator[tuple[str, str]]:
    if kind in Vocabulary.values:
        yield from Term.objects.filter(vocabulary=kind, slug__in=keys).values_list("slug", "name")
        return
    found = {str(record.uuid): str(record) for record in _records(kind, keys)}
    gone = keys - found.keys()
    if gone:
        # Oldest first, so the latest title stays.
        titles = Change.objects.filter(record_uuid__in=gone).order_by("id").values_list("record_uuid", "title")
        found.update((str(uuid), title) for uuid, title in titles)
    yield from found.items()


def _records(kind: str, keys: set[str]) -> Any:
    records: Any = KINDS[kind].model._default_manager.filter(uuid__in=keys)
    return records.select_related("organisation") if kind == "position" else records


def tell(kind: str, differences_of: list[list[Difference]]) -> list[list[ToldDifference]]:
    """Several lists of differences between documents of one kind, in words."""
    fields = KINDS[kind].by_name
    names = Names(
        reference
        for differences in differences_of
        for difference in differences
        if difference.field in fields
        for value in (difference.before, difference.after)
        for _path, reference in fields[difference.field].references(value)
    )
    return [[_told(fields.get(item.field), item, names) for item in differences] for differences in differences_of]


def _told(field: Field | None, difference: Difference, names: Names) -> ToldDifference:
    label = difference.label[:1].upper() + difference.label[1:]
    if difference.is_list and field is not None:
        before = [_words(field, item, names) for item in difference.removed]
        after = [_words(field, item, names) for item in difference.added]
        if not before and not after:
            after = [_("The same in another order.")]
        return ToldDifference(label, before, after)
    return ToldDifference(label, _line(field, difference.before, names), _line(field, difference.after, names))


def _line(field: Field | None, value: Any, names: Names) -> list[str]:
    if value in (None, ""):
        return []
    if field is None:
        return [str(Status(value).label) if value in Status.values else str(value)]
    return [_words(field, value, names)]


def _words(field: Field, value: Any, names: Names) -> str:
    """One value, or one item of a list, in words."""
    if isinstance(field, Chains):
        return " → ".join(_station(station, names) for station in value)
    if isinstance(field, Rows):
        return _row(field, value, names)
    if isinstance(field, RecordReference | RecordReferences):
        return names.of(field.kind, value)
    if isinstance(field, ArchivedTextHash):
        return _("text with the SHA-256 %(hash)s…") % {"hash": str(value)[:12]}
    return _scalar(field, value)


def _scalar(field: Field, value: Any) -> str:
    column = getattr(field, "column", None) if isinstance(field, Scalar) else None
    if isinstance(column, EDTFField):
        return _date(str(value))
    if isinstance(column, LanguageField):
        return language_name(str(value))
    labels = dict(getattr(column, "flatchoices", ()))
    return str(labels.get(value, value))


def _date(text: str) -> str:
    try:
        return f"{display(text)} ({text})"
    except EDTFError:
        return text


def _station(station: dict[str, Any], names: Names) -> str:
    actor = names.of("actor", station["actor"]) if station["actor"] else ""
    source = names.of("source", station["source"]) if station["source"] else ""
    return _("%(actor)s in %(source)s") % {"actor": actor, "source": source} if actor and source else actor or source


def _row(field: Rows, row: dict[str, Any], names: Names) -> str:
    if field.name == "citations":
        return _citation(row, names)
    parts = [
        f"{part.label}: {_words(part, row[part.name], names)}"
        if index and not isinstance(part, TermReference)
        else _words(part, row[part.name], names)
        for index, part in enumerate(field.fields)
        if row[part.name] not in (None, "")
    ]
    return " · ".join(parts)


def _citation(row: dict[str, Any], names: Names) -> str:
    source = names.of("source", row["source"])
    where = f"{source}, {_('version')} {row['version']}" if row["version"] else source
    if row["start"] is None:
        return where
    return f"“{row['exact']}” – {where}, {row['start']}–{row['end']}"
