"""From a file's rows to the documents that they ask for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from archive.documents import Document, blank, read_many
from archive.exchange.cells import CellError, unguard
from archive.exchange.columns import Column, File
from archive.exchange.faults import Fault
from archive.exchange.items import Archive, resolved
from archive.exchange.names import batches, former, latest_capture
from archive.exchange.reading import Sheet
from archive.models import ArchivedText, fixity
from archive.workflow import Refused, captured, keep_text, line_feeds

Key = tuple[str, ...]


@dataclass
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


def rows_of(sheet: Sheet, file: File) -> list[Row]:
    """The rows with their records found, and each cell read. What is wrong with a row stands in its `faults`."""
    columns = usable_columns(sheet, file)
    if not {column.name for column in columns} >= set(file.key):
        return []
    keys = [tuple(unguard(cells[name]) for name in file.key) for _number, cells in sheet.rows]
    known = _known(file, set(keys))
    taken = _taken(file, set(keys) - known.keys())
    rows: list[Row] = []
    first: dict[Key, int] = {}
    for (number, cells), key in zip(sheet.rows, keys, strict=True):
        row = _row(file, (number, cells), key, None if key in first else known.get(key))
        if key in first:
            message = _("The record stands in row %(row)s already.") % {"row": first[key]}
            row.fault(file.by_name[file.key[-1]], message)
        elif key in taken:
            row.fault(file.by_name["slug"], taken[key])
        first.setdefault(key, number)
        _read_cells(row, columns)
        rows.append(row)
    return rows


def usable_columns(sheet: Sheet, file: File) -> list[Column]:
    """The columns of the file that stand in it once."""
    return [file.by_name[name] for name in sheet.header if name in file.by_name and sheet.header.count(name) == 1]


def _row(file: File, numbered: tuple[int, dict[str, str]], key: Key, before: Document | None) -> Row:
    number, cells = numbered
    named = dict(zip(file.key, key, strict=True))
    document = dict(before) if before else {**blank(file.kind), **named, "uuid": str(uuid4())}
    return Row(number, cells, document, before)


def _read_cells(row: Row, columns: Iterable[Column]) -> None:
    for column in columns:
        cell = row.cells[column.name]
        if _keeps(row, column, cell):
            continue
        try:
            row.values[column.name] = column.read(cell)
        except CellError as error:
            row.fault(column, str(error))


def _keeps(row: Row, column: Column, cell: str) -> bool:
    """Whether the cell leaves its field as it is, or as a new record has it."""
    if column.name in ("status", "text"):
        return not cell
    return column.name == "access" and not cell and row.is_new


# Which records the rows are about


def _by_name_space(file: File, keys: set[Key]) -> dict[str, set[str]]:
    """The slugs by the name space that they are unique in: the kind, for terms the vocabulary."""
    spaces: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        spaces[key[0] if len(key) == 2 else file.kind.name].add(key[-1])
    return spaces


def _key(file: File, space: str, slug: str) -> Key:
    return (space, slug) if len(file.key) == 2 else (slug,)


def _known(file: File, keys: set[Key]) -> dict[Key, Document]:
    found: dict[Key, Document] = {}
    records: Any = file.kind.model._default_manager
    for space, slugs in _by_name_space(file, keys).items():
        within = {"vocabulary": space} if len(file.key) == 2 else {}
        for batch in batches(slugs):
            for document in read_many(file.kind, records.filter(slug__in=batch, **within)):
                found[_key(file, space, document["slug"])] = document
    return found


def _taken(file: File, keys: set[Key]) -> dict[Key, str]:
    """Why these slugs cannot be given to a new record."""
    found: dict[Key, str] = {}
    for space, slugs in _by_name_space(file, keys).items():
        for slug, now in former(space, slugs).items():
            found[_key(file, space, slug)] = (
                _("This is a former address; the record is now “%(now)s”.") % {"now": now}
                if now
                else _("This was the address of another record, and is never given again.")
            )
    return found


# What the rows say


def resolve(rows: list[Row], file: File, archive: Archive) -> None:
    """Put what the cells say into the rows' documents."""
    for batch in batches(rows):
        archive.prime([value for row in batch for value in row.values.values()])
    for row in rows:
        for name, value in row.values.items():
            column = file.by_name[name]
            try:
                row.document[column.field] = _resolved(row, column, value, archive)
            except CellError as error:
                row.fault(column, str(error))
        _move_capture_time(row)


def _resolved(row: Row, column: Column, value: Any, archive: Archive) -> Any:
    return _with_text(row, value) if column.name == "text" else resolved(value, archive)


def _with_text(row: Row, cell: str) -> list[dict[str, Any]]:
    """The source's captures, with the text as the first one if it had none. Raises CellError."""
    text = line_feeds(cell)
    if latest := latest_capture(row.document):
        if fixity(text) != latest["text"]:
            raise CellError(_("The archive holds another text for this source."))
        return row.document["captures"]
    try:
        kept: ArchivedText = keep_text(text)
    except Refused as refused:
        raise CellError(str(refused.problems[0].message)) from None
    moment = row.values.get("captured_at", row.document["captured_at"])
    return [captured(1, kept.sha256, str(moment))]


def _move_capture_time(row: Row) -> None:
    """The file tells one moment for the source and its latest text; correcting it corrects both."""
    before = latest_capture(row.before) if row.before and "captures" in row.before else None
    if not before or not row.before or before["captured_at"] != row.before["captured_at"]:
        return
    row.document["captures"] = [
        {**capture, "captured_at": row.document["captured_at"]} if capture["number"] == before["number"] else capture
        for capture in row.document["captures"]
    ]
