"""Writing made-up records down: the row of each with its address and its first entry in the history."""

from typing import Any

from archive.documents import Document, canonical
from archive.generating.chance import Identifiers
from archive.generating.dating import Dating
from archive.generating.rows import Model, Rows, uuid_form
from archive.models import Action, Address, Change, Status
from archive.models.bulk import stored_moment
from archive.workflow import Act
from archive.workflow.log import entry


class Ledger:
    """Takes records as documents and writes them into the tables, a batch at a time."""

    def __init__(self, act: Act, identifiers: Identifiers) -> None:
        self.rows = Rows()
        self.identifiers = identifiers
        self._moment = stored_moment(act.at)
        self._kept = uuid_form()
        self._act = self._kept(str(act.id))
        # What every change of this act has alike; the rest of it is told by each record.
        self._change = entry(
            Action.CREATED,
            (None, {"record": "term", "uuid": "", "slug": ""}),
            act,
            version=1,
            title="",
        )

    def uuid(self, kind: str, number: int) -> str:
        return self.identifiers.of(kind, number)

    def record(self, model: Model, number: int, document: Document, title: str, *values: Any) -> None:
        """The record with primary key `number`; `values` are the columns of its row from the status or mark on."""
        uuid = self._kept(document["uuid"])
        self.rows.add(model, number, uuid, document["slug"], 1, self._moment, *values)
        kind = document.get("vocabulary", document["record"])
        self.rows.add(Address, kind, document["slug"], uuid, True)
        self._log(document, uuid, title)

    def curated(self, model: Model, number: int, document: Document, title: str, dating: Dating, *values: Any) -> None:
        """A record with a status and a date; `values` are the columns after those."""
        self.record(model, number, document, title, document["status"], self._moment, *dating.bounds, *values)

    def dependent(self, model: Model, number: int, document: Document, title: str, *values: Any) -> None:
        """A record that is public with what refers to it, which is settled at the end; `values` are its own columns."""
        self.record(model, number, document, title, False, *values)

    def _log(self, document: Document, uuid: str, title: str) -> None:
        common = self._change
        self.rows.add(
            Change,
            self._act,
            document["record"],
            uuid,
            1,
            common.action,
            self._moment,
            common.user_id,
            common.user_name,
            document["slug"],
            title[:500],
            common.reason,
            "",
            canonical(document),
            common.archive_version,
        )


def is_published(document: Document) -> bool:
    return document["status"] == Status.PUBLISHED
