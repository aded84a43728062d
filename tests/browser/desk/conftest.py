"""A source on an editor's desk, with nothing proposed, or what made-up rules propose."""

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from archive.admin.desk import proposing
from archive.documents import KINDS, blank, cite, span
from archive.models import Actor, Statement
from tests.archive_factory import ArchiveFactory
from tests.browser.desk.desks import TEXT, opened


@pytest.fixture
def archive(live_server) -> ArchiveFactory:
    return ArchiveFactory()


@pytest.fixture
def anna(archive) -> Actor:
    return archive.actor("Anna Berg", other_names=[{"name": "Анна Берг", "language": "ru"}])


@pytest.fixture
def source(archive):
    archive.term("cue", "said")
    archive.term("cue", "denied")
    return archive.source("A report", text=TEXT, language="en")


@pytest.fixture
def cited(archive, anna, source) -> Statement:
    """A published statement that rests on the source."""
    return archive.statement("peace is near", speaker=anna, source=source)


@pytest.fixture
def desk(page, log_in, editor, source, monkeypatch) -> Page:
    """The editor's desk; nothing is proposed."""
    if not getattr(proposing, "made_up", False):
        monkeypatch.setattr(proposing, "proposals", lambda sheet: [])
        monkeypatch.setattr(proposing, "days_in", lambda sheet: [])
    log_in(editor)
    return opened(page, source)


@dataclass(frozen=True)
class MadeUp:
    key: str
    start: int
    end: int
    quote: Any = None
    speaker: Any = None
    confidence: float = 0.8
    reasons: tuple[str, ...] = ("A name before “said”.",)


@pytest.fixture
def rules(monkeypatch, anna) -> None:
    """Rules that propose three statements, the last without a speaker."""
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in ("peace is near", "We will talk")]
    denied = (TEXT.index("The ministry denied it"), TEXT.index(" Cafe"))
    found = [MadeUp(f"key {number}", *each) for number, each in enumerate([*spans, denied])]

    def document(proposal: Any, source: Any) -> dict[str, Any]:
        words = TEXT[proposal.start : proposal.end]
        citation = cite(str(source.uuid), version=1, **span(TEXT, proposal.start, proposal.end))
        speaker = None if proposal.key == "key 2" else str(anna.uuid)
        return blank(KINDS["statement"], kind="assertion", speaker=speaker, summary=words, citations=[citation])

    monkeypatch.setattr(proposing, "made_up", True, raising=False)
    monkeypatch.setattr(proposing, "proposals", lambda sheet: found)
    monkeypatch.setattr(proposing, "days_in", lambda sheet: [])
    monkeypatch.setattr(
        proposing, "statement_documents", lambda found, sheet: [document(each, sheet.source) for each in found]
    )
