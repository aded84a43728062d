"""Taking in a source: the three ways in, the review of what was found, and the draft that is made of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from archive.admin.files import Files
from archive.admin.forms import RecordForm
from archive.admin.intake_forms import FIELDS, Proposed, ReadAgainForm, TakeInForm, VersionForm
from archive.admin.problems import place_of
from archive.intake.comparing import changed_lines
from archive.intake.duplicates import duplicates_of
from archive.intake.making import add_version, make_source
from archive.intake.originals import read_original
from archive.intake.problems import IntakeProblem, wording
from archive.intake.samples import encoding_choices, encoding_label
from archive.intake.taking import discard, fetch_again, give_text, read_again
from archive.models import Intake, IntakeState, Source
from archive.workflow import Refused, act, may

#: documents that are not taken yet, as the page lists them
LISTED = 20
#: code points of the text that the review shows
SHOWN_TEXT = 300_000


class IntakePages(Files):
    """Part of the sources' admin. Whoever may add sources may take in, and see what others took in."""

    def get_urls(self) -> list[URLPattern]:
        one = "take-in/<uuid:uuid>/"
        addresses: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("take-in/", self.take_in_view, "take_in"),
            (one, self.review_view, "intake"),
            (f"{one}state/", require_GET(self.intake_state_view), "intake_state"),
            (f"{one}read/", require_POST(self.read_again_view), "intake_read"),
            (f"{one}fetch/", require_POST(self.fetch_again_view), "intake_fetch"),
            (f"{one}renews/", require_POST(self.renews_view), "intake_renews"),
            (f"{one}discard/", require_POST(self.discard_view), "intake_discard"),
            ("<path:object_id>/capture/", self.capture_view, "capture"),
        ]
        wrap = self.admin_site.admin_view
        return [
            *(path(route, wrap(view), name=f"archive_source_{name}") for route, view, name in addresses),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(request, {**(extra_context or {}), "may_take_in": self._may_take_in(request)})

    # The way in

    def take_in_view(self, request: HttpRequest) -> HttpResponse:
        """One form with three ways; below it what waits for its review."""
        if not self._may_take_in(request):
            raise PermissionDenied
        return self._way_in(request, None)

    def capture_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The same for a newer capture of a source."""
        source = self.known(request, object_id)
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        return self._way_in(request, source)

    def _may_take_in(self, request: HttpRequest) -> bool:
        return may(request.user, "add", "source")

    def _way_in(self, request: HttpRequest, source: Any) -> HttpResponse:
        initial = {"address": source.url if source else request.GET.get("address", "")}
        is_sent = request.method == "POST"
        form = TakeInForm(request.POST if is_sent else None, request.FILES if is_sent else None, initial=initial)
        if request.method == "POST" and form.is_valid():
            try:
                intake = form.take(request.user, source and Source.objects.get(pk=source.pk))
                return HttpResponseRedirect(_address(intake))
            except IntakeProblem as problem:
                form.add_error(form.way, problem.words)
        waiting = Intake.objects.exclude(state=IntakeState.TAKEN).select_related("source").defer("text")
        context = {
            "title": _("Capture anew") if source else _("Take in a source"),
            "subtitle": str(source) if source else None,
            "record": source,
            "form": form,
            "waiting": waiting[:LISTED] if source is None else (),
        }
        return self._page(request, "take_in", context)

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, f"admin/archive/intake/{name}.html", {**frame, **context})

    # The review

    def _intake(self, request: HttpRequest, uuid: Any) -> Intake:
        """The document, for whoever may take it in. Raises Http404, PermissionDenied."""
        intake = get_object_or_404(Intake.objects.select_related("source"), uuid=uuid)
        if not may(request.user, "change" if intake.renews else "add", "source"):
            raise PermissionDenied
        return intake

    def _open_intake(self, request: HttpRequest, uuid: Any) -> Intake:
        """One that is not in the archive yet."""
        intake = self._intake(request, uuid)
        if intake.state == IntakeState.TAKEN:
            raise Http404(_("This document is in the archive already."))
        return intake

    def review_view(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """What was found and what is proposed; on POST it becomes a source, or a new version of one."""
        intake = self._intake(request, uuid)
        if intake.state in (IntakeState.WAITING, IntakeState.FETCHING, IntakeState.FAILED):
            overdue = intake.is_overdue()
            stopped = "not begun" if intake.state == IntakeState.WAITING else "stopped"
            problem = wording(stopped) if overdue else intake.problem
            title = _("It could not be fetched") if problem else _("Fetching")
            return self._page(request, "fetching", {"title": title, "intake": intake, "problem": problem})
        if intake.state == IntakeState.TAKEN:
            if intake.source is None:
                raise Http404(_("The source that was made of this is no longer here."))
            return HttpResponseRedirect(self.change_url(intake.source))
        return self._review_version(request, intake) if intake.renews else self._review_source(request, intake)

    def _review_source(self, request: HttpRequest, intake: Intake) -> HttpResponse:
        proposed = Proposed(intake)
        form_class = self.get_form(request, None, form=RecordForm, fields=FIELDS)
        form = (
            form_class(proposed.without_switched_off(request.POST))
            if request.method == "POST"
            else form_class(initial=proposed.initial)
        )
        if request.method == "POST" and form.is_valid():
            try:
                with act(request.user, form.cleaned_data["reason"]) as this:
                    source = make_source(intake, form.document([]), this)
                note = _("“%(source)s” is in the archive as a draft, with its text and its original.")
                self.message_user(request, note % {"source": source}, messages.SUCCESS)
                return HttpResponseRedirect(self.change_url(source))
            except Refused as refused:
                _tell(form, refused)
        return self._review(request, intake, {"form": form, "sections": proposed.sections(form)})

    def _review_version(self, request: HttpRequest, intake: Intake) -> HttpResponse:
        if intake.source is None:
            raise Http404(_("The source that this is a newer capture of is no longer here."))
        source = self.known(request, str(intake.source_id))
        initial = {"captured_at": intake.captured_at}
        form = VersionForm(request.POST if request.method == "POST" else None, initial=initial)
        if request.method == "POST" and form.is_valid():
            try:
                given = form.cleaned_data
                with act(request.user, given["reason"]) as this:
                    add_version(intake, given["captured_at"], this, base_version=source.version)
                self.message_user(request, _("The new text is archived."), messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:archive_source_citations", args=[source.pk]))
            except Refused as refused:
                _tell(form, refused)
        context = {"form": form, "record": source, "changed": changed_lines(source.opened.document, intake.text)}
        return self._review(request, intake, context)

    def _review(self, request: HttpRequest, intake: Intake, context: dict[str, Any]) -> HttpResponse:
        content = read_original(intake.original) if intake.encodings else b""
        found = {
            "title": _("Capture anew") if intake.renews else _("Review what was taken in"),
            "subtitle": str(intake),
            "intake": intake,
            "shown_lines": intake.text[:SHOWN_TEXT].split("\n") if intake.text else [],
            "hidden_characters": max(0, len(intake.text) - SHOWN_TEXT),
            "length": len(intake.text),
            "duplicates": duplicates_of(intake),
            "encoding_label": encoding_label(intake.encoding),
            "encodings": encoding_choices(content, intake.encodings, intake.encoding) if intake.encodings else [],
            "media": self.media + context["form"].media,
        }
        return self._page(request, "review", {**found, **context})

    def intake_state_view(self, request: HttpRequest, uuid: Any) -> JsonResponse:
        """How far a fetch is, for the page that waits for it."""
        intake = self._intake(request, uuid)
        is_under_way = intake.is_under_way and not intake.is_overdue()
        return JsonResponse({"is_under_way": is_under_way, "state": intake.state, "received": intake.received})

    # What else may be done with a document before it is taken

    def read_again_view(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        intake, form = self._open_intake(request, uuid), ReadAgainForm(request.POST)
        if not form.is_valid() or not intake.original:
            messages.error(request, _("It cannot be read that way."))
            return HttpResponseRedirect(_address(intake))
        given = form.cleaned_data
        try:
            if given["text"].strip():
                give_text(intake, given["text"])
            else:
                read_again(intake, given["encoding"], given["manner"] or intake.manner)
        except IntakeProblem as problem:
            messages.error(request, problem.words)
        return HttpResponseRedirect(_address(intake))

    def fetch_again_view(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        intake = self._open_intake(request, uuid)
        if intake.state == IntakeState.FAILED or intake.is_overdue():
            fetch_again(intake)
        return HttpResponseRedirect(_address(intake))

    def renews_view(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Take the document for a newer capture of a source that it was found to be near to; or not any more."""
        intake, given = self._open_intake(request, uuid), request.POST.get("source", "")
        if not may(request.user, "change" if given else "add", "source"):
            raise PermissionDenied
        intake.source = self.known(request, given) if given else None
        intake.renews = bool(given)
        intake.save(update_fields=["source", "renews"])
        return HttpResponseRedirect(_address(intake))

    def discard_view(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        discard(self._open_intake(request, uuid))
        self.message_user(request, _("The document was discarded; nothing of it is kept."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:archive_source_take_in"))


def _address(intake: Intake) -> str:
    return reverse("admin:archive_source_intake", args=[intake.uuid])


def _tell(form: Any, refused: Refused) -> None:
    for problem in refused.problems:
        name = place_of(problem).name
        form.add_error(name if name in form.fields else None, str(problem.message))
