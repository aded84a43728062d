"""Workbooks as tables."""

from pathlib import Path

from django.utils.translation import gettext as _

from archive.exchange.tables.kinds import no_table
from archive.exchange.tables.opened import Found
from archive.exchange.tables.told import Told


def find_workbook(path: Path, told: Told) -> Found:
    raise no_table(_("This is a workbook."))
