"""What an import's upload holds, as tables for the importer."""

from archive.exchange.columns import FILES, File
from archive.exchange.tables import OpenedTable, Told, open_table
from archive.exchange.underway.folders import Folder
from archive.exchange.underway.mended import LEFT_OUT, WithoutColumns
from archive.models import Import


def table_of(held: Import) -> OpenedTable:
    """The file as it came. Raises FileFault for what is no table, or not as somebody said."""
    return open_table(Folder(held.uuid).upload, name=held.file_name, told=Told(**held.told))


def files_of(held: Import) -> list[tuple[File, WithoutColumns]]:
    """What is imported: the file in the archive's own columns. Raises FileFault for what is no table."""
    file = FILES[held.kind]
    return [(file, WithoutColumns(table_of(held), [name for name in LEFT_OUT if name not in file.by_name]))]


def names_of(held: Import) -> list[str]:
    """What people call each of `files_of`."""
    return [held.file_name]
