"""Who may do what. Every verb of the workflow asks here, so no side door can publish."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from archive.documents import Problem
from archive.workflow.errors import NotPermitted

SYSTEM = "system"


def system_user() -> Any:
    """The named user that commands and fixtures act as; it has every right and cannot log in."""
    user, created = get_user_model().objects.get_or_create(username=SYSTEM, defaults={"is_active": False})
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def is_system(user: Any) -> bool:
    return user.username == SYSTEM and not user.is_active


def may(user: Any, verb: str, kind: str) -> bool:
    """Whether `user` may `verb` (add, change, delete, publish, merge) records of `kind`."""
    if is_system(user):
        return True
    if verb in ("publish", "merge"):
        return user.has_perm(f"archive.{verb}")
    return user.has_perm(f"archive.{verb}_{kind}")


def require(user: Any, verb: str, kind: str, field: str = "") -> None:
    """Raises NotPermitted, with `field` as the place of the problem."""
    if not may(user, verb, kind):
        raise NotPermitted([Problem(field, _REFUSALS[verb]())])


_REFUSALS = {
    "add": lambda: _("You may not add records of this kind."),
    "change": lambda: _("You may not change records of this kind."),
    "delete": lambda: _("You may not delete records of this kind."),
    "publish": lambda: _("Only publishers may publish, send back and withdraw."),
    "merge": lambda: _("Only publishers may merge records."),
}
