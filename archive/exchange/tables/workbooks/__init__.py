"""Workbooks as tables, XLSX and ODS, read here rather than by a library.

Those at hand keep whole sheets in memory, and the quickest (calamine) gives cells with errors as empty ones and every
number as a double. Here rows come in a stream, memory is bounded whatever the file is, and what is wrong with a cell is
told with its name.

    parts    the zip, looked at before anything is inflated
    markup   XML in a stream, with what it may cost
    xlsx, worksheets, shared, dates; ods
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.kinds import no_table
from archive.exchange.tables.opened import Found
from archive.exchange.tables.records import Record
from archive.exchange.tables.told import Choices, Finding, Told
from archive.exchange.tables.workbooks.ods import is_spreadsheet, read_sheet_of_ods, sheets_of
from archive.exchange.tables.workbooks.parts import open_parts
from archive.exchange.tables.workbooks.worksheets import read_worksheet
from archive.exchange.tables.workbooks.xlsx import look_into

SHOWN = 10
"""So many sheets are named."""


def find_workbook(path: Path, told: Told) -> Found:
    """How a zip is read, if there is a workbook in it. Raises FileFault."""
    with open_parts(path) as parts:
        if is_spreadsheet(parts):
            sheets, form = sheets_of(parts), Finding("format", "ods", "certain", _("It is a workbook in ODS."))
            read: Callable[[str], Iterator[Record]] = partial(read_sheet_of_ods, path)
        elif workbook := look_into(parts):
            sheets, form = list(workbook.sheets), Finding("format", "xlsx", "certain", _("It is a workbook in XLSX."))
            read = partial(read_worksheet, path, workbook)
        else:
            raise no_table(_("This is a zip archive in which there is no workbook."))
    _refuse_another(told, form)
    sheet = _sheet(told.sheet, sheets)
    manner = Told("ods" if form.value == "ods" else "xlsx", sheet=sheet.value, header_row=told.header_row)
    choices = Choices(sheets=tuple(sheets))
    return Found(manner, [form, sheet], choices, partial(read, sheet.value), fills_rows=True)


def _refuse_another(told: Told, form: Finding) -> None:
    if told.format and told.format != form.value:
        reason = _("This is a workbook in %(format)s.") % {"format": form.value.upper()}
        raise FileFault(Fault(0, "", reason, told.format, _("the format that the file has")))


def _sheet(told: str, sheets: list[str]) -> Finding:
    if not sheets:
        raise FileFault(Fault(0, "", _("The workbook has no sheet with cells that is shown.")))
    if not told:
        only = _("It is the only one.") if len(sheets) == 1 else _("It is the first one.")
        return Finding("sheet", sheets[0], "certain" if len(sheets) == 1 else "guess", only)
    if told not in sheets:
        raise FileFault(Fault(0, "", _("There is no such sheet."), told, ", ".join(sheets[:SHOWN])))
    return Finding("sheet", told, "told", _("As chosen."))
