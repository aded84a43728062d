"""Taking in records that fixtures wrote straight into the tables: derive, check, address, log."""

from typing import Any

from archive.documents import KINDS, Catalogue, Problem, check, read_prefetched
from archive.models import Action, Address, Change, Membership
from archive.workflow.acts import act
from archive.workflow.addresses import address_kind
from archive.workflow.errors import Refused
from archive.workflow.log import entry
from archive.workflow.requirements import missing_for_publication
from archive.workflow.visibility import refresh_all_visibility


def adopt(by: Any, reason: str) -> int:
    """Make every record without a history the archive's own, and return how many there were.

    Bounds, addresses, visibility and the search index are derived and a Change is written for each; a record that
    no editor could have saved or published is refused with all its problems. One transaction.
    """
    with act(by, reason) as this:
        for membership in Membership.objects.all():
            membership.save()
        adopted = [_derive(record, this) for kind in KINDS.values() for record in kind.records.filter(version=0)]
        Address.objects.bulk_create(
            Address(kind=record.address_kind, slug=record.slug, record_uuid=record.uuid) for record in adopted
        )
        refresh_all_visibility()
        changes, problems = [], []
        for kind in KINDS.values():
            for record in kind.records.filter(pk__in=[item.pk for item in adopted if isinstance(item, kind.model)]):
                document = read_prefetched(record)
                problems += _problems(document, this.catalogue)
                changes.append(entry(Action.CREATED, (None, document), this, version=1, title=str(record)))
                this.touch(document)
        if problems:
            raise Refused(problems)
        Change.objects.bulk_create(changes)
    return len(adopted)


def _derive(record: Any, this: Any) -> Any:
    record.version, record.changed_at = 1, this.at
    if hasattr(record, "status"):
        record.status_changed_at = this.at
    record.save()
    return record


def _problems(document: Any, catalogue: Catalogue) -> list[Problem]:
    found = check(document, catalogue)
    if not found and document.get("status") == "published":
        found = missing_for_publication(document, catalogue)
    where = f"{address_kind(document)}/{document['slug']}"
    return [Problem(f"{where}: {problem.path}", problem.message, problem.value) for problem in found]
