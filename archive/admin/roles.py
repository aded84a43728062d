"""What each group of people may do, in plain words, read off the permissions that the site goes by.

A deed names the permissions that it takes. A group that has all of them may do it, one that has some may do it with
part of the records; whatever a group has that no deed names is listed too, so the page cannot keep silent about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.documents import KINDS
from archive.workflow.reviewing import CURATED

EDITED = tuple(kind for kind in KINDS if kind != "term")
WRITING = ("add", "change", "delete")


def _each(verbs: Iterable[str], kinds: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{verb}_{kind}" for kind in kinds for verb in verbs)


@dataclass(frozen=True)
class Deed:
    """Something that people do, and the permissions (codenames) that the site asks for."""

    name: str
    words: Promise
    needs: frozenset[str]
    detail: Promise | str = ""


DEEDS = (
    Deed("see", gettext_lazy("See every record, public or not"), _each(["view"], [*KINDS, "capture"])),
    Deed("write", gettext_lazy("Add records and change them"), _each(["add", "change"], EDITED)),
    Deed(
        "submit",
        gettext_lazy("Submit for review, and give up a revision"),
        _each(["change"], CURATED),
        gettext_lazy("A published record is changed only through a revision with a reason, which waits for approval."),
    ),
    Deed(
        "delete",
        gettext_lazy("Delete records"),
        _each(["delete"], EDITED),
        gettext_lazy("Only what never was public and what no other record refers to. The history stays."),
    ),
    Deed(
        "history",
        gettext_lazy("See the history, and what waits as a revision"),
        frozenset({"view_change", "view_revision"}),
        gettext_lazy("Whoever may change a record may also restore an earlier version of it."),
    ),
    Deed("publish", gettext_lazy("Approve and publish, send back, withdraw"), frozenset({"publish"})),
    Deed("merge", gettext_lazy("Merge records that are one"), frozenset({"merge"})),
    Deed("terms", gettext_lazy("Add, change and delete the terms of the vocabularies"), _each(WRITING, ["term"])),
    Deed(
        "people",
        gettext_lazy("Let people in, and say what they may do"),
        _each(("view", *WRITING), ["user", "group"]),
        gettext_lazy("Superusers and the account that commands act as are out of their reach."),
    ),
)
NAMED = frozenset().union(*(deed.needs for deed in DEEDS))


@dataclass(frozen=True)
class Answer:
    """Whether a group may do a deed: `yes`, `part` or `no`; `words` says so, and with which records where in part."""

    value: str
    words: str


@dataclass(frozen=True)
class Role:
    """A group of people, or what is there in place of one: `others` are rights of it that no deed names."""

    name: str
    answers: dict[str, Answer]
    others: list[str]
    is_mine: bool


def roles_page(request: HttpRequest, site: Any) -> HttpResponse:
    """For everybody who may log in: nobody should have to try what they may do."""
    roles = _roles(request.user)
    context = {
        **site.each_context(request),
        "title": _("Who may do what"),
        "roles": roles,
        "rows": [(deed, _detail(deed), [role.answers[deed.name] for role in roles]) for deed in DEEDS],
        "mine": [role.name for role in roles if role.is_mine],
    }
    return TemplateResponse(request, "admin/archive/roles.html", context)


def _detail(deed: Deed) -> str:
    if deed.name != "publish":
        return str(deed.detail)
    if settings.FOUR_EYES:
        return _("Never what they wrote themselves: two people stand behind everything that is public.")
    return _("Also what they wrote themselves: this archive does not ask for a second person.")


def _roles(user: Any) -> list[Role]:
    """The groups, those with fewer rights first; two queries more than one, however many there are."""
    mine = set(user.groups.values_list("pk", flat=True))
    groups = Group.objects.prefetch_related("permissions")
    roles = [
        (group, {permission.codename: permission.name for permission in group.permissions.all()}) for group in groups
    ]
    roles.sort(key=lambda pair: (len(pair[1]), pair[0].name))
    return [_role(group, names, group.pk in mine) for group, names in roles]


def _role(group: Group, names: dict[str, str], is_mine: bool) -> Role:
    return Role(
        name=group.name,
        answers={deed.name: answer(deed, names.keys()) for deed in DEEDS},
        others=sorted(name for codename, name in names.items() if codename not in NAMED),
        is_mine=is_mine,
    )


def answer(deed: Deed, has: Iterable[str]) -> Answer:
    """What the permissions (codenames) that somebody `has` say about a deed."""
    missing = deed.needs - set(has)
    if not missing:
        return Answer("yes", _("yes"))
    held = sorted(deed.needs - missing)
    return Answer("part", ", ".join(held).replace("_", " ")) if held else Answer("no", _("no"))
