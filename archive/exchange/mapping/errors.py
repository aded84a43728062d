"""What is wrong with a mapping, or with a value that it is to read."""

from typing import Any

from django.utils.translation import gettext as _


class MappingError(ValueError):
    """A mapping that cannot be used. `path`: where in it (`fields → when → order`), empty for all of it."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}" if path else reason)


class Unfit(ValueError):
    """A value that does not fit its field. `value` is what the file has, `reason` why not, for a person."""

    def __init__(self, value: str, reason: Any) -> None:
        self.value = value
        self.reason = reason
        super().__init__(_("“%(value)s”: %(reason)s") % {"value": value, "reason": reason})


class Nobody(Unfit):
    """A name that nobody has, or several have, and nobody has decided on."""


class Unclear(Unfit):
    """A date that can be read in two ways."""


class TooMany(MappingError):
    """A column has more different names to look up than can be kept in memory."""
