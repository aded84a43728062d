"""Forged posts: what somebody sends who wants to make something public by another door than the workflow's.

A `Forger` is a person of some role beside an archive in which nothing may rightly be moved by them. Whatever it sends,
by whichever address and with whichever fields, nothing must become public or cease to be, and no status may change.
"""

import json
import random
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse

from archive.documents import KINDS, read
from archive.exchange.underway import examine_soon, take_in
from archive.models import Change, Status
from archive.workflow import act, save, submit
from tests.admin.forging_at_the_desk import AtTheDesk, Json
from tests.archive_factory import ArchiveFactory

CURATED = ("actor", "event", "source", "statement")
STATUSES = [*Status.values, "PUBLISHED", "", "public", "1"]
#: fields that stand in tables and in no form
FORGED = (
    *("status", "is_public", "version", "status_changed_at", "changed_at", "uuid", "id", "pk", "record_uuid"),
    *("is_submitted", "_saveasnew", "action", "is_published", "form-0-status", "citations-0-status", "approved"),
)
NAMES = {"actor": "name", "event": "title", "source": "title", "statement": "quote"}


def public() -> dict[str, Any]:
    """Every record's status, what the public reads of it, and which dependent records are public."""
    found: dict[str, Any] = {}
    for kind, shown in NAMES.items():
        for uuid, status, words in KINDS[kind].model._default_manager.values_list("uuid", "status", shown):
            found[str(uuid)] = (status, words if status == Status.PUBLISHED else "")
    for kind in ("topic", "place"):
        found |= {str(uuid): mark for uuid, mark in KINDS[kind].model._default_manager.values_list("uuid", "is_public")}
    return found


class Writing:
    """Notes whether anything was written."""

    READING = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT)\b")

    def __init__(self) -> None:
        self.has_written = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.has_written = self.has_written or not self.READING.match(sql)
        return execute(sql, params, many, context)


class Forger:
    """Sends forged posts. `may_publish`: of those who do, only what four eyes or a missing reason forbid is sent."""

    def __init__(self, user: Any, archive: ArchiveFactory, others: Any, *, may_publish: bool, seed: int) -> None:
        self.user, self.may_publish = user, may_publish
        self.random, self.requests = random.Random(seed), RequestFactory()  # noqa: S311
        author = user if may_publish else others
        source, speaker = archive.source("Open"), archive.actor("Anna Berg")
        self.archive, self.other = archive, archive.source("Other", text="So peace is near.")
        archive.statement(speaker=speaker, source=self.other)
        topic, place = archive.topic(), archive.place()
        self.records = [source, speaker, archive.event("Public", source=source, participants=(speaker,))]
        self.records += [self._written(archive.event("Draft", source=source, topics=[topic], status="draft"), author)]
        self.reviewed = [
            self._written(
                archive.event("In review", source=source, places=(place,), status="draft"), author, send=True
            ),
            self._written(archive.actor("Carla Voss", status="draft"), author, send=True),
            self._written(archive.actor("Bruno Kahn"), author, send=True),
        ]
        self.records += self.reviewed
        self.brought = self._brought(others)
        self.forms = {record.uuid: self._form(record) for record in self.records}
        self.at_the_desk = AtTheDesk(self)
        # Everything that is sent is taken back, so this stays what it was.
        self.before = public()
        self.changes = list(Change.objects.values_list("pk", flat=True))
        # Those whose answer takes long to make are tried less often.
        self.doors: list[Callable[[], tuple[str, dict[str, Any]]]] = [
            *(self.verdicts,) * 6,
            *(self.read_only,) * 6,
            *(self.confirmed,) * 5,
            *(self.step,) * 4,
            *(self.list_action,) * 4,
            *(self.verdict,) * 2,
            *(self.form, self.new, self.restore, self.imported, self.mapping),
            *self.at_the_desk.doors,
        ]

    @staticmethod
    def _written(record: Any, author: Any, *, send: bool = False) -> Any:
        shown = NAMES[record.record_kind]
        with act(author, "Written anew.") as this:
            record = save({**read(record), shown: f"{getattr(record, shown)} anew"}, this)
            record = submit(record, this) if send else record
        return type(record)._default_manager.get(pk=record.pk)

    def _brought(self, by: Any) -> Any:
        """A file of somebody else's that waits for their decision, and would withdraw a record."""
        lines = "".join(f"{record.slug},withdrawn\r\n" for record in self.records if record.record_kind == "event")
        held = take_in([f"slug,status\r\n{lines}".encode()], by, "events", "events.csv")
        examine_soon(held)
        return held

    def _form(self, record: Any) -> dict[str, Any]:
        """What the record's form would post, as far as its own fields go."""
        document = read(record)
        values = {name: value for name, value in document.items() if isinstance(value, str) and name != "status"}
        rows = {name: value for name, value in document.items() if isinstance(value, list)}
        counts = {f"{name}-TOTAL_FORMS": 0 for name in rows} | {f"{name}-INITIAL_FORMS": 0 for name in rows}
        kind = {"kind": record.kind_id} if hasattr(record, "kind_id") else {}
        return {**values, **counts, **kind, "base_version": record.version, "reason": "Forged"}

    # What is sent

    def choice(self, *options: Any) -> Any:
        return self.random.choice(options)

    def forged(self) -> dict[str, Any]:
        names = self.random.sample(FORGED, self.random.randint(1, 5))
        return {name: self.choice(*STATUSES, "on", "yes", "99") for name in names}

    def reason(self) -> str:
        """With a reason publishers may rightly withdraw and send back; so theirs are none."""
        return self.choice("", "  ", "\n") if self.may_publish else self.choice("", "Forged", "x" * 500)

    def record(self) -> Any:
        return self.random.choice(self.records)

    def step(self) -> tuple[str, dict[str, Any]]:
        record, name = self.record(), self.choice("publish", "send_back", "withdraw", "approve", "PUBLISH", "published")
        address = f"/admin/archive/{record.record_kind}/{record.pk}/step/{name}/"
        version = self.choice(record.version, record.version, record.version + 1, "", "x")
        return address, {**self.forged(), "version": version, "reason": self.reason()}

    def verdict(self) -> tuple[str, dict[str, Any]]:
        record = self.record()
        address = reverse("admin:archive_review_record", args=[record.record_kind, record.uuid])
        posted = {"verdict": self.choice("publish", "send_back", "withdraw", ""), "version": record.version}
        return address, {**self.forged(), **posted, "reason": self.reason()}

    def verdicts(self) -> tuple[str, dict[str, Any]]:
        chosen = self.random.sample(self.records, self.random.randint(1, 3))
        if self.may_publish and not set(chosen) & set(self.reviewed):
            chosen.append(self.reviewed[0])
        keys = [f"{record.record_kind}:{record.uuid}:{record.version}" for record in chosen]
        posted = {"verdict": self.choice("publish", "send_back"), "chosen": keys, "reason": self.reason()}
        return reverse("admin:archive_review"), {**self.forged(), **posted}

    def list_action(self) -> tuple[str, dict[str, Any]]:
        record = self.record()
        address = reverse(f"admin:archive_{record.record_kind}_changelist")
        name = self.choice("publish_selected", "withdraw_selected", "delete_selected", "send_back_selected", "")
        editable = {
            "form-TOTAL_FORMS": 1,
            "form-INITIAL_FORMS": 1,
            "form-0-id": record.pk,
            "form-0-status": "published",
        }
        posted = {"action": name, "_selected_action": [record.pk], "reason": self.reason(), "confirmed": "yes"}
        return address, {**self.choice(editable, {}), **posted, **self.choice({"_save": "Save"}, {"index": 0})}

    def form(self) -> tuple[str, dict[str, Any]]:
        record = self.record()
        address = reverse(f"admin:archive_{record.record_kind}_change", args=[record.pk])
        return address, {**self.forms[record.uuid], NAMES[record.record_kind]: "Forged", **self.forged()}

    def new(self) -> tuple[str, dict[str, Any]]:
        record = self.record()
        form = {**self.forms[record.uuid], "slug": f"forged-{self.random.randint(1, 9**9)}", **self.forged()}
        return reverse(f"admin:archive_{record.record_kind}_add"), form

    def restore(self) -> tuple[str, dict[str, Any]]:
        address = reverse("admin:archive_change_restore", args=[self.random.choice(self.changes)])
        return address, {**self.forged(), "reason": "Forged"}

    def imported(self) -> tuple[str, dict[str, Any]]:
        """A file that says a record is something else: shown first, and written by nobody."""
        record = self.record()
        lines = f"slug,status\r\n{record.slug},{self.choice(*Status.values)}\r\n"
        posted = {"file": SimpleUploadedFile("forged.csv", lines.encode()), "format": self.choice("", "csv", "0")}
        return reverse(f"admin:archive_{record.record_kind}_import"), {**posted, **self.forged()}

    def confirmed(self) -> tuple[str, dict[str, Any]]:
        """A decision about somebody else's import, or one that does more than was looked at."""
        name = self.choice("confirm", "confirm", "again", "cancel", "read", "undo")
        edited = self.choice("all", "leave", "x")
        posted = {"attempt": self.choice(1, 2, 3, "", "x"), "good_rows": "yes", "edited": edited, "look": "yes"}
        return reverse(f"admin:archive_import_{name}", args=[self.brought.uuid]), {**posted, **self.forged()}

    def mapping(self) -> tuple[str, dict[str, Any]]:
        """A mapping of columns that says of every row that it is published: kept, and no more than that."""
        status = {"how": "constant", "value": self.choice(*Status.values)}
        content = json.dumps(
            {"dateline_mapping": 1, "kind": self.choice("events", "actors"), "fields": {"status": status}}
        )
        posted = {"mapping": SimpleUploadedFile("forged.json", content.encode())}
        change = reverse("admin:archive_mapping_change", args=[self.random.randint(1, 9)])
        address = self.choice(reverse("admin:archive_mappings"), change)
        return address, {**posted, "act": self.choice("share", "delete", "publish"), **self.forged()}

    def read_only(self) -> tuple[str, dict[str, Any]]:
        """What only the workflow writes."""
        model, number = self.choice("change", "revision"), self.choice(1, 2, 3)
        name = self.choice("add", "change", "delete")
        arguments = [] if name == "add" else [number]
        address = reverse(f"admin:archive_{model}_{name}", args=arguments)
        return address, {**self.forged(), "post": "yes", "document": "{}", "after": "{}", "action": "published"}

    # How it is sent

    def send(self) -> str:
        """One forged post, taken back afterwards; its address. What was refused was refused; a fault is raised."""
        address, posted = self.random.choice(self.doors)()
        request: Any = self._request(address, posted)
        request.user = self.user or AnonymousUser()
        request.session = SessionStore()
        request._messages = CookieStorage(request)
        request._dont_enforce_csrf_checks = True
        view, arguments, named = resolve(address.partition("?")[0])
        writing = Writing()
        with transaction.atomic():
            with suppress(PermissionDenied, Http404, SuspiciousOperation), connection.execute_wrapper(writing):
                view(request, *arguments, **named)
            # What wrote nothing moved nothing.
            self.has_written = writing.has_written
            if self.has_written:
                self.tell_difference(self.before, public(), f"{address} {posted}")
            transaction.set_rollback(True)
        return address.partition("?")[0]

    def _request(self, address: str, posted: dict[str, Any]) -> Any:
        if isinstance(posted, Json):
            return self.requests.post(address, json.dumps(posted), content_type="application/json")
        return self.requests.post(address, posted)

    @staticmethod
    def tell_difference(before: dict[str, Any], after: dict[str, Any], what: str) -> None:
        moved = {uuid: (before[uuid], after.get(uuid)) for uuid in before if after.get(uuid) != before[uuid]}
        moved = {uuid: change for uuid, change in moved.items() if change[1] is not None or change[0] != ("draft", "")}
        made = {uuid: state for uuid, state in after.items() if uuid not in before and state != ("draft", "")}
        assert not moved, f"{what} moved {moved}"
        assert not made, f"{what} made {made}"
