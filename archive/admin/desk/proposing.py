"""What rules propose for the text on the desk; see `archive.proposals`."""

from functools import lru_cache

from archive.admin.desk.sheets import Sheet
from archive.documents import Document
from archive.models import ArchiveVersion, Source
from archive.proposals import Day, Proposal, known_to_archive, propose
from archive.proposals import days_in as find_days
from archive.proposals.documents import statement_document


def proposals(sheet: Sheet) -> list[Proposal]:
    """The statements that rules find in the text."""
    return list(_proposed(sheet, ArchiveVersion.current()))


@lru_cache(maxsize=4)
def _proposed(sheet: Sheet, archive_version: int) -> tuple[Proposal, ...]:
    # The archive's version stands among the arguments because the names that the archive knows change with it.
    language, issued = sheet.source.language, sheet.source.issued
    return tuple(propose(sheet.body, language=language, issued=issued, known=known_to_archive()))


def days_in(sheet: Sheet) -> list[Day]:
    """The days that the text names, in EDTF with the reason for each."""
    return list(find_days(sheet.body, language=sheet.source.language, issued=sheet.source.issued))


def statement_documents(found: list[Proposal], sheet: Sheet) -> list[Document]:
    """The drafts of statements as proposed, in the same order."""
    if not found:
        return []
    # Read once with its texts: each draft looks its words up there.
    source = Source.objects.prefetch_related("captures__text").get(pk=sheet.source.pk)
    return [dict(statement_document(proposal, source, version=sheet.version)) for proposal in found]
