"""Files in and out: the archive's eight CSV files, for commands, the admin and the public pages alike.

    for piece in Export("events", public=True).csv(): …                # the public file, as a stream of bytes
    report = import_file(stream, "events", user, name="events.csv")    # all or nothing; `report.lines` tells why not

`columns.FILES` declares every column, `cells` the grammar, `resources.resource_for` and `formats.FORMATS` are what
the admin's import and export (django-import-export) go through.
"""

from collections.abc import Iterable
from typing import Any

from archive.exchange.columns import FILES
from archive.exchange.exporting import Export, csv_lines, export_rows
from archive.exchange.faults import Fault
from archive.exchange.importing import import_sheet
from archive.exchange.reading import read_sheet
from archive.exchange.report import Outcome, Report, Result

__all__ = [
    "FILES",
    "Export",
    "Fault",
    "Outcome",
    "Report",
    "Result",
    "csv_lines",
    "export_rows",
    "import_file",
    "import_sheet",
    "read_sheet",
]


def import_file(
    data: Iterable[bytes], plural: str, user: Any = None, *, name: str = "", dry_run: bool = False
) -> Report:
    """Import a CSV file that comes in pieces of bytes, as `user` (None: the system user). See `import_sheet`."""
    file = FILES[plural]
    return import_sheet(read_sheet(data, file), file, user, name=name, dry_run=dry_run)
