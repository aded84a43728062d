"""Finding a record as one types: everything that editors see, by all its names, in whatever letters."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import Truncator

from archive.admin.desk.marked import told_day
from archive.documents import KINDS
from archive.models import Actor, Event, Place, Position, Source, Statement, Status, Topic
from archive.search.errors import SearchError
from archive.search.folding import folded_words
from archive.search.suggesting import LONGEST, suggest

MOST = 8
#: so many of the newest records that are not public are compared by their folded names
COMPARED = 5000
NAMED: dict[str, tuple[Any, str]] = {
    "actor": (Actor, "name"),
    "place": (Place, "name"),
    "topic": (Topic, "name"),
    "source": (Source, "title"),
}


def find(kind: str, text: str, user: Any) -> list[dict[str, Any]]:
    """At most eight records of `kind` that `user` may see and that `text` begins words of, the public ones first.

    Each is `{uuid, kind, name, note, status}`, an actor with its `posts`; the note is the other name by which it was
    found, or what tells it from its namesakes. Raises KeyError for a kind that is not found here.
    """
    words = folded_words(text[:LONGEST])
    if not words or not user.has_perm(f"archive.view_{kind}"):
        return []
    found = _by_name(kind, text[:LONGEST], words) if kind in NAMED else _BY_WORDS[kind](text.split())
    return [_told(record, words) for record in found[:MOST]]


def _by_name(kind: str, text: str, words: list[str]) -> list[Any]:
    model, name = NAMED[kind]
    records: QuerySet[Any] = model.objects.all()
    if kind in ("actor", "place"):
        records = records.prefetch_related("other_names")
    public = _public(kind, text)
    known = {record.slug: record for record in records.filter(slug__in=public)}
    hidden = _hidden(model, name, words)
    others = {record.pk: record for record in records.filter(pk__in=hidden)}
    rows = [known[slug] for slug in public if slug in known] + [others[pk] for pk in hidden if pk in others]
    return sorted(rows, key=lambda record: folded_words(str(record)) != words)


def _public(kind: str, text: str) -> list[str]:
    try:
        return [suggested.value for suggested in suggest(kind, text)]
    except SearchError:
        return []


def _hidden(model: Any, name: str, words: list[str]) -> list[int]:
    """Primary keys of those that are not public, the newest first."""
    records = model.objects.exclude(status=Status.PUBLISHED) if hasattr(model, "status") else model.objects.all()
    if not hasattr(model, "status"):
        records = records.filter(is_public=False)
    names = list(records.order_by("-pk").values_list("pk", name)[:COMPARED])
    keys = [pk for pk, _name in names]
    if hasattr(model, "other_names"):
        relation = model._meta.get_field("other_names")
        others = relation.related_model.objects.filter(**{f"{relation.field.name}__pk__in": keys})
        names += list(others.values_list(f"{relation.field.name}__pk", "name"))
    fitting = dict.fromkeys(pk for pk, own in names if _fits(own, words))
    return sorted(fitting, reverse=True)[:MOST]


def _fits(name: str, words: Iterable[str]) -> bool:
    own = folded_words(name)
    return all(any(word.startswith(begun) for word in own) for begun in words)


def _statements(words: list[str]) -> list[Any]:
    records = Statement.objects.select_related("speaker")
    return _containing(records, words, ("quote", "summary", "speaker__name"))


def _events(words: list[str]) -> list[Any]:
    return _containing(Event.objects.all(), words, ("title", "summary"))


def _containing(records: QuerySet[Any], words: list[str], fields: tuple[str, ...]) -> list[Any]:
    for word in words[:6]:
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        records = records.filter(anywhere)
    return list(records.order_by("-pk")[:MOST])


_BY_WORDS = {"statement": _statements, "event": _events}
FOUND_HERE = (*NAMED, *_BY_WORDS)


def _told(record: Any, words: list[str]) -> dict[str, Any]:
    told = {
        "uuid": str(record.uuid),
        "kind": record.record_kind,
        "name": Truncator(str(record)).chars(120),
        "note": _note(record, words),
        "status": getattr(record, "status", ""),
    }
    return {**told, "posts": posts_of(record)} if record.record_kind == "actor" else told


def _note(record: Any, words: list[str]) -> str:
    match record:
        case Statement():
            return f"{record.speaker} · {told_day(record.said_on)}".strip(" ·")
        case Event():
            return told_day(record.when)
        case Source():
            return told_day(record.issued)
        case Actor() | Place() if not _fits(record.name, words):
            return next((str(other) for other in record.other_names.all() if _fits(str(other), words)), "")
    return ""


def posts_of(actor: Any) -> list[dict[str, str]]:
    """The posts that a person held, the latest first, as the form offers them."""
    posts = Position.objects.filter(person=actor).select_related("organisation").order_by("-sort_day")
    return [{"uuid": str(post.uuid), "name": str(post), "held": told_day(post.held)} for post in posts]


def posts_of_uuid(uuid: str) -> list[dict[str, str]]:
    actor = Actor.objects.filter(uuid=uuid).first()
    return posts_of(actor) if actor else []


def one(kind: str, uuid: str) -> Any:
    """The record with this UUID, with all that belongs to it, or None."""
    return KINDS[kind].records.filter(uuid=uuid).first()
