"""The eight files with their columns, each declared once.

`FILES` is what exports write, imports read and `/data/` explains. Nothing that is not declared here leaves the
archive in a file.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from archive.documents import KINDS, Kind
from archive.exchange import items
from archive.exchange.columns import (
    ArchivedText,
    Chains,
    Choice,
    Column,
    Date,
    Items,
    Number,
    Reference,
    Slug,
)
from archive.models import (
    Access,
    Credibility,
    EventLinkKind,
    Factuality,
    Reliability,
    StatementKind,
    StatementLinkKind,
    Status,
    Vocabulary,
)


@dataclass(frozen=True)
class File:
    """One file: the kind of its records, its columns in order, and those that tell its rows apart."""

    kind: Kind
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("slug",)
    by_name: dict[str, Column] = field(init=False, default_factory=dict)
    by_field: dict[str, Column] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for column in self.columns:
            self.by_name[column.name] = column
            self.by_field[column.field] = column

    @property
    def name(self) -> str:
        """What commands call it: `events`."""
        return self.kind.plural

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]


def _file(kind: str, *columns: Column | str, key: tuple[str, ...] = ("slug",)) -> File:
    made = tuple(Column(column) if isinstance(column, str) else column for column in columns)
    return File(KINDS[kind], made, key)


SLUG = Slug("slug")
LANGUAGE = Column("language", _("a language tag, such as en or sr-Latn-RS; empty: unknown"))
COUNTRY = Column("country", _("a country code of two capital letters, such as UA"))
STATUS = Choice("status", Status.values)
OTHER_NAMES = Items("other_names", items.other_name(), ordered=True)
EXTERNAL_IDS = Items("external_ids", items.external_id())
CITATIONS = Items("citations", items.Citation(), ordered=True)
CHAINS = Chains("chains")
TOPICS = Items("topics", items.record("topic"))

_FILES = (
    _file(
        "term",
        *(Choice("vocabulary", Vocabulary.values), SLUG, "name", "description"),
        key=("vocabulary", "slug"),
    ),
    _file("topic", SLUG, "name", Reference("part_of", "topic"), LANGUAGE, "description"),
    _file(
        "place",
        *(SLUG, "name", OTHER_NAMES, COUNTRY, Reference("part_of", "place")),
        *(Number("latitude"), Number("longitude"), Number("uncertainty_m"), EXTERNAL_IDS),
    ),
    _file(
        "actor",
        *(SLUG, "name", Reference("kind", Vocabulary.ACTOR_KIND), OTHER_NAMES, Items("part_of", items.membership())),
        *(COUNTRY, Date("active"), EXTERNAL_IDS, LANGUAGE, "description", STATUS),
    ),
    _file(
        "position",
        *(SLUG, Reference("person", "actor"), Reference("organisation", "actor"), "title", Date("held")),
    ),
    _file(
        "source",
        *(SLUG, "title", Reference("kind", Vocabulary.SOURCE_KIND), Reference("publisher", "actor"), "byline"),
        *(Column("url", _("a web address that begins with http:// or https://")), LANGUAGE),
        *(Date("issued"), "date_basis"),
        Column("captured_at", _("a moment with its offset, such as 2022-01-26T16:14:00+02:00")),
        *(Choice("reliability", Reliability.values), "reliability_basis"),
        *(Choice("access", Access.values), "rights", ArchivedText("text"), STATUS),
    ),
    _file(
        "event",
        *(SLUG, "title", Reference("kind", Vocabulary.EVENT_KIND), Date("when"), "date_basis"),
        *(Choice("factuality", Factuality.values), Items("places", items.event_place(), ordered=True), LANGUAGE),
        *("summary", Items("participants", items.participant(), ordered=True), TOPICS, Reference("part_of", "event")),
        *(Items("links", items.link("event", EventLinkKind.LED_TO)), CITATIONS, CHAINS, STATUS),
    ),
    _file(
        "statement",
        *(SLUG, Reference("speaker", "actor"), Reference("position", "position")),
        *(Choice("kind", StatementKind.values), "quote", LANGUAGE),
        *(Column("spoken_in", LANGUAGE.expected), "summary", Reference("cue", Vocabulary.CUE), Date("said_on")),
        *("date_basis", "venue", Reference("event", "event"), Items("about_events", items.record("event"))),
        *(Items("about_actors", items.record("actor")), TOPICS),
        *(Choice("credibility", Credibility.values), "credibility_basis", Items("figures", items.Figure())),
        *(Items("links", items.link("statement", StatementLinkKind.DENIES)), CITATIONS, CHAINS, STATUS),
    ),
)

#: by the name that commands use (`events`), in an order in which every file comes after those that it needs
FILES: dict[str, File] = {file.name: file for file in _FILES}

#: of a private source the public file has only these
PUBLIC_OF_PRIVATE_SOURCE = frozenset({"slug", "title", "publisher", "issued", "access", "status"})
