"""Records as JSON: `/events/<slug>.json` for one, `/events.json` for all, a page at a time.

A list can be narrowed as its page can, and is in the order of the slugs:

    {"record": "event", "archive_version": 77, "items": [{…}, …], "next": "https://…/events.json?after=kyiv-talks"}

`limit` is how many stand on a page (1 to 500, 100 unless told), `after` the slug that the page begins behind (of
terms `vocabulary:slug`), `next` the page that follows, null on the last one. `since` narrows it to what changed since
a moment (`archive.exchange.following`); then `gone` is the address of what is no longer there. `as_of` is when the
last act began that the list knows of.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from archive.documents import KINDS, KINDS_BY_PLURAL, Kind
from archive.documents.public import Addresses, public_document, public_documents
from archive.exchange.following import NoMoment, Since, Standing, read_since, standing
from archive.exchange.gone import gone_since
from archive.models import ArchiveVersion, Image, Vocabulary
from archive.timeline.errors import FilterError
from archive.timeline.filters import read_selection
from archive.views.addresses import FOLDERS, data_url, record_url
from archive.views.images import picture_card
from archive.views.record_pages import Moved, published_at, whereabouts

#: kinds whose public records can be taken away as files
PUBLIC_PLURALS = ("terms", "topics", "places", "actors", "positions", "sources", "events", "statements")
ITEMS, MOST_ITEMS = 100, 500
LINES_TYPE = "application/x-ndjson"
PLACE = re.compile(r"(?:([a-z_]{1,20}):)?([a-z0-9]+(?:-[a-z0-9]+)*)", re.ASCII)

View = Callable[..., HttpResponseBase]


def archive_tag(request: HttpRequest, *_arguments: object, **_values: object) -> str:
    """What every answer hangs on: the version of the archive and the language of the words in it."""
    return f'"{ArchiveVersion.current()}-{get_language()}"'


def as_data(view: View) -> View:
    """An address for programs: safe methods only, a tag of the archive's version, errors as JSON."""

    @require_safe
    @condition(etag_func=archive_tag)
    @wraps(view)
    def answer(request: HttpRequest, *arguments: Any, **values: Any) -> HttpResponseBase:
        try:
            response = view(request, *arguments, **values)
        except FilterError as error:
            response = _error(400, str(error))
        except Http404 as error:
            reason = error.args[0] if error.args else ""
            response = _error(404, str(reason or _("There is nothing at this address.")))
        response["Access-Control-Allow-Origin"] = "*"
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return answer


def _error(status: int, reason: str, **more: str) -> JsonResponse:
    return as_json({"status": status, "reason": reason, **more}, status)


def as_json(content: Any, status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


@as_data
def record_document(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The public document of one record; of a former slug, the way to it; of a withdrawn one, the day."""
    record = published_at(KINDS[kind].records, slug)
    if record is None:
        return _elsewhere(kind, slug)
    document = public_document(record, addresses_of(request))
    response = as_json({**document, "archive_version": record.archive_version or 0})
    page = request.build_absolute_uri(record_url(kind, slug))
    response["Link"] = f'<{page}>; rel="canonical"; type="text/html"'
    return response


def _elsewhere(kind: str, slug: str) -> HttpResponse:
    place = whereabouts(kind, slug)
    if isinstance(place, Moved):
        return HttpResponsePermanentRedirect(data_url(kind, place.slug))
    reason = _("This record has been withdrawn.")
    return _error(410, reason, slug=place.slug, withdrawn_on=place.day.isoformat())


def addresses_of(request: HttpRequest) -> Addresses:
    """Whole addresses, for the document may be read anywhere."""

    def page(kind: str, slug: str) -> str:
        return request.build_absolute_uri(record_url(kind, slug)) if kind in FOLDERS else ""

    def picture(image: Image) -> str:
        card = picture_card(image)
        return request.build_absolute_uri(card.fallback) if card else ""

    return Addresses(page, picture)


@as_data
def document_lines(request: HttpRequest, plural: str) -> HttpResponseBase:
    """All of them as JSON Lines: a document a line, streamed, in the order of the slugs; then what is gone since."""
    kind, now = KINDS_BY_PLURAL[plural], standing()
    asked = read_asked(request, kind)
    documents = public_documents(kind, _in_order(kind, asked.records), addresses_of(request))
    gone = gone_since(asked.since, [kind.name]) if asked.since else ()
    lines = chain(map(as_line, documents), (as_line(stone.as_line()) for stone in gone))
    return as_file(lines, LINES_TYPE, f"{plural}.jsonl", now)


def as_line(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def as_file(pieces: Iterable[Any], content_type: str, name: str, now: Standing) -> HttpResponseBase:
    """A streamed file that tells what it is true of."""
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    tell_standing(response, now)
    return response


def tell_standing(response: HttpResponseBase, now: Standing) -> None:
    """From which version, or moment, to ask next time; programs on other sites' pages may read it."""
    response["Archive-Version"] = f"v{now.version}"
    if now.moment:
        response["Archive-Moment"] = now.words
    response["Access-Control-Expose-Headers"] = "Archive-Version, Archive-Moment, Link"


@as_data
def document_list(request: HttpRequest, plural: str) -> HttpResponse:
    kind, now = KINDS_BY_PLURAL[plural], standing()
    limit = _limit(request.GET.get("limit", ""))
    asked = read_asked(request, kind)
    records = asked.records.filter(_behind(kind, request.GET.get("after", "")))
    documents = list(public_documents(kind, _in_order(kind, records), addresses_of(request), limit + 1))
    following = _next(request, kind, documents[:limit]) if len(documents) > limit else None
    content = {"record": kind.name, "archive_version": now.version, "as_of": now.words or None}
    if asked.since:
        query = urlencode({"since": f"v{asked.since.version}", "record": kind.name})
        content["gone"] = request.build_absolute_uri(f"{reverse('archive:gone-jsonl')}?{query}")
    response = as_json({**content, "items": documents[:limit], "next": following})
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    tell_standing(response, now)
    return response


@dataclass(frozen=True)
class Asked:
    """What an address asks for: published records, and since when; `narrows` tells whether it is not all of them."""

    records: QuerySet[Any]
    since: Since | None
    narrows: bool


def read_asked(request: HttpRequest, kind: Kind) -> Asked:
    """Raises FilterError and UnknownRecord."""
    selection = read_selection(request.GET, kind.name)
    records: Any = kind.model._default_manager
    found = selection.apply(records.published())
    since = since_in(request)
    if since is None:
        return Asked(found, None, selection.narrows)
    return Asked(since.narrow(kind, found), since, narrows=True)


def since_in(request: HttpRequest) -> Since | None:
    """From when on the address asks. Raises FilterError."""
    if not (text := request.GET.get("since", "")):
        return None
    try:
        return read_since(text)
    except NoMoment as error:
        raise FilterError(str(error)) from error


def selected(request: HttpRequest, kind: Kind) -> QuerySet[Any]:
    """The published records that the address asks for. Raises FilterError and UnknownRecord."""
    return read_asked(request, kind).records


def _in_order(kind: Kind, records: QuerySet[Any]) -> QuerySet[Any]:
    return records.order_by("vocabulary", "slug") if kind.name == "term" else records.order_by("slug")


def _behind(kind: Kind, place: str) -> Q:
    """Records after that place in the list."""
    if not place:
        return Q()
    match = PLACE.fullmatch(place) if len(place) <= 121 else None
    vocabulary, slug = match.groups() if match else (None, "")
    if match is None or (kind.name == "term") != (vocabulary in Vocabulary.values):
        raise FilterError(_("“after” is the slug of a record, such as “kyiv-talks”; of terms, “cue:said”."))
    if kind.name == "term":
        return Q(vocabulary__gt=vocabulary) | Q(vocabulary=vocabulary, slug__gt=slug)
    return Q(slug__gt=slug)


def _limit(text: str) -> int:
    if not text:
        return ITEMS
    if text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MOST_ITEMS:
        return int(text)
    raise FilterError(_("“limit” is a number from 1 to %(most)d.") % {"most": MOST_ITEMS})


def _next(request: HttpRequest, kind: Kind, shown: Sequence[dict[str, Any]]) -> str:
    last = shown[-1]
    query = request.GET.copy()
    query["after"] = f"{last['vocabulary']}:{last['slug']}" if kind.name == "term" else last["slug"]
    return request.build_absolute_uri(f"{request.path}?{query.urlencode(safe=':')}")
