"""What is likely wrong with records, or missing from them: what an editor should look at next.

Each finding is a condition on the records of one kind, so the same words count them and narrow their list. `verify`
asks whether the archive is sound; a finding may be right as it is, and only a person can tell.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive import anchor_checks
from archive.dates import UNDATED
from archive.documents import KINDS
from archive.models import (
    ArchiveVersion,
    Chain,
    Citation,
    Membership,
    Participant,
    Position,
    Source,
    Statement,
    Station,
    Status,
)

#: a finding is counted as far as this
MOST = 1000
#: how long a count is kept, in seconds; an act of anybody's ends it sooner
KEPT = 300


@dataclass(frozen=True)
class Finding:
    """Records of `kind` for which `condition()` holds; `name` stands in addresses."""

    name: str
    kind: str
    words: Promise
    advice: Promise
    condition: Callable[[], Q]

    def records(self) -> QuerySet[Any]:
        records: QuerySet[Any] = KINDS[self.kind].model._default_manager.filter(self.condition()).order_by()
        return records


def _none(model: Any, field: str) -> Q:
    """That no row of `model` names the record in `field`."""
    return ~Q(Exists(model._default_manager.filter(**{field: OuterRef("pk")}).order_by()))


def _uncited() -> Q:
    # What is published has a citation, or it could not have been published; so only the others are looked through.
    unpublished = [status for status in Status if status != Status.PUBLISHED]
    return Q(status__in=unpublished) & _none(Citation, "event")


def _unused() -> Q:
    about = Statement.about_actors.through
    uses = (
        (Statement, "speaker"),
        (Participant, "actor"),
        (about, "actor"),
        (Source, "publisher"),
        (Station, "actor"),
        (Position, "person"),
        (Position, "organisation"),
        (Membership, "member"),
        (Membership, "group"),
    )
    condition = Q()
    for model, field in uses:
        condition &= _none(model, field)
    return condition


def _says_nothing() -> Q:
    """A text alternative is required; what is left is one without words: white space, a file's name, the credit."""
    names_file = Q(alt__iregex=r"^\S*\.(jpe?g|png|webp|avif|gif|heic|tiff?)$")
    return Q(alt__regex=r"^\s*$") | names_file | Q(alt=F("credit"))


def _broken(carrier: str) -> Callable[[], Q]:
    return lambda: Q(pk__in=anchor_checks.broken(carrier))


FINDINGS: dict[str, Finding] = {
    finding.name: finding
    for finding in (
        Finding(
            "broken-statements",
            "statement",
            _("Statements whose cited words are not in the text"),
            _("The archived text has other words at that place: cite them anew."),
            _broken("statement"),
        ),
        Finding(
            "broken-events",
            "event",
            _("Events whose cited words are not in the text"),
            _("The archived text has other words at that place: cite them anew."),
            _broken("event"),
        ),
        Finding(
            "uncited",
            "event",
            _("Events without a citation"),
            _("Nothing is published without one."),
            _uncited,
        ),
        Finding(
            "chainless",
            "statement",
            _("Statements without a chain"),
            _("Through whose mouths did the words come?"),
            lambda: _none(Chain, "statement"),
        ),
        Finding(
            "unused",
            "actor",
            _("Actors that nothing refers to"),
            _("Made and then not needed, or a second record of somebody."),
            _unused,
        ),
        Finding(
            "undated",
            "source",
            _("Sources without a date"),
            _("Relative days in them cannot be resolved."),
            lambda: Q(sort_day=UNDATED),
        ),
        Finding(
            "wordless",
            "image",
            _("Images whose text alternative says nothing"),
            _("White space, a file's name or only the credit."),
            _says_nothing,
        ),
    )
}


def of_kind(kind: str) -> list[Finding]:
    return [finding for finding in FINDINGS.values() if finding.kind == kind]


def counts() -> dict[str, int]:
    """How many records each finding has, counted to one more than `MOST`.

    A finding that few of very many records have takes a look at each, so counts are kept for the archive's version.
    """
    found = known_counts()
    if found is None:
        anchor_checks.visit()
        found = {name: finding.records()[: MOST + 1].count() for name, finding in FINDINGS.items()}
        cache.set(_key(), found, KEPT)
    return found


def known_counts() -> dict[str, int] | None:
    """The counts, if this process has them; None costs nothing."""
    found: dict[str, int] | None = cache.get(_key())
    return found


def _key() -> str:
    return f"findings:{ArchiveVersion.current()}"
