"""What a person does at the desk. Each act is noted, so that the last one can be undone."""

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.admin.desk.finding import one
from archive.admin.desk.forms import FIELDS, Values, changed_document, new_document, with_words
from archive.admin.desk.marked import records_on
from archive.admin.desk.sheets import Sheet
from archive.admin.opening import open_record
from archive.admin.slugs import propose_slug
from archive.documents import KINDS, Document, Problem, blank
from archive.models import Actor, Change, DeskAct, DeskDraft, Revision, Status
from archive.workflow import Act, Refused, act, delete, save, submit


def do(sheet: Sheet, person: Any, reason: str, what: Callable[[Act], Any]) -> Any:
    """Have the workflow do it, and note it as this person's latest act here. Raises Refused, nothing written."""
    with transaction.atomic():
        with act(person, reason) as this:
            done = what(this)
        if Change.objects.filter(act=this.id).exists():
            note(sheet, person, act=this.id)
    return done


def note(sheet: Sheet, person: Any, **what: Any) -> None:
    DeskAct.objects.create(source=sheet.source, person=person, at=timezone.now(), **what)


def known(kind: str, key: Any) -> Any:
    """The record that was named. Raises BadRequest or Refused."""
    if kind not in KINDS:
        raise BadRequest(_("This is not a kind of record."))
    try:
        record = one(kind, str(uuid.UUID(key)))
    except (ValueError, TypeError, AttributeError):
        raise BadRequest(_("A record is named by its permanent identifier (UUID).")) from None
    if record is None:
        raise Refused([Problem("", _("This record is no longer here."), key)])
    return record


def save_form(sheet: Sheet, person: Any, sent: dict[str, Any]) -> Any:
    """Save what a form holds: `{kind, uuid, base_version, reason, values, form}`; without a `uuid` a new record."""
    kind, values = sent.get("kind"), sent.get("values")
    if kind not in FIELDS or not isinstance(values, dict):
        raise BadRequest(_("A form of the desk is of a statement or of an event."))
    record = known(kind, sent["uuid"]) if sent.get("uuid") else None
    document = changed_document(record, values, sheet) if record else new_document(kind, values, sheet)
    _refuse_without_words(document)
    base = sent.get("base_version") if record else None
    if base is not None and not isinstance(base, int):
        raise BadRequest(_("A version is a number."))
    saved = do(sheet, person, str(sent.get("reason") or ""), lambda this: save(document, this, base_version=base))
    DeskDraft.objects.filter(person=person, source=sheet.source, form=str(sent.get("form") or "")).delete()
    return saved


def _refuse_without_words(document: Document) -> None:
    if not document["citations"]:
        raise Refused([Problem("citations", _("Select the words that carry it."))])


def add_words(sheet: Sheet, person: Any, sent: dict[str, Any]) -> Any:
    """Let a known record cite these words too: `{kind, uuid, start, end, supports, reason}`."""
    kind = sent.get("kind")
    if kind not in FIELDS:
        raise BadRequest(_("Only statements and events cite."))
    record = known(kind, sent.get("uuid"))
    return _change(sheet, person, record, sent, lambda document: None)


def mention(sheet: Sheet, person: Any, sent: dict[str, Any]) -> Any:
    """The words name an actor who takes part in an event, or whom a statement is about; they are cited for it."""
    kind, actor = sent.get("kind"), str(known("actor", sent.get("actor")).uuid)
    if kind not in FIELDS:
        raise BadRequest(_("An actor is mentioned by an event or by a statement."))

    def name_actor(document: Document) -> None:
        if kind == "event":
            row = {"actor": actor, "role": str(sent.get("role") or "")}
            if row not in document["participants"]:
                document["participants"] = [*document["participants"], row]
        elif actor not in (*document["about_actors"], document["speaker"]):
            document["about_actors"] = sorted([*document["about_actors"], actor])

    return _change(sheet, person, known(kind, sent.get("uuid")), sent, name_actor)


def _change(sheet: Sheet, person: Any, record: Any, sent: Values, alter: Callable[[Document], None]) -> Any:
    document = dict(open_record(record).document)
    alter(document)
    words = {"start": sent.get("start"), "end": sent.get("end"), "supports": sent.get("supports") or ""}
    spans = _spans(document, sheet)
    if not any(_covers(each, words) for each in spans):
        document["citations"] = with_words(document["citations"], [*spans, words], sheet)
    return do(sheet, person, str(sent.get("reason") or ""), lambda this: save(document, this))


def _spans(document: Document, sheet: Sheet) -> list[Values]:
    return [
        {"start": row["start"], "end": row["end"], "supports": row["supports"]}
        for row in document["citations"]
        if row["source"] == sheet.uuid and row["version"] == sheet.version and row["start"] is not None
    ]


def _covers(span: Values, words: Values) -> bool:
    """Whether the record cites these words for the same already."""
    if not isinstance(words["start"], int) or not isinstance(words["end"], int):
        return False
    return bool(
        span["start"] <= words["start"] and words["end"] <= span["end"] and span["supports"] == words["supports"]
    )


def make_actor(sheet: Sheet, person: Any, sent: dict[str, Any]) -> Any:
    """A new actor, in place: `{name, kind}`, `kind` a term's slug."""
    name = str(sent.get("name") or "").strip()
    values = {"name": name, "kind": str(sent.get("kind") or ""), "language": sheet.source.language}
    document = {**blank(KINDS["actor"]), **values, "uuid": str(uuid.uuid4())}
    document["slug"] = propose_slug(Actor(), {"name": name})
    return do(sheet, person, "", lambda this: save(document, this))


def remove(sheet: Sheet, person: Any, sent: dict[str, Any]) -> None:
    """Delete a draft that this person wrote."""
    kind = sent.get("kind")
    record = known(kind if kind in FIELDS else "", sent.get("uuid"))
    mine = records_on(sheet, person, only=[str(record.uuid)])
    if record.status != Status.DRAFT or not any(row["mine"] for row in mine):
        raise Refused([Problem("", _("Only drafts of your own are deleted here."))])
    do(sheet, person, "", lambda this: delete(record, this))


def drafts_of(sheet: Sheet, person: Any) -> list[Any]:
    """What this person wrote here and did not submit yet: first the source and the actors that it needs."""
    rows = [row for row in records_on(sheet, person) if row["mine"] and row["status"] == Status.DRAFT]
    records = [one(row["kind"], row["uuid"]) for row in rows] + _revised(sheet, person)
    needed = dict.fromkeys(actor for record in records for actor in _needed(record))
    actors = [actor for actor in needed if actor.status == Status.DRAFT]
    source = [sheet.source] if sheet.source.status == Status.DRAFT and records else []
    return [*source, *actors, *records]


def _revised(sheet: Sheet, person: Any) -> list[Any]:
    """Published records of whom a revision by this person cites the source and was not submitted yet."""
    revisions = Revision.objects.filter(author=person, is_submitted=False, record_kind__in=FIELDS)
    found = revisions.filter(document__contains=sheet.uuid).order_by("saved_at")
    return [one(revision.record_kind, str(revision.record_uuid)) for revision in found]


def _needed(record: Any) -> list[Any]:
    """The actors without whom the record cannot be public, and those who take part in it."""
    stations = [station.actor for chain in record.chains.all() for station in chain.stations.all() if station.actor]
    if record.record_kind == "event":
        return [*stations, *(row.actor for row in record.participants.all())]
    return [record.speaker, *stations, *record.about_actors.all()]


def submit_all(sheet: Sheet, person: Any) -> list[Any]:
    """Submit all of `drafts_of`, or nothing. Raises Refused with what is missing, of each."""
    problems = []
    records = drafts_of(sheet, person)
    with transaction.atomic(), act(person) as this:
        for record in records:
            try:
                submit(record, this)
            except Refused as refused:
                problems += [Problem("", f"{record}: {problem.message}") for problem in refused.problems]
        if problems:
            raise Refused(problems)
    return records
