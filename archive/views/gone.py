"""What is no longer there, for those who keep a copy: `/gone.jsonl?since=v77` and `/gone.csv?since=v77`.

`record=event`, repeatable, asks for some kinds alone.
"""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from archive.documents import KINDS_BY_PLURAL
from archive.exchange.following import standing
from archive.exchange.gone import COLUMNS, Gone, gone_since
from archive.exchange.writing import lines
from archive.timeline.errors import FilterError
from archive.views.documents import LINES_TYPE, PUBLIC_PLURALS, as_data, as_file, as_line, since_in
from archive.views.files import CSV_TYPE

KINDS_TOLD = tuple(KINDS_BY_PLURAL[plural].name for plural in PUBLIC_PLURALS)


@as_data
def gone_lines(request: HttpRequest) -> HttpResponseBase:
    """A tombstone a line."""
    now = standing()
    return as_file((as_line(stone.as_line()) for stone in _stones(request)), LINES_TYPE, "gone.jsonl", now)


@as_data
def gone_file(request: HttpRequest) -> HttpResponseBase:
    """The same as CSV."""
    now = standing()
    rows = (stone.as_row() for stone in _stones(request))
    return as_file(_rows(rows), CSV_TYPE, "gone.csv", now)


def _rows(rows: Iterator[list[str]]) -> Iterator[str]:
    yield from lines([COLUMNS])
    yield from lines(rows)


def _stones(request: HttpRequest) -> Iterator[Gone]:
    since = since_in(request)
    if since is None:
        raise FilterError(_("Say since when: “since” is a moment, a day, or a version of the archive such as v77."))
    kinds = [kind for kind in request.GET.getlist("record") if kind]
    if unknown := [kind for kind in kinds if kind not in KINDS_TOLD]:
        problem = _("“%(name)s” cannot be “%(value)s”.") % {"name": "record", "value": unknown[0][:100]}
        raise FilterError(f"{problem} {_('It is one of: %(known)s.') % {'known': ', '.join(KINDS_TOLD)}}")
    return gone_since(since, [kind for kind in KINDS_TOLD if not kinds or kind in kinds])
