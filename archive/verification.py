"""Is the archive sound? Fixity, anchors, references, derived values, history and the search index, checked anew.

`verify()` reads everything and trusts nothing that is stored beside it; it writes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Count, F, Value
from django.utils.translation import gettext as _

from archive import search
from archive.dates import UNDATED, EDTFError, parse
from archive.documents import KINDS, Document, Kind, canonical, read_prefetched
from archive.documents.checking import check_alone
from archive.documents.hierarchies import HIERARCHIES, stored_loops
from archive.documents.many import CatalogueOfMany, stored_documents
from archive.images import image_problems
from archive.intake import prints
from archive.intake.originals import original_problems
from archive.models import (
    Address,
    ArchivedText,
    Capture,
    Change,
    Dated,
    Event,
    Membership,
    Revision,
    Source,
    Statement,
    Status,
    fixity,
)
from archive.models.bulk import portions
from archive.models.dated import BOUNDS
from archive.timeline import index
from archive.workflow import missing_for_publication
from archive.workflow.visibility import PUBLIC_WHEN, wrongly_visible

BATCH = 500

Findings = Iterator[str]
Check = Callable[[], Findings]


def verify() -> list[str]:
    """Everything that is wrong, each as one sentence that names the record; an empty list for a sound archive."""
    return list(examine(CHECKS))


def examine(checks: Iterable[Check]) -> Findings:
    """The same for some of the checks, as they are found."""
    return (finding for check_of in checks for finding in check_of())


def _texts() -> Findings:
    for text in ArchivedText.objects.iterator(chunk_size=10):
        if fixity(text.body) != text.sha256 or len(text.body) != text.length:
            names = ", ".join(f"{capture.source.slug}@{capture.number}" for capture in _captures(text))
            yield _("The archived text of %(names)s is not what was captured: its SHA-256 differs from %(hash)s.") % {
                "names": names or _("no source"),
                "hash": text.sha256,
            }


def _captures(text: ArchivedText) -> list[Capture]:
    return list(Capture.objects.filter(text=text).select_related("source"))


def _records() -> Findings:
    """Each record's own document: values, references, anchors, chains, what publication asks for, and its history."""
    for kind in KINDS.values():
        catalogue = CatalogueOfMany()
        for batch in portions(kind.records.iterator(chunk_size=BATCH), BATCH):
            documents = [read_prefetched(record) for record in batch]
            yield from examine_documents(documents, catalogue)
            yield from examine_history(kind, zip(documents, (record.version for record in batch), strict=True))


def examine_documents(documents: Iterable[Document], catalogue: CatalogueOfMany) -> Findings:
    """What is wrong with a batch of documents, each for itself."""
    documents = list(documents)
    catalogue.prepare(documents)
    for document in documents:
        problems = check_alone(document, catalogue)
        if not problems and document.get("status") == Status.PUBLISHED:
            problems = missing_for_publication(document, catalogue)
        for problem in problems:
            yield f"{document['record']} {document['slug']}: {problem}"


def _loops() -> Findings:
    for kind in HIERARCHIES:
        found = stored_loops(kind)
        for slug in KINDS[kind].model._default_manager.filter(uuid__in=found).values_list("slug", flat=True):
            yield _("%(kind)s %(slug)s is part of itself, or of something that is.") % {"kind": kind, "slug": slug}


def _bounds() -> Findings:
    for model in (*_dated_models(), Membership):
        for record in model._default_manager.iterator(chunk_size=BATCH):
            if wrong := _wrong_bounds(record):
                name = f"{model._meta.verbose_name} {getattr(record, 'slug', record.pk)}"
                yield f"{name}: {wrong}"


def _dated_models() -> list[Any]:
    return [kind.model for kind in KINDS.values() if issubclass(kind.model, Dated)]


def _wrong_bounds(record: Any) -> str:
    try:
        date = parse(record.date_text) if record.date_text else None
    except EDTFError as error:
        return str(error)
    expected = [getattr(date, name) if date else None for name in BOUNDS] + [date.sort_day if date else UNDATED]
    stored = [getattr(record, name) for name in (*BOUNDS, "sort_day")]
    if date and date.text != record.date_text:
        return _("the date is not written canonically: %(text)s") % {"text": record.date_text}
    return "" if stored == expected else _("the stored bounds are not those of %(text)s") % {"text": record.date_text}


def _visibility() -> Findings:
    for model in PUBLIC_WHEN:
        for record in wrongly_visible(model):
            yield _("%(kind)s %(slug)s is marked public=%(mark)s, which its references do not give.") % {
                "kind": model.record_kind,
                "slug": record.slug,
                "mark": record.is_public,
            }


def _addresses() -> Findings:
    addresses = Address.objects.filter(is_current=True).values_list("kind", "record_uuid", "slug")
    current = {(kind, str(uuid)): slug for kind, uuid, slug in addresses}
    for kind in KINDS.values():
        name = F("vocabulary") if kind.name == "term" else Value(kind.name)
        records = kind.model._default_manager.annotate(space=name).order_by()
        for space, uuid, slug in records.values_list("space", "uuid", "slug").iterator(chunk_size=BATCH):
            if current.get((space, str(uuid))) != slug:
                yield _("%(kind)s %(slug)s does not stand in the table of addresses.") % {
                    "kind": kind.name,
                    "slug": slug,
                }


def _revisions() -> Findings:
    """Revisions are of records that there are."""
    for revision in Revision.objects.iterator():
        kind = KINDS.get(revision.record_kind)
        if kind is None or not kind.model._default_manager.filter(uuid=revision.record_uuid).exists():
            yield _("A revision is pending for a record that is not there: %(uuid)s.") % {"uuid": revision.record_uuid}


def examine_history(kind: Kind, records: Iterable[tuple[Document, int]]) -> Findings:
    """The last thing that the history says of a record is what it is now; `records`: documents and their versions."""
    chosen = list(records)
    uuids = [document["uuid"] for document, _version in chosen]
    stored = stored_documents(kind, uuids)
    changes = Change.objects.filter(record_uuid__in=uuids).order_by().values_list("record_uuid")
    counts = {str(uuid): count for uuid, count in changes.annotate(count=Count("pk"))}
    for document, version in chosen:
        names = {"kind": kind.name, "slug": document["slug"]}
        if stored.get(document["uuid"]) != canonical(document):
            yield _("%(kind)s %(slug)s is not what its history says.") % names
        elif counts.get(document["uuid"]) != version:
            yield _("%(kind)s %(slug)s has lost a part of its history.") % names


#: what is examined, in order; others add theirs (the search index does)
def _search() -> Findings:
    yield from search.drift()


def _lists() -> Findings:
    """Rows and bitmaps of the public lists."""
    yield from index.drift()


def _images() -> Findings:
    """Originals that are missing or altered, and renditions that are missing."""
    yield from image_problems()


def _originals() -> Findings:
    """Original files of sources that are missing or altered, and texts that would not be known again."""
    yield from original_problems()
    for sha256 in prints.drift():
        yield _("The archived text %(hash)s does not have its prints; `rebuild` makes them.") % {"hash": sha256}


#: what is not derived from something else, and is to be looked at when all records are there
OF_RECORDS: list[Check] = [_loops, _addresses, _revisions]
CHECKS: list[Check] = [
    *(_texts, _records, _loops, _bounds, _visibility, _addresses, _revisions),
    *(_lists, _search, _images, _originals),
]


def counts() -> dict[str, int]:
    """How many of each were looked at, for the one line that `verify` says."""
    return {
        "events": Event.objects.count(),
        "statements": Statement.objects.count(),
        "sources": Source.objects.count(),
        "texts": ArchivedText.objects.count(),
    }
