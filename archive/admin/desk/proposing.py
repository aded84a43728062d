"""What rules propose for a text. Where the rules are not installed nothing is proposed, and all else works."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

from archive.admin.desk.sheets import Sheet
from archive.documents import Document
from archive.models import ArchiveVersion, Source

#: a sentence ends behind these, where white space and something other than a small letter follow; “U.S.” ends none
_PLAIN_END = re.compile(r"(?:(?<!\b\w)\.|[!?…])[\"'”’»)\]]*\s+(?=[^\sa-zа-я])|\n+")


def proposals(sheet: Sheet) -> list[Any]:
    """The statements that rules find in the text (see `archive.proposals`); in an archive without rules none."""
    rules = _rules()
    return list(_proposed(sheet, ArchiveVersion.current())) if rules else []


@lru_cache(maxsize=4)
def _proposed(sheet: Sheet, archive_version: int) -> tuple[Any, ...]:
    # The archive's version stands among the arguments because the names that the archive knows change with it.
    known = import_module("archive.proposals.known").known_to_archive()
    language, issued = sheet.source.language, sheet.source.issued
    return tuple(_rules().propose(sheet.body, language=language, issued=issued, known=known))


def days_in(sheet: Sheet) -> list[Any]:
    """The days that the text names, in EDTF with the reason for each."""
    rules = _rules()
    if rules is None:
        return []
    return list(rules.days_in(sheet.body, language=sheet.source.language, issued=sheet.source.issued))


def sentences(sheet: Sheet) -> list[tuple[int, int]]:
    """Where the sentences stand (code points, end exclusive), in order and apart."""
    rules = _rules()
    if rules is not None:
        return list(rules.sentences(sheet.body, sheet.source.language))
    return [
        (paragraph.start + start, paragraph.start + end)
        for paragraph in sheet.paragraphs
        for start, end in _plain_sentences(paragraph.text)
    ]


def statement_documents(found: list[Any], sheet: Sheet) -> list[Document]:
    """The drafts of statements as proposed, in the same order."""
    if not found:
        return []
    # Read once with its texts: each draft looks its words up there.
    source = Source.objects.prefetch_related("captures__text").get(pk=sheet.source.pk)
    make = import_module("archive.proposals.documents").statement_document
    return [dict(make(proposal, source, version=sheet.version)) for proposal in found]


def _plain_sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for end in [*(found.end() for found in _PLAIN_END.finditer(text)), len(text)]:
        words = text[at:end].strip()
        if words:
            start = text.index(words, at)
            yield start, start + len(words)
        at = end


def _rules() -> Any:
    try:
        return import_module("archive.proposals")
    except ModuleNotFoundError as error:
        if error.name != "archive.proposals":
            raise
        return None
