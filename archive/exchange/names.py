"""Files name records by slug, documents by UUID. Here the one is found for the other, in batches."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple, Protocol, TypeVar

from django.db.models import Max
from django.utils.translation import gettext as _

from archive.documents import KINDS, Document, kind_of
from archive.exchange.cells import CellError
from archive.models import Access, Address, ArchivedText, Capture, Term, Vocabulary

BATCH = 500
"""So many keys go into one query; SQLite takes at least 999."""

#: names that are remembered; then they are forgotten all together
MOST_REMEMBERED = 10_000

T = TypeVar("T")


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


class Brought(Protocol):
    """Records and texts that files bring, and that the archive does not have yet."""

    def slugs(self, kind: str, keys: Collection[str]) -> Mapping[str, str]:
        """Key in documents → slug."""

    def text(self, sha256: str) -> str | None: ...


class Named(NamedTuple):
    """A record as a file names it. `kind` is its kind, for a term its vocabulary."""

    kind: str
    slug: str


# From documents to files


class Names:
    """Slugs, latest versions and texts for writing a batch of documents; a fixed number of queries for all.

    `public`: only what is published has a name, and texts only where everybody may read them. `brought`: records
    that are not in the archive yet have names, too.
    """

    def __init__(
        self, documents: Iterable[Document], *, public: bool = False, brought: "Brought | None" = None
    ) -> None:
        self.public = public
        self._slugs: dict[tuple[str, str], str] = {}
        self._private: set[str] = set()
        wanted: dict[str, set[str]] = defaultdict(set)
        texts: set[str] = set()
        for document in documents:
            for _path, reference in kind_of(document).references(document):
                wanted[reference.kind].add(reference.key)
            if document["record"] == "source" and (not public or document["access"] == Access.FULL):
                texts |= {latest["text"]} if (latest := latest_capture(document)) else set()
        for kind, keys in wanted.items():
            self._load(kind, keys)
            if brought and (new := [key for key in keys if (kind, key) not in self._slugs]):
                self._slugs |= {(kind, key): slug for key, slug in brought.slugs(kind, new).items()}
        self._versions = latest_versions(wanted["source"]) if wanted["source"] else {}
        self._texts = dict(ArchivedText.objects.filter(pk__in=texts).values_list("pk", "body")) if texts else {}
        if brought:
            self._texts |= {sha256: body for sha256 in texts if (body := brought.text(sha256)) is not None}

    def _load(self, kind: str, keys: set[str]) -> None:
        if kind in Vocabulary.values:
            terms: Any = Term.objects.published() if self.public else Term.objects.all()
            for batch in batches(keys):
                found = terms.filter(vocabulary=kind, slug__in=batch).values_list("slug", flat=True)
                self._slugs |= {(kind, slug): slug for slug in found}
            return
        manager: Any = KINDS[kind].model._default_manager
        records: Any = manager.published() if self.public else manager.all()
        columns = ("uuid", "slug", "access") if kind == "source" else ("uuid", "slug")
        for batch in batches(keys):
            for uuid, slug, *access in records.filter(uuid__in=batch).values_list(*columns):
                self._slugs[kind, str(uuid)] = slug
                if access == [Access.PRIVATE]:
                    self._private.add(str(uuid))

    def slug(self, kind: str, key: str | None) -> str | None:
        """The slug of a record (a term's key is its slug already); None for one that is to be left out."""
        return self._slugs.get((kind, key)) if key else None

    def latest_version(self, source: str) -> int | None:
        return self._versions.get(source)

    def hides_anchors(self, source: str) -> bool:
        """Whether nobody may be told which words of the source are cited."""
        return self.public and source in self._private

    def text(self, sha256: str) -> str:
        """The archived text; empty where it is not to be told."""
        return self._texts.get(sha256, "")


def latest_capture(document: Document) -> dict[str, Any] | None:
    """The newest version in a source's document."""
    return max(document["captures"], key=lambda capture: capture["number"], default=None)


def latest_versions(sources: Iterable[str]) -> dict[str, int]:
    """UUID → the number of the newest version, of the sources that are held."""
    found: dict[str, int] = {}
    for batch in batches(sources):
        captures = Capture.objects.filter(source__uuid__in=batch).values_list("source__uuid")
        found |= {str(uuid): number for uuid, number in captures.annotate(latest=Max("number")).order_by()}
    return found


# From files to documents


class Owners(Protocol):
    """Records that files bring with them."""

    def owners(self, space: str, slugs: Collection[str]) -> Mapping[str, tuple[str, int]]:
        """Slug → (UUID, row number) of those among them; `space` is a kind, for terms a vocabulary."""


class Lookup:
    """Finds what a file names: first among what the files bring, then in the archive. `prime` asks for many at once."""

    def __init__(self, owners: Owners) -> None:
        self._owners = owners
        self._forget()

    def _forget(self) -> None:
        self._found: dict[Named, str] = {}
        self._former: dict[Named, str] = {}
        self._asked: set[Named] = set()

    def prime(self, names: Iterable[Named]) -> None:
        if len(self._asked) > MOST_REMEMBERED:
            self._forget()
        wanted: dict[str, set[str]] = defaultdict(set)
        for name in names:
            if name not in self._asked:
                wanted[name.kind].add(name.slug)
        for kind, slugs in wanted.items():
            self._asked |= {Named(kind, slug) for slug in slugs}
            found = self._brought(kind, slugs)
            found |= current(kind, slugs - found.keys())
            self._found |= {Named(kind, slug): key for slug, key in found.items()}
            renamed = former(kind, slugs - found.keys())
            self._former |= {Named(kind, slug): now for slug, now in renamed.items()}

    def _brought(self, kind: str, slugs: set[str]) -> dict[str, str]:
        owners = self._owners.owners(kind, slugs)
        return {slug: slug if kind in Vocabulary.values else uuid for slug, (uuid, _number) in owners.items()}

    def find(self, name: Named) -> str:
        """The key of the record in documents: its UUID, for a term its slug. Raises CellError."""
        if key := self._found.get(name):
            return key
        self.prime([name])
        if key := self._found.get(name):
            return key
        if now := self._former.get(name):
            message = _("“%(slug)s” is a former address; the record is now “%(now)s”.")
            raise CellError(message % {"slug": name.slug, "now": now})
        raise CellError(_("There is no %(kind)s “%(slug)s”.") % {"kind": kind_label(name.kind), "slug": name.slug})


def kind_label(kind: str) -> str:
    """A kind of record, or a vocabulary, for a person."""
    if kind in Vocabulary.values:
        return str(Vocabulary(kind).label)
    return str(KINDS[kind].model._meta.verbose_name)


def current(kind: str, slugs: Iterable[str]) -> dict[str, str]:
    """Slug → key in documents, of the records that there are."""
    found: dict[str, str] = {}
    for batch in batches(slugs):
        if kind in Vocabulary.values:
            terms = Term.objects.filter(vocabulary=kind, slug__in=batch)
            found |= {slug: slug for slug in terms.values_list("slug", flat=True)}
        else:
            records: Any = KINDS[kind].model._default_manager
            found |= {slug: str(uuid) for slug, uuid in records.filter(slug__in=batch).values_list("slug", "uuid")}
    return found


def former(kind: str, slugs: Iterable[str]) -> dict[str, str]:
    """Former slug → the slug that the record has now; "" where the record is no more."""
    owners: dict[str, Any] = {}
    for batch in batches(slugs):
        owners |= dict(Address.objects.filter(kind=kind, slug__in=batch).values_list("slug", "record_uuid"))
    now: dict[Any, str] = {}
    for uuids in batches(set(owners.values())):
        held = Address.objects.filter(record_uuid__in=uuids, is_current=True)
        now |= dict(held.values_list("record_uuid", "slug"))
    living = current(kind, set(now.values()))
    addresses_now = {slug: now.get(uuid, "") for slug, uuid in owners.items()}
    return {slug: address if address in living else "" for slug, address in addresses_now.items()}
