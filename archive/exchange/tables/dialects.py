"""How a delimited text separates its cells and quotes them: what makes the most even table of its beginning."""

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.records import Unclosed, read_records
from archive.exchange.tables.told import Finding

DELIMITERS = (",", ";", "\t", "|")
QUOTES = ('"', "'", "")
ROWS_LOOKED_AT = 200
NAMES = {
    ",": gettext_lazy("comma"),
    ";": gettext_lazy("semicolon"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("vertical bar"),
    " ": gettext_lazy("space"),
}


@dataclass(frozen=True)
class _Trial:
    """How a text looks with a delimiter and a quote: so many columns, in such a share of so many rows.

    `whole`: nothing in it breaks the rules; otherwise the rows before that are counted.
    """

    delimiter: str
    quote: str
    width: int = 1
    even: float = 0.0
    rows: int = 0
    whole: bool = False

    @property
    def worth(self) -> tuple[bool, bool, float, int]:
        return self.width > 1, self.whole, self.even, self.width


def find_dialect(sample: str, delimiter: str, quote: str | None, usual: str) -> tuple[Finding, Finding]:
    """The delimiter and the quote of a text that begins with the sample, of which the last record may be cut off.

    What is given is kept. `usual` is the delimiter where nothing speaks for another. Raises FileFault for a delimiter
    or a quote that cannot be one.
    """
    _refuse_impossible(delimiter, quote)
    delimiters = [delimiter] if delimiter else list(dict.fromkeys([usual, *DELIMITERS]))
    quotes = QUOTES if quote is None else (quote,)
    tried = [_tried(sample, one, another, quote is not None) for one in delimiters for another in quotes]
    # Of two that are worth the same the first is taken: the usual delimiter, and the usual quote.
    best = max(tried, key=lambda trial: trial.worth)
    return _about_delimiter(best, bool(delimiter)), _about_quote(best, quote is not None, sample)


def shown_delimiter(delimiter: str) -> str:
    """A delimiter as people call it."""
    shown = f"“{delimiter}”" if delimiter.isprintable() else f"U+{ord(delimiter):04X}"
    return str(NAMES.get(delimiter, shown))


def _refuse_impossible(delimiter: str, quote: str | None) -> None:
    expected = _("one character, such as a comma, which is neither a line end nor the quote")
    if len(delimiter) > 1 or (delimiter and delimiter in f"\r\n\0{quote or ''}"):
        raise FileFault(Fault(0, "", _("This cannot separate cells."), repr(delimiter), expected))
    if quote and (len(quote) > 1 or quote in "\r\n\0"):
        raise FileFault(Fault(0, "", _("This cannot quote cells."), repr(quote), _("one character, or none")))


def _tried(sample: str, delimiter: str, quote: str, told: bool) -> _Trial:
    if delimiter == quote or (quote and quote not in sample and quote != QUOTES[0]):
        return _Trial(delimiter, quote)
    rows: list[list[str]] = []
    whole = True
    try:
        rows += (cells for _number, cells in islice(read_records([sample], delimiter, quote), ROWS_LOOKED_AT))
    except Unclosed:
        pass  # The sample may end in the middle of a cell; if it is the file that does, reading says so.
    except FileFault:
        whole = False
        rows = rows or [sample.partition("\n")[0].split(delimiter)]
    # A file whose cells begin with quotes means them as quotes, even if one of them is wrong; and only in files
    # with tabs it is the custom to quote nothing.
    if not quote and not told and (delimiter != "\t" or any(cell[:1] == '"' for cells in rows for cell in cells)):
        return _Trial(delimiter, quote)
    widths = Counter(len(cells) for cells in rows if cells != [""])
    if not widths:
        return _Trial(delimiter, quote)
    width, count = widths.most_common(1)[0]
    return _Trial(delimiter, quote, width, count / widths.total(), widths.total(), whole)


def _about_delimiter(best: _Trial, told: bool) -> Finding:
    if told:
        return Finding("delimiter", best.delimiter, "told", _("As chosen."))
    if best.width < 2:
        reason = _("Nothing in it separates columns.")
        return Finding("delimiter", best.delimiter, "guess", reason)
    reason = ngettext(
        "It makes %(width)s columns of the first row.",
        "It makes %(width)s columns in %(share)s %% of the first %(rows)s rows.",
        best.rows,
    )
    values = {"width": best.width, "share": int(best.even * 100), "rows": best.rows}
    sureness = "likely" if best.even >= 0.9 and best.rows > 1 else "guess"
    return Finding("delimiter", best.delimiter, sureness, reason % values)  # type: ignore[arg-type]


def _about_quote(best: _Trial, told: bool, sample: str) -> Finding:
    if told:
        return Finding("quote", best.quote, "told", _("As chosen."))
    if not best.quote:
        return Finding("quote", "", "guess", _("Quotes stand within its cells, never around them."))
    if best.quote not in sample:
        return Finding("quote", best.quote, "likely", _("No cell of its beginning is quoted."))
    return Finding("quote", best.quote, "likely", _("Cells of its beginning are quoted with it."))
