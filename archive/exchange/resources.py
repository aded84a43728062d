"""The resources of django-import-export: its buttons, our exporter and our importer.

For an admin class:

    class EventAdmin(ImportExportMixin, ModelAdmin):
        resource_classes = [resource_for("event")]
        formats = FORMATS

`Result.report` is the importer's own report. A result with invalid rows or base errors means that nothing was
written, also after “Confirm”: the admin must ask `has_errors()` and `has_validation_errors()` there too.
"""

from functools import cache
from pathlib import PurePath
from typing import Any

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from import_export import fields, resources
from import_export import results as library
from import_export.declarative import DeclarativeMetaclass

from archive.exchange import report as own
from archive.exchange.differences import Cells, differing_cells
from archive.exchange.exporting import export_rows
from archive.exchange.faults import Fault
from archive.exchange.files import FILES, File
from archive.exchange.formats import Table
from archive.exchange.importing import import_files
from archive.exchange.reading import Sheet

SHOWN = 200
"""So many characters of a cell are shown in a preview."""


class Result(library.Result):
    """The library's result with our `report`."""

    report: own.Report


class RecordResource(resources.Resource):
    """Imports and exports one kind of record, by the same code as the commands."""

    file: File

    @classmethod
    def get_display_name(cls) -> str:
        return str(cls.file.kind.model._meta.verbose_name_plural)

    def export(self, queryset: Any = None, **kwargs: Any) -> tablib.Dataset:
        """A dataset with the rows and columns of the file; `export_fields`: only these columns."""
        rows = export_rows(self.file.name, records=queryset, columns=kwargs.get("export_fields"))
        dataset = tablib.Dataset(headers=next(rows))
        for row in rows:
            dataset.append(row)
        return dataset

    def import_data(self, dataset: tablib.Dataset, dry_run: bool = False, user: Any = None, **kwargs: Any) -> Result:
        """All rows or none. `user`: whose rights hold (None: the system user); `file_name`: for the history."""
        if user is None:
            raise TypeError("import_data needs the user whose rights hold")
        sheet = dataset.sheet() if isinstance(dataset, Table) else _sheet(dataset, self.file)
        name = PurePath(kwargs.get("file_name") or f"{self.file.name}.csv").name
        report = import_files([(self.file, sheet)], user, names=[name], dry_run=dry_run)
        return _result(report, sheet)


@cache
def resource_for(kind: str) -> type[RecordResource]:
    """The resource of a kind of record (`event`). Raises KeyError for one that has no file."""
    file = next((file for file in FILES.values() if file.kind.name == kind), None)
    if file is None:
        raise KeyError(kind)
    columns = {name: fields.Field(column_name=name) for name in file.header}
    made: type[RecordResource] = DeclarativeMetaclass(
        f"{kind.capitalize()}Resource", (RecordResource,), {"file": file, "__module__": __name__, **columns}
    )
    return made


def _sheet(dataset: tablib.Dataset, file: File) -> Sheet:
    header = [str(name) for name in dataset.headers or ()]
    rows = (["" if cell is None else str(cell) for cell in row] for row in dataset)
    numbered = list(enumerate(rows, start=2))
    return Sheet(header, numbered)


# The report, as the library's templates show it

TYPES = {
    own.Result.NEW: library.RowResult.IMPORT_TYPE_NEW,
    own.Result.CHANGED: library.RowResult.IMPORT_TYPE_UPDATE,
    own.Result.REVISED: library.RowResult.IMPORT_TYPE_UPDATE,
    own.Result.UNCHANGED: library.RowResult.IMPORT_TYPE_SKIP,
    own.Result.WRONG: library.RowResult.IMPORT_TYPE_INVALID,
    own.Result.WAITING: library.RowResult.IMPORT_TYPE_SKIP,
}


def _result(report: own.Report, sheet: Sheet) -> Result:
    result = Result()
    result.report = report
    result.diff_headers = sheet.header
    cells = {number: row for number, row in sheet.numbered if len(row) == len(sheet.header)}
    result.total_rows = len(sheet.numbered)
    outcomes = report.outcomes
    for outcome, (before, after) in zip(outcomes, differing_cells(outcomes, report.scratch), strict=True):
        row = _row_result(outcome, before, after, sheet.header)
        result.append_row_result(row)
        result.increment_row_result_total(row)
    by_row: dict[int, list[Fault]] = {}
    for fault in report.faults:
        by_row.setdefault(fault.row, []).append(fault)
    for number, faults in sorted(by_row.items()):
        if number in cells:
            shown = {name: _short(cell) for name, cell in zip(sheet.header, cells[number], strict=True)}
            result.append_invalid_row(number, shown, _validation_error(faults))
        else:
            for fault in faults:
                result.append_base_error(library.Error(ValueError(fault.line(report.file))))
    return result


def _validation_error(faults: list[Fault]) -> ValidationError:
    messages: dict[str, list[str]] = {}
    for fault in faults:
        messages.setdefault(fault.column or NON_FIELD_ERRORS, []).append(fault.words())
    return ValidationError(messages)


def _row_result(outcome: own.Outcome, before: Cells, after: Cells, header: list[str]) -> library.RowResult:
    row = library.RowResult()
    row.import_type = TYPES[outcome.result]
    row.object_repr = outcome.slug
    row.diff = [_difference(before.get(name, ""), after.get(name, "")) for name in header]
    return row


def _difference(before: str, after: str) -> SafeString:
    """What becomes of a cell, in marks that need no style of their own."""
    old, new = _short(before), _short(after)
    if before == after:
        return format_html("{}", new)
    parts = [format_html("<del>{}</del>", old)] if before else []
    parts += [format_html("<ins>{}</ins>", new)] if after else []
    return SafeString(" ".join(parts))


def _short(cell: str) -> str:
    return cell if len(cell) <= SHOWN else cell[: SHOWN - 1] + "…"
