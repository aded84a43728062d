"""What the preview of an import shows: numbers, what to look at, what is wrong in groups, and rows by the hundred."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.imports.room import Room, numbers, pages
from archive.documents import KINDS
from archive.documents.word_differences import Piece
from archive.exchange.differences import differing_cells
from archive.exchange.faults import Fault
from archive.exchange.files import FILES
from archive.exchange.report import Outcome, Report, Result
from archive.models import Import

PER_PAGE = 100
GROUPS = 20
WARNINGS = 10
#: characters of one text that are shown of a row that is looked at alone
LONGEST_ALONE = 8_000
#: bytes of groups and warnings
SHORT = 16_000

COUNTED: tuple[tuple[Result, Promise, Promise], ...] = (
    (Result.NEW, gettext_lazy("new"), gettext_lazy("These records are made.")),
    (Result.CHANGED, gettext_lazy("changed"), gettext_lazy("These records become what the file says.")),
    (
        Result.REVISED,
        gettext_lazy("wait as revisions"),
        gettext_lazy("These are public. What the file says waits until a second person approves it."),
    ),
    (Result.UNCHANGED, gettext_lazy("unchanged"), gettext_lazy("The archive says already what these rows say.")),
    (Result.WRONG, gettext_lazy("wrong"), gettext_lazy("These rows cannot be imported as they are.")),
    (
        Result.WAITING,
        gettext_lazy("need a wrong row"),
        gettext_lazy("These rows are right, but they name a record whose own row is wrong."),
    ),
)
ERRORS = "errors"


@dataclass(frozen=True)
class Counted:
    """How many rows come to what; `name` is that of the filter."""

    name: str
    label: str
    number: int
    is_shown: bool


@dataclass(frozen=True)
class ShownFault:
    row: int
    column: str
    value: str
    reason: str
    remedy: str
    rows: int = 1


@dataclass(frozen=True)
class ShownField:
    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class ShownRow:
    """A row of the file. `more` fields are not shown for want of room; `place` is its own among those of the filter."""

    row: int
    slug: str
    result: str
    label: str
    fields: list[ShownField]
    more: int
    place: int
    #: the kind of a record that is made for the file
    kind: str = ""


class Preview:
    """One page of it. `show` is the filter, `page` from 1; `place`: one row alone, counted from 1."""

    def __init__(self, held: Import, report: Report, query: Any) -> None:
        self.held, self.report = held, report
        self.counts = held.counts
        wanted = query.get("show", "")
        known = [str(result) for result, _label, _words in COUNTED]
        self.show = wanted if wanted in (*known, ERRORS) else self._first()
        total = self.counts.get("faults", 0) if self.show == ERRORS else self.counts.get(self.show, 0)
        self.place = next(numbers(query.get("row", "")), 0)
        self.page, self.pages = pages(next(numbers(query.get("p", "")), 1), total, PER_PAGE)
        self.total = total

    def _first(self) -> str:
        """What a person should see first: what is wrong, else what becomes different."""
        order = (Result.CHANGED, Result.REVISED, Result.NEW, Result.UNCHANGED)
        if self.counts.get("faults"):
            return ERRORS
        return str(next((result for result in order if self.counts.get(result)), Result.NEW))

    @property
    def counted(self) -> list[Counted]:
        return [
            Counted(str(result), str(label), self.counts.get(result, 0), self.show == result)
            for result, label, _words in COUNTED
        ]

    @property
    def explanation(self) -> str:
        return str({str(result): words for result, _label, words in COUNTED}.get(self.show, ""))

    @property
    def writes(self) -> int:
        """How many rows would be written."""
        return sum(self.counts.get(result, 0) for result in (Result.NEW, Result.CHANGED, Result.REVISED))

    @property
    def left_out(self) -> int:
        """How many rows would not be, if those that are right were taken."""
        return int(self.counts.get("wrong_rows", 0)) + int(self.counts.get(Result.WAITING, 0))

    # Faults

    @property
    def groups(self) -> list[ShownFault]:
        """Those that stand in several rows alike, the most frequent first."""
        found = [group for group in self.report.groups(GROUPS) if group.rows > 1]
        room = Room(len(found), SHORT)
        return [
            _shown(Fault(it.first, it.column, it.reason, it.value, it.expected), room, rows=it.rows) for it in found
        ]

    @property
    def warnings(self) -> list[ShownFault]:
        found = [fault for _file, fault in self.report.page_of_faults(0, WARNINGS, warnings=True)]
        room = Room(len(found), SHORT)
        return [_shown(fault, room) for fault in found]

    @property
    def errors(self) -> list[ShownFault]:
        if self.show != ERRORS:
            return []
        found = [fault for _file, fault in self.report.page_of_faults((self.page - 1) * PER_PAGE, PER_PAGE)]
        room = Room(len(found))
        return [_shown(fault, room) for fault in found]

    # Rows

    @property
    def rows(self) -> list[ShownRow]:
        if self.show == ERRORS:
            return []
        start, most = (self.place - 1, 1) if self.place else ((self.page - 1) * PER_PAGE, PER_PAGE)
        outcomes = self.report.page_of_outcomes(start, most, [Result(self.show)])
        return list(self._shown_rows(outcomes, start))

    def _shown_rows(self, outcomes: Sequence[Outcome], start: int) -> Iterator[ShownRow]:
        room = Room(len(outcomes), longest=LONGEST_ALONE) if self.place else Room(len(outcomes))
        labels = {str(result): str(label) for result, label, _words in COUNTED}
        own = FILES[self.held.kind].kind.name
        # What a text of five million characters differs in is not looked for in a preview.
        cells = differing_cells(outcomes, self.report.scratch, without=("text",))
        for place, (outcome, (before, after)) in enumerate(zip(outcomes, cells, strict=True), start=start + 1):
            room.begin_row()
            names = [name for name in after if before.get(name, "") != after[name]] if outcome.after else []
            fields = []
            for name in names:
                if room.is_full:
                    break
                fields.append(ShownField(name, room.pieces(before.get(name, ""), after[name])))
            result = str(outcome.result)
            more = len(names) - len(fields)
            kind = "" if outcome.kind == own else str(KINDS[outcome.kind].model._meta.verbose_name)
            yield ShownRow(outcome.row, outcome.slug, result, labels[result], fields, more, place, kind)


def _shown(fault: Fault, room: Room, rows: int = 1) -> ShownFault:
    room.begin_row()
    # What is most needed comes first, for room may end.
    column, expected = room.cut(fault.column, 60), room.cut(str(fault.expected)) if fault.expected else ""
    reason, value = room.cut(str(fault.reason)), room.cut(fault.shown_value)
    remedy = _("Expected: %(expected)s.") % {"expected": expected} if expected else ""
    return ShownFault(fault.row, column, value, reason, remedy, rows)


def columns_of(kind: str) -> list[str]:
    return FILES[kind].header
