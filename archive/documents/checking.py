"""Is a document whole and true to itself? Every writer asks this before anything is written."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive.documents.catalogue import Catalogue
from archive.documents.fields import NO_SUCH_RECORD
from archive.documents.hierarchies import loop_problems
from archive.documents.kinds import KINDS, Document, Kind, kind_of
from archive.documents.problems import Problem, Problems
from archive.documents.rules import rule_problems
from archive.documents.values import is_uuid
from archive.models import Status
from archive.models.records import SLUG_LENGTH, validate_slug

_STATUSES = frozenset(Status.values)


def check(document: Document, catalogue: Catalogue) -> list[Problem]:
    """Everything that is wrong with a document; an empty list if it can be written.

    First the shape and each value, then whether what it refers to exists, then the rules that tie its parts
    together. A later step is taken only when the earlier ones found nothing, so no problem is told twice.
    """
    return check_alone(document, catalogue) or list(loop_problems(kind_of(document), document))


def check_alone(document: Document, catalogue: Catalogue) -> list[Problem]:
    """The same, but for loops in what is part of what, which are looked for in many at once."""
    if document.get("record") not in KINDS:
        return [Problem("record", _("This is not a kind of record."), document.get("record"))]
    kind = kind_of(document)
    steps = (
        lambda: _shape_problems(kind, document),
        lambda: _value_problems(kind, document),
        lambda: _reference_problems(kind, document, catalogue),
        lambda: rule_problems(kind, document, catalogue),
    )
    for step in steps:
        if found := list(step()):
            return found
    return []


def _shape_problems(kind: Kind, document: Document) -> Problems:
    if document.keys() == kind.names:
        return
    for name in sorted(kind.names - document.keys()):
        yield Problem(name, _("This is missing."))
    for name in sorted(document.keys() - kind.names):
        yield Problem(name, _("This record has no such field."))


def _value_problems(kind: Kind, document: Document) -> Problems:
    if not is_uuid(document["uuid"]):
        yield Problem("uuid", _("A permanent identifier is a UUID in small letters."), document["uuid"])
    yield from _slug_problems(document["slug"])
    if kind.has_status and document["status"] not in _STATUSES:
        expected = ", ".join(Status.values)
        yield Problem("status", _("Use one of: %(values)s.") % {"values": expected}, document["status"])
    for item in kind.fields:
        if not item.is_right(value := document[item.name]):
            yield from item.problems(value)


def _slug_problems(slug: object) -> Problems:
    if not isinstance(slug, str) or not slug:
        yield Problem("slug", _("A record needs a slug."), slug)
        return
    if len(slug) > SLUG_LENGTH:
        yield Problem("slug", _("A slug has at most %(length)s characters.") % {"length": SLUG_LENGTH}, slug)
    try:
        validate_slug(slug)
    except ValidationError as error:
        yield Problem("slug", error.messages[0], slug)


def _reference_problems(kind: Kind, document: Document, catalogue: Catalogue) -> Problems:
    if missing := catalogue.missing_in(document, kind.targets(document)):
        for path, reference in kind.references(document):
            if reference in missing:
                yield Problem(path, NO_SUCH_RECORD, reference.key)
    for index, capture in enumerate(document.get("captures", ())):
        if not catalogue.has_text(capture["text"]):
            yield Problem(f"captures[{index}].text", _("No archived text has this SHA-256."), capture["text"])
