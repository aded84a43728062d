"""From a file's rows to the documents that they ask for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _

from archive.documents import Document
from archive.exchange.cells import CellError
from archive.exchange.columns import Column
from archive.exchange.faults import Fault
from archive.exchange.files import File
from archive.exchange.items import Cited
from archive.exchange.names import Named, latest_capture
from archive.exchange.resolving import Archive
from archive.models import fixity
from archive.workflow import Refused, captured, checked_text, line_feeds


@dataclass(slots=True)
class Row:
    """One row: its `cells`, the record's document as it stands (`before`, None: new) and as the row wants it."""

    number: int
    cells: dict[str, str]
    document: Document
    before: Document | None = None
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def uuid(self) -> str:
        return str(self.document["uuid"])

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def wrong_columns(self) -> set[str]:
        return {fault.column for fault in self.faults}

    def fault(self, column: Column | None, reason: Any, name: str = "") -> None:
        """Note what is wrong with a cell; without `column` with the field `name`, or the row as a whole."""
        value = self.cells.get(column.name, "") if column else ""
        expected = column.expected if column else ""
        self.faults.append(Fault(self.number, column.name if column else name, reason, value, expected))

    def read(self, columns: Iterable[Column]) -> None:
        """Read each cell; what cannot be read is a fault."""
        for column in columns:
            cell = self.cells[column.name]
            if not cell and _keeps(self, column):
                continue
            try:
                self.values[column.name] = column.read(cell)
            except CellError as error:
                self.fault(column, str(error))


def _keeps(row: Row, column: Column) -> bool:
    """Whether an empty cell leaves its field as it is, or as a new record has it."""
    if column.name in ("status", "text"):
        return True
    return column.name == "access" and row.is_new


class Texts(Protocol):
    """Where the texts go that a file brings with it."""

    def keep_text(self, sha256: str, body: str) -> None: ...


def resolve(rows: list[Row], file: File, archive: Archive, texts: Texts) -> None:
    """Put what the cells say into the rows' documents."""
    archive.prime(_named(rows, file), _cited(rows))
    for column in file.columns:
        _resolve_column(column, [row for row in rows if column.name in row.values], archive, texts)
    for row in rows:
        _move_capture_time(row)


def _resolve_column(column: Column, rows: Iterable[Row], archive: Archive, texts: Texts) -> None:
    name, field_name = column.name, column.field
    for row in rows:
        value = row.values[name]
        try:
            if name == "text":
                row.document[field_name] = _with_text(row, value, texts)
            else:
                row.document[field_name] = column.resolved(value, archive)
        except CellError as error:
            row.fault(column, str(error))


def _named(rows: list[Row], file: File) -> set[Named]:
    named: set[Named] = set()
    for column in file.columns:
        for row in rows if column.names_records else ():
            if value := row.values.get(column.name):
                named.update(column.named(value))
    return named


def _cited(rows: list[Row]) -> Iterator[Cited]:
    for row in rows:
        yield from row.values.get("citations", ())


def _with_text(row: Row, cell: str, texts: Texts) -> list[dict[str, Any]]:
    """The source's captures, with the text as the first one if it had none. Raises CellError."""
    text = line_feeds(cell)
    if latest := latest_capture(row.document):
        if fixity(text) != latest["text"]:
            raise CellError(_("The archive holds another text for this source."))
        return list(row.document["captures"])
    try:
        text = checked_text(cell)
    except Refused as refused:
        raise CellError(str(refused.problems[0].message)) from None
    texts.keep_text(sha256 := fixity(text), text)
    moment = row.values.get("captured_at", row.document["captured_at"])
    return [captured(1, sha256, str(moment))]


def _move_capture_time(row: Row) -> None:
    """The file tells one moment for the source and its latest text; correcting it corrects both."""
    before = latest_capture(row.before) if row.before and "captures" in row.before else None
    if not before or not row.before or before["captured_at"] != row.before["captured_at"]:
        return
    row.document["captures"] = [
        {**capture, "captured_at": row.document["captured_at"]} if capture["number"] == before["number"] else capture
        for capture in row.document["captures"]
    ]
