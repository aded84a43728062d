"""`/tiles/<version>/<level>/<index>.json`: a tile of the drawn timeline, kept by caches for good.

A tile belongs to one version of the archive: what is published, withdrawn or imported raises the version, and every
address with it. Of another version than the present one there is none (404, with the version there is).
"""

import json
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import ArchiveVersion
from archive.timeline.errors import FilterError
from archive.timeline.filters import read_selection
from archive.timeline.tiles import Named, Tile, exists, make_tile
from archive.views.addresses import record_urls
from archive.views.event_rows import EventRow, event_rows
from archive.views.statement_cards import source_words

FOR_GOOD = "public, max-age=31536000, immutable"
NOT_KEPT = "no-store"


class SignedNumber:
    """A whole number in an address, perhaps below zero, in its only form and at most 13 digits long."""

    regex = r"0|-?[1-9][0-9]{0,12}"

    def to_python(self, text: str) -> int:
        return int(text)

    def to_url(self, number: int) -> str:
        return str(number)


@require_safe
def tile(request: HttpRequest, version: int, level: int, index: int) -> HttpResponse:
    """JSON of one tile; at most six queries."""
    current = ArchiveVersion.current()
    tag = f'"{version}-{get_language()}"'
    if version != current:
        return _refused(404, _("This is not the present version of the archive."), archive_version=current)
    if not exists(level, index):
        return _refused(404, _("The timeline has no such tile."))
    try:
        made = make_tile(read_selection(request.GET, "event"), level, index)
    except FilterError as error:
        return _refused(400, str(error))
    except Http404 as error:
        return _refused(404, str(error))
    response = JsonResponse(
        _content(made, version), json_dumps_params={"separators": (",", ":"), "ensure_ascii": False}
    )
    response["Cache-Control"] = FOR_GOOD
    response["ETag"] = tag
    response["Vary"] = "Accept-Language"
    return response


def _refused(status: int, reason: str, **more: Any) -> JsonResponse:
    response = JsonResponse({"status": status, "reason": reason, **more}, status=status)
    response["Cache-Control"] = NOT_KEPT
    return response


def _content(tile: Tile, version: int) -> dict[str, Any]:
    return {
        "version": version,
        "level": tile.level,
        "index": tile.index,
        "first_day": tile.first_day,
        "bin_days": 2.0**tile.level if tile.level < 0 else 1 << tile.level,
        "bins": tile.bins,
        "untimed": tile.untimed,
        "total": tile.total,
        "events": _named(tile),
        "lanes": tile.lanes,
    }


def _named(tile: Tile) -> list[dict[str, Any]]:
    rows, url = event_rows(one.key for one in tile.named), record_urls("event")
    return [
        {"url": url(rows[one.key].slug), **_event(rows[one.key], one, list(tile.lanes_of.get(one.key, ())))}
        for one in tile.named
        if one.key in rows
    ]


def _event(row: EventRow, named: Named, lanes: list[str]) -> dict[str, Any]:
    card = json.loads(named.card or "{}")
    return {
        "slug": row.slug,
        "title": row.title,
        "language": row.language,
        "when": row.date_words,
        "first_day": row.first_day,
        "last_day": row.last_day,
        "first_second": row.first_second,
        "last_second": row.last_second,
        "kind": row.kind,
        "factuality": row.factuality,
        "soft": softness(row.date_text),
        "denied": card.get("denied", False),
        "weight": named.weight,
        "counts": " · ".join(counts(card)),
        "lanes": lanes,
    }


def softness(date_text: str) -> str:
    """`approximate`, `uncertain`, `both` or nothing, as the date's qualifiers say (EDTF `~`, `?`, `%`)."""
    approximate = "~" in date_text or "%" in date_text
    uncertain = "?" in date_text or "%" in date_text
    if approximate and uncertain:
        return "both"
    return "approximate" if approximate else "uncertain" if uncertain else ""


def counts(card: dict[str, Any]) -> list[str]:
    """How many sources and statements an event has, in words, from its card in the index."""
    return list(_counts(card.get("sources", 0), card.get("statements", 0), get_language()))


@lru_cache(maxsize=4096)
def _counts(sources: int, statements: int, _language: str | None) -> tuple[str, ...]:
    words = [source_words(sources)] if sources else []
    if statements:
        words.append(ngettext("%(count)d statement", "%(count)d statements", statements) % {"count": statements})
    return tuple(words)
