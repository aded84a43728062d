"""What was found wrong, on its way into the scratch file."""

from collections.abc import Sequence

from archive.exchange.faults import Fault
from archive.exchange.importing.scratch import Noted
from archive.exchange.tables.headers import with_column_name


def place_in(header: Sequence[str], name: str) -> int:
    """Where a column stands, from 0; -1 for what is no column of the file."""
    return header.index(name) if name in header else -1


def noted(fault: Fault, header: Sequence[str], file: int, *, is_warning: bool = False) -> Noted:
    """A fault of the `file`-th file, whose columns are `header`."""
    fault = with_column_name(fault, list(header)) if fault.column.isdecimal() else fault
    words = (fault.column, str(fault.reason), fault.value, str(fault.expected))
    return Noted(file, fault.row, place_in(header, fault.column), *words, is_warning)
