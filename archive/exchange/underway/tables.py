"""What an import's upload holds, as tables for the importer."""

from typing import Any

from archive.exchange.faults import Fault, FileFault
from archive.exchange.files import FILES, File
from archive.exchange.importing.scratch import Scratch
from archive.exchange.mapping import from_json, mapped
from archive.exchange.tables import OpenedTable, Table, Told, open_table
from archive.exchange.underway.folders import Folder
from archive.exchange.underway.mended import LEFT_OUT, WithoutColumns
from archive.models import Import

#: faults that are put into other words at once
PORTION = 1000


def table_of(held: Import) -> OpenedTable:
    """The file as it came. Raises FileFault for what is no table, or not as somebody said."""
    return open_table(Folder(held.uuid).upload, name=held.file_name, told=Told(**held.told))


def source_of(held: Import) -> Table:
    """The same without what was put beside its rows when they came back to be mended."""
    table = table_of(held)
    is_mended = tuple(table.header[: len(LEFT_OUT)]) == LEFT_OUT
    return WithoutColumns(table, LEFT_OUT) if is_mended else table


def has_own_columns(held: Import) -> bool:
    """Whether the file has the archive's own columns, or cannot be read, which is told elsewhere."""
    file = FILES[held.kind]
    try:
        header = source_of(held).header
    except FileFault:
        return True
    return set(file.key) <= set(header) <= set(file.by_name)


def files_of(held: Import) -> list[tuple[File, Any]]:
    """What is imported: records that have to be made for the file, and the file in the archive's own columns.

    Raises FileFault for what is no table, MappingError for a mapping that does not suit it.
    """
    if not held.mapping:
        return [(FILES[held.kind], source_of(held))]
    found, made = mapped(source_of(held), from_json(held.mapping))
    return [*((FILES[plural], table) for plural, table in made), (FILES[held.kind], found)]


def names_of(held: Import) -> list[str]:
    """What people call each of `files_of`: what is made for a file has no other name than the file."""
    return [held.file_name] * (len(FILES) + 1)


def tell_in_own_words(files: list[tuple[File, Any]], scratch: Scratch) -> None:
    """Put what was found wrong into the words of the file as it came: its rows, its columns and its values."""
    own = len(files) - 1
    for number, (_file, table) in enumerate(files):
        if hasattr(table, "told"):
            for key, fault in _faults_of(scratch, number):
                told = table.told(fault)
                scratch.change(
                    "UPDATE faults SET file = ?, number = ?, name = ?, reason = ?, value = ?, expected = ?"
                    " WHERE rowid = ?",
                    *(own, told.row, told.column, str(told.reason), told.value, str(told.expected), key),
                )


def _faults_of(scratch: Scratch, number: int) -> Any:
    last = 0
    sql = (
        "SELECT rowid, number, name, reason, value, expected FROM faults"
        " WHERE file = ? AND rowid > ? ORDER BY rowid LIMIT ?"
    )
    while rows := list(scratch.rows(sql, number, last, PORTION)):
        yield from ((key, Fault(*values)) for key, *values in rows)
        last = rows[-1][0]
