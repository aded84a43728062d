"""Writing many records past the workflow's verbs, as a large import does: by their documents, with nothing derived."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pyroaring import BitMap

from archive.documents import Catalogue, Document, find, kind_of, read, remove, write
from archive.workflow import Many
from archive.workflow.acts import follow_many

ORDER = ("place", "topic", "actor", "position", "source", "event", "statement")


class WritingPast:
    """`put` and `take` documents, then `follow`: what is derived hears of all of them at once, kind by kind."""

    def __init__(self) -> None:
        self.catalogue = Catalogue()
        self.changed: dict[str, BitMap] = defaultdict(BitMap)
        self.referred: dict[str, dict[str, BitMap]] = defaultdict(lambda: defaultdict(BitMap))

    def put(self, document: Document) -> None:
        record = find(document)
        before = [read(record)] if record else []
        status = {"status": document["status"]} if "status" in document else {}
        self._note(write(document, record, self.catalogue, **status), [*before, document])

    def take(self, document: Document) -> None:
        record = find(document)
        self._note(record, [document])
        remove(record, self.catalogue)

    def _note(self, record: Any, documents: Iterable[Document]) -> None:
        kind = record.record_kind
        self.changed[kind].add(record.pk)
        for document in documents:
            for _path, reference in kind_of(document).references(document):
                if key := self.catalogue.primary_key(reference):
                    self.referred[kind][reference.kind].add(key)

    def follow(self) -> None:
        for kind in ORDER:
            if self.changed[kind]:
                follow_many(Many(kind, self.changed[kind], self.referred[kind]))
