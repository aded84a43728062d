"""The canonical document of each record: read, checked, written, compared.

A document is one JSON object for a record with all that belongs to it:

    {"record": "topic", "uuid": "…", "slug": "nato-enlargement", "name": "…", "part_of": null, …}

`record` is the kind, `status` stands in those that have one; references are UUIDs, terms their slugs. The history
keeps documents, a pending revision is one, undo and restore write one back. `KINDS` says what each consists of.
"""

from archive.documents.anchors import NO_SPAN, cite, span
from archive.documents.catalogue import Catalogue, Reference
from archive.documents.checking import check
from archive.documents.comparing import Difference, compare, same_content
from archive.documents.disclosure import Disclosed, disclose
from archive.documents.joining import OlderText, differing, joined, joined_captures, taken_back
from archive.documents.kinds import KINDS, KINDS_BY_PLURAL, Document, Kind, kind_of
from archive.documents.problems import Problem
from archive.documents.reading import blank, canonical, normal, read, read_many, read_prefetched
from archive.documents.referring import exchanged, referring
from archive.documents.removing import Tie, remove_many, ties
from archive.documents.writing import find, is_empty, remove, write

__all__ = [
    "KINDS",
    "KINDS_BY_PLURAL",
    "NO_SPAN",
    "Catalogue",
    "Difference",
    "Disclosed",
    "Document",
    "Kind",
    "OlderText",
    "Problem",
    "Reference",
    "Tie",
    "blank",
    "canonical",
    "check",
    "cite",
    "compare",
    "differing",
    "disclose",
    "exchanged",
    "find",
    "is_empty",
    "joined",
    "joined_captures",
    "kind_of",
    "normal",
    "read",
    "read_many",
    "read_prefetched",
    "referring",
    "remove",
    "remove_many",
    "same_content",
    "span",
    "taken_back",
    "ties",
    "write",
]
