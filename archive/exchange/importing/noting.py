"""What was found wrong, on its way into the scratch file: in the words of the file that somebody brought."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault
from archive.exchange.importing.scratch import Noted
from archive.exchange.tables import Table
from archive.exchange.tables.headers import with_column_name


@runtime_checkable
class Telling(Protocol):
    """A table that was made of another one, and knows where in that one a fault has its cause."""

    def told(self, fault: Fault) -> Fault: ...


def place_in(header: Sequence[str], name: str) -> int:
    """Where a column stands, from 0; -1 for what is no column of the file."""
    return header.index(name) if name in header else -1


def noted(fault: Fault, table: Table, header: Sequence[str], file: int, *, is_warning: bool = False) -> Noted:
    """A fault of the `file`-th file, whose columns are `header`; it stays with the row of the table itself."""
    fault = with_column_name(fault, list(header)) if fault.column.isdecimal() else fault
    told = table.told(fault) if isinstance(table, Telling) else fault
    if told.row != fault.row:
        told = replace(told, reason=f"{told.reason} {_('It is named in row %(row)s.') % {'row': told.row}}")
    words = (told.column, str(told.reason), told.value, str(told.expected))
    return Noted(file, fault.row, place_in(header, fault.column), *words, is_warning)
