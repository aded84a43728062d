"""Files as tables: whatever a spreadsheet, an export or an editor makes, as rows of cells.

    table = open_table(path, name="events.xlsx")       # FileFault: it is no table, or not as told
    table.manner, table.findings, table.choices        # how it is read, why so, and what may be said instead
    table.sample(), table.problems, table.warnings     # for a form that shows it and lets it be corrected
    for number, cells in table.rows(): …               # in a stream, as often as need be

A `Table` is what the importer reads; where it comes from (CSV, a workbook, JSON, a mapping of somebody else's
columns) makes no difference from there on. Nothing here knows of records or of the database.
"""

from archive.exchange.tables.headers import ragged
from archive.exchange.tables.lookalikes import deceptive
from archive.exchange.tables.opened import OpenedTable, Sample
from archive.exchange.tables.opening import open_table
from archive.exchange.tables.table import Table
from archive.exchange.tables.told import Choices, Finding, Told

__all__ = ["Choices", "Finding", "OpenedTable", "Sample", "Table", "Told", "deceptive", "open_table", "ragged"]
