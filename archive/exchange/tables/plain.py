"""The archive's own CSV files as tables: strict RFC 4180 in UTF-8."""

from collections.abc import Iterator
from pathlib import Path

from archive.exchange.tables.decoding import decoded, pieces_of
from archive.exchange.tables.records import read_records


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
        return read_records(decoded(pieces_of(self._path)), self._delimiter)
