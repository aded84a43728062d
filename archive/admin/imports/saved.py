"""Mappings that people keep: offered at the mapping step, listed, shared, sent to others and taken from them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from archive.documents import KINDS
from archive.exchange.files import FILES
from archive.exchange.mapping import Mapping, MappingError, dumps, from_json, loads, ready_made, to_json
from archive.exchange.mapping.written import LONGEST
from archive.models import ColumnMapping
from archive.workflow import may

READY, SAVED = "ready", "saved"
LONGEST_NAME = 100


def may_map(user: Any) -> bool:
    """Whether somebody may bring anything in at all."""
    return any(may(user, "add", file.kind.name) for file in FILES.values())


def keep(user: Any, mapping: Mapping, name: str, *, shared: bool) -> ColumnMapping:
    """Keep a mapping under a name, in place of one that the person kept under it before."""
    values = {
        "content": to_json(mapping),
        "author_name": user.get_username(),
        "is_shared": shared,
        "updated_at": timezone.now(),
    }
    key = {"author": user, "kind": mapping.kind, "name": name[:LONGEST_NAME]}
    kept, _is_new = ColumnMapping.objects.update_or_create(**key, defaults=values)
    return kept


def offered(user: Any, kind: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The mappings that a person may take for a kind of file, in groups of (key, name)."""
    kept = ColumnMapping.objects.seen_by(user).filter(kind=kind)
    own = [(f"{SAVED}:{one.pk}", one.name) for one in kept if one.author_id == user.pk]
    others = [(f"{SAVED}:{one.pk}", f"{one.name} ({one.author_name})") for one in kept if one.author_id != user.pk]
    ready = [(f"{READY}:{key}", mapping.name) for key, mapping in ready_made().items() if mapping.kind == kind]
    groups = [(_("Your own"), own), (_("Shared by others"), others), (_("Ready-made"), ready)]
    return [group for group in groups if group[1]]


def taken(user: Any, key: str) -> Mapping:
    """The mapping of a key that `offered` gave. Raises Http404, MappingError."""
    sort, _colon, name = key.partition(":")
    if sort == READY and name in ready_made():
        return ready_made()[name]
    kept = _seen(user, name) if sort == SAVED else None
    if kept is None:
        raise Http404(_("There is no such mapping."))
    return from_json(kept.content)


def _seen(user: Any, number: Any) -> ColumnMapping | None:
    if not str(number).isascii() or not str(number).isdecimal() or len(str(number)) > 18:
        return None
    found: ColumnMapping | None = ColumnMapping.objects.seen_by(user).filter(pk=number).first()
    return found


def uploaded(request: HttpRequest) -> Mapping:
    """The mapping in the file that was sent. Raises MappingError."""
    file: Any = request.FILES.get("mapping")
    if file is None:
        raise MappingError("", _("Choose a file with a mapping first."))
    if file.size > 4 * LONGEST:
        raise MappingError("", _("The file is too long for a mapping."))
    try:
        return loads(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise MappingError("", _("This is not a file in JSON.")) from None


def download(mapping: Mapping) -> HttpResponse:
    answer = HttpResponse(dumps(mapping), content_type="application/json; charset=utf-8")
    name = slugify(mapping.name) or mapping.kind
    answer["Content-Disposition"] = f'attachment; filename="{name}.mapping.json"'
    return answer


# Pages


def list_page(request: HttpRequest, site: Any) -> HttpResponse:
    """`/admin/archive/mappings/`: what one may take, and a way to bring a file with one."""
    if not may_map(request.user):
        raise PermissionDenied
    if request.method == "POST":
        try:
            mapping = uploaded(request)
            kept = keep(request.user, mapping, mapping.name or _("Unnamed"), shared=False)
            messages.success(request, _("“%(name)s” is kept among your mappings.") % {"name": kept.name})
        except MappingError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:archive_mappings"))
    context = {
        **site.each_context(request),
        "title": _("Column mappings"),
        "mappings": [_listed(one, request.user) for one in ColumnMapping.objects.seen_by(request.user)],
        "ready": [(mapping, kind_label(mapping.kind)) for mapping in ready_made().values()],
    }
    return TemplateResponse(request, "admin/archive/imports/mappings.html", context)


def _listed(kept: ColumnMapping, user: Any) -> dict[str, Any]:
    return {"kept": kept, "kind": kind_label(kept.kind), "is_own": kept.author_id == user.pk}


def kind_label(kind: str) -> str:
    """A file of the archive as people call its records; the name itself of one that there is no more."""
    if kind not in FILES:
        return kind
    return str(KINDS[FILES[kind].kind.name].model._meta.verbose_name_plural)


@require_GET
def file_page(request: HttpRequest, site: Any, number: int) -> HttpResponse:
    """`/admin/archive/mappings/<number>/`: the mapping as a file."""
    kept = _mapping(request, number)
    try:
        return download(from_json({**kept.content, "name": kept.name}))
    except MappingError as error:
        # Kept by an older version of the archive; it is told, not hidden.
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:archive_mappings"))


@require_POST
def change_page(request: HttpRequest, site: Any, number: int) -> HttpResponse:
    """Share, take back or delete a mapping of one's own (`act`: share, unshare, delete)."""
    kept = _mapping(request, number)
    if kept.author_id != request.user.pk:
        messages.error(request, _("Only its author may change a mapping."))
    elif request.POST.get("act") == "delete":
        kept.delete()
        messages.success(request, _("“%(name)s” is deleted.") % {"name": kept.name})
    else:
        kept.is_shared = request.POST.get("act") == "share"
        kept.save(update_fields=["is_shared"])
        words = _("All editors see “%(name)s” now.") if kept.is_shared else _("Only you see “%(name)s” now.")
        messages.success(request, words % {"name": kept.name})
    return HttpResponseRedirect(reverse("admin:archive_mappings"))


def _mapping(request: HttpRequest, number: int) -> ColumnMapping:
    """Raises PermissionDenied, Http404."""
    if not may_map(request.user):
        raise PermissionDenied
    kept = _seen(request.user, number)
    if kept is None:
        raise Http404(_("There is no such mapping."))
    return kept
