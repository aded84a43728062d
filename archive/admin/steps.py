"""The steps of the workflow as buttons on a record and as actions on a list. Every one is a POST to the workflow."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin.acts import ActPage
from archive.admin.history import HistoryPages
from archive.documents import Catalogue, Problem, compare
from archive.models import Curated, Revision, Status
from archive.workflow import (
    Act,
    NotPermitted,
    Refused,
    Stale,
    act,
    discard_revision,
    may,
    missing_for_publication,
    publish,
    send_back,
    submit,
    withdraw,
)


@dataclass(frozen=True)
class Step:
    """One step: who may take it (`verb`), when it fits, what the workflow does, and how people call it."""

    name: str
    label: Promise
    done: Promise
    verb: str
    take: Callable[[Any, Act], Any]
    fits: Callable[[str, Revision | None], bool]
    asks_reason: bool = False
    is_first: bool = False


def _is_in_review(status: str, revision: Revision | None) -> bool:
    return revision.is_submitted if revision else status == Status.IN_REVIEW


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            gettext_lazy("Submit for review"),
            gettext_lazy("“%(record)s” waits for a second person."),
            "change",
            submit,
            lambda status, revision: (
                not revision.is_submitted if revision else status in (Status.DRAFT, Status.WITHDRAWN)
            ),
            is_first=True,
        ),
        Step(
            "publish",
            gettext_lazy("Approve and publish"),
            gettext_lazy("“%(record)s” is public now."),
            "publish",
            publish,
            _is_in_review,
            is_first=True,
        ),
        Step(
            "send_back",
            gettext_lazy("Send back"),
            gettext_lazy("“%(record)s” went back to its author."),
            "publish",
            send_back,
            _is_in_review,
            asks_reason=True,
        ),
        Step(
            "discard",
            gettext_lazy("Discard the revision"),
            gettext_lazy("The pending revision of “%(record)s” was discarded."),
            "change",
            discard_revision,
            lambda status, revision: revision is not None,
            asks_reason=True,
        ),
        Step(
            "withdraw",
            gettext_lazy("Withdraw"),
            gettext_lazy("“%(record)s” is no longer public."),
            "publish",
            lambda record, this: withdraw([record], this)[0],
            lambda status, revision: status == Status.PUBLISHED,
            asks_reason=True,
        ),
    )
}


class Steps(HistoryPages):
    """Part of a record's admin: buttons, their addresses, and actions over many records."""

    actions = ["submit_selected", "publish_selected", "withdraw_selected"]

    @property
    def record_kind(self) -> str:
        kind: str = self.model.record_kind
        return kind

    @property
    def has_status(self) -> bool:
        return issubclass(self.model, Curated)

    def get_urls(self) -> list[URLPattern]:
        address = path(
            "<path:object_id>/step/<str:name>/",
            self.admin_site.admin_view(self.step_view),
            name=f"archive_{self.opts.model_name}_step",
        )
        return [*([address] if self.has_status else []), *super().get_urls()]

    def found_or_404(self, request: HttpRequest, object_id: str) -> Any:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404(_("There is no such record."))
        return record

    def possible_steps(self, request: HttpRequest, record: Any) -> list[Step]:
        """The steps that stand open to this person now."""
        if record is None or not self.has_status:
            return []
        status, revision = str(record.status), record.opened.revision
        return [
            step
            for step in STEPS.values()
            if step.fits(status, revision) and may(request.user, step.verb, self.record_kind)
        ]

    def steps_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """For the panel above a record's form."""
        if record is None:
            return {"steps": [], "missing": [], "revision": None, "has_status": self.has_status}
        open_to_review = self.has_status and (record.opened.revision or not record.is_published)
        return {
            "steps": self.possible_steps(request, record),
            "missing": missing_for_publication(record.opened.document, Catalogue()) if open_to_review else [],
            "revision": record.opened.revision,
            "revision_differences": self.told(compare(record.opened.live, record.opened.document)),
            "has_status": self.has_status,
        }

    def step_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        step = STEPS.get(name)
        if step is None:
            raise Http404(_("The workflow has no such step."))
        record = self.found_or_404(request, object_id)
        if not may(request.user, step.verb, self.record_kind):
            raise PermissionDenied
        page = ActPage(
            admin=self,
            title=str(step.label),
            button=str(step.label),
            records=[record],
            asks_reason=step.asks_reason,
            is_grave=name in ("withdraw", "discard"),
            hidden=[("version", str(record.version))],
        )
        return page.answer(request, lambda: self._take(request, step, record))

    def _take(self, request: HttpRequest, step: Step, record: Any) -> HttpResponse:
        seen = request.POST.get("version", "")
        if seen != str(record.version):
            raise Stale(int(seen) if seen.isdecimal() else 0, record.version)
        with act(request.user, request.POST.get("reason", "")) as this:
            step.take(record, this)
        self.message_user(request, step.done % {"record": record}, messages.SUCCESS)
        return HttpResponseRedirect(self.change_url(record))

    def change_url(self, record: Any) -> str:
        return reverse(f"admin:archive_{self.opts.model_name}_change", args=[quote(record.pk)])

    # Over many records at once: all of them, or none

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if not self.has_status:
            for name in ("submit_selected", "publish_selected", "withdraw_selected"):
                actions.pop(name, None)
        return actions

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "publish", self.record_kind)

    @admin.action(description=gettext_lazy("Submit for review"), permissions=["change"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._take_for_all(request, queryset, submit)

    @admin.action(description=gettext_lazy("Approve and publish"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._take_for_all(request, queryset, publish)

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["publish"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        records = list(queryset)
        page = ActPage(
            admin=self,
            title=_("Withdraw"),
            explanation=_("They are no longer public; their addresses say that they were withdrawn."),
            button=_("Withdraw"),
            records=records,
            asks_reason=True,
            is_grave=True,
            hidden=[
                ("action", "withdraw_selected"),
                ("confirmed", "yes"),
                *((ACTION_CHECKBOX_NAME, str(record.pk)) for record in records),
            ],
        )
        if "confirmed" not in request.POST:
            return page.show(request)
        return page.answer(request, lambda: self._withdraw_all(request, records))

    def _withdraw_all(self, request: HttpRequest, records: list[Any]) -> HttpResponse:
        with act(request.user, request.POST.get("reason", "")) as this:
            withdraw(records, this)
        self._tell_count(request, len(records))
        return HttpResponseRedirect(request.get_full_path())

    def _take_for_all(self, request: HttpRequest, queryset: QuerySet[Any], take: Callable[[Any, Act], Any]) -> None:
        try:
            with act(request.user) as this:
                records = [named(take, record, this) for record in queryset]
        except Refused as refused:
            for problem in refused.problems:
                self.message_user(request, str(problem.message), messages.ERROR)
            self.message_user(request, _("Nothing was changed."), messages.WARNING)
        else:
            self._tell_count(request, len(records))

    def _tell_count(self, request: HttpRequest, number: int) -> None:
        text = ngettext("%(number)s record was changed.", "%(number)s records were changed.", number)
        self.message_user(request, text % {"number": number}, messages.SUCCESS)


def named(take: Callable[[Any, Act], Any], record: Any, this: Act) -> Any:
    """Take the step; a refusal says of which record it speaks."""
    try:
        return take(record, this)
    except Refused as refused:
        told = [Problem(problem.path, f"“{record}”: {problem.message}", problem.value) for problem in refused.problems]
        raise (NotPermitted if isinstance(refused, NotPermitted) else Refused)(told) from refused
