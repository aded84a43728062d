"""The texts that a workbook keeps once for all its sheets. The first ones stay in memory, the rest goes to a file."""

import os
import re
import tempfile
from array import array
from collections.abc import Iterable
from itertools import accumulate

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.limits import LONGEST_CELL, beyond
from archive.exchange.tables.workbooks.markup import Locals, Reader, parse
from archive.exchange.tables.workbooks.plain import TEXT, refuse_other_tags, resolved
from archive.exchange.tables.workbooks.texts import unescaped

IN_MEMORY = 4 * 1024**2
"""code points"""
MOST_TEXTS = 8_000_000


class SharedTexts:
    """Texts by their number, from 0, read from their part as far as they are asked for: mostly they stand in the order
    in which the sheet needs them. `kept` are the first ones. Close it, for the others lie in a file of their own.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.kept: list[str] = []
        self._kept_length = 0
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed by `close`
        self._ends = array("I", [0])
        self._reading = parse(pieces, _TextReader(self))

    def close(self) -> None:
        self._file.close()

    def __getitem__(self, number: int) -> str:
        """Raises IndexError for a text that there is not, FileFault for a part that cannot be read."""
        if number < 0:
            raise IndexError(number)
        while number >= len(self.kept) + len(self._ends) - 1:
            try:
                next(self._reading)
            except StopIteration:
                raise IndexError(number) from None
        if number < len(self.kept):
            return self.kept[number]
        at = number - len(self.kept)
        start, end = self._ends[at], self._ends[at + 1]
        return os.pread(self._file.fileno(), end - start, start).decode()

    def extend(self, texts: list[str]) -> None:
        """Raises FileFault if these are too many."""
        if len(self.kept) + len(self._ends) + len(texts) > MOST_TEXTS:
            reason = _("The workbook has more than %(limit)s different texts. Please save the sheet as CSV.")
            raise beyond(reason, MOST_TEXTS, Fault(0, "", ""))
        if self._kept_length < IN_MEMORY:
            self.kept += texts
            self._kept_length += sum(map(len, texts))
        else:
            encoded = [text.encode() for text in texts]
            ends = accumulate(map(len, encoded), initial=self._ends[-1])
            next(ends)
            self._ends.extend(ends)
            self._file.write(b"".join(encoded))


_PLAIN = re.compile(f'<si><t(?: xml:space="preserve")?>({TEXT})</t></si>')
_TAGS_OF_A_TEXT = 4


class _TextReader(Reader):
    """`si` with its `t`, alone or in runs; how a word is pronounced (`rPh`) is left out."""

    row_end = b"</si>"

    def __init__(self, texts: SharedTexts) -> None:
        super().__init__()
        self._texts = texts
        self._names = Locals()
        self._parts: list[str] = []
        self._pronounced = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = self._names[name]
        if name == "t" and not self._pronounced:
            self.text.clear()
            self.keeps_text = True
        elif name == "si":
            self._parts = []
            self.between_rows = False
        elif name == "rPh":
            self._pronounced = True

    def end(self, name: str) -> None:
        name = self._names[name]
        if name == "t" and self.keeps_text:
            self._parts.append("".join(self.text))
            self.keeps_text = False
        elif name == "rPh":
            self._pronounced = False
        elif name == "si":
            text = "".join(self._parts)
            if len(text) > LONGEST_CELL:
                raise _too_long()
            self._texts.extend([unescaped(text)])
            self.kept += bool(text)
            self.between_rows = True

    def refuse_long_text(self) -> None:
        if sum(map(len, self.text)) > LONGEST_CELL:
            raise _too_long()

    def take_plain(self, rows: str) -> None:
        found = _PLAIN.findall(rows)
        refuse_other_tags(rows, len(found) * _TAGS_OF_A_TEXT)
        texts = [unescaped(resolved(text)) for text in found]
        if len(rows) > LONGEST_CELL and max(map(len, texts)) > LONGEST_CELL:
            raise _too_long()
        self._texts.extend(texts)
        self.kept += sum(map(bool, texts))


def _too_long() -> FileFault:
    return beyond(_("A cell of the workbook is longer than %(limit)s characters."), LONGEST_CELL, Fault(0, "", ""))
