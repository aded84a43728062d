"""What the index should hold of each public record, read in bulk."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from archive.documents.disclosure import Disclosed, disclose
from archive.models import Access, ArchivedText, Capture, SearchEntry, Source
from archive.search.declared import NAMED_BY, Searchable
from archive.search.folding import BREAK, folded_words
from archive.search.sections import sections

#: raise it when words are folded or cut in another way: every entry is then out of date
FORM = 1
# A list of names that nobody reads to its end must not outgrow what a database can index (1 MB in PostgreSQL).
MOST_NAME_WORDS = 1000


@dataclass(frozen=True)
class ArchivedPassage:
    """A public span of an archived text, to be read when it is needed."""

    sha256: str
    start: int
    end: int


@dataclass
class Outline:
    """What one public record gives to the index; its archived text is only named."""

    kind: str
    record_id: int
    language: str
    title: list[str]
    names: list[str]
    text: list[str]
    context: list[str] = field(default_factory=list)
    archived: list[ArchivedPassage] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        archived = [(item.sha256, item.start, item.end) for item in self.archived]
        content = [FORM, self.language, self.title, self.names, self.text, self.context, archived]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    @property
    def name_words(self) -> tuple[str, str]:
        """The folded words by which others name the record: of its title and of its other names."""
        return _joined(self.title), _joined(self.names)

    def entries(self) -> Iterator[SearchEntry]:
        """The rows of the index, not yet saved: one, and one for each further section of a long text."""
        fingerprint, (title, names), context = self.fingerprint, self.name_words, _joined(self.context)
        for part, section in enumerate(sections(self._passages())):
            yield SearchEntry(
                kind=self.kind,
                record_id=self.record_id,
                part=part,
                language=self.language,
                title=title,
                names=names,
                body=section.words,
                context=context,
                text=section.text,
                fingerprint=fingerprint,
            )

    def _passages(self) -> list[str]:
        chosen = {item.sha256 for item in self.archived}
        bodies = dict(ArchivedText.objects.filter(sha256__in=chosen).values_list("sha256", "body")) if chosen else {}
        archived = [bodies[item.sha256][item.start : item.end] for item in self.archived if item.sha256 in bodies]
        return [*self.text, *archived]


def _joined(names: Iterable[str]) -> str:
    found = [folded_words(name) for name in names]
    words = [word for name in found if name for word in (BREAK, *name)]
    return " ".join(words[1 : MOST_NAME_WORDS + 1])


def outlines(searchable: Searchable, keys: Collection[int]) -> dict[int, Outline]:
    """Of those with these primary keys that are public. A fixed number of queries for the whole batch."""
    records = _published(searchable.model, keys, searchable.title + searchable.names)
    found = {record.pk: _outline(searchable, record) for record in records}
    for way in searchable.refers_to:
        for key, names in _names_along(searchable, way, found):
            found[key].context.extend(names)
    if searchable.has_archived_text:
        _add_archived(records, found)
    return found


def _published(model: Any, keys: Collection[int], fields: Iterable[str]) -> list[Any]:
    records = model._default_manager.published().filter(pk__in=keys).order_by("pk")
    return list(records.prefetch_related(*(name for name in fields if name == "other_names")))


def _outline(searchable: Searchable, record: Any) -> Outline:
    return Outline(
        kind=searchable.kind,
        record_id=record.pk,
        language=getattr(record, "language", ""),
        title=_texts(record, searchable.title),
        names=_texts(record, searchable.names),
        text=_texts(record, searchable.text),
    )


def _texts(record: Any, names: Iterable[str]) -> list[str]:
    texts: list[str] = []
    for name in names:
        value = getattr(record, name)
        texts += [str(item) for item in value.all()] if isinstance(value, models.Manager) else [value]
    return [text for text in texts if text]


def _names_along(searchable: Searchable, way: str, found: Collection[int]) -> Iterator[tuple[int, list[str]]]:
    """(primary key, names of a public record that it refers to this way), in a fixed order."""
    target = searchable.target(way)
    referring = searchable.model._default_manager.filter(pk__in=found, **{f"{way}__isnull": False})
    pairs = sorted(set(referring.values_list("pk", way)))
    fields = NAMED_BY[target]
    named = {record.pk: _texts(record, fields) for record in _published(target, {key for _pk, key in pairs}, fields)}
    for pk, key in pairs:
        if key in named:
            yield pk, named[key]


def _add_archived(sources: list[Source], found: dict[int, Outline]) -> None:
    hashes: dict[int, dict[int, str]] = defaultdict(dict)
    captures = Capture.objects.filter(source__in=sources).order_by("source", "number")
    for source, number, sha256 in captures.values_list("source", "number", "text"):
        hashes[source][number] = sha256
    for key, disclosed in disclose(sources).items():
        if disclosed.access == Access.PRIVATE:
            # Its byline is not public either.
            found[key].names.clear()
        found[key].archived += _passages(disclosed, hashes[key])


def _passages(disclosed: Disclosed, hashes: dict[int, str]) -> Iterator[ArchivedPassage]:
    """Of a text that is public as a whole the latest version, otherwise what is public of each."""
    versions = sorted(hashes)[-1:] if disclosed.is_whole else sorted(hashes)
    for version in versions:
        for start, end in disclosed.passages(version):
            yield ArchivedPassage(hashes[version], start, end)
