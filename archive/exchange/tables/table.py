"""What every table can do, whatever it is read from."""

from collections.abc import Iterator
from typing import Protocol


class Table(Protocol):
    """Cells in rows, read in a stream and as often as need be; never held in memory as a whole."""

    @property
    def header(self) -> list[str]:
        """The names of the columns as they stand in the file. Raises FileFault for a file that cannot be read."""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(row number, cells) from the first row after the header, which is row 1.

        Numbers count rows as people see them in their program. A row may have more or fewer cells than the header:
        whoever reads it says so. Raises FileFault where the file cannot be read on.
        """
