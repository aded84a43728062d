"""What changed since a moment, for those who keep a copy: which records have to be told again.

    since = read_since("2026-11-01T00:00:00Z")          # or a day, or a version of the archive: "v77"
    records = since.narrow(KINDS["event"], Event.objects.published())

A moment stands for a version of the archive: the one before the first act that began then or later. Acts take their
versions in the order in which they are written, but not in that in which they begin, and a long one is written some
time after it began; so everything from that first act on is told, even what began earlier and was written after it.
Whoever asks from the version, or the moment, that the last answer told misses nothing, and may be told twice.

A record is told if something was done to it since, or to anything that it names: its row and its document hold their
slugs and names, and leave out what is not public. Places, topics, terms and positions are public when something
public names them, so they are told if something was done to what names them, or to a part of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, cached_property
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext as _

from archive.documents import KINDS, Kind
from archive.documents.fields import RecordReference, RecordReferences
from archive.documents.parts import Chains, Rows
from archive.models import REVISION_ACTIONS, ArchiveVersion, Change, Dependent, Station, Vocabulary

#: so many places or topics that could be affected; of more all are told
MOST_DEPENDENTS = 10_000
#: so many primary keys are named one by one in a query
FEW = 1000
_VERSION = re.compile(r"v(0|[1-9][0-9]{0,17})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)


class NoMoment(ValueError):
    """What was given is no moment; the text says what would be one, for a person."""


@dataclass(frozen=True)
class Edge:
    """Rows by which records of one kind name records of another: `owner` and `named` are paths from a row to them."""

    kind: str
    to: str
    rows: type[Any]
    owner: str
    named: str

    def owners(self, named: QuerySet[Any]) -> QuerySet[Any]:
        """Primary keys of the records that name one of these."""
        return self._filled(Q((f"{self.named}__in", named.values("pk")))).values_list(self.owner)

    def named_by(self, owners: QuerySet[Any]) -> QuerySet[Any]:
        """Primary keys of the records that one of these names."""
        return self._filled(Q((f"{self.owner}__in", owners.values("pk")))).values_list(self.named)

    def _filled(self, condition: Q) -> QuerySet[Any]:
        rows = self.rows._default_manager.filter(condition).order_by()
        return rows.filter(**{f"{path}__isnull": False for path in (self.owner, self.named) if path != "pk"})


@cache
def edges() -> tuple[Edge, ...]:
    """Every way in which records name others."""
    return tuple(edge for kind in KINDS.values() for field in kind.fields for edge in _edges(kind, field))


def _edges(kind: Kind, field: Any) -> Iterator[Edge]:
    if isinstance(field, Chains):
        for name in ("actor", "source"):
            yield Edge(kind.name, name, Station, f"chain__{field.owner}", name)
    elif isinstance(field, RecordReferences):
        relation: Any = kind.model._meta.get_field(field.name)
        owner, named = relation.m2m_field_name(), relation.m2m_reverse_field_name()
        yield Edge(kind.name, field.kind, relation.remote_field.through, owner, named)
    elif isinstance(field, Rows):
        for item in field.fields:
            if isinstance(item, RecordReference):
                yield Edge(kind.name, _kind(item.kind), field.row_model, field.owner, item.name)
    elif isinstance(field, RecordReference):
        yield Edge(kind.name, _kind(field.kind), kind.model, "pk", field.name)


def _kind(name: str) -> str:
    return "term" if name in Vocabulary.values else name


@dataclass(frozen=True)
class Since:
    """All that was done after a version of the archive. It remembers what it found: for one answer."""

    version: int
    _few: dict[str, list[int] | None] = field(default_factory=dict, compare=False, repr=False)

    def changes(self) -> QuerySet[Change]:
        """What was done to records themselves; a pending revision leaves its record as it was."""
        done = Change.objects.filter(archive_version__gt=self.version).exclude(action__in=REVISION_ACTIONS)
        return done.order_by()

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of records that something was done to."""
        return frozenset(self.changes().values_list("record_kind", flat=True).distinct())

    def changed(self, kind: str) -> QuerySet[Any]:
        """The records of a kind that something was done to."""
        records: Any = KINDS[kind].model._default_manager
        done = self.changes().filter(record_kind=kind).values("record_uuid")
        if kind not in self._few:
            keys = list(records.filter(uuid__in=done).order_by().values_list("pk", flat=True)[: FEW + 1])
            self._few[kind] = keys if len(keys) <= FEW else None
        few = self._few[kind]
        # Where they are few the database sees how few; of a subquery it cannot tell.
        return records.filter(uuid__in=done).order_by() if few is None else records.filter(pk__in=few).order_by()

    def narrow(self, kind: Kind, records: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the records that are to be told again."""
        found = [self.changed(kind.name).values_list("pk")]
        found += [edge.owners(self._with_another_face(edge.to)) for edge in edges() if self._leads(edge, kind.name)]
        if not issubclass(kind.model, Dependent):
            return _among(records, found[0].union(*found[1:]))
        inward = (edge for edge in edges() if edge.to == kind.name and edge.kind in self.kinds)
        found += [edge.named_by(self.changed(edge.kind)) for edge in inward]
        affected = _with_wholes(kind, {key for (key,) in found[0].union(*found[1:])})
        return records if affected is None else records.filter(pk__in=affected)

    def _leads(self, edge: Edge, kind: str) -> bool:
        """Whether records of the kind can have to be told again because of the edge."""
        return edge.kind == kind and (edge.to in self.kinds or (edge.to == "position" and "actor" in self.kinds))

    def _with_another_face(self, kind: str) -> QuerySet[Any]:
        """The records that others may have to be written differently for."""
        changed = self.changed(kind)
        if kind != "position":
            return changed
        ends = self.changed("actor").values("pk")
        return changed.model._default_manager.filter(Q(pk__in=changed) | Q(person__in=ends) | Q(organisation__in=ends))


def _among(records: QuerySet[Any], keys: QuerySet[Any]) -> QuerySet[Any]:
    """The records with these keys; where they are few, named one by one."""
    few = [key for (key,) in keys[: FEW + 1]]
    return records.filter(pk__in=few) if len(few) <= FEW else records.filter(pk__in=keys)


def _with_wholes(kind: Kind, keys: set[int]) -> set[int] | None:
    """The keys, and those of what they are part of, however far up; None for too many."""
    level = keys
    while level and kind.name in ("place", "topic") and len(keys) <= MOST_DEPENDENTS:
        records: Any = kind.model._default_manager
        parts = records.filter(pk__in=level, part_of__isnull=False)
        level = set(parts.values_list("part_of", flat=True)) - keys
        keys |= level
    return keys if len(keys) <= MOST_DEPENDENTS else None


# Moments and versions


@dataclass(frozen=True)
class Standing:
    """The version that an answer is true of, and when its last act began."""

    version: int
    moment: datetime | None

    @property
    def words(self) -> str:
        """The moment in RFC 3339, in UTC; empty for an archive that nothing was written to."""
        return self.moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if self.moment else ""


def standing() -> Standing:
    """How the archive stands. Asked for before the records are read, it is never later than they are."""
    version = ArchiveVersion.current()
    done = Change.objects.filter(archive_version__lte=version).order_by("-archive_version")
    return Standing(version, done.values_list("at", flat=True).first())


def read_since(text: str) -> Since:
    """A moment (RFC 3339), a day (from its beginning in UTC) or a version of the archive. Raises NoMoment."""
    if match := _VERSION.fullmatch(text):
        return Since(int(match[1]))
    first = Change.objects.filter(at__gte=_moment(text)).aggregate(first=Min("archive_version"))["first"]
    return Since(ArchiveVersion.current() if first is None else first - 1)


def _moment(text: str) -> datetime:
    # A plus sign in an address means a space unless it is written as %2B, which people forget.
    text = text.replace(" ", "+")
    try:
        if _DAY.fullmatch(text):
            day = date.fromisoformat(text)
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
        if _MOMENT.fullmatch(text):
            # An offset can carry the first and the last day of all beyond what there is.
            return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise NoMoment(
        _("“%(text)s” is no moment. Write one such as 2026-11-01T00:00:00Z, a day, or a version such as v77.")
        % {"text": text[:50]}
    )
