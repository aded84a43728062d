"""Files that are text: found out how they are read, from a bounded beginning."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from archive.exchange.tables.decoding import MARK, decoded, pieces_of
from archive.exchange.tables.dialects import DELIMITERS, QUOTES, find_dialect
from archive.exchange.tables.encodings import find_encoding
from archive.exchange.tables.kinds import kind_of_text, refuse_what_is_no_text
from archive.exchange.tables.limits import SAMPLE
from archive.exchange.tables.objects import read_lines_of_objects, read_list_of_objects
from archive.exchange.tables.opened import Found
from archive.exchange.tables.records import Record, read_records
from archive.exchange.tables.told import Choices, Finding, Format, Told

LOOKED_THROUGH = 16 * 1024 * 1024
"""bytes in which a first letter beyond ASCII is looked for"""

DIALECT_LOOKED_AT = 64 * 1024
"""characters from which the delimiter and the quote are found out"""

DELIMITER_LINE = "sep="
"""Excel puts `sep=;` before the first row of a file to say what its delimiter is."""

WITH_ZEROS = ("utf-16", "utf-32")


@dataclass(frozen=True)
class _Beginning:
    """The beginning of a file as text, in its encoding. `whole`: it is all of the file."""

    path: Path
    text: str
    whole: bool
    encoding: Finding
    encodings: tuple[str, ...]


def find_text(path: Path, told: Told, suffix: str) -> Found:
    """How a file of text is read. The suffix of its name decides what its content leaves open. Raises FileFault."""
    beginning = _beginning(path, told)
    form = _form(beginning, told)
    if form.value == "csv":
        return _delimited(beginning, told, form, usual="\t" if "tsv" in (told.format, suffix) else ",")
    return _objects(beginning, form)


def _beginning(path: Path, told: Told) -> _Beginning:
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
        whole = len(sample) < SAMPLE or not file.read(1)
    telling, all_of_it = (sample, whole) if whole or not sample.isascii() else (_telling(path), False)
    encoding, encodings = find_encoding(telling, told.encoding, all_of_it)
    if not encoding.value.startswith(WITH_ZEROS):
        refuse_what_is_no_text(sample)
    text = sample.decode(encoding.value, "replace" if whole else "ignore").removeprefix(MARK)
    return _Beginning(path, text, whole, encoding, encodings)


def _telling(path: Path) -> bytes:
    """The first piece, of whole lines, that has a byte beyond ASCII, or the last one that was looked at."""
    looked_through, piece = 0, b""
    with path.open("rb") as file:
        while looked_through < LOOKED_THROUGH and (piece := file.read(SAMPLE)):
            looked_through += len(piece)
            if not piece.isascii():
                break
    return piece[: piece.rfind(b"\n") + 1] or piece


def _form(beginning: _Beginning, told: Told) -> Finding:
    if told.format:
        value = "csv" if told.format == "tsv" else told.format
        return Finding("format", value, "told", _("As chosen."))
    kind = kind_of_text(beginning.text, beginning.whole)
    reasons = {
        "json": _("It begins as a list of objects."),
        "jsonl": _("Its first line is an object."),
        "csv": _("It is a text that is no JSON."),
    }
    return Finding("format", kind, "likely", reasons[kind])


def _objects(beginning: _Beginning, form: Finding) -> Found:
    path, encoding = beginning.path, beginning.encoding.value
    read = read_list_of_objects if form.value == "json" else read_lines_of_objects

    def records() -> Iterator[Record]:
        return read(decoded(pieces_of(path), encoding))

    manner = Told(format="json" if form.value == "json" else "jsonl", encoding=encoding)
    return Found(manner, [form, beginning.encoding], Choices(encodings=beginning.encodings), records)


def _delimited(beginning: _Beginning, told: Told, form: Finding, *, usual: str) -> Found:
    path, encoding, text = beginning.path, beginning.encoding.value, beginning.text
    hint = _delimiter_line(text)
    if hint:
        text = text.partition("\n")[2]
    delimiter, quote = find_dialect(text[:DIALECT_LOOKED_AT], told.delimiter or hint, told.quote, usual)
    if hint and not told.delimiter:
        delimiter = replace(delimiter, sureness="certain", reason=_("The first line says so."))

    def records() -> Iterator[Record]:
        return read_records(decoded(pieces_of(path), encoding), delimiter.value, quote.value)

    kind: Format = "tsv" if delimiter.value == "\t" else "csv"
    manner = Told(kind, encoding, delimiter.value, quote.value, header_row=told.header_row)
    delimiters, quotes = dict.fromkeys([delimiter.value, *DELIMITERS]), dict.fromkeys([quote.value, *QUOTES])
    choices = Choices(beginning.encodings, tuple(delimiters), tuple(quotes))
    findings = [replace(form, value=kind), beginning.encoding, delimiter, quote]
    return Found(manner, findings, choices, records, first_row=2 if hint else 1)


def _delimiter_line(text: str) -> str:
    """The delimiter that a line above the header names, as `sep=;` does; empty if there is no such line."""
    line = text[:8].partition("\n")[0].removesuffix("\r")
    is_one = line[:4].lower() == DELIMITER_LINE and len(line) == 5 and "\n" in text
    return line[4] if is_one else ""
