"""The admin of every kind of record: Django's pages, the workflow's writing.

Forms and inlines only build the record's document. `save_related` hands that to the workflow, which alone writes;
what it refuses comes back on the same form, with everything that was typed in and each problem at its place.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, models
from django.forms import Script, Textarea, URLInput
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from archive.admin.acts import ActPage
from archive.admin.columns import with_pending_revision
from archive.admin.forms import RecordForm
from archive.admin.meanwhile import meanwhile, with_mine
from archive.admin.opening import open_record
from archive.admin.rows import RowInline, plain_reference
from archive.admin.steps import Steps
from archive.admin.waiting import busy_words, told_busy
from archive.documents import Document, Problem
from archive.models.waiting import is_locked
from archive.presence import note_presence
from archive.views.addresses import FOLDERS, record_url
from archive.workflow import MERGEABLE, Act, Refused, Stale, act, delete, may, save, submit

SUBMIT = "_submit"


class RecordAdmin(Steps):
    """Base of the admins of all records."""

    form = RecordForm
    change_form_template = "admin/archive/record_form.html"
    change_list_template = "admin/archive/record_list.html"
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    save_on_top = False
    formfield_overrides = {
        models.TextField: {"widget": Textarea(attrs={"rows": 4, "cols": 40})},
        models.URLField: {"assume_scheme": "https", "widget": URLInput(attrs={"class": "vURLField"})},
    }
    #: fields from which the slug is proposed while a new record is typed
    slug_from: tuple[str, ...] = ()

    class Media:
        js = [
            Script("archive/admin/dates.js", **{"data-address": reverse_lazy("admin:archive_edtf")}),
            Script("archive/admin/references.js", defer=True),
            Script("archive/admin/presence.js", type="module"),
            Script("archive/admin/unsaved.js", type="module"),
        ]

    # What is shown

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return with_pending_revision(super().get_queryset(request))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        record = super().get_object(request, object_id, from_field)
        if record is not None:
            open_record(record)
        return record

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.problems = getattr(request, "problems", [])  # type: ignore[attr-defined]
        inlines = self.get_inline_instances(request, obj)
        form.row_names = frozenset(  # type: ignore[attr-defined]
            inline.document_field() for inline in inlines if isinstance(inline, RowInline)
        )
        return form

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return plain_reference(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {"slug": self.slug_from} if obj is None and self.slug_from else {}

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        if obj is None or not obj.is_published or obj.record_kind not in FOLDERS:
            return None
        opened = getattr(obj, "opened", None)
        return record_url(obj.record_kind, opened.live["slug"] if opened else obj.slug)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        obj = context["original"]
        context.update(self.steps_context(request, obj))
        context["merge_url"] = self._merge_url(request, obj)
        context["meanwhile"] = getattr(request, "meanwhile", None)
        if obj is not None:
            context["others"] = note_presence(request.user, obj.uuid)
        context["has_submit"] = self._can_submit_with_saving(request, obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def _merge_url(self, request: HttpRequest, obj: Any) -> str:
        if obj is None or self.record_kind not in MERGEABLE or not may(request.user, "merge", self.record_kind):
            return ""
        return f"{reverse('admin:archive_merge_two', args=[self.record_kind])}?keep={obj.pk}"

    def _can_submit_with_saving(self, request: HttpRequest, obj: Any) -> bool:
        if not self.has_status or not self.has_change_permission(request, obj):
            return False
        return (
            obj is None
            or any(step.name == "submit" for step in self.possible_steps(request, obj))
            or (obj.is_published and obj.opened.revision is None)
        )

    # What is written

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            # Everything was rolled back. The same request again, this time with the answer in its form.
            request.problems = refused.problems  # type: ignore[attr-defined]
            if isinstance(refused, Stale):
                self._tell_meanwhile(request, object_id, refused)
            return super().changeform_view(request, object_id, form_url, extra_context)
        except OperationalError as error:
            if not is_locked(error):
                raise
            return self._form_as_posted(request, object_id, form_url, extra_context)

    def _form_as_posted(self, request: HttpRequest, object_id: str | None, form_url: str, context: Any) -> Any:
        """Somebody else is writing for long. The form again with all that was filled in, and nothing written."""
        request.problems = [Problem("", busy_words())]  # type: ignore[attr-defined]
        # Not by way of the view, which would begin by waiting once more.
        admin_of_django: Any = self
        return told_busy(admin_of_django._changeform_view(request, object_id, form_url, context))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Writes nothing: `save_related` has the whole record in its hands."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Writes nothing: `save_related` has the whole record in its hands."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        with act(request.user, form.cleaned_data["reason"]) as this:
            document = form.document(list(formsets))
            self.prepare(document, form, this)
            request.tried = document  # type: ignore[attr-defined]
            if change and _has_seen_more(form):
                document = with_mine(form.instance, _number(form, "base_version"), document)
            record = save(document, this, base_version=_base_version(form) if change else None)
            if SUBMIT in request.POST:
                record = submit(record, this)
        form.instance.pk, form.instance.version = record.pk, record.version

    def prepare(self, document: Document, form: Any, act: Act) -> None:
        """For kinds whose form has more than the document's own fields, such as a text to archive."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with act(request.user, request.POST.get("reason", "")) as this:
            delete(obj, this)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        with act(request.user, request.POST.get("reason", "")) as this:
            for record in queryset:
                delete(record, this)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        record = self.known(request, object_id)
        if not self.has_delete_permission(request, record):
            raise PermissionDenied
        page = ActPage(
            admin=self,
            title=_("Delete %(kind)s") % {"kind": self.opts.verbose_name},
            explanation=_("Only what never was public can be deleted. Its history stays, and so does its address."),
            button=_("Delete"),
            records=[record],
            is_grave=True,
        )

        def done() -> HttpResponse:
            self.delete_model(request, record)
            self.message_user(request, _("“%(record)s” was deleted.") % {"record": record}, messages.SUCCESS)
            return HttpResponseRedirect(reverse(f"admin:archive_{self.opts.model_name}_changelist"))

        return page.answer(request, done)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        # Deleting is for single records, with the reasons why one cannot be deleted.
        actions.pop("delete_selected", None)
        return actions

    # Changes are the history of records; the admin's own log is not kept beside it.

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return None

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if obj.is_published and self.has_status:
            note = _("The change waits as a pending revision. The public version stays until somebody approves it.")
            self.message_user(request, note, messages.INFO)
        return super().response_change(request, obj)

    # Who may do it: what the workflow says

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "add", self.record_kind)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "change", self.record_kind)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "delete", self.record_kind) and not (obj is not None and obj.is_published)

    # Two people at one record

    def _tell_meanwhile(self, request: HttpRequest, object_id: str | None, stale: Stale) -> None:
        record = self.known(request, object_id or "")
        posted = request.POST.copy()
        begun = posted.get("base_version", "")
        tried: Document = request.tried  # type: ignore[attr-defined]
        request.meanwhile = meanwhile(record, int(begun) if begun.isdecimal() else 0, tried)  # type: ignore[attr-defined]
        posted["seen_version"] = str(stale.version)
        request.POST = posted  # type: ignore[assignment]

    def known(self, request: HttpRequest, object_id: str) -> Any:
        """The record with this primary key (as addresses have it), opened. Raises Http404."""
        return self.found_or_404(request, object_id)


def _base_version(form: Any) -> int:
    """The version that the person saw: the one that they opened, or the newer one they were shown beside theirs."""
    return _number(form, "seen_version" if _has_seen_more(form) else "base_version")


def _has_seen_more(form: Any) -> bool:
    """Whether the person was shown what others did meanwhile, and wants to save nevertheless."""
    return form.data.get("replace") == "yes" and _number(form, "seen_version") > 0


def _number(form: Any, name: str) -> int:
    return int(form.cleaned_data.get(name) or 0)
