"""Rows to records: every row is examined, everything goes through the workflow, all of it in one act or nothing.

The preview is the same code in a transaction that is taken back, so the two cannot disagree.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.documents import Document, Problem, check, normal
from archive.documents.fields import NO_SUCH_RECORD
from archive.exchange.columns import File
from archive.exchange.faults import Fault
from archive.exchange.items import Archive
from archive.exchange.names import Lookup, Names, batches
from archive.exchange.ordering import in_order, nearest, take_out_loops, wholes_by_row
from archive.exchange.reading import Sheet
from archive.exchange.report import Outcome, Report, Result
from archive.exchange.rows import Row, resolve, rows_of
from archive.models import Revision, Status
from archive.workflow import Act, Refused, act, is_system, save, system_user


class _TakenBack(Exception):
    """Nothing of the act is to be kept."""


def import_sheet(sheet: Sheet, file: File, user: Any = None, *, name: str = "", dry_run: bool = False) -> Report:
    """Import all rows as `user` (None: the system user), or none if anything is wrong or it is a dry run.

    `name`: what people call the file; the history's reason is “Import of NAME”. A dry run also tells each record's
    cells before and after. Never raises for what is wrong with the file.
    """
    report = Report(name or f"{file.name}.csv", dry_run)
    try:
        with transaction.atomic():
            by = user or system_user()
            with act(by, _("Import of %(file)s") % {"file": report.file}) as this:
                importer = Importer(sheet, file, this)
                report.outcomes = importer.run()
                places = {column: place for place, column in enumerate(sheet.header)}
                found = [*sheet.faults, *importer.faults]
                report.faults = sorted(found, key=lambda fault: (fault.row, places.get(fault.column, -1)))
                if dry_run and not report.faults:
                    add_cells(report.outcomes, file)
                if not report.is_written:
                    raise _TakenBack
    except _TakenBack:
        pass
    return report


class Importer:
    """One file on its way into the archive, within one act."""

    def __init__(self, sheet: Sheet, file: File, this: Act) -> None:
        self.file = file
        self.act = this
        self.rows = rows_of(sheet, file)
        self.by_uuid = {row.uuid: row for row in self.rows}
        #: new records of the file that are not written, or not yet
        self.missing = {row.uuid for row in self.rows if row.is_new}
        self.outcomes: dict[str, Outcome] = {}

    @property
    def faults(self) -> list[Fault]:
        return [fault for row in self.rows for fault in row.faults]

    def run(self) -> list[Outcome]:
        """Write every row that is right, in the order that their references ask for."""
        # Of two rows with one slug the first one has it.
        own = {row.document["slug"]: row.uuid for row in reversed(self.rows)} if len(self.file.key) == 1 else {}
        resolve(self.rows, self.file, Archive(Lookup(self.file.kind.name, own), self.act.catalogue))
        self.revisions = self._pending_revisions()
        incomplete = [row for row in self._ordered_rows() if not self._handle(row)]
        for row in incomplete:
            self._complete(row)
        self._refuse_waiting_for_nothing()
        return [self.outcomes[row.uuid] for row in self.rows if row.uuid in self.outcomes]

    def _refuse_waiting_for_nothing(self) -> None:
        """A row that could not be written is an error of its own if no other row explains it."""
        if not self.faults:
            for row in self.rows:
                if self.outcomes[row.uuid].result is Result.WAITING:
                    row.fault(None, NO_SUCH_RECORD)

    def _pending_revisions(self) -> dict[str, Document]:
        known = [row.uuid for row in self.rows if row.before and row.before.get("status") == Status.PUBLISHED]
        found: dict[str, Document] = {}
        for batch in batches(known):
            revisions = Revision.objects.filter(record_uuid__in=batch)
            found |= {str(revision.record_uuid): revision.pending for revision in revisions}
        return found

    # The order

    def _ordered_rows(self) -> list[Row]:
        """Also finds loops."""
        by_uuid = self.by_uuid
        documents = [row.document for row in by_uuid.values()]
        graph = wholes_by_row(self.file.kind.name, documents)
        for loop in take_out_loops(graph):
            self._note_loop([by_uuid[uuid] for uuid in loop if uuid in by_uuid])
        above = nearest(graph, set(by_uuid))
        links = {document["uuid"]: self._links_to_new(document) for document in documents}
        return [by_uuid[uuid] for uuid in in_order(list(by_uuid), above, links)]

    def _note_loop(self, rows: list[Row]) -> None:
        way = " → ".join(row.document["slug"] for row in [*rows, *rows[:1]])
        for row in rows:
            if "part_of" not in row.wrong_columns:
                message = _("This would make the record a part of itself: %(way)s.") % {"way": way}
                row.fault(self.file.by_name["part_of"], message)

    def _links_to_new(self, document: Document) -> set[str]:
        return {link["to"] for link in document.get("links", ())} & self.missing

    # One row

    def _handle(self, row: Row) -> bool:
        """Write the row if it is right; False if its links to rows that come later are still to be written."""
        later = self._links_to_new(row.document)
        document = self._wanted(row, later)
        if document is None:
            return True
        return not self._save(row, document) or not later

    def _wanted(self, row: Row, later: set[str]) -> Document | None:
        """What is to be saved now, without links to `later`; None, with the outcome noted, if nothing is."""
        if row.faults:
            self._examine_the_rest(row)
            self._end(row, Result.WRONG)
        elif row.document == row.before:
            self._end(row, Result.UNCHANGED)
        elif problems := check(_without_links(row.document, later), self.act.catalogue):
            self._end_refused(row, problems)
        else:
            row.document = normal(row.document)
            return self._changed(row, later)
        return None

    def _changed(self, row: Row, later: set[str]) -> Document | None:
        pending = self.revisions.get(row.uuid)
        if row.document in (row.before, pending):
            self._end(row, Result.UNCHANGED)
            return None
        if pending:
            row.fault(None, _("A revision of this published record is pending; approve or discard it first."))
            self._end(row, Result.WRONG)
            return None
        document = _without_links(row.document, later)
        # A new record that is not whole yet is published, and its history told, only when it is.
        return {**document, "status": str(Status.DRAFT)} if later and row.is_new and "status" in document else document

    def _examine_the_rest(self, row: Row) -> None:
        """What else is wrong with a row that cannot be written; its wrong cells stand as they were."""
        wrong = {self.file.by_name[name].field for name in row.wrong_columns if name in self.file.by_name}
        for field in self.file.kind.fields:
            if field.name not in wrong:
                for problem in field.problems(row.document[field.name]):
                    self._note(row, problem)

    def _save(self, row: Row, document: Document) -> bool:
        try:
            record = save(document, self.act)
        except Refused as refused:
            self._end_refused(row, refused.problems)
            return False
        self.missing.discard(row.uuid)
        self._end(row, self._result(row))
        self.outcomes[row.uuid].record = record
        return True

    def _complete(self, row: Row) -> None:
        """Write the links, and the status of a new record, that had to wait."""
        if self._links_to_new(row.document):
            self._end(row, Result.WAITING)
        else:
            self._save(row, row.document)

    def _result(self, row: Row) -> Result:
        if row.before is None:
            return Result.NEW
        was_public = row.before.get("status") == Status.PUBLISHED == row.document.get("status")
        return Result.REVISED if was_public and not is_system(self.act.by) else Result.CHANGED

    def _end_refused(self, row: Row, problems: list[Problem]) -> None:
        telling = [problem for problem in problems if not self._is_of_another_row(problem)]
        for problem in telling:
            self._note(row, problem)
        self._end(row, Result.WRONG if telling else Result.WAITING)

    def _is_of_another_row(self, problem: Problem) -> bool:
        return problem.message == NO_SUCH_RECORD and problem.value in self.missing

    def _note(self, row: Row, problem: Problem) -> None:
        column = self.file.by_field.get(problem.field)
        row.fault(column, problem.message, problem.field)

    def _end(self, row: Row, result: Result) -> None:
        after = row.document if result not in (Result.WRONG, Result.WAITING) else None
        self.outcomes[row.uuid] = Outcome(row.number, row.document["slug"], result, row.before, after)


def _without_links(document: Document, later: set[str]) -> Document:
    if not later:
        return document
    return {**document, "links": [link for link in document["links"] if link["to"] not in later]}


#: so many rows are told of with the same queries; a source's row holds its whole text
BATCH, BATCH_OF_TEXTS = 200, 10


def add_cells(outcomes: list[Outcome], file: File) -> None:
    """Tell of every row that changes something the record's cells, before and after. Within the act."""
    telling = [outcome for outcome in outcomes if outcome.after and outcome.result is not Result.UNCHANGED]
    for batch in batches(telling, BATCH_OF_TEXTS if "text" in file.by_name else BATCH):
        names = Names(document for outcome in batch for document in (outcome.before, outcome.after) if document)
        for outcome in batch:
            outcome.before_cells = _cells(file, outcome.before, names)
            outcome.after_cells = _cells(file, outcome.after, names)


def _cells(file: File, document: Document | None, names: Names) -> dict[str, str]:
    return {column.name: column.write(document, names) for column in file.columns} if document else {}
