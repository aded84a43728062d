"""What the pages of all records share: finding the record, or saying where it went; its head; its corrections.

A published record answers at its slug. A former slug of it leads on (301). A record that was withdrawn answers 410
with its slug and the day, even while somebody reworks it. Everything else is 404, so that nobody can tell a draft
from what never was.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.documents import KINDS
from archive.models import (
    REVISION_ACTIONS,
    TOLD_ACTIONS,
    Action,
    Address,
    ArchiveVersion,
    Change,
    Compiled,
    Record,
    Status,
)
from archive.views.addresses import data_url, record_url
from archive.views.errors import gone
from archive.views.kept import kept

DESCRIPTION_LENGTH = 200

Records = Callable[[], QuerySet[Any]]
Page = Callable[[HttpRequest, Any], HttpResponse]


@dataclass(frozen=True)
class Moved:
    """The record has another slug by now."""

    slug: str


@dataclass(frozen=True)
class Withdrawn:
    """The record was public at this slug until `day`."""

    slug: str
    day: date


@dataclass(frozen=True)
class Head:
    """What stands in a page's head. `description` is cut to what a search engine shows."""

    title: str
    description: str
    url: str
    data_url: str


@dataclass(frozen=True)
class Correction:
    at: datetime
    reason: str


def record_page(kind: str, records: Records) -> Callable[[Page], Callable[[HttpRequest, str], HttpResponse]]:
    """Make a view of a slug from a page of a published record.

    `records` are those that the page needs loaded; it is narrowed to what is published here. The record comes with
    `archive_version`, so that the frame need not ask for it.
    """

    found = Compiled(lambda slug: _published_at(records(), slug))

    def decorate(page: Page) -> Callable[[HttpRequest, str], HttpResponse]:
        @require_safe
        @kept
        @wraps(page)
        def view(request: HttpRequest, slug: str) -> HttpResponse:
            record = next(iter(found(slug)), None)
            if record is None:
                return _elsewhere(request, kind, slug)
            response = page(request, record)
            response["Link"] = f'<{data_url(kind, slug)}>; rel="alternate"; type="application/json"'
            patch_vary_headers(response, ["Accept-Language"])
            return response

        return view

    return decorate


def published_at(records: QuerySet[Any], slug: str) -> Any:
    """The public record at this slug, or None."""
    return _published_at(records, slug).first()


def _published_at(records: QuerySet[Any], slug: str) -> QuerySet[Any]:
    version = Subquery(ArchiveVersion.objects.values("number")[:1])
    public: QuerySet[Any] = records.published()  # type: ignore[attr-defined]
    return public.filter(slug=slug).annotate(archive_version=version)


def _elsewhere(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    place = whereabouts(kind, slug)
    if isinstance(place, Moved):
        return HttpResponsePermanentRedirect(record_url(kind, place.slug))
    return gone(request, place.slug, place.day)


def whereabouts(kind: str, slug: str) -> Moved | Withdrawn:
    """What became of a record that is not public at this slug. Raises Http404 where the public never saw it."""
    uuid = Address.objects.filter(kind=kind, slug=slug).values_list("record_uuid", flat=True).first()
    if uuid is not None:
        published: Any = KINDS[kind].model._default_manager
        current = published.published().filter(uuid=uuid).values_list("slug", flat=True).first()
        if current is not None:
            return Moved(current)
        if (day := _withdrawn_on(uuid)) and _was_public_at(uuid, slug):
            return Withdrawn(slug, day)
    raise Http404(_("There is nothing at this address."))


def _withdrawn_on(uuid: Any) -> date | None:
    """The day of the latest withdrawal."""
    withdrawals = Change.objects.filter(record_uuid=uuid, action=Action.WITHDRAWN).order_by("-version")
    latest = withdrawals.values_list("at", flat=True).first()
    return latest.date() if latest else None


def _was_public_at(uuid: Any, slug: str) -> bool:
    """Whether the public could ever open the record at this very slug; a draft's later name stays unknown."""
    changes = Change.objects.filter(record_uuid=uuid, slug=slug).exclude(action__in=REVISION_ACTIONS)
    return any(
        json.loads(document).get("status") == Status.PUBLISHED
        for document in changes.exclude(after="").order_by("-version").values_list("after", flat=True)[:100]
    )


def head(record: Record, title: str, description: str) -> Head:
    kind, slug = record.record_kind, record.slug
    words = Truncator(" ".join(description.split())).chars(DESCRIPTION_LENGTH)
    return Head(title=title, description=words, url=record_url(kind, slug), data_url=data_url(kind, slug))


def corrections_of(record: Record) -> list[Correction]:
    """The dated corrections of a published record, the latest first."""
    return [Correction(at, reason) for at, reason in _corrections(record.uuid)]


def _of_record(record_uuid: UUID) -> QuerySet[Any, Any]:
    changes = Change.objects.filter(record_uuid=record_uuid, action__in=TOLD_ACTIONS).order_by("-version")
    return changes.values_list("at", "reason")


_corrections = Compiled(_of_record)


def render_record(
    request: HttpRequest, record: Any, page_head: Head, context: dict[str, Any], template: str = ""
) -> HttpResponse:
    """The page of a record by the template of its kind; or by another, at an address below the record's own."""
    shared = {
        "head": page_head,
        "canonical_path": request.path if template else page_head.url,
        "archive_version_number": record.archive_version or 0,
    }
    return render(request, template or f"archive/{record.record_kind}.html", {**shared, **context})
