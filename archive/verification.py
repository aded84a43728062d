"""Is the archive sound? Fixity, anchors, references, derived values, history and the search index, checked anew.

`verify()` reads everything and trusts nothing that is stored beside it; it writes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from archive import search
from archive.dates import UNDATED, EDTFError, parse
from archive.documents import KINDS, Catalogue, Kind, canonical, check, read_prefetched
from archive.documents.hierarchies import HIERARCHIES, stored_loops
from archive.images import image_problems
from archive.intake import prints
from archive.intake.originals import original_problems
from archive.models import (
    REVISION_ACTIONS,
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
    """Each record's own document: values, references, anchors, chains, and what publication asks for."""
    for kind in KINDS.values():
        catalogue = Catalogue()
        for record in kind.records.iterator(chunk_size=BATCH):
            document = read_prefetched(record)
            problems = check(document, catalogue)
            if not problems and document.get("status") == Status.PUBLISHED:
                problems = missing_for_publication(document, catalogue)
            for problem in problems:
                yield f"{kind.name} {record.slug}: {problem}"


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
    current = {
        (address.kind, str(address.record_uuid)): address.slug for address in Address.objects.filter(is_current=True)
    }
    for kind in KINDS.values():
        for record in kind.model._default_manager.iterator(chunk_size=BATCH):
            if current.get((record.address_kind, str(record.uuid))) != record.slug:
                yield _("%(kind)s %(slug)s does not stand in the table of addresses.") % {
                    "kind": kind.name,
                    "slug": record.slug,
                }


def _history() -> Findings:
    """The last thing that the history says of a record is what the record is now."""
    for kind in KINDS.values():
        yield from _history_of(kind)
    known = {kind.name: set(_uuids(kind)) for kind in KINDS.values()}
    for revision in Revision.objects.iterator():
        if revision.record_uuid not in known.get(revision.record_kind, ()):
            yield _("A revision is pending for a record that is not there: %(uuid)s.") % {"uuid": revision.record_uuid}


def _uuids(kind: Kind) -> Any:
    return kind.model._default_manager.values_list("uuid", flat=True)


def _history_of(kind: Kind) -> Findings:
    for record in kind.records.iterator(chunk_size=BATCH):
        changes = Change.objects.filter(record_uuid=record.uuid)
        latest = changes.exclude(action__in=REVISION_ACTIONS).order_by("-version").first()
        if latest is None or latest.after != canonical(read_prefetched(record)):
            yield _("%(kind)s %(slug)s is not what its history says.") % {"kind": kind.name, "slug": record.slug}
        elif record.version != changes.count():
            yield _("%(kind)s %(slug)s has lost a part of its history.") % {"kind": kind.name, "slug": record.slug}


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


#: of these, what is not derived from something else
OF_RECORDS: list[Check] = [_records, _loops, _addresses, _history]
CHECKS: list[Check] = [
    *(_texts, _records, _loops, _bounds, _visibility, _addresses, _history),
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
