"""A package into an empty archive: all of it, or nothing."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from archive import search, verification
from archive.documents import KINDS, Document, Reference, is_empty
from archive.documents.loading import Loader, next_keys
from archive.documents.many import CatalogueOfMany
from archive.exchange.packages.bags import BagReader, PackageError
from archive.exchange.packages.exporting import FORM
from archive.exchange.packages.lines import moment_to_store
from archive.exchange.packages.printing import Prints, prints_beside
from archive.exchange.packages.registers import REGISTERS
from archive.images.keeping import keep, original_name, originals
from archive.intake import prints
from archive.models import ArchivedText, ArchiveVersion
from archive.models.bulk import (
    analyse,
    continue_counting,
    load,
    portions,
    quick_writes,
    references_checked_together,
    without_collecting_cycles,
)
from archive.timeline import index
from archive.workflow.visibility import refresh_all_visibility

Tell = Callable[[str], object]

BATCH = 500


def import_package(path: Path, tell: Tell = lambda line: None) -> int:
    """Make an empty archive what the package says; returns how many records there are.

    Every file is compared with the manifest first, and every record examined as `verify` does before anything stays.
    Raises PackageError, having written nothing, and OSError.
    """
    with path.open("rb") as file:
        if not is_empty():
            raise PackageError(_("This archive is not empty. A package is imported into a new one."))
        bag = BagReader(file)
        about = _about(bag)
        bag.check()
        tell(_("Every file is what the manifest says."))
        with _told_as_package_error(), prints_beside(path, bag) as printed, quick_writes(), transaction.atomic():
            number = _load(bag, tell, printed)
            ArchiveVersion.objects.update_or_create(pk=1, defaults={"number": about["archive_version"]})
            _require_sound(verification.examine(verification.OF_RECORDS))
        tell(_("Every record is sound."))
        _keep_files(bag)
    return number


def _about(bag: BagReader) -> dict[str, Any]:
    try:
        about = json.loads("".join(bag.lines("archive.json")))
        form, public, version = about["form"], about["public"], about.get("archive_version")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackageError(_("archive.json does not say what this package is.")) from error
    if public:
        raise PackageError(
            _("This package holds only what is public, which is no whole archive. Import its files with import_csv.")
        )
    if form != FORM or not isinstance(version, int):
        raise PackageError(_("This package has a form that this version of Dateline does not know."))
    return dict(about)


@contextmanager
def _told_as_package_error() -> Iterator[None]:
    """A package whose hashes are right can still say what no archive holds."""
    try:
        yield
    except IntegrityError as error:
        raise PackageError(_("The package contradicts itself: %(error)s") % {"error": error}) from error
    except (DatabaseError, ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, PackageError):
            raise
        raise PackageError(_("The package cannot be read: %(error)s") % {"error": repr(error)}) from error


@without_collecting_cycles()
def _load(bag: BagReader, tell: Tell, printed: Callable[[], Prints]) -> int:
    _load_texts(bag)
    keys = _keys(bag)
    loader = Loader(keys.get)
    with references_checked_together(_tables()):
        catalogue = _Packed(keys)
        for register in REGISTERS:
            register.load(bag.lines(register.path))
        # Of tables that it has not looked at since they were empty, SQLite reads the whole history for every batch.
        analyse()
        for name, kind in KINDS.items():
            for batch in portions(_record_lines(bag, name), BATCH):
                _require_sound(verification.examine_documents([line["document"] for line in batch], catalogue))
                _add(batch, keys, loader)
                history = verification.examine_history(kind, [(line["document"], line["version"]) for line in batch])
                _require_sound(history)
    continue_counting([*loader.written, *(register.model for register in REGISTERS)])
    tell(_("%(number)s records are loaded.") % {"number": len(keys)})
    refresh_all_visibility()
    index.rebuild()
    search.rebuild()
    prints.rebuild(printed())
    analyse()
    return len(keys)


def _add(lines: Iterable[dict[str, Any]], keys: Mapping[Reference, int], loader: Loader) -> None:
    """Write records; what is examined next may rest on them."""
    for line in lines:
        attributes = {key: moment_to_store(line.get(key)) for key in ("changed_at", "status_changed_at")}
        document = line["document"]
        loader.add(document, keys[_reference(document)], version=line["version"], **attributes)
    loader.flush()


def _tables() -> list[type[models.Model]]:
    """All of the archive's, with those between records, which no façade names."""
    return list(apps.get_app_config("archive").get_models(include_auto_created=True))


def _load_texts(bag: BagReader) -> None:
    def rows() -> Iterator[tuple[str, str, int]]:
        for path in bag.paths("texts"):
            content = b"".join(bag.pieces(path))
            text, digest = content.decode(), hashlib.sha256(content).hexdigest()
            if path != f"texts/{digest}.txt":
                raise PackageError(_("%(file)s is not the text that it is named for.") % {"file": path})
            yield digest, text, len(text)

    known = set(ArchivedText.objects.values_list("sha256", flat=True))
    load(ArchivedText, ("sha256", "body", "length"), (row for row in rows() if row[0] not in known))


def _record_lines(bag: BagReader, kind: str) -> Iterator[dict[str, Any]]:
    for number, text in enumerate(bag.lines(f"records/{kind}.jsonl"), 1):
        line = json.loads(text)
        if not isinstance(line, dict) or line["document"].get("record") != kind:
            message = _("records/%(kind)s.jsonl, line %(number)s: this is no such record.")
            raise PackageError(message % {"kind": kind, "number": number})
        yield line


def _keys(bag: BagReader) -> dict[Reference, int]:
    """A primary key for every record of the package, so that references may point forward."""
    keys: dict[Reference, int] = {}
    for name, kind in KINDS.items():
        numbers = next_keys(kind)
        for line in _record_lines(bag, name):
            keys[_reference(line["document"])] = next(numbers)
    return keys


def _reference(document: Document) -> Reference:
    if document["record"] == "term":
        return Reference(document["vocabulary"], document["slug"])
    return Reference(document["record"], document["uuid"])


class _Packed(CatalogueOfMany):
    """Knows all records of the package, those as well that are not loaded yet."""

    def __init__(self, keys: Mapping[Reference, int]) -> None:
        super().__init__()
        self._packed = keys

    def found(self, kind: str, keys: set[str]) -> Iterable[tuple[str, int]]:
        return ((key, number) for key in keys if (number := self._packed.get(Reference(kind, key))) is not None)


def _require_sound(findings: Iterable[str]) -> None:
    for finding in findings:
        raise PackageError(_("The package is not sound: %(finding)s") % {"finding": finding})


def _keep_files(bag: BagReader) -> None:
    """Files that nothing refers to are no harm, so they wait for no transaction."""
    for path in bag.paths("originals"):
        keep(originals(), path.removeprefix("originals/"), b"".join(bag.pieces(path)))
    for path in bag.paths("pictures"):
        keep(originals(), original_name(path.removeprefix("pictures/")), b"".join(bag.pieces(path)))
