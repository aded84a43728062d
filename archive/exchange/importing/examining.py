"""The second reading of a file: what each row would do, and all that is wrong with it. Nothing is written.

A batch of rows at a time is read, resolved, checked and foreseen with a fixed number of queries. What is found goes
into the scratch file, which is the preview, and from which the import is written: so the two cannot disagree.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from archive.documents import Document, Problem, Reference, blank, canonical, normal
from archive.documents.checking import check_alone
from archive.documents.hierarchies import HIERARCHIES, wholes_in
from archive.documents.many import CatalogueOfMany, stored_documents, titles
from archive.exchange.columns import Column
from archive.exchange.faults import Fault, FileFault
from archive.exchange.files import File
from archive.exchange.importing.finding import Finder
from archive.exchange.importing.loops import loops
from archive.exchange.importing.noting import noted, place_in
from archive.exchange.importing.scratch import Found, Place, Scratch
from archive.exchange.names import Lookup, batches
from archive.exchange.reading import header_faults
from archive.exchange.report import Result
from archive.exchange.resolving import Archive
from archive.exchange.rows import Row, resolve
from archive.exchange.tables import Table, deceptive, ragged
from archive.models import REVISION_ACTIONS, Action, Revision, Status
from archive.models.bulk import collect_young_cycles, without_collecting_cycles
from archive.workflow import Refused, foresee

BATCH = 500
#: a row of sources may hold a text of five million characters
BATCH_OF_TEXTS = 20

#: columns of names, by which people know a record
NAMES = frozenset({"name", "title", "other_names", "byline"})

Named = dict[int, set[Reference]]
"""What rows that change anything name, by their number."""

Tell = Callable[[str, int], object]
"""Told how far it is: the name of the step, and how many rows it has done. It may raise to break off."""


class Examination:
    """Examines files, one after the other, as `by` would import them together."""

    def __init__(self, scratch: Scratch, by: Any, tell: Tell) -> None:
        self.scratch, self.by, self.tell = scratch, by, tell
        self.catalogue = CatalogueOfMany(scratch)
        self.archive = Archive(Lookup(scratch), self.catalogue)

    @without_collecting_cycles()
    def run(self, files: Sequence[tuple[File, Table]]) -> None:
        """Never raises for what is wrong with a file."""
        self.scratch.begin()
        for number, (file, table) in enumerate(files):
            _FileExamination(self, file, table, number).run()
        self._refuse_loops(files)
        self._let_wait()
        self.scratch.commit()

    def _refuse_loops(self, files: Sequence[tuple[File, Table]]) -> None:
        for loop in loops(self.scratch):
            rows = [row for uuid in loop for row in self.scratch.rows(_ROW_OF, uuid)]
            way = " → ".join(slug for _file, _number, slug in [*rows, *rows[:1]])
            message = _("This would make the record a part of itself: %(way)s.") % {"way": way}
            for number, row, _slug in rows:
                file, table = files[number]
                if "part_of" not in self.scratch.faulty(number, row, row).get(row, ()):
                    place = place_in(table.header, "part_of")
                    expected = file.by_name["part_of"].expected
                    fault = Fault(row, "part_of", message, _cell(table, row, place), expected)
                    self.scratch.fault([noted(fault, table.header, number)])
                    self.scratch.find([Found(number, row, Result.WRONG)])

    def _let_wait(self) -> None:
        """Rows that are right, but name a new record whose own row is wrong, cannot be written without it."""
        self.scratch.change("CREATE INDEX IF NOT EXISTS leaning_on ON leaning (uuid)")
        while self.scratch.change(_LET_WAIT):
            pass


_ROW_OF = "SELECT file, number, slug FROM rows WHERE is_first AND uuid = ?"
_LET_WAIT = """
UPDATE rows SET result = 'waiting' WHERE result NOT IN ('wrong', 'waiting') AND (file, number) IN (
    SELECT leaning.file, leaning.number FROM leaning JOIN rows AS named ON named.uuid = leaning.uuid
    WHERE named.result IN ('wrong', 'waiting') AND named.key < 0
)
"""


def _cell(table: Table, row: int, place: int) -> str:
    """One cell, for which the file is read once more up to its row."""
    return next((cells[place] for number, cells in table.rows() if number == row and place >= 0), "")


class _FileExamination:
    """One of the files."""

    def __init__(self, whole: Examination, file: File, table: Table, number: int) -> None:
        self.whole, self.file, self.table, self.number = whole, file, table, number
        self.scratch, self.catalogue = whole.scratch, whole.catalogue
        self.size = BATCH_OF_TEXTS if "text" in file.by_name else BATCH
        self.header: list[str] = []
        self.columns: list[Column] = []
        self.blank = blank(file.kind)

    def run(self) -> None:
        if self._has_header():
            self._find_records()
            self._examine_rows()

    def _has_header(self) -> bool:
        """Whether the rows can be told apart; what is wrong with the header is noted."""
        try:
            self.header = self.table.header
        except FileFault as refused:
            self._note([refused.fault])
            return False
        self._note(header_faults(self.header, self.file))
        once = [name for name in self.header if name in self.file.by_name and self.header.count(name) == 1]
        self.columns = [self.file.by_name[name] for name in once]
        return set(once) >= set(self.file.key)

    def _find_records(self) -> None:
        finder = Finder(self.scratch, self.file, self.number, self._note)
        done = 0
        for batch in batches(self._rows(noting=True), self.size):
            finder.find(batch)
            done += len(batch)
            self.whole.tell("find", done)

    def _rows(self, *, noting: bool = False) -> Iterator[tuple[int, dict[str, str]]]:
        """(row number, cells by column) of the rows that have a cell for each column; `noting` what is wrong."""
        header = self.header
        try:
            for number, cells in self.table.rows():
                if len(cells) == len(header):
                    yield number, dict(zip(header, cells, strict=True))
                elif noting:
                    self._note([ragged(number, cells, header)])
        except FileFault as refused:
            if noting:
                self._note([refused.fault])

    def _warn(self, rows: Iterable[Row]) -> None:
        """Names that deceive the eye are not wrong, but somebody should look at them."""
        names = [column.name for column in self.columns if column.name in NAMES]
        self._note(
            (
                Fault(row.number, name, reason, row.cells[name])
                for row in rows
                for name in names
                for reason in deceptive(row.cells[name])
            ),
            is_warning=True,
        )

    def _note(self, faults: Iterable[Fault], *, is_warning: bool = False) -> None:
        self.scratch.fault(noted(it, self.header, self.number, is_warning=is_warning) for it in faults)

    # Rows to documents

    def _examine_rows(self) -> None:
        done = 0
        for batch in batches(self._rows(), self.size):
            self._examine(batch)
            collect_young_cycles()
            done += len(batch)
            self.whole.tell("examine", done)

    def _examine(self, batch: list[tuple[int, dict[str, str]]]) -> None:
        first, last = batch[0][0], batch[-1][0]
        places, faulty = self.scratch.places(self.number, first, last), self.scratch.faulty(self.number, first, last)
        stored = self._stored(places.values())
        rows = [self._row(places[number], cells, stored) for number, cells in batch]
        for row in rows:
            row.read(self.columns)
        resolve(rows, self.file, self.whole.archive, self.scratch)
        pending = self._pending_revisions(rows)
        same = {row.number for row in rows if _says_the_same(row, pending.get(row.uuid))}
        differing = [row for row in rows if row.number not in same]
        prepared = self.catalogue.prepare(row.document for row in differing)
        named = {row.number: names for row, names in zip(differing, prepared, strict=True)}
        found = [
            self._found(row, faulty.get(row.number, set()), stored.get(row.uuid, ""), pending.get(row.uuid))
            if row.number not in same or row.number in faulty
            else Found(self.number, row.number, Result.UNCHANGED)
            for row in rows
        ]
        self._keep(rows, places, found, named)

    def _stored(self, places: Iterable[Place]) -> dict[str, str]:
        known = [place.uuid for place in places if place.key > 0]
        return stored_documents(self.file.kind, known) if known else {}

    def _row(self, place: Place, cells: dict[str, str], stored: dict[str, str]) -> Row:
        before: Document | None = json.loads(stored[place.uuid]) if place.uuid in stored else None
        if before:
            return Row(place.number, cells, dict(before), before)
        named = {"slug": place.slug, "uuid": place.uuid}
        if self.file.kind.name == "term":
            named["vocabulary"] = place.space
        return Row(place.number, cells, {**self.blank, **named})

    def _pending_revisions(self, rows: Iterable[Row]) -> dict[str, Document]:
        public = [row.uuid for row in rows if row.before and row.before.get("status") == Status.PUBLISHED]
        revisions = Revision.objects.filter(record_uuid__in=public) if public else ()
        return {str(revision.record_uuid): revision.pending for revision in revisions}

    # What each row comes to

    def _found(self, row: Row, wrong: set[str], stored: str, pending: Document | None) -> Found:
        actions = self._foreseen(row, wrong, pending)
        if row.faults or wrong:
            return Found(self.number, row.number, Result.WRONG)
        if not actions:
            return Found(self.number, row.number, Result.UNCHANGED)
        result = _result(row, actions)
        if row.before and result == Result.REVISED:
            # The pending document is the public one's successor; that it is in review stands beside it.
            row.document = {**row.document, "status": row.before["status"]}
        return Found(self.number, row.number, result, " ".join(actions), "", stored, canonical(row.document))

    def _foreseen(self, row: Row, wrong: set[str], pending: Document | None) -> tuple[Action, ...]:
        """What saving the row would do; what is wrong stands in its faults. `wrong`: columns found so before."""
        if row.faults or wrong:
            self._examine_the_rest(row, wrong)
            return ()
        if problems := check_alone(row.document, self.catalogue):
            self._note_problems(row, problems)
            return ()
        row.document = normal(row.document)
        if pending:
            row.fault(None, _("A revision of this published record is pending; approve or discard it first."))
            return ()
        try:
            return foresee(row.document, row.before, self.whole.by, self.catalogue)
        except Refused as refused:
            self._note_problems(row, refused.problems)
            return ()

    def _examine_the_rest(self, row: Row, wrong: set[str]) -> None:
        """What else is wrong with a row that cannot be written; its wrong cells stand as they were."""
        names = row.wrong_columns | wrong
        known = {self.file.by_name[name].field for name in names if name in self.file.by_name}
        for field in self.file.kind.fields:
            if field.name not in known:
                self._note_problems(row, field.problems(row.document[field.name]))

    def _note_problems(self, row: Row, problems: Iterable[Problem]) -> None:
        for problem in problems:
            row.fault(self.file.by_field.get(problem.field), problem.message, problem.field)

    # Into the scratch file

    def _keep(self, rows: list[Row], places: dict[int, Place], found: list[Found], named: Named) -> None:
        written = [row.document for row, it in zip(rows, found, strict=True) if it.after]
        told = iter(titles(written))
        self.scratch.find(it._replace(title=next(told)) if it.after else it for it in found)
        self._note(fault for row in rows for fault in row.faults)
        self._warn(row for row, it in zip(rows, found, strict=True) if it.after)
        kind = self.file.kind.name
        if kind in HIERARCHIES:
            self.scratch.belong(
                (kind, row.uuid, whole)
                for row in rows
                if places[row.number].is_first
                for whole in wholes_in(kind, row.document)
            )
        if brought := self.catalogue.announced_among(set().union(*named.values())):
            self.scratch.lean(
                (self.number, row.number, reference.key)
                for row, it in zip(rows, found, strict=True)
                if it.after
                for reference in brought.intersection(named[row.number])
            )


def _says_the_same(row: Row, pending: Document | None) -> bool:
    """Whether the row leaves its record, or the revision that is pending for it, as it is."""
    if row.before is None or row.faults:
        return False
    try:
        document = normal(row.document)
    except (ValidationError, ValueError, TypeError, KeyError):
        return False
    return document in (row.before, pending)


def _result(row: Row, actions: tuple[Action, ...]) -> Result:
    if row.before is None:
        return Result.NEW
    return Result.REVISED if actions[0] in REVISION_ACTIONS else Result.CHANGED
