"""Records that are perhaps the same: looked for, shown with reasons, merged or told apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from archive.admin.merging import PER_PAGE, Mergers
from archive.admin.sides import Side, sides
from archive.documents import KINDS
from archive.likeness import dismiss, is_current, look, open_pairs, reason_words
from archive.models import Likeness, LikenessSearch
from archive.workflow import MERGEABLE

#: up to so many records of a kind are compared when somebody opens the page, for that takes less than a second
LOOKED_AT_ONCE = 5_000
#: and up to so many when somebody asks for it
LOOKED_ON_REQUEST = 100_000


@dataclass(frozen=True)
class Tab:
    kind: str
    label: str
    number: int
    is_current: bool


@dataclass(frozen=True)
class Pair:
    """Two records that look alike: the one that has been here longer, or is public, first."""

    likeness: Likeness
    one: Side
    other: Side
    reasons: list[str]
    merge_url: str


@admin.register(Likeness)
class LikenessAdmin(Mergers):
    """The pairs of a kind, the most alike first."""

    def get_urls(self) -> list[URLPattern]:
        wrapped = self.admin_site.admin_view
        return [
            path("<int:number>/apart/", wrapped(require_POST(self.apart_view)), name="archive_likeness_apart"),
            path("<slug:kind>/look/", wrapped(require_POST(self.look_view)), name="archive_likeness_look"),
            path("", wrapped(self.changelist_view), name="archive_likeness_changelist"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """`?kind=event`: the pairs of that kind; `?apart=1`: those that somebody said are not the same."""
        self.require_merger(request)
        kind = _kind(request.GET.get("kind", MERGEABLE[0]))
        number = KINDS[kind].model._default_manager.count()
        if number <= LOOKED_AT_ONCE and not is_current(kind):
            look(kind)
        apart = request.GET.get("apart") == "1"
        chosen = Likeness.objects.filter(record_kind=kind, is_dismissed=True) if apart else open_pairs(kind)
        page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("p"))
        context = {
            "title": _("Probable duplicates"),
            "kind": kind,
            "tabs": [_tab(item, kind) for item in MERGEABLE],
            "pairs": list(_pairs(kind, list(page))),
            "page": page,
            "query": f"kind={kind}" + ("&apart=1" if apart else ""),
            "apart": apart,
            "apart_number": Likeness.objects.filter(record_kind=kind, is_dismissed=True).count(),
            "looked": LikenessSearch.objects.filter(record_kind=kind).first(),
            "is_current": is_current(kind),
            "may_look": number <= LOOKED_ON_REQUEST,
        }
        return self.page(request, "admin/archive/duplicates.html", context)

    def look_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        self.require_merger(request)
        if KINDS[_kind(kind)].model._default_manager.count() > LOOKED_ON_REQUEST:
            self.message_user(request, _("There are too many to compare here: use the command."), messages.ERROR)
        else:
            number = look(kind)
            text = ngettext("%(number)s pair looks alike.", "%(number)s pairs look alike.", number)
            self.message_user(request, text % {"number": number}, messages.SUCCESS)
        return HttpResponseRedirect(f"{reverse('admin:archive_likeness_changelist')}?kind={kind}")

    def apart_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Somebody says that the two are not the same, or (`same=1`) takes that back."""
        self.require_merger(request)
        likeness = Likeness.objects.filter(pk=number).first()
        if likeness is None:
            raise Http404(_("There is no such pair."))
        same = request.POST.get("same") == "1"
        dismiss(likeness, request.user, same=same)
        text = _("They may be the same after all.") if same else _("It is remembered that they are not the same.")
        self.message_user(request, text, messages.SUCCESS)
        back = f"{reverse('admin:archive_likeness_changelist')}?kind={likeness.record_kind}"
        return HttpResponseRedirect(f"{back}&apart=1" if same else back)


def _kind(name: str) -> str:
    """Raises Http404 for a kind of which records cannot be merged."""
    if name not in MERGEABLE:
        raise Http404(_("Records of this kind cannot be merged."))
    return name


def _tab(kind: str, current: str) -> Tab:
    label = str(KINDS[kind].model._meta.verbose_name_plural).capitalize()
    return Tab(kind, label, open_pairs(kind).count(), kind == current)


def _pairs(kind: str, found: Sequence[Likeness]) -> Iterator[Pair]:
    """With the records; a pair of which one was merged or deleted since is left out."""
    uuids = {uuid for pair in found for uuid in (pair.one, pair.other)}
    records = KINDS[kind].model._default_manager.filter(uuid__in=uuids)
    by_uuid = {side.record.uuid: side for side in sides(kind, records)}
    for pair in found:
        both = [by_uuid[uuid] for uuid in (pair.one, pair.other) if uuid in by_uuid]
        if len(both) == 2:
            one, other = sorted(both, key=lambda side: (not side.record.is_published, side.record.pk))
            address = reverse("admin:archive_merge_two", args=[kind])
            merge_url = f"{address}?keep={one.record.pk}&go={other.record.pk}"
            yield Pair(pair, one, other, reason_words(pair.reasons), merge_url)
