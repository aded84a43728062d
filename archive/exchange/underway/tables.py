"""What an import's upload holds, as tables for the importer."""

from pathlib import PurePath
from typing import Any

from archive.exchange.columns import FILES, File
from archive.exchange.formats import read_json
from archive.exchange.importing import Files
from archive.exchange.tables import Table
from archive.exchange.tables.plain import PlainTable
from archive.exchange.underway.folders import Folder
from archive.exchange.underway.mended import LEFT_OUT, WithoutColumns
from archive.models import Import

#: what a file may be said to be, and the delimiter that goes with it
DELIMITERS = {"csv": ",", "tsv": "\t"}
ENDINGS = {"tsv": "tsv", "tab": "tsv", "json": "json"}


def format_of(held: Import) -> str:
    """As somebody said, else as the file's name says."""
    told: str = held.told.get("format", "")
    return told or ENDINGS.get(PurePath(held.file_name).suffix[1:].lower(), "csv")


def table_of(held: Import) -> Table:
    """The file as it came. Raises FileFault when it is read, if it cannot be."""
    path, found = Folder(held.uuid).upload, format_of(held)
    if found == "json":
        return read_json(path.read_bytes())
    return PlainTable(path, held.told.get("delimiter") or DELIMITERS[found])


def files_of(held: Import) -> Files:
    """What is imported: the file in the archive's own columns, and before it what has to be made for it."""
    file: File = FILES[held.kind]
    table: Any = table_of(held)
    return [(file, WithoutColumns(table, [name for name in LEFT_OUT if name not in file.by_name]))]


def names_of(held: Import) -> list[str]:
    """What people call each of `files_of`."""
    return [held.file_name]
