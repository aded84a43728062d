"""Files for tests of reading, and the tables in them."""

from pathlib import Path
from typing import Any

import pytest

from archive.exchange.faults import FileFault
from archive.exchange.tables import OpenedTable, Told, open_table


def opened(folder: Path, content: bytes | str, name: str = "events.csv", **told: Any) -> OpenedTable:
    """The table in a file with this content."""
    path = folder / "uploaded"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_table(path, name=name, told=Told(**told))


def all_cells(table: OpenedTable) -> list[list[str]]:
    """The header and all rows, without their numbers."""
    return [table.header, *(cells for _number, cells in table.rows())]


def refusal(folder: Path, content: bytes | str, name: str = "events.csv", **told: Any) -> str:
    """The line that tells why a file cannot be read, to the end."""
    with pytest.raises(FileFault) as refused:
        list(opened(folder, content, name, **told).rows())
    return refused.value.fault.line(name)
