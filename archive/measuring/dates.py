"""Reading dates."""

import importlib.util
from collections.abc import Callable, Iterator, Sequence

from archive import dates
from archive.measuring.clock import milliseconds
from archive.measuring.results import Result, at_most

#: forms of dates of a year
FORMS = (
    "{year}-12-22",
    "{year}-12",
    "{year}-12-17/{year}-12-24",
    "{year}-11/..",
    "{year}-12~",
    "{year}-12-22?",
    "[{year}-12-21,{year}-12-22]",
    "{year}-12-XX",
    "-{year}-03-15",
    "{year}-01-26T16:14:00+02:00",
)
#: more different ones than the parser remembers, so that each is read
DATES = [form.format(year=year) for year in range(1500, 2100) for form in FORMS]


def measure_dates() -> Iterator[Result]:
    """Parse one EDTF date, beside the ``edtf`` package where it is installed."""

    def parse_with(parse: Callable[[str], object], texts: Sequence[str]) -> Callable[[], object]:
        return lambda: [parse(text) for text in texts]

    ours = milliseconds(parse_with(dates.parse, DATES)) / len(DATES)
    yield at_most("parse a date", ours * 1e3, "µs", 50)
    if importlib.util.find_spec("edtf"):
        edtf = importlib.import_module("edtf")
        few = DATES[: len(FORMS)]
        theirs = milliseconds(parse_with(edtf.parse_edtf, few), 3) / len(few)
        yield Result("… with the edtf package", theirs * 1e3, "µs", f"{theirs / ours:.0f} times as long")
