"""The archive's own CSV files as tables: strict RFC 4180 in UTF-8."""

from collections.abc import Iterator
from pathlib import Path

from archive.exchange.reading import decoded, read_records

PIECE = 1 << 16


class PlainTable:
    """A CSV or TSV file as the archive writes it."""

    def __init__(self, path: Path, delimiter: str = ",") -> None:
        self._path, self._delimiter = path, delimiter

    @property
    def header(self) -> list[str]:
        return next(self._records(), (1, []))[1]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        records = self._records()
        next(records, None)
        yield from records

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        with self._path.open("rb") as file:
            yield from read_records(decoded(iter(lambda: file.read(PIECE), b"")), self._delimiter)
