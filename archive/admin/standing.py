"""Citations of older versions of a text: which still stand in the newer one, and moving those that are chosen."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin.originals import Originals
from archive.documents import Problem
from archive.intake.standing import (
    GONE,
    MOVED_ABOUT,
    SEVERAL,
    STANDS,
    Choice,
    Standing,
    citations_standing,
    move,
    version_texts,
)
from archive.models import Source
from archive.workflow import Refused, act


@dataclass(frozen=True)
class Group:
    """Citations of one verdict. `is_chosen`: they are ticked when the page opens."""

    verdict: str
    title: Promise
    explanation: Promise
    standings: list[Standing]
    is_chosen: bool = False
    may_move: bool = True


_GROUPS = (
    (
        STANDS,
        gettext_lazy("Stand as they did"),
        gettext_lazy("The words are there, once, and so is what stood before or after them."),
        True,
        True,
    ),
    (
        MOVED_ABOUT,
        gettext_lazy("Stand among other words"),
        gettext_lazy("The words are there, once, but what stood around them is not. Read both before you move them."),
        False,
        True,
    ),
    (
        SEVERAL,
        gettext_lazy("Stand more than once"),
        gettext_lazy("Say which place is meant."),
        False,
        True,
    ),
    (
        GONE,
        gettext_lazy("No longer stand"),
        gettext_lazy("The new text does not have these words. They stay on the version that has them."),
        False,
        False,
    ),
)


class StandingPages(Originals):
    """Part of the sources' admin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.citations_view)
        return [path("<path:object_id>/citations/", view, name="archive_source_citations"), *super().get_urls()]

    def citations_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Where the citations of older versions stand in the newest; on POST the chosen ones are moved."""
        record = self.known(request, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        source = Source.objects.get(pk=record.pk)
        newest = max(version_texts(source), default=0)
        found = citations_standing(source, None, newest) if newest > 1 else []
        problems: list[Problem] = []
        if request.method == "POST":
            try:
                return self._move(request, source, newest, found)
            except Refused as refused:
                problems = refused.problems
        context = {
            "title": _("Citations of older versions"),
            "subtitle": str(record),
            "record": record,
            "newest": newest,
            "is_pending": newest > 0 and not source.captures.filter(number=newest).exists(),
            "groups": [group for group in grouped(found) if group.standings],
            "number": len(found),
            "problems": problems,
            "reason": request.POST.get("reason", _("The words stand unchanged in the newer capture of the source.")),
            "ticked": request.POST.getlist("move") if request.method == "POST" else None,
            "places": [value for name, value in request.POST.items() if name.startswith("place-")],
        }
        return self._page(request, "citations", context)

    def _move(self, request: HttpRequest, source: Source, newest: int, found: list[Standing]) -> HttpResponse:
        reason = request.POST.get("reason", "").strip()
        if not reason:
            raise Refused([Problem("reason", _("Give a reason."))])
        choices = chosen(request.POST, found)
        with act(request.user, reason) as this:
            records = move(source, newest, choices, this)
        text = ngettext("%(number)s citation was moved.", "%(number)s citations were moved.", len(choices))
        self.message_user(request, text % {"number": len(choices)}, messages.SUCCESS)
        if waiting := sum(record.is_published for record in records):
            text = ngettext(
                "%(number)s published record keeps its public version until the change is approved.",
                "%(number)s published records keep their public versions until the changes are approved.",
                waiting,
            )
            self.message_user(request, text % {"number": waiting}, messages.INFO)
        return HttpResponseRedirect(reverse("admin:archive_source_citations", args=[source.pk]))


def grouped(found: list[Standing]) -> list[Group]:
    return [
        Group(verdict, title, explanation, [item for item in found if item.verdict == verdict], is_chosen, may_move)
        for verdict, title, explanation, is_chosen, may_move in _GROUPS
    ]


def chosen(posted: Any, found: list[Standing]) -> list[Choice]:
    """The ticked citations with their places. Raises Refused for one that is not (as it was) on the page."""
    by_name = {item.name: item for item in found if item.verdict != GONE}
    choices = []
    for name in posted.getlist("move"):
        standing = by_name.get(name)
        if standing is None:
            message = _("A citation was changed since this page was opened. Look at it once more.")
            raise Refused([Problem("", message)])
        choices.append(Choice.of(standing, _start(posted, standing)))
    return choices


def _start(posted: Any, standing: Standing) -> int:
    """The place that was chosen for a citation, or the only one. Raises Refused where none of several was."""
    starts = [place.start for place in standing.places]
    if standing.verdict != SEVERAL:
        return starts[0]
    given = posted.get(f"place-{standing.key}", "")
    if given not in map(str, starts):
        message = _("Say at which place “%(words)s” is meant.")
        raise Refused([Problem("", message % {"words": standing.row["exact"][:80]})])
    return int(given)
