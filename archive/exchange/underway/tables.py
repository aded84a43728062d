"""What an import's upload holds, as tables for the importer."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from archive.exchange.columns import FILES, File
from archive.exchange.faults import FileFault
from archive.exchange.mapping import from_json, mapped
from archive.exchange.tables import OpenedTable, Table, Told, open_table
from archive.exchange.underway.folders import Folder
from archive.exchange.underway.mended import LEFT_OUT, WithoutColumns
from archive.models import Import


def table_of(held: Import) -> OpenedTable:
    """The file as it came. Raises FileFault for what is no table, or not as somebody said."""
    return open_table(Folder(held.uuid).upload, name=held.file_name, told=Told(**held.told))


def is_own(held: Import) -> bool:
    """Whether the file has the archive's own columns, so that they need not be mapped; also one that cannot be read."""
    file = FILES[held.kind]
    try:
        header = [name for name in table_of(held).header if name not in LEFT_OUT or name in file.by_name]
    except FileFault:
        return True
    return set(file.key) <= set(header) <= set(file.header) and len(set(header)) == len(header)


def files_of(held: Import) -> list[tuple[File, Table]]:
    """What is imported: the file in the archive's own columns, after what has to be made for it.

    Raises FileFault for what is no table, MappingError for a mapping that does not fit.
    """
    file = FILES[held.kind]
    table = WithoutColumns(table_of(held), [name for name in LEFT_OUT if name not in file.by_name])
    if not held.mapping:
        return [(file, table)]
    found, made = mapped(table, from_json(held.mapping))
    return [*((FILES[plural], first) for plural, first in made), (file, found)]


def names_of(held: Import, files: Sequence[tuple[File, Table]]) -> list[str]:
    """What people call each of the files, the last of which is the one that somebody brought."""
    made = [
        _("%(file)s, to be made: %(kind)s") % {"file": held.file_name, "kind": file.name} for file, _t in files[:-1]
    ]
    return [*made, held.file_name]
