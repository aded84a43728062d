"""The front page of the desk: what waits for whom, what became public lately, and what should be looked at."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.admin.colleagues import by_colleague
from archive.admin.imports.uploading import importable
from archive.admin.queue import QUEUES, counted, counts, entries
from archive.anchor_checks import progress
from archive.charts.bars import Bar, Label, labels, stacked
from archive.findings import FINDINGS, Finding, known_counts
from archive.findings import counts as count_findings
from archive.models import Action, AnchorRound, Change
from archive.workflow import underway

WAITING_SHOWN = 6
RETURNED_SHOWN = 4
LATELY_SHOWN = 6
WEEKS = 12
#: of each series the chart looks at no more than the latest so many
DRAWN = 5000
HEIGHT = 96
SERIES = (Action.PUBLISHED, Action.CORRECTED)


@dataclass(frozen=True)
class Chart:
    """Bars by week, the first series at the foot; `rows` are the same as a table."""

    bars: Sequence[Bar]
    labels: Sequence[Label]
    rows: Sequence[tuple[str, list[int]]]
    most_words: str
    is_cut: bool
    height: int = HEIGHT


@dataclass(frozen=True)
class Counted:
    """A finding with its number and the list of its records."""

    finding: Finding
    number: str
    is_none: bool
    url: str


def front_page(request: HttpRequest) -> dict[str, Any]:
    """What the front page shows beside the list of kinds: the same number of queries however large the archive."""
    user: Any = request.user
    sees_history = user.has_perm("archive.view_change")
    known = known_counts()
    looked_at = None if known is None else counted_findings(user, known)
    found = counts(user)
    waiting, returned = QUEUES["waiting"].rows(user), QUEUES["back"].rows(user)
    return {
        "queues": [(queue, found[queue.name]) for queue in QUEUES.values()],
        "waiting": entries(underway(waiting, WAITING_SHOWN), QUEUES["waiting"]),
        "returned": entries(underway(returned, RETURNED_SHOWN), QUEUES["back"]),
        "by_colleague": by_colleague(user) if sees_history else None,
        "lately": [(action, _latest(action)) for action in SERIES] if sees_history else [],
        "chart": chart(timezone.now()) if sees_history else None,
        "findings": looked_at,
        "anchors": looked_at and anchors_words(progress()),
        "some_found": any(not item.is_none for item in looked_at or ()),
        "may_see_findings": any(user.has_perm(f"archive.view_{finding.kind}") for finding in FINDINGS.values()),
        "sees_history": sees_history,
        "may_import": bool(importable(user)),
        "deleted_url": f"{reverse('admin:archive_change_changelist')}?gone=yes",
    }


def _latest(action: Action) -> list[Change]:
    return list(Change.objects.filter(action=action).order_by("-id").defer("before", "after")[:LATELY_SHOWN])


def chart(now: datetime) -> Chart | None:
    """What was published and what was corrected in each of the last weeks; None where nothing was."""
    this_week = timezone.localtime(now).date()
    monday = this_week - timedelta(days=this_week.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    found = [_per_week(action, now, first) for action in SERIES]
    weeks = [first + timedelta(weeks=number) for number in range(WEEKS)]
    columns = [[series[week] for series in found] for week in weeks]
    if not any(map(sum, columns)):
        return None
    names = [date_format(week, "j M") for week in weeks]
    most = max(map(sum, columns))
    return Chart(
        bars=stacked(columns, HEIGHT),
        labels=labels(names),
        rows=list(zip(names, columns, strict=True)),
        most_words=ngettext("%(number)s record", "%(number)s records", most) % {"number": f"{most:,}"},
        is_cut=any(series.total() >= DRAWN for series in found),
    )


def _per_week(action: Action, now: datetime, first: Any) -> Counter[Any]:
    """Monday → how many, of the latest changes of that action."""
    moments = Change.objects.filter(action=action).order_by("-id").values_list("at", flat=True)[:DRAWN]
    days = (timezone.localtime(at).date() for at in moments)
    return Counter(day - timedelta(days=day.weekday()) for day in days if day >= first)


def findings_page(request: HttpRequest, site: Any) -> HttpResponse:
    """`/admin/archive/findings/`: what should be looked at, counted; `?part=yes` is the list alone."""
    if not any(request.user.has_perm(f"archive.view_{finding.kind}") for finding in FINDINGS.values()):
        raise PermissionDenied
    found = counted_findings(request.user, count_findings())
    context = {
        **site.each_context(request),
        "title": _("What should be looked at"),
        "findings": found,
        "anchors": anchors_words(progress()),
        "some_found": any(not item.is_none for item in found),
    }
    template = "parts/findings.html" if request.GET.get("part") else "findings.html"
    return TemplateResponse(request, f"admin/archive/{template}", context)


def counted_findings(user: Any, numbers: dict[str, int]) -> list[Counted]:
    """Those about records that the person may see, with the address of their list."""
    return [
        Counted(finding, counted(numbers[name]), not numbers[name], _list_of(finding))
        for name, finding in FINDINGS.items()
        if user.has_perm(f"archive.view_{finding.kind}")
    ]


def anchors_words(found: AnchorRound) -> str:
    """How far the search for broken anchors has looked, and when."""
    if found.last_ended_at is None:
        number, since = found.looked_at, _moment(found.begun_at)
        words = ngettext(
            "Cited words: since %(since)s %(count)s citation was compared with its text, the others are not yet.",
            "Cited words: since %(since)s %(count)s citations were compared with their texts, the others are not yet.",
            number,
        )
        return words % {"count": f"{number:,}", "since": since}
    number, ended = found.last_looked_at, _moment(found.last_ended_at)
    words = ngettext(
        "Cited words: the one citation was last compared with its text on %(ended)s.",
        "Cited words: all %(count)s citations were last compared with their texts on %(ended)s.",
        number,
    )
    return words % {"count": f"{number:,}", "ended": ended}


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i") if at else ""


def _list_of(finding: Finding) -> str:
    return f"{reverse(f'admin:archive_{finding.kind}_changelist')}?finding={finding.name}"
