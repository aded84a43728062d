"""What is wrong with a file, said so that it can be mended: where, with which value, why, and what is expected."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

SHOWN = 80
"""So many characters of a value are shown."""


@dataclass(frozen=True)
class Fault:
    """One error. `row` counts from the header, which is 1 (0: the file as a whole); `column` may be empty."""

    row: int
    column: str
    reason: str | Promise
    value: str = ""
    expected: str | Promise = ""

    def line(self, file: str) -> str:
        """One line for a person: `events.csv, row 3, column when: “2021-13”: …`."""
        where = [file]
        if self.row:
            where.append(_("row %(row)s") % {"row": self.row})
        if self.column:
            where.append(_("column %(column)s") % {"column": self.column})
        return f"{', '.join(where)}: {self.words()}"

    def words(self) -> str:
        """The value, the reason and what is expected, without the place."""
        value = f"“{self.shown_value}”: " if self.value else ""
        expected = " " + _("Expected: %(expected)s.") % {"expected": self.expected} if self.expected else ""
        return f"{value}{self.reason}{expected}"

    @property
    def shown_value(self) -> str:
        """The value in one line, shortened."""
        line = re.sub(r"[\r\n\t]+", " ", self.value)
        return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


class FileFault(ValueError):
    """A file that cannot be read on from here."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.words())
