"""Files as tables: whatever a spreadsheet, an export or an editor makes, as rows of cells.

A `Table` is what the importer reads; where it comes from (CSV, a workbook, JSON, a mapping of somebody else's
columns) makes no difference from there on.
"""

from archive.exchange.tables.table import Table

__all__ = ["Table"]
