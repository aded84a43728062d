"""An act: everything that one person does at once, for one reason, in one transaction."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from archive.documents import Catalogue, Document, Reference, kind_of
from archive.models import ArchiveVersion
from archive.workflow.many import Many
from archive.workflow.visibility import refresh_visibility, refresh_visibility_of_many

Touched = set[Reference]
Listener = Callable[[Touched], None]

_listeners: list[Listener] = []


def on_change(listener: Listener) -> Listener:
    """Register `listener`: called at the end of each act, inside its transaction, with every record it touched.

    References name the record's kind and UUID (for a term: vocabulary and slug).
    """
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


@dataclass
class Act:
    """Who, when, why. Verbs of the workflow take it; all that they write in it shares one archive version."""

    by: Any
    reason: str = ""
    at: datetime = field(default_factory=timezone.now)
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    catalogue: Catalogue = field(default_factory=Catalogue)
    changed: Touched = field(default_factory=set)
    referred: Touched = field(default_factory=set)
    _archive_version: int | None = None

    @property
    def archive_version(self) -> int:
        """The number that this act raises the archive to; asking for it raises it."""
        if self._archive_version is None:
            self._archive_version = _raise_archive_version()
        return self._archive_version

    @contextmanager
    def because(self, reason: str) -> Iterator[None]:
        """For one record: `reason`, unless the act has its own. The act's other records do not get it."""
        own, self.reason = self.reason, self.reason or reason
        try:
            yield
        finally:
            self.reason = own

    def touch(self, *documents: Document | None) -> None:
        """Note what changed and what it refers to or referred to."""
        for document in documents:
            if document is not None:
                self.changed.add(reference_to(document))
                self.referred.update(target for _path, target in kind_of(document).references(document))


def reference_to(document: Document) -> Reference:
    """How other documents name this one's record."""
    if document["record"] == "term":
        return Reference(document["vocabulary"], document["slug"])
    return Reference(document["record"], document["uuid"])


def _raise_archive_version() -> int:
    # The row stays locked until the act ends, so acts take their numbers in the order in which they commit.
    if not ArchiveVersion.objects.filter(pk=1).update(number=F("number") + 1):
        ArchiveVersion.objects.create(pk=1, number=1)
    return ArchiveVersion.objects.get(pk=1).number


def tell_listeners(touched: Touched) -> None:
    """Have all that is derived from the records follow what was touched."""
    for listener in _listeners:
        listener(touched)


Follower = Callable[[Many], None]

_followers: list[Follower] = []


def on_many(follower: Follower) -> Follower:
    """Register `follower`: called at the end of an act on very many records, inside its transaction."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def follow_many(many: Many) -> None:
    """Have all that is derived follow an act that wrote the records themselves: once, when all of them are written.

    For who writes past `save`, as a large import does; an act that holds nothing else changed tells nobody.
    """
    refresh_visibility_of_many(many)
    for follower in _followers:
        follower(many)


@contextmanager
def act(by: Any, reason: str = "") -> Iterator[Act]:
    """Open an act: `with act(user, "Why") as this: save(document, this)`. All of it is written, or nothing."""
    with transaction.atomic():
        this = Act(by=by, reason=reason.strip())
        yield this
        if this.changed:
            refresh_visibility(this.changed | this.referred)
            tell_listeners(this.changed | this.referred)
