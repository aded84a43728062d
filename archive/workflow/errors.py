"""Why the workflow refused something. Each refusal says all that is missing."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

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


def refuse_if(problems: Iterable[Problem]) -> None:
    """Raise Refused if there are any."""
    found = list(problems)
    if found:
        raise Refused(found)


@contextmanager
def speaking_of(record: object) -> Iterator[None]:
    """Within an act on several records: a refusal says of which one it speaks."""
    try:
        yield
    except Refused as refused:
        told = [Problem(item.path, f"“{record}”: {item.message}", item.value) for item in refused.problems]
        raise Refused(told) from refused
