"""The records of the archive. This façade is what the rest of the code imports.

Dependencies point one way: dates → models → documents → workflow → search, timeline, exchange → views, admin.
Models hold data and constraints; they are written only through `archive.workflow`. What of a record is public is
decided by `published()` on its queryset, and nowhere else.
"""

from archive.models.actors import Actor, ActorId, ActorName, Membership, Position
from archive.models.anchor_checks import AnchorRound, BrokenAnchor
from archive.models.compiled import Compiled
from archive.models.constraints import UNDATED
from archive.models.dated import Dated
from archive.models.desk import DeskAct, DeskDraft
from archive.models.events import (
    Event,
    EventImage,
    EventLink,
    EventLinkKind,
    EventPlace,
    Factuality,
    Participant,
)
from archive.models.evidence import Chain, Citation, Station, Supports
from archive.models.history import (
    AUTHORING_ACTIONS,
    REVISION_ACTIONS,
    TOLD_ACTIONS,
    Action,
    ArchiveVersion,
    Change,
    Revision,
)
from archive.models.images import Image, ImageFormat
from archive.models.imports import UNDER_WAY, Import, ImportState
from archive.models.intake import Intake, IntakeState, TextPrint, Way
from archive.models.listing import IDS_OF_A_POSTING, FacetTotal, Listing, Posting
from archive.models.mappings import ColumnMapping
from archive.models.merging import Likeness, LikenessSearch, Merge
from archive.models.places import Place, PlaceId, PlaceName
from archive.models.presence import Presence
from archive.models.records import Address, Curated, Dependent, OfTheRow, Record, Status, publicity
from archive.models.searching import NameWord, SearchEntry
from archive.models.sources import (
    TEXT_LIMIT,
    Access,
    ArchivedText,
    Capture,
    Reliability,
    Source,
    fixity,
)
from archive.models.statements import (
    Credibility,
    Figure,
    Statement,
    StatementKind,
    StatementLink,
    StatementLinkKind,
)
from archive.models.topics import Topic
from archive.models.vocabulary import Term, Vocabulary

__all__ = [
    "AUTHORING_ACTIONS",
    "IDS_OF_A_POSTING",
    "REVISION_ACTIONS",
    "TEXT_LIMIT",
    "TOLD_ACTIONS",
    "UNDATED",
    "UNDER_WAY",
    "Access",
    "Action",
    "Actor",
    "ActorId",
    "ActorName",
    "Address",
    "AnchorRound",
    "ArchiveVersion",
    "ArchivedText",
    "BrokenAnchor",
    "Capture",
    "Chain",
    "Change",
    "Citation",
    "ColumnMapping",
    "Compiled",
    "Credibility",
    "Curated",
    "Dated",
    "Dependent",
    "DeskAct",
    "DeskDraft",
    "Event",
    "EventImage",
    "EventLink",
    "EventLinkKind",
    "EventPlace",
    "FacetTotal",
    "Factuality",
    "Figure",
    "Image",
    "ImageFormat",
    "Import",
    "ImportState",
    "Intake",
    "IntakeState",
    "Likeness",
    "LikenessSearch",
    "Listing",
    "Membership",
    "Merge",
    "NameWord",
    "OfTheRow",
    "Participant",
    "Place",
    "PlaceId",
    "PlaceName",
    "Position",
    "Posting",
    "Presence",
    "Record",
    "Reliability",
    "Revision",
    "SearchEntry",
    "Source",
    "Statement",
    "StatementKind",
    "StatementLink",
    "StatementLinkKind",
    "Station",
    "Status",
    "Supports",
    "Term",
    "TextPrint",
    "Topic",
    "Vocabulary",
    "Way",
    "fixity",
    "publicity",
]
