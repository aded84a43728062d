"""The rows of a made-up archive: which columns are written of each table, and batches of them on their way."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import connection, models

from archive.models import (
    Actor,
    ActorId,
    ActorName,
    Address,
    ArchivedText,
    Capture,
    Chain,
    Change,
    Citation,
    Event,
    EventLink,
    EventPlace,
    Figure,
    Membership,
    Participant,
    Place,
    PlaceName,
    Position,
    Source,
    Statement,
    StatementLink,
    Station,
    Term,
    Topic,
)
from archive.models.bulk import load

Model = type[models.Model]

_RECORD = ("id", "uuid", "slug", "version", "changed_at")
_DEPENDENT = (*_RECORD, "is_public")
_CURATED = (*_RECORD, "status", "status_changed_at")
_DATED = ("first_day", "last_day", "first_second", "last_second", "sort_day")
#: many-to-many tables, which no façade names
EventTopic: Model = Event.topics.through
StatementTopic: Model = Statement.topics.through
AboutEvent: Model = Statement.about_events.through
AboutActor: Model = Statement.about_actors.through

#: the columns written of each table, in an order in which every table comes after those that it refers to
COLUMNS: dict[Model, tuple[str, ...]] = {
    Term: (*_DEPENDENT, "vocabulary", "name", "description"),
    Topic: (*_DEPENDENT, "name", "part_of", "language", "description"),
    Place: (*_DEPENDENT, "name", "country", "part_of", "latitude", "longitude", "uncertainty_m"),
    PlaceName: ("place", "name", "language", "order"),
    Actor: (*_CURATED, *_DATED, "name", "kind", "country", "active", "language", "description", "portrait"),
    ActorName: ("actor", "name", "language", "order"),
    ActorId: ("actor", "scheme", "value"),
    Membership: (*_DATED, "member", "group", "during"),
    Position: (*_DEPENDENT, *_DATED, "person", "organisation", "title", "held"),
    Source: (
        *(*_CURATED, *_DATED, "title", "kind", "publisher", "byline", "url", "language", "issued", "date_basis"),
        *("captured_at", "reliability", "reliability_basis", "access", "rights"),
    ),
    ArchivedText: ("sha256", "body", "length"),
    Capture: ("source", "number", "text", "captured_at", "original", "original_sha256"),
    Event: (
        *(*_CURATED, *_DATED, "title", "kind", "when", "date_basis", "factuality", "language", "summary", "part_of"),
    ),
    Participant: ("event", "actor", "role", "order"),
    EventPlace: ("event", "place", "role", "order"),
    EventTopic: ("event", "topic"),
    EventLink: ("event", "to", "kind"),
    Statement: (
        *(*_CURATED, *_DATED, "speaker", "position", "kind", "quote", "language", "spoken_in", "summary", "cue"),
        *("said_on", "date_basis", "venue", "event", "credibility", "credibility_basis"),
    ),
    StatementTopic: ("statement", "topic"),
    AboutEvent: ("statement", "event"),
    AboutActor: ("statement", "actor"),
    Figure: ("statement", "low", "best", "high", "unit", "of"),
    StatementLink: ("statement", "to", "kind"),
    Citation: (
        *("event", "statement", "source", "version", "start", "end", "exact", "prefix", "suffix", "supports", "order"),
    ),
    Chain: ("id", "event", "statement", "order"),
    Station: ("chain", "actor", "source", "order"),
    Address: ("kind", "slug", "record_uuid", "is_current"),
    Change: (
        *("act", "record_kind", "record_uuid", "version", "action", "at", "user", "user_name", "slug", "title"),
        *("reason", "before", "after", "archive_version"),
    ),
}

FULL = 20_000


class Rows:
    """Rows of all tables, written a batch at a time, those that others refer to first."""

    def __init__(self) -> None:
        self._rows: dict[Model, list[tuple[Any, ...]]] = defaultdict(list)
        self._count = 0
        self.written: dict[Model, int] = defaultdict(int)

    def add(self, model: Model, *values: Any) -> None:
        """One row, its values in the order of `COLUMNS`."""
        self._rows[model].append(values)
        self._count += 1

    @property
    def is_full(self) -> bool:
        return self._count >= FULL

    def flush(self) -> None:
        for model, columns in COLUMNS.items():
            if rows := self._rows.pop(model, None):
                self.written[model] += load(model, columns, rows)
        self._count = 0


def uuid_form() -> Callable[[str], str]:
    """What makes of a UUID what the database in use keeps."""
    if connection.features.has_native_uuid_field:
        return str
    return lambda uuid: uuid.replace("-", "")
