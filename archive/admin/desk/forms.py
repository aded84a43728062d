"""The small forms of the desk: the part of a record's document that a person fills in beside the text.

A form's values have the names and the shapes of the document. Only `citations` are those of the sheet alone, each
`{"start": …, "end": …, "supports": …}`; what the record cites elsewhere stays as it is.
"""

import json
import uuid
from typing import Any

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from archive.admin.desk.sheets import Sheet
from archive.admin.opening import open_record
from archive.admin.readable import Names
from archive.admin.slugs import propose_slug
from archive.documents import KINDS, Document, Problem, blank, cite, kind_of, span
from archive.documents.values import is_uuid
from archive.models import Actor
from archive.workflow import Refused

STATEMENT = (
    *("speaker", "position", "kind", "quote", "summary", "cue", "said_on", "date_basis", "venue", "language"),
    *("event", "about_events", "about_actors", "topics", "figures", "chains"),
)
EVENT = (
    *("title", "kind", "when", "date_basis", "factuality", "language", "summary"),
    *("participants", "places", "topics", "chains"),
)
FIELDS: dict[str, tuple[str, ...]] = {"statement": STATEMENT, "event": EVENT}
Values = dict[str, Any]


def values_of(document: Document, sheet: Sheet) -> Values:
    """What the form shows of a document, with the names of all that it refers to."""
    own = [row for row in document["citations"] if _is_here(row, sheet)]
    return {
        **{name: document[name] for name in FIELDS[document["record"]]},
        "citations": [{"start": row["start"], "end": row["end"], "supports": row["supports"]} for row in own],
        "names": names_in(document),
    }


def names_in(*documents: Document) -> dict[str, str]:
    """The names of everything that the documents refer to by UUID."""
    references = {target for document in documents for _path, target in kind_of(document).references(document)}
    names = Names(references)
    return {reference.key: names.of(reference.kind, reference.key) for reference in references}


def new_document(kind: str, values: Values, sheet: Sheet) -> Document:
    """The document of a new record with the form's values. Raises `Refused` or `BadRequest`."""
    document = {**blank(KINDS[kind]), "uuid": str(uuid.uuid4())}
    document["language"] = sheet.source.language
    document = _filled(document, values, sheet)
    return {**document, "slug": propose_slug(KINDS[kind].model(), _telling(document))}


def changed_document(record: Any, values: Values, sheet: Sheet) -> Document:
    """The document of a known record with the form's values in their places. Raises `Refused` or `BadRequest`."""
    return _filled(dict(open_record(record).document), values, sheet)


def _filled(document: Document, values: Values, sheet: Sheet) -> Document:
    fields = FIELDS[document["record"]]
    if unknown := values.keys() - {*fields, "citations"}:
        raise BadRequest(_("The form has no field %(name)s.") % {"name": sorted(unknown)[0]})
    filled = {**document, **{name: _trimmed(values[name]) for name in fields if name in values}}
    if "citations" in values:
        filled["citations"] = with_words(document["citations"], values["citations"], sheet)
    return filled


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def with_words(rows: list[Any], spans: Any, sheet: Sheet) -> list[Any]:
    """A record's citations with `spans` as those of the sheet; the others keep their places. Raises `Refused`."""
    own = [row for row in rows if _is_here(row, sheet)]
    wanted = [_citation(number, words, sheet) for number, words in enumerate(_listed(spans))]
    if own == wanted:
        return rows
    first = next((place for place, row in enumerate(rows) if _is_here(row, sheet)), len(rows))
    before = [row for row in rows[:first] if not _is_here(row, sheet)]
    return [*before, *wanted, *(row for row in rows[first:] if not _is_here(row, sheet))]


def _is_here(row: Any, sheet: Sheet) -> bool:
    return row["source"] == sheet.uuid and row["version"] == sheet.version and row["start"] is not None


def _listed(spans: Any) -> list[Any]:
    if not isinstance(spans, list) or not all(isinstance(words, dict) for words in spans):
        raise BadRequest(_("The words cited are a list of objects."))
    return spans


def _citation(number: int, words: Any, sheet: Sheet) -> dict[str, Any]:
    start, end = words.get("start"), words.get("end")
    if not all(isinstance(offset, int) and not isinstance(offset, bool) for offset in (start, end)):
        raise Refused([Problem(f"citations[{number}].start", _("Say where the words begin and end."), start)])
    try:
        found = span(sheet.body, start, end)
    except ValueError:
        message = _("These words do not lie within the text.")
        raise Refused([Problem(f"citations[{number}].start", message, start)]) from None
    return cite(sheet.uuid, version=sheet.version, supports=words.get("supports") or "", **found)


def _telling(document: Document) -> dict[str, str]:
    """What a slug is made of."""
    if document["record"] == "event":
        return {"title": _text(document["title"])}
    speaker = document["speaker"]
    names = Actor.objects.filter(uuid=speaker).values_list("name", flat=True) if is_uuid(speaker) else []
    return {
        "speaker": next(iter(names), ""),
        "quote": _text(document["quote"]),
        "summary": _text(document["summary"]),
    }


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def read_json(body: bytes) -> dict[str, Any]:
    """The object that was sent. Raises `BadRequest`."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest(_("This is not JSON.")) from error
    if not isinstance(sent, dict):
        raise BadRequest(_("This is not an object."))
    return sent
