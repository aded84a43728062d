"""From a file to the table in it, whatever program wrote it."""

from pathlib import Path

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.kinds import is_zip, refuse_what_is_no_table
from archive.exchange.tables.opened import Found, OpenedTable
from archive.exchange.tables.texts import find_text
from archive.exchange.tables.told import Told
from archive.exchange.tables.workbooks import find_workbook

EXTENSIONS = {
    "csv": "csv",
    "tsv": "tsv",
    "tab": "tsv",
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "ods": "ods",
    "json": "json",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
}
SHOWN = {"csv": "CSV", "tsv": "TSV", "xlsx": "XLSX", "ods": "ODS", "json": "JSON", "jsonl": "JSON Lines"}
LOOKED_AT = 64 * 1024
"""bytes that tell what a file is"""


def open_table(path: Path, *, name: str, told: Told | None = None) -> OpenedTable:
    """The table in a file, read as told and for the rest as its content asks for.

    `name` is what the file is called by whoever sent it; its extension is believed only where the content is silent.
    Raises FileFault for what is no table, or not as told. What is wrong further down is raised by `rows`.
    """
    told = told or Told()
    if told.format and told.format not in SHOWN:
        raise FileFault(Fault(0, "", _("There is no such format."), told.format, ", ".join(SHOWN)))
    with path.open("rb") as file:
        beginning = file.read(LOOKED_AT)
    refuse_what_is_no_table(path, beginning)
    suffix = EXTENSIONS.get(name.rpartition(".")[2].lower(), "")
    found = find_workbook(path, told) if is_zip(beginning) else _text(path, told, suffix)
    found.warnings += _wrong_extension(suffix, found)
    return OpenedTable(name, found)


def _text(path: Path, told: Told, suffix: str) -> Found:
    if told.format in ("xlsx", "ods"):
        reason = _("This is no workbook, but a text.")
        raise FileFault(Fault(0, "", reason, expected=_("a file in the format %(format)s") % _shown(told.format)))
    return find_text(path, told, suffix)


def _wrong_extension(suffix: str, found: Found) -> list[Fault]:
    form = found.manner.format
    if not suffix or form == suffix or {form, suffix} <= {"csv", "tsv"}:
        return []
    reason = _("The name of the file says %(name)s, but it is read as %(format)s, as its content is.")
    return [Fault(0, "", reason % {"name": SHOWN[suffix], **_shown(form)})]


def _shown(form: str) -> dict[str, str]:
    return {"format": SHOWN[form]}
