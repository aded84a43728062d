"""What a file is, by its first bytes: neither its name nor what anybody says of it counts."""

import json
import re
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.told import Format

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
COMPOUND_LOOKED_AT = 64 * 1024 * 1024

NO_TABLE = {
    b"%PDF-": gettext_lazy("This is a PDF document, not a table."),
    b"\x89PNG": gettext_lazy("This is a picture, not a table."),
    b"\xff\xd8\xff": gettext_lazy("This is a picture, not a table."),
    b"GIF8": gettext_lazy("This is a picture, not a table."),
    b"RIFF": gettext_lazy("This is a picture, not a table."),
    b"II*\0": gettext_lazy("This is a picture, not a table."),
    b"MM\0*": gettext_lazy("This is a picture, not a table."),
    b"\x1f\x8b": gettext_lazy("This file is compressed. Please unpack it."),
    b"BZh": gettext_lazy("This file is compressed. Please unpack it."),
    b"\xfd7zXZ": gettext_lazy("This file is compressed. Please unpack it."),
    b"\x28\xb5\x2f\xfd": gettext_lazy("This file is compressed. Please unpack it."),
    b"7z\xbc\xaf": gettext_lazy("This file is compressed. Please unpack it."),
    b"Rar!": gettext_lazy("This file is compressed. Please unpack it."),
    b"{\\rtf": gettext_lazy("This is a document in RTF, not a table."),
    b"SQLite format 3\0": gettext_lazy("This is a database, not a table."),
    b"PAR1": gettext_lazy("This is a Parquet file, which cannot be read here."),
    b"\x7fELF": gettext_lazy("This is a program, not a table."),
}
PAGE = re.compile(rb"\s*(?:<!doctype\s+html|<html|<head|<body|<table|<div|<p[\s>])", re.IGNORECASE)
MARKUP = re.compile(rb"\s*<\?xml\s", re.IGNORECASE)
OBJECTS = re.compile(r"\s*\[\s*(?:\{|\]|$)")
OBJECT = re.compile(r'\s*\{\s*(?:"|\}|$)')
CONTROLS = bytes({*range(32)} - {*b"\t\n\r\x0b\x0c\x1b\x1c\x1d\x1e\x1f"})
MOST_CONTROLS = 0.05
"""A text of which more than this share is control characters is none."""

TABLES_EXPECTED = gettext_lazy("a table as CSV, TSV, XLSX, ODS, JSON or JSON Lines")


def refuse_what_is_no_table(path: Path, sample: bytes) -> None:
    """Raises FileFault for a file whose beginning says that it is something else."""
    if not sample.strip():
        raise no_table(_("The file is empty."))
    for beginning, reason in NO_TABLE.items():
        if sample.startswith(beginning):
            raise no_table(str(reason))
    if sample.startswith(COMPOUND):
        raise _compound(path)
    text = sample[:4096].removeprefix(b"\xef\xbb\xbf")
    if PAGE.match(text):
        raise no_table(_("This is a web page, not a table, whatever it is called."))
    if MARKUP.match(text):
        raise no_table(_("This is an XML document, not a table."))


def refuse_what_is_no_text(sample: bytes) -> None:
    """Raises FileFault if so much of an encoding of one byte a character, or of UTF-8, is control characters."""
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if controls > len(sample) * MOST_CONTROLS and controls > 8:
        raise no_table(_("This is a binary file, not a table."))


def is_zip(sample: bytes) -> bool:
    return sample.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def kind_of_text(sample: str, whole: bool) -> Format:
    """`json`, `jsonl` or `csv` for a text that begins with the sample; `whole`: that is all of it."""
    if OBJECTS.match(sample):
        return "json"
    if not OBJECT.match(sample):
        return "csv"
    first, end, _rest = sample.lstrip().partition("\n")
    if not end and not whole:
        return "jsonl"
    try:
        return "jsonl" if isinstance(json.loads(first), dict) else "json"
    except (ValueError, RecursionError):
        return "json"


def _compound(path: Path) -> FileFault:
    """Old workbooks and those with a password come in the same shell."""
    with path.open("rb") as file:
        content = file.read(COMPOUND_LOOKED_AT)
    if ENCRYPTED_PACKAGE in content:
        return locked()
    reason = _("This is a document in Office's old binary form (such as .xls).")
    return FileFault(Fault(0, "", reason, expected=_("a workbook saved as XLSX or ODS")))


def locked() -> FileFault:
    reason = _("The workbook is locked with a password.")
    return FileFault(Fault(0, "", reason, expected=_("a workbook saved without a password")))


def no_table(reason: str) -> FileFault:
    return FileFault(Fault(0, "", reason, expected=TABLES_EXPECTED))
