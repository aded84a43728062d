"""Two records become one: which, with what, and the way back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from archive.admin.acts import ActPage
from archive.admin.history import ReadOnly
from archive.admin.readable import ToldDifference, tell
from archive.admin.sides import Side, sides
from archive.documents import KINDS, Problem, compare, differing
from archive.likeness import open_pairs, reason_words
from archive.models import Merge
from archive.views.addresses import record_url
from archive.workflow import (
    MERGEABLE,
    MergePlan,
    Refused,
    UnmergePlan,
    act,
    may,
    merge,
    plan_merge,
    plan_unmerge,
    unmerge,
)

PER_PAGE = 25
SHOWN = 8
FOUND = 20


@dataclass(frozen=True)
class Choice:
    """A field in which both say something: what the one that stays says, and the one that goes."""

    name: str
    label: str
    kept: list[str]
    gone: list[str]
    takes_gone: bool


@dataclass(frozen=True)
class Moving:
    """Records of one kind that will name the one that stays."""

    kind: str
    records: Sequence[Side]
    number: int

    @property
    def more(self) -> int:
        return self.number - len(self.records)


class Mergers(ReadOnly):
    """Seen by those who may merge."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "merge", "")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def require_merger(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, template, {**shared, **context})


@admin.register(Merge)
class MergeAdmin(Mergers):
    """What was merged, the latest first, each with the way back."""

    def get_urls(self) -> list[URLPattern]:
        wrapped = self.admin_site.admin_view
        return [
            path("<int:number>/undo/", wrapped(self.undo_view), name="archive_merge_undo"),
            path("<slug:kind>/", wrapped(self.merge_view), name="archive_merge_two"),
            path("", wrapped(self.changelist_view), name="archive_merge_changelist"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        self.require_merger(request)
        page = Paginator(Merge.objects.all(), PER_PAGE).get_page(request.GET.get("p"))
        return self.page(request, "admin/archive/merges.html", {"title": _("Merges"), "page": page})

    # Merging

    def merge_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """`?keep=<key>&go=<key>`: what would happen, and the button; without `go`, the choice of the other one."""
        self.require_merger(request)
        if kind not in MERGEABLE:
            raise Http404(_("Records of this kind cannot be merged."))
        kept = _found(kind, request.GET.get("keep", ""))
        if "go" not in request.GET:
            return self._choose(request, kind, kept)
        gone = _found(kind, request.GET["go"])
        problems: list[Problem] = []
        if request.method == "POST":
            try:
                return self._merge(request, kept, gone)
            except Refused as refused:
                problems = refused.problems
        return self._show(request, plan_merge(kept, gone, _chosen(request)), problems)

    def _choose(self, request: HttpRequest, kind: str, kept: Any) -> HttpResponse:
        words = request.GET.get("q", "").strip()
        context = {
            "title": _("Merge"),
            "kept": next(sides(kind, [kept])),
            "kind": kind,
            "words": words,
            "alike": list(_alike(kind, kept)),
            "found": list(sides(kind, self._search(request, kind, kept, words))) if words else [],
        }
        return self.page(request, "admin/archive/merge_choose.html", context)

    def _search(self, request: HttpRequest, kind: str, kept: Any, words: str) -> Any:
        model_admin = self.admin_site.get_model_admin(KINDS[kind].model)
        records = KINDS[kind].model._default_manager.exclude(pk=kept.pk)
        found, doubled = model_admin.get_search_results(request, records, words)
        return (found.distinct() if doubled else found)[:FOUND]

    def _merge(self, request: HttpRequest, kept: Any, gone: Any) -> HttpResponse:
        with act(request.user, request.POST.get("reason", "")) as this:
            done = merge(kept, gone, this, _chosen(request))
        text = _("“%(gone)s” is one with “%(kept)s” now. It can be taken back under “Merges”.")
        self.message_user(request, text % {"gone": done.gone_title, "kept": done.kept_title}, messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:archive_{kept.record_kind}_change", args=[kept.pk]))

    def _show(self, request: HttpRequest, plan: MergePlan, problems: Sequence[Problem]) -> HttpResponse:
        kind = plan.before["record"]
        kept, gone = sides(kind, [plan.kept, plan.gone])
        here = reverse("admin:archive_merge_two", args=[kind])
        context = {
            "title": _("Merge"),
            "kept": kept,
            "gone": gone,
            "other_way": f"{here}?keep={plan.gone.pk}&go={plan.kept.pk}",
            "choices": _choices(plan, _chosen(request)),
            "gains": _gains(plan),
            "moving": list(_moving(plan)),
            "number": plan.number,
            "old_address": record_url(kind, plan.gone.slug),
            "new_address": record_url(kind, plan.kept.slug),
            "obstacles": plan.problems,
            "problems": [problem for problem in problems if problem not in plan.problems],
            "reason": request.POST.get("reason", ""),
        }
        return self.page(request, "admin/archive/merge.html", context)

    # Taking it back

    def undo_view(self, request: HttpRequest, number: int) -> HttpResponse:
        self.require_merger(request)
        done = Merge.objects.filter(pk=number).first()
        if done is None:
            raise Http404(_("There is no such merge."))
        plan = plan_unmerge(done)
        page = ActPage(
            admin=self,
            title=_("Take the merge back"),
            explanation=_(
                "“%(gone)s” becomes a record of its own again, under its own address, and all that the merge moved "
                "names it again. What was written since stays."
            )
            % {"gone": done.gone_title},
            button=_("Take it back"),
            records=[done],
            template="admin/archive/unmerge.html",
            extra={"plan": plan, "returning": list(_returning(plan))},
        )
        if request.method != "POST":
            page.problems = plan.problems
        return page.answer(request, lambda: self._undo(request, done))

    def _undo(self, request: HttpRequest, done: Merge) -> HttpResponse:
        with act(request.user, request.POST.get("reason", "")) as this:
            record = unmerge(done, this)
        text = _("“%(record)s” is a record of its own again.") % {"record": record}
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:archive_{record.record_kind}_change", args=[record.pk]))


def _found(kind: str, key: str) -> Any:
    """The record with this primary key (as an address has it). Raises Http404."""
    known = key.isascii() and key.isdigit() and len(key) < 19
    record = KINDS[kind].model._default_manager.filter(pk=int(key)).first() if known else None
    if record is None:
        raise Http404(_("There is no such record."))
    return record


def _chosen(request: HttpRequest) -> list[str]:
    """The fields in which the one that goes is believed."""
    if request.method != "POST":
        return []
    return [name.removeprefix("keep_") for name, value in request.POST.items() if value == "gone"]


def _alike(kind: str, kept: Any) -> Iterator[tuple[Side, list[str]]]:
    """Records that were found to be like this one, with the reasons."""
    pairs = open_pairs(kind).filter(Q(one=kept.uuid) | Q(other=kept.uuid))[:FOUND]
    reasons = {(pair.other if pair.one == kept.uuid else pair.one): pair.reasons for pair in pairs}
    records = KINDS[kind].model._default_manager.filter(uuid__in=reasons)
    for side in sides(kind, records):
        yield side, reason_words(reasons[side.record.uuid])


def _choices(plan: MergePlan, chosen: Sequence[str]) -> list[Choice]:
    kind = plan.before["record"]
    names = differing(plan.before, plan.going)
    differences = [item for item in compare(plan.before, plan.going) if item.field in names]
    told = tell(kind, [[item] for item in differences])
    return [
        Choice(item.field, one.label, one.before, one.after, item.field in chosen)
        for item, (one,) in zip(differences, told, strict=True)
    ]


def _gains(plan: MergePlan) -> list[ToldDifference]:
    return tell(plan.before["record"], [compare(plan.before, plan_without_choices(plan))])[0]


def plan_without_choices(plan: MergePlan) -> Any:
    """What the one that stays becomes, but for the fields that somebody chooses."""
    names = differing(plan.before, plan.going)
    return {**plan.after, **{name: plan.before[name] for name in names}}


def _moving(plan: MergePlan) -> Iterator[Moving]:
    for kind, records in plan.moving.items():
        yield _some(kind, records)


def _returning(plan: UnmergePlan) -> Iterator[Moving]:
    by_kind: dict[str, list[Any]] = {}
    for item in plan.returning:
        by_kind.setdefault(item.kind, []).append(item.record)
    for kind, records in by_kind.items():
        yield _some(kind, records)


def _some(kind: str, records: Sequence[Any]) -> Moving:
    meta = KINDS[kind].model._meta
    name = meta.verbose_name if len(records) == 1 else meta.verbose_name_plural
    return Moving(str(name), list(sides(kind, records[:SHOWN])), len(records))
