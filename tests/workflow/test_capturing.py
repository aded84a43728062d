"""Archived text is normalised once, hashed, and never changed."""

import hashlib

import pytest
from django.contrib.auth.models import User

from archive.models import ArchivedText
from archive.workflow import Refused, act, capture
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


def test_line_ends_become_line_feeds_and_nothing_else_changes(editor: User) -> None:
    source = ArchiveFactory().source(text="", status="draft")
    with act(editor) as this:
        source = capture(source, "  One\r\nTwo\rThree \n", "2022-01-26T16:14:00+02:00", this)
    text = source.latest_capture().text
    assert text.body == "  One\nTwo\nThree \n"
    assert text.sha256 == hashlib.sha256(text.body.encode()).hexdigest()
    assert source.captured_at == "2022-01-26T16:14:00+02:00"


def test_the_same_text_is_no_new_version(editor: User) -> None:
    source = ArchiveFactory().source(text="As captured.\n", status="draft")
    with act(editor) as this:
        source = capture(source, "As captured.\r\n", "2023-01-01T00:00:00Z", this)
    assert source.captures.count() == 1


@pytest.mark.parametrize("text", ["", "a\x00b", "half \ud83d"])
def test_what_cannot_be_kept_is_refused(editor: User, text: str) -> None:
    source = ArchiveFactory().source(text="", status="draft")
    with pytest.raises(Refused) as refusal, act(editor) as this:
        capture(source, text, "2023-01-01T00:00:00Z", this)
    assert refusal.value.problems[0].field == "text"
    assert not ArchivedText.objects.exists()


def test_a_text_has_a_greatest_length(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.workflow.capturing.TEXT_LIMIT", 10)
    source = ArchiveFactory().source(text="", status="draft")
    with pytest.raises(Refused, match="10"), act(editor) as this:
        capture(source, "x" * 11, "2023-01-01T00:00:00Z", this)
