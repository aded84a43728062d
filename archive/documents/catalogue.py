"""Answers about the archive that checking and writing documents ask again and again."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.apps import apps

from archive.documents.anchors import span
from archive.models import ArchivedText, Capture, Position, Source, Term, Vocabulary


class Reference(NamedTuple):
    """Names another record: by its UUID; a term by its vocabulary (`kind`) and slug (`key`)."""

    kind: str
    key: str


class Catalogue:
    """Resolves references and texts for one act, each asked of the database once.

    What is missing is asked again every time: it may have been written meanwhile.
    """

    def __init__(self) -> None:
        self._keys: dict[Reference, int] = {}
        self._text = lru_cache(maxsize=4)(self._load_text)

    def prime(self, references: Iterable[Reference]) -> None:
        """Look up all `references` with one query a kind."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for reference in set(references).difference(self._keys):
            wanted[reference.kind].add(reference.key)
        for kind, keys in wanted.items():
            for key, pk in self.found(kind, keys):
                self._keys[Reference(kind, key)] = pk

    def missing(self, references: Iterable[Reference]) -> set[Reference]:
        """Those of the references for which there is no record."""
        unknown = set(references).difference(self._keys)
        self.prime(unknown)
        return unknown.difference(self._keys)

    def missing_in(self, document: dict[str, Any], references: Iterable[Reference]) -> set[Reference]:
        """Those of the references, which are all that the document holds, for which there is no record."""
        return self.missing(references)

    def found(self, kind: str, keys: set[str]) -> Iterable[tuple[str, int]]:
        """(key, primary key) of those that there are."""
        return _primary_keys(kind, keys)

    def primary_key(self, reference: Reference) -> int | None:
        if reference not in self._keys:
            self.prime([reference])
        return self._keys.get(reference)

    def forget(self, reference: Reference) -> None:
        """A record was deleted or made anew: its primary key is no longer what it was."""
        self._keys.pop(reference, None)

    def text(self, source: str, version: int) -> str | None:
        """The text of a source (UUID) in that version, or None where it is not held."""
        return self._text(source, version)

    def holds(self, source: str, version: int) -> bool:
        """Whether the text of a source (UUID) is held in that version."""
        return self.text(source, version) is not None

    def span(self, source: str, version: int, start: int, end: int) -> dict[str, Any] | None:
        """`span` of the text of a source in that version, or None where it is not held. Raises ValueError."""
        text = self.text(source, version)
        return None if text is None else span(text, start, end)

    def has_text(self, sha256: str) -> bool:
        """Whether the archive holds a text with this hash, of whatever source."""
        return ArchivedText.objects.filter(pk=sha256).exists()

    def forget_texts(self) -> None:
        self._text.cache_clear()

    def versions(self, source: str) -> list[int]:
        """The versions of a source's text that are held, in order."""
        numbers = Capture.objects.filter(source__uuid=source).values_list("number", flat=True)
        return sorted(numbers)

    def person_of(self, position: str) -> str | None:
        person = Position.objects.filter(uuid=position).values_list("person__uuid", flat=True).first()
        return str(person) if person else None

    def access_of(self, sources: Iterable[str]) -> dict[str, str]:
        rows = Source.objects.filter(uuid__in=list(sources)).values_list("uuid", "access")
        return {str(uuid): access for uuid, access in rows}

    def unpublished(self, kind: str, keys: Iterable[str]) -> dict[str, str]:
        """UUID → slug, of those of these actors or sources that are not published."""
        records: Any = apps.get_model("archive", kind)._default_manager.filter(uuid__in=list(keys))
        public = set(records.published().values_list("uuid", flat=True))
        return {str(uuid): slug for uuid, slug in records.values_list("uuid", "slug") if uuid not in public}

    @staticmethod
    def _load_text(source: str, version: int) -> str | None:
        captures = Capture.objects.filter(source__uuid=source, number=version)
        return captures.values_list("text__body", flat=True).first()


def _primary_keys(kind: str, keys: set[str]) -> list[tuple[str, Any]]:
    if kind in Vocabulary.values:
        return list(Term.objects.filter(vocabulary=kind, slug__in=keys).values_list("slug", "pk"))
    model = apps.get_model("archive", kind)
    return [(str(uuid), pk) for uuid, pk in model._default_manager.filter(uuid__in=keys).values_list("uuid", "pk")]
