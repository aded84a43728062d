"""How a file is to be read: what a person or a saved setting said of it, and what was found out."""

from dataclasses import dataclass
from typing import Literal

Format = Literal["", "csv", "tsv", "xlsx", "ods", "json", "jsonl"]

Sureness = Literal["told", "certain", "likely", "guess"]


@dataclass(frozen=True)
class Told:
    """What somebody said about a file; whatever is empty is found out. All values are plain, so that JSON keeps them.

    Of a table that was opened it is the manner in which it is read: then everything that its format needs is there.
    """

    format: Format = ""
    encoding: str = ""
    """Python's name of an encoding: `utf-8`, `cp1250` … Only for what is text."""
    delimiter: str = ""
    """one character; only for CSV and TSV"""
    quote: str | None = None
    """one character, or empty for a file in which quotes mean nothing; None: find out. Only for CSV and TSV."""
    sheet: str = ""
    """a sheet's name; only for workbooks"""
    header_row: int = 0
    """the number of the row that names the columns; 0: find out. JSON has none of its own and counts as 1."""


@dataclass(frozen=True)
class Finding:
    """One thing that was found out, or told. `aspect` is a field of `Told`; `reason` is a sentence for a person."""

    aspect: str
    value: str
    sureness: Sureness
    reason: str


@dataclass(frozen=True)
class Choices:
    """What a person may say instead, the likeliest first."""

    encodings: tuple[str, ...] = ()
    delimiters: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
