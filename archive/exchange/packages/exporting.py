"""The archive into a package: every file of it in a fixed order, nothing held in memory but a batch of rows."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Collate
from django.utils.translation import gettext as _

from archive.documents import KINDS, Kind
from archive.exchange.cells import guard
from archive.exchange.exporting import Export
from archive.exchange.files import FILES
from archive.exchange.packages.bags import BagWriter, PackageError
from archive.exchange.packages.descriptor import IMAGE_COLUMNS, descriptor
from archive.exchange.packages.lines import Lines, as_line
from archive.exchange.packages.registers import REGISTERS
from archive.exchange.writing import lines, whole_file
from archive.images import read_rendition, widths
from archive.images.keeping import originals, read_original
from archive.models import REVISION_ACTIONS, ArchivedText, ArchiveVersion, Capture, Change, Image, Revision

#: raised when a package says something in another way
FORM = 1
BATCH = 200
PIECE = 1 << 18


def export_package(path: Path, *, public: bool = False) -> int:
    """Write the package whole or not at all; returns how many records it holds. Raises OSError and PackageError.

    `public`: only what the public may see: the files, the pictures in their largest size, no history.
    """
    with whole_file(path.resolve()) as file, _one_moment():
        return write_package(file, public=public)


def write_package(file: BinaryIO, *, public: bool = False) -> int:
    """The same to a file that is open."""
    titles: dict[str, str] = {}
    with BagWriter(file) as bag:
        for name, title, pieces in _contents(public=public):
            titles[bag.add(name, pieces).path] = title
        bag.add("datapackage.json", [descriptor(bag.packed, titles).encode()])
        bag.finish({"Bag-Software-Agent": "Dateline", "External-Description": _scope(public=public)})
    return sum(_chosen(kind, public=public).count() for kind in KINDS.values())


def _scope(*, public: bool) -> str:
    return "What the archive shows to everybody" if public else "The whole archive"


@contextmanager
def _one_moment() -> Iterator[None]:
    """All of a package is of one moment, whatever is written meanwhile; nobody who writes waits for it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Django's own transactions would keep everybody else from writing.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


Content = tuple[str, str, Iterable[bytes]]


def _contents(*, public: bool) -> Iterator[Content]:
    yield "archive.json", "What this package is", [_about(public=public).encode()]
    for name, file in FILES.items():
        title = str(file.kind.model._meta.verbose_name_plural).capitalize()
        yield f"{name}.csv", title, Export(name, public=public).csv()
    yield "images.csv", "Pictures with their credit", _encoded(_images(public=public))
    if public:
        yield from _public_pictures()
        return
    for kind in KINDS.values():
        yield f"records/{kind.name}.jsonl", f"Documents: {kind.plural}", _encoded(_records(kind))
    for register in REGISTERS:
        yield register.path, register.title, _encoded(register.lines())
    yield from _texts()
    yield from _originals()


def _about(*, public: bool) -> str:
    values = {"form": FORM, "public": public}
    return as_line(values if public else {**values, "archive_version": ArchiveVersion.current()})


def _encoded(text: Iterable[str]) -> Iterator[bytes]:
    """In pieces of some size: a zip takes few large ones better than many small ones."""
    waiting, length = [], 0
    for line in text:
        waiting.append(line)
        length += len(line)
        if length >= PIECE:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    yield "".join(waiting).encode()


def _chosen(kind: Kind, *, public: bool) -> QuerySet[Any]:
    records: Any = kind.model._default_manager
    return records.published() if public else records.all()


def _ordered(records: QuerySet[Any], *names: str) -> QuerySet[Any]:
    """By code points on either database."""
    return records.order_by(*(Collate(name, "C") if connection.vendor == "postgresql" else F(name) for name in names))


def _records(kind: Kind) -> Iterator[str]:
    """The documents are read from the history, whose last word on a record is the record itself."""
    names = ("vocabulary", "slug") if kind.name == "term" else ("slug",)
    fields = ("version", "changed_at", *(("status_changed_at",) if kind.has_status else ()))
    written = Lines(kind.model, fields, more={"document": (_last_word(kind), _known)})
    return written.of(_ordered(kind.model._default_manager.all(), *names), BATCH)


def _last_word(kind: Kind) -> Subquery:
    """What the history last says that a record is; what happens to a pending revision leaves it as it was before."""
    changes = Change.objects.filter(record_uuid=OuterRef("uuid"), record_kind=kind.name, version=OuterRef("version"))
    said = Case(When(action__in=REVISION_ACTIONS, then="before"), default="after")
    return Subquery(changes.order_by().values_list(said)[:1])


def _known(document: str | None) -> str:
    if not document:
        raise PackageError(_("The history does not say what each record is. Run verify."))
    return document


def _images(*, public: bool) -> Iterator[str]:
    def rows() -> Iterator[list[str]]:
        yield list(IMAGE_COLUMNS)
        for values in _ordered(_chosen(KINDS["image"], public=public), "slug").values_list(*IMAGE_COLUMNS):
            yield [guard(str(value)) for value in values]

    return lines(rows())


def _public_pictures() -> Iterator[Content]:
    """Of each public picture its largest rendition, which carries no metadata."""
    for image in _ordered(_chosen(KINDS["image"], public=True), "slug").iterator():
        yield f"images/{image.slug}.jpg", "", [read_rendition(image, widths(image.width)[-1], "jpg")]


def _texts() -> Iterator[Content]:
    for text in _ordered(ArchivedText.objects.all(), "sha256").iterator(chunk_size=10):
        yield f"texts/{text.sha256}.txt", "", [text.body.encode()]


def _originals() -> Iterator[Content]:
    """Files as they came in: of sources, and of pictures."""
    try:
        for name in sorted(_original_names()):
            with originals().open(name) as file:
                yield f"originals/{name}", "", _pieces(file)
        for sha256 in sorted(set(Image.objects.values_list("sha256", flat=True))):
            yield f"pictures/{sha256}", "", [read_original(sha256)]
    except FileNotFoundError as error:
        raise PackageError(_("An original is missing: %(file)s. Run verify.") % {"file": error.filename}) from error


def _original_names() -> set[str]:
    """Of the texts that sources hold, and of those that wait in a pending revision."""
    names = set(Capture.objects.exclude(original="").values_list("original", flat=True))
    for revision in Revision.objects.filter(record_kind="source").iterator():
        names.update(row["original"] for row in revision.pending["captures"] if row["original"])
    return names


def _pieces(file: Any) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
