"""The doors of the coding desk, of taking in and of merging, for `Forger`.

What these write is a draft, a revision or a note, as everybody may; whoever may publish may merge, so of them only
merges without a reason are sent, and only takings back that were taken back before.
"""

import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from archive.intake.originals import keep_original
from archive.models import Change, DeskAct, Intake, IntakeState, Likeness, Merge, Way
from archive.workflow import act, merge, system_user

TEXT = "Troops moved by train, the ministry said on Wednesday."
#: addresses that are refused before anything is sent there
HERE = ("http://127.0.0.1/", "http://[::1]/", "http://localhost/", "file:///etc/passwd", "javascript:1", "x")


class Json(dict[str, Any]):
    """What is sent as an object, not as a form."""


class AtTheDesk:
    """What lies about at a desk, and the posts of whoever reaches for it. `forger` is a `Forger`."""

    def __init__(self, forger: Any) -> None:
        self.forger = forger
        self.sources = [record for record in forger.records if record.record_kind == "source"]
        self.events = [record for record in forger.records if record.record_kind == "event"]
        self.other = forger.other
        self.intakes = [self._intake(None), self._intake(self.sources[0])]
        self.merge = self._merge()
        one, other = sorted((forger.records[1].uuid, forger.reviewed[1].uuid))
        self.likeness = Likeness.objects.create(
            record_kind="actor", one=one, other=other, score=90, found_at=timezone.now()
        )
        if forger.user is not None:
            self._note_act_of_somebody_else()
        self.doors = [
            *(self.desk_save,) * 5,
            *(self.desk_words,) * 4,
            *(self.desk_record,) * 3,
            *(self.desk_note, self.desk_whole, self.merge_two, self.merge_undo, self.likeness_told),
            *(self.intake_step, self.intake_step, self.take_in, self.intake_review, self.citations, self.presence),
        ]

    @staticmethod
    def _intake(source: Any) -> Intake:
        original, sha256 = keep_original(TEXT.encode())
        return Intake.objects.create(
            way=Way.PASTE,
            state=IntakeState.READY,
            text=TEXT,
            source=source,
            renews=source is not None,
            original=original,
            original_sha256=sha256,
            captured_at="2021-12-23T10:00:00+02:00",
        )

    def _merge(self) -> Merge:
        archive = self.forger.archive
        with act(system_user(), "The same") as this:
            done = merge(archive.actor("One"), archive.actor("The same one"), this)
        if self.forger.may_publish:
            Merge.objects.filter(pk=done.pk).update(undone_at=timezone.now())
        return done

    def _note_act_of_somebody_else(self) -> None:
        """As if what made a record public had been done at the desk by the forger, who would now undo it."""
        public = Change.objects.filter(record_uuid=self.forger.records[2].uuid).latest("version")
        DeskAct.objects.create(source=self.sources[0], person=self.forger.user, act=public.act, at=timezone.now())

    # The desk

    def desk(self, door: str, at: Any, **sent: Any) -> tuple[str, dict[str, Any]]:
        return reverse(f"admin:archive_source_desk_{door}", args=[at.pk]), Json({**self.forger.forged(), **sent})

    def place(self) -> dict[str, Any]:
        start = self.forger.random.randint(0, 60)
        return {
            "start": self.forger.choice(*[start] * 5, "0", None),
            "end": start + self.forger.choice(*[9] * 5, -1, 999),
        }

    def named(self) -> dict[str, Any]:
        """A record, as a rule an event by its own kind and key."""
        choice = self.forger.choice
        record = choice(*self.events, self.forger.record())
        kind = choice(*[record.record_kind] * 3, "event", "statement")
        return {"kind": kind, "uuid": choice(*[str(record.uuid)] * 4, str(uuid.UUID(int=7)), "x")}

    def desk_save(self) -> tuple[str, dict[str, Any]]:
        """A form of a known record or of a new one, with fields that no form has."""
        forger, named = self.forger, self.named()
        values = {"citations": [self.place()], "title": "Forged", "summary": "Forged", "kind": "movement"}
        values |= forger.choice({}, {"status": "published"}, {"speaker": str(forger.records[1].uuid)})
        known = forger.choice(named, {"kind": named["kind"]})
        version = forger.choice(1, 2, 3, 4, "1", None)
        sent = {**known, "values": values, "base_version": version, "reason": "Forged", "form": "x"}
        return self.desk("save", self.sources[0], **sent)

    def desk_words(self) -> tuple[str, dict[str, Any]]:
        actor = str(self.forger.choice(*[self.forger.records[1]] * 3, self.forger.record()).uuid)
        sent = {**self.named(), **self.place(), "actor": actor, "role": "", "reason": "Forged"}
        return self.desk(self.forger.choice("cite", "mention"), self.sources[0], **sent)

    def desk_record(self) -> tuple[str, dict[str, Any]]:
        name = self.forger.choice("delete", "actor")
        sent = {**self.named(), "name": "Forged"} if name == "delete" else {"name": "Forged", "kind": "person"}
        return self.desk(name, self.sources[0], **sent)

    def desk_note(self) -> tuple[str, dict[str, Any]]:
        sent = {"key": "forged", "form": "forged", "content": '{"status": "published"}'}
        return self.desk(self.forger.choice("dismiss", "keep"), self.sources[0], **sent)

    def desk_whole(self) -> tuple[str, dict[str, Any]]:
        """What acts on all that a person wrote: theirs they may rightly submit, so where they wrote it they do not."""
        name = self.forger.choice("undo", "submit")
        is_own = name == "submit" and self.forger.may_publish
        return self.desk(name, self.other if is_own else self.forger.choice(self.sources[0], self.other))

    # Taking in

    def take_in(self) -> tuple[str, dict[str, Any]]:
        """Nothing that would be read or fetched: that takes a process of its own, and only ever makes an intake."""
        forger = self.forger
        given = forger.choice({"address": forger.choice(*HERE)}, {"address": "x", "text": TEXT}, {}, {"text": "  "})
        empty = {"file": SimpleUploadedFile("forged.html", b"")}
        name, arguments = forger.choice(("take_in", []), ("capture", [self.sources[0].pk]))
        address = reverse(f"admin:archive_source_{name}", args=arguments)
        return address, {**forger.forged(), **given, **forger.choice({}, empty)}

    def intake_review(self) -> tuple[str, dict[str, Any]]:
        """A new source of it, or a new version of one that is public."""
        intake = self.forger.choice(*self.intakes)
        form = self.forger.forms[self.sources[0].uuid]
        values = {**form, "slug": "forged", "publisher": "", "captured_at": intake.captured_at, "reason": "Forged"}
        return reverse("admin:archive_source_intake", args=[intake.uuid]), {**values, **self.forger.forged()}

    def intake_step(self) -> tuple[str, dict[str, Any]]:
        intake, name = self.forger.choice(*self.intakes), self.forger.choice("read", "fetch", "renews", "discard")
        posted = {"text": "Forged", "source": self.forger.choice("", self.sources[0].pk, 99)}
        return reverse(f"admin:archive_source_intake_{name}", args=[intake.uuid]), {**self.forger.forged(), **posted}

    def citations(self) -> tuple[str, dict[str, Any]]:
        posted = {"move": ["1", "2"], "place-1": "0", "reason": self.forger.choice("", "Forged")}
        return reverse("admin:archive_source_citations", args=[self.sources[0].pk]), {**self.forger.forged(), **posted}

    # Merging, and who is there

    def merge_two(self) -> tuple[str, dict[str, Any]]:
        kept, gone = self.forger.record(), self.forger.record()
        kind = self.forger.choice(kept.record_kind, "actor", "statement")
        address = f"{reverse('admin:archive_merge_two', args=[kind])}?keep={kept.pk}&go={gone.pk}"
        return address, {**self.forger.forged(), "keep_status": "gone", "reason": self.forger.reason()}

    def merge_undo(self) -> tuple[str, dict[str, Any]]:
        number = self.forger.choice(self.merge.pk, self.merge.pk, 99)
        return reverse("admin:archive_merge_undo", args=[number]), {**self.forger.forged(), "reason": "Forged"}

    def likeness_told(self) -> tuple[str, dict[str, Any]]:
        apart = reverse("admin:archive_likeness_apart", args=[self.likeness.pk])
        look = reverse("admin:archive_likeness_look", args=[self.forger.choice("actor", "event", "source")])
        return self.forger.choice(apart, look), {**self.forger.forged(), "same": self.forger.choice("1", "")}

    def presence(self) -> tuple[str, dict[str, Any]]:
        record = self.forger.record()
        address = reverse("admin:archive_presence", args=[record.record_kind, record.uuid])
        return address, {**self.forger.forged(), "left": self.forger.choice("", "yes")}
