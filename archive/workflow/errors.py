"""Why the workflow refused something. Each refusal says all that is missing."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from archive.documents import Problem


class Refused(Exception):
    """Nothing was written. `problems` says what is wrong, field by field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NotPermitted(Refused):
    """The person may not do this."""


class Stale(Refused):
    """Somebody else changed the record since this person opened it."""

    def __init__(self, base_version: int, version: int) -> None:
        self.base_version, self.version = base_version, version
        message = _("Somebody else changed this record while you were editing it. Nothing was saved.")
        super().__init__([Problem("", message, base_version)])


def refuse(message: object, field: str = "", value: object = None) -> Refused:
    """A refusal for one reason."""
    return Refused([Problem(field, str(message), value)])
