"""Reading dates."""

import importlib.util
from collections.abc import Callable, Iterator

from archive import dates
from archive.measuring.clock import milliseconds
from archive.measuring.results import Result, at_most

DATES = (
    "2021-12-22",
    "2021-12",
    "2021-12-17/2022-01",
    "2021-11/..",
    "2021-12~",
    "2021-12-22?",
    "[2021-12-21,2021-12-22]",
    "156X",
    "-0044-03-15",
    "2022-01-26T16:14:00+02:00",
)
TIMES = 200


def measure_dates() -> Iterator[Result]:
    """Parse one EDTF date, beside the ``edtf`` package where it is installed."""

    def parse_with(parse: Callable[[str], object], times: int) -> Callable[[], object]:
        return lambda: [parse(date) for _ in range(times) for date in DATES]

    ours = milliseconds(parse_with(dates.parse, TIMES)) / len(DATES) / TIMES
    yield at_most("parse a date", ours * 1e3, "µs", 50)
    if importlib.util.find_spec("edtf"):
        edtf = importlib.import_module("edtf")
        theirs = milliseconds(parse_with(edtf.parse_edtf, 1), 3) / len(DATES)
        yield Result("… with the edtf package", theirs * 1e3, "µs", f"{theirs / ours:.0f} times as long")
