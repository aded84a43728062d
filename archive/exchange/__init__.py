"""Files in and out: the archive's eight CSV files, for commands, the admin and the public pages alike.

    for piece in Export("events", public=True).csv(): …                # the public file, as a stream of bytes
    report = import_file(stream, "events", user, name="events.csv")    # all or nothing; `report.lines` tells why not

`files.FILES` declares every column, `cells` the grammar, `resources.resource_for` and `formats.FORMATS` are what
the admin's import and export (django-import-export) go through.
"""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from archive.exchange.exporting import Export, csv_lines, export_rows
from archive.exchange.faults import Fault
from archive.exchange.files import FILES
from archive.exchange.importing import Examined, examine, import_files
from archive.exchange.report import Outcome, Report, Result
from archive.exchange.tables.plain import PlainTable

__all__ = [
    "FILES",
    "Examined",
    "Export",
    "Fault",
    "Outcome",
    "Report",
    "Result",
    "csv_lines",
    "examine",
    "export_rows",
    "import_file",
    "import_files",
]


def import_file(
    data: Iterable[bytes], plural: str, user: Any = None, *, name: str = "", dry_run: bool = False
) -> Report:
    """Import a CSV file that comes in pieces of bytes, as `user` (None: the system user). See `import_files`.

    `name`: what people call the file.
    """
    folder = tempfile.mkdtemp(prefix="dateline-file-")
    try:
        path = Path(folder, "file")
        with path.open("wb") as copy:
            copy.writelines(data)
        files = [(FILES[plural], PlainTable(path))]
        return import_files(files, user, names=[name or f"{plural}.csv"], dry_run=dry_run)
    finally:
        shutil.rmtree(folder)
