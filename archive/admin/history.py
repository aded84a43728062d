"""The history of records: who changed what when and why, in words, and the way back to any version."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.acts import ActPage
from archive.admin.columns import pill, short
from archive.admin.readable import ToldDifference, tell
from archive.documents import KINDS, Difference, compare, read
from archive.models import REVISION_ACTIONS, Action, Change, Merge, Revision
from archive.workflow import act, may, restore

CHANGES_PER_PAGE = 20


@dataclass(frozen=True)
class ToldChange:
    """A change with its differences in words."""

    change: Change
    differences: list[ToldDifference]

    @property
    def is_of_revision(self) -> bool:
        return self.change.action in REVISION_ACTIONS


def tell_changes(kind: str, changes: list[Change]) -> list[ToldChange]:
    """Changes of one kind of record; a revision's are compared with what was public then."""
    differences = [compare(change.document_before, change.document_after) for change in changes]
    return [ToldChange(change, told) for change, told in zip(changes, tell(kind, differences), strict=True)]


class HistoryPages(admin.ModelAdmin):
    """Part of a record's admin: its history page."""

    object_history_template = "admin/archive/history.html"

    def told(self, differences: list[Difference]) -> list[ToldDifference]:
        return tell(self.model.record_kind, [differences])[0]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404(_("There is no such record."))
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        changes = Change.objects.filter(record_uuid__in=[record.uuid, *_merged_into(record)]).order_by("-id")
        page = Paginator(changes, CHANGES_PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "subtitle": str(record),
            "changes": tell_changes(record.record_kind, list(page)),
            "page": page,
            "object": record,
            "may_restore": self.has_change_permission(request, record),
            "opts": self.opts,
            "module_name": self.opts.verbose_name_plural,
        }
        return TemplateResponse(request, self.object_history_template, context)


def _merged_into(record: Any) -> list[Any]:
    """UUIDs of the records that became one with this one, whose histories are its own too."""
    found, wanted = [], [record.uuid]
    while wanted:
        wanted = list(Merge.objects.filter(kept__in=wanted, undone_at=None).values_list("gone", flat=True))
        found += wanted
    return found


class ReadOnly(admin.ModelAdmin):
    """What people look at and only the workflow writes."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


KIND_CHOICES = [(kind.name, kind.model._meta.verbose_name) for kind in KINDS.values()]


class KindFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind of record")
    parameter_name = "record_kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return KIND_CHOICES

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(record_kind=self.value()) if self.value() else queryset


class GoneFilter(admin.SimpleListFilter):
    """Records that were deleted and are not back: the way to restore them."""

    title = gettext_lazy("deleted records")
    parameter_name = "gone"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("deleted and not restored"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "yes":
            return queryset
        later = Change.objects.filter(record_uuid=OuterRef("record_uuid"), version__gt=OuterRef("version"))
        return queryset.filter(~Exists(later.order_by()), action=Action.DELETED)


def kind_name(kind: str) -> str:
    return str(dict(KIND_CHOICES).get(kind, kind))


@admin.register(Change)
class ChangeAdmin(ReadOnly):
    """Everything that was done, newest first; deleted records too, which can be restored from here."""

    list_display = ["what", "done", "person", "moment", "why"]
    list_display_links = ["what"]
    list_filter = ["action", GoneFilter, KindFilter, "at"]
    search_fields = ["title", "slug", "reason", "user_name"]
    date_hierarchy = "at"
    list_per_page = 50
    show_full_result_count = False
    change_list_template = "admin/archive/record_list.html"
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("before", "after")

    def get_urls(self) -> list[URLPattern]:
        address = path(
            "<int:number>/restore/", self.admin_site.admin_view(self.restore_view), name="archive_change_restore"
        )
        return [address, *super().get_urls()]

    @admin.display(description=gettext_lazy("record"))
    def what(self, change: Change) -> str:
        return format_html('{} <span class="quiet">{}</span>', short(change.title), kind_name(change.record_kind))

    @admin.display(description=gettext_lazy("action"), ordering="action")
    def done(self, change: Change) -> str:
        return pill(change.action, change.get_action_display())

    @admin.display(description=gettext_lazy("person"), ordering="user_name")
    def person(self, change: Change) -> str:
        return change.user_name

    @admin.display(description=gettext_lazy("when"), ordering="id")
    def moment(self, change: Change) -> str:
        return date_format(localtime(change.at), "j F Y, H:i")

    @admin.display(description=gettext_lazy("reason"))
    def why(self, change: Change) -> str:
        return short(change.reason)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One change with its differences."""
        change = self.get_object(request, unquote(object_id))
        if change is None:
            raise Http404(_("There is no such change."))
        if not self.has_view_permission(request, change):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": change.title,
            "subtitle": kind_name(change.record_kind),
            "told": tell_changes(change.record_kind, [change])[0],
            "object": change,
            "record": _record_of(change.record_kind, change.record_uuid),
            "may_restore": may(request.user, "change", change.record_kind),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/archive/change.html", context)

    def restore_view(self, request: HttpRequest, number: int) -> HttpResponse:
        change = Change.objects.filter(pk=number).first()
        if change is None:
            raise Http404(_("There is no such change."))
        record = _record_of(change.record_kind, change.record_uuid)
        if not may(request.user, "change" if record else "add", change.record_kind):
            raise PermissionDenied
        page = ActPage(
            admin=self,
            title=_("Restore version %(number)s") % {"number": change.version},
            explanation=_(
                "The record becomes again what it was. A published one gets the old version as a pending revision; "
                "a deleted one comes back as a draft."
            ),
            button=_("Restore this version"),
            records=[record or change],
            template="admin/archive/restore.html",
            extra={"differences": _what_restoring_changes(change, record)},
        )
        return page.answer(request, lambda: self._restore(request, change))

    def _restore(self, request: HttpRequest, change: Change) -> HttpResponse:
        with act(request.user, request.POST.get("reason", "")) as this:
            record = restore(change, this)
        self.message_user(request, _("Version %(n)s was restored.") % {"n": change.version}, messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:archive_{change.record_kind}_change", args=[record.pk]))


def _what_restoring_changes(change: Change, record: Any) -> list[ToldDifference]:
    wanted = change.document_after or change.document_before
    differences = compare(read(record) if record else None, wanted)
    kept = [item for item in differences if item.field not in ("status", "captures")]
    return tell(change.record_kind, [kept])[0]


def _record_of(kind: str, uuid: Any) -> Any:
    return KINDS[kind].model._default_manager.filter(uuid=uuid).first() if kind in KINDS else None


@admin.register(Revision)
class RevisionAdmin(ReadOnly):
    """What waits to replace something public. Each leads to its record's form, which shows it."""

    list_display = ["record", "kind", "state", "author_name", "saved", "reason"]
    list_display_links = None
    list_filter = ["is_submitted", KindFilter]
    search_fields = ["reason", "author_name", "document"]
    ordering = ["-saved_at"]
    show_full_result_count = False
    change_list_template = "admin/archive/record_list.html"
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description=gettext_lazy("record"))
    def record(self, revision: Revision) -> str:
        address = reverse("admin:archive_revision_change", args=[revision.pk])
        document = revision.pending
        title = document.get("title") or document.get("name") or document.get("quote") or document.get("summary")
        return format_html('<a href="{}">{}</a>', address, short(title or document["slug"]))

    @admin.display(description=gettext_lazy("kind"), ordering="record_kind")
    def kind(self, revision: Revision) -> str:
        return kind_name(revision.record_kind)

    @admin.display(description=gettext_lazy("saved"), ordering="saved_at")
    def saved(self, revision: Revision) -> str:
        return date_format(localtime(revision.saved_at), "j F Y, H:i")

    @admin.display(description=gettext_lazy("state"), ordering="is_submitted")
    def state(self, revision: Revision) -> str:
        return pill("in_review", _("in review")) if revision.is_submitted else pill("draft", _("being written"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """There is nothing to see of a revision but its record with it."""
        revision = self.get_object(request, unquote(object_id))
        record = _record_of(revision.record_kind, revision.record_uuid) if revision else None
        if record is None:
            raise Http404(_("There is no such revision."))
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        return HttpResponseRedirect(reverse(f"admin:archive_{record.record_kind}_change", args=[record.pk]))
