"""What the desk's page asks for and sends, as JSON. Every answer is of one source that the person may see.

A refusal of the workflow is 422 with its problems, each with the field that it belongs to; a save over what somebody
else changed meanwhile 409 with the differences; what a person may not do 403; what is no question 400.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.admin.desk import acting, offering, undoing
from archive.admin.desk.finding import FOUND_HERE, find, posts_of_uuid
from archive.admin.desk.forms import FIELDS, read_json, values_of
from archive.admin.desk.marked import records_on
from archive.admin.desk.sheets import Sheet
from archive.admin.opening import open_record
from archive.admin.readable import tell
from archive.documents import compare
from archive.documents.values import is_uuid
from archive.models import Change, DeskDraft
from archive.proposals import sentences
from archive.workflow import NotPermitted, Refused, Stale, may

#: a form that was not saved yet may hold so many characters
LONGEST_FORM = 200_000


@dataclass(frozen=True)
class Question:
    """One request at the desk; `sent` is the object that came with it."""

    request: HttpRequest
    sheet: Sheet
    sent: dict[str, Any]

    @property
    def person(self) -> Any:
        return self.request.user


def may_code(person: Any) -> bool:
    """Whether the person may write anything here."""
    return any(may(person, verb, kind) for verb in ("add", "change") for kind in FIELDS)


def answer(request: HttpRequest, sheet: Sheet, name: str) -> JsonResponse:
    """Answer the question `name` (see `ASKED` and `TOLD`)."""
    reading = name in ASKED
    if request.method != ("GET" if reading else "POST"):
        return _problem(_("This address is not asked in that way."), status=405)
    if not reading and not may_code(request.user):
        return _problem(_("You may only look here."), status=403)
    try:
        sent = {} if reading else read_json(request.body)
        return JsonResponse({**ASKED, **TOLD}[name](Question(request, sheet, sent)))
    except BadRequest as error:
        return _problem(str(error), status=400)
    except Refused as refused:
        return _refusal(refused, sheet, sent)


def _problem(message: str, status: int) -> JsonResponse:
    return JsonResponse({"problems": [{"field": "", "path": "", "message": message}]}, status=status)


def _refusal(refused: Refused, sheet: Sheet, sent: dict[str, Any]) -> JsonResponse:
    told: dict[str, Any] = {
        "problems": [
            {"field": problem.field, "path": problem.path, "message": str(problem.message)}
            for problem in refused.problems
        ]
    }
    if isinstance(refused, Stale):
        return JsonResponse({**told, **_meanwhile(refused, sent)}, status=409)
    return JsonResponse(told, status=403 if isinstance(refused, NotPermitted) else 422)


def _meanwhile(stale: Stale, sent: dict[str, Any]) -> dict[str, Any]:
    """What somebody else changed since the form was opened, and the version that stands now."""
    record = acting.known(sent["kind"], sent["uuid"])
    seen = Change.objects.filter(record_uuid=record.uuid, version=stale.base_version).first()
    differences = compare(seen.document_after if seen else None, open_record(record).document)
    told = tell(record.record_kind, [differences])[0]
    return {"version": stale.version, "meanwhile": [asdict(difference) for difference in told]}


# Asked


def state(question: Question) -> dict[str, Any]:
    """Everything that the page shows besides the text and what is proposed."""
    sheet, person = question.sheet, question.person
    kept = DeskDraft.objects.filter(person=person, source=sheet.source)
    return {
        "version": sheet.version,
        "sentences": sentences(sheet.body, sheet.source.language),
        "records": records_on(sheet, person),
        "kept": [{"form": row.form, "content": row.content, "saved_at": row.saved_at} for row in kept],
        "may_undo": undoing.last_act(sheet, person) is not None,
    }


def proposals(question: Question) -> dict[str, Any]:
    return {"proposals": offering.offered(question.sheet), "days": offering.days(question.sheet)}


def found(question: Question) -> dict[str, Any]:
    """Records of the kinds named (`?kind=actor&kind=source&q=Лавров`)."""
    kinds = question.request.GET.getlist("kind")
    if not kinds or set(kinds) - set(FOUND_HERE):
        raise BadRequest(_("“kind” is one of: %(kinds)s.") % {"kinds": ", ".join(FOUND_HERE)})
    text = question.request.GET.get("q", "")
    return {"found": [entry for kind in kinds for entry in find(kind, text, question.person)]}


def posts(question: Question) -> dict[str, Any]:
    """The posts of an actor (`?actor=UUID`)."""
    key = question.request.GET.get("actor", "")
    may_see = may(question.person, "view", "position")
    return {"posts": posts_of_uuid(key) if may_see and is_uuid(key) else []}


def form(question: Question) -> dict[str, Any]:
    """The form of a known record (`?kind=statement&uuid=…`)."""
    asked = question.request.GET
    kind = asked.get("kind", "")
    if kind not in FIELDS or not may(question.person, "view", kind):
        raise BadRequest(_("A form of the desk is of a statement or of an event."))
    record = acting.known(kind, asked.get("uuid"))
    document = open_record(record).document
    values = values_of(document, question.sheet)
    return {"values": values, "version": record.version, "status": record.status}


# Told


def _after(question: Question, *records: Any, **more: Any) -> dict[str, Any]:
    """How the records named stand now, and what the page has to know besides."""
    only = [str(record.uuid) for record in records]
    return {
        "records": records_on(question.sheet, question.person, only=only),
        "may_undo": undoing.last_act(question.sheet, question.person) is not None,
        **more,
    }


def saved(question: Question) -> dict[str, Any]:
    return _after(question, acting.save_form(question.sheet, question.person, question.sent))


def cited(question: Question) -> dict[str, Any]:
    return _after(question, acting.add_words(question.sheet, question.person, question.sent))


def mentioned(question: Question) -> dict[str, Any]:
    return _after(question, acting.mention(question.sheet, question.person, question.sent))


def actor_made(question: Question) -> dict[str, Any]:
    actor = acting.make_actor(question.sheet, question.person, question.sent)
    made = {"uuid": str(actor.uuid), "kind": "actor", "name": actor.name, "note": "", "status": actor.status}
    return _after(question, made={**made, "posts": []})


def deleted(question: Question) -> dict[str, Any]:
    acting.remove(question.sheet, question.person, question.sent)
    return _after(question, gone=question.sent["uuid"])


def undone(question: Question) -> dict[str, Any]:
    """What was undone, and everything as it stands then."""
    told = undoing.undo(question.sheet, question.person)
    return {**state(question), "told": told}


def submitted(question: Question) -> dict[str, Any]:
    records = acting.submit_all(question.sheet, question.person)
    return {**state(question), "submitted": [str(record) for record in records]}


def dismissed(question: Question) -> dict[str, Any]:
    """A proposal is not wanted; nobody is shown it again, unless that is undone."""
    key = question.sent.get("key")
    if not isinstance(key, str) or not 0 < len(key) <= offering.KEY_LENGTH:
        raise BadRequest(_("A proposal is named by its key."))
    acting.note(question.sheet, question.person, proposal=key)
    return _after(question)


def kept(question: Question) -> dict[str, Any]:
    """Keep what a form holds, under its name; without content it is let go of."""
    name, content = question.sent.get("form"), question.sent.get("content")
    if not isinstance(name, str) or not 0 < len(name) <= 60 or not isinstance(content, str | None):
        raise BadRequest(_("A form has a name of at most 60 characters, and content that is a text."))
    if content and len(content) > LONGEST_FORM:
        raise BadRequest(_("This form is too long to be kept."))
    own: dict[str, Any] = {"person": question.person, "source": question.sheet.source, "form": name}
    if content:
        now = timezone.now()
        DeskDraft.objects.update_or_create(**own, defaults={"content": content, "saved_at": now})
    else:
        DeskDraft.objects.filter(**own).delete()
    return {"form": name}


Answer = Callable[[Question], dict[str, Any]]
ASKED: dict[str, Answer] = {"state": state, "proposals": proposals, "find": found, "posts": posts, "form": form}
TOLD: dict[str, Answer] = {
    "save": saved,
    "cite": cited,
    "mention": mentioned,
    "actor": actor_made,
    "delete": deleted,
    "undo": undone,
    "submit": submitted,
    "dismiss": dismissed,
    "keep": kept,
}
