"""Texts come in once, stay as they are, and a newer one is a new version."""

import pytest
from django.urls import reverse

from archive.documents import read
from archive.models import ArchivedText, Capture, Revision, Source, Term
from tests.admin.conftest import errors_of

MOMENT = "2022-01-26T16:14:00+02:00"


@pytest.fixture
def article(archive):
    archive.term("source_kind", "article")
    return Term.objects.get(slug="article")


def capture(desk, source, text, **values):
    """Take in a newer text of a source, and archive it as its next version."""
    answer = desk.post(reverse("admin:archive_source_capture", args=[source.pk]), {"text": text})
    assert answer.status_code == 302, answer.context["form"].errors
    return desk.post(answer.url, {"captured_at": MOMENT, **values})


def test_a_text_is_archived_word_for_word(editors_desk, article):
    text = "  First line.\r\nSecond line.\r\n\r\n"
    answer = editors_desk.save("source", title="A page", kind=article.pk, text=text, captured_at=MOMENT)
    assert answer.status_code == 302, errors_of(answer)
    source = Source.objects.get()
    kept = source.captures.get()
    assert kept.text.body == "  First line.\nSecond line.\n\n"
    assert (kept.number, kept.captured_at, source.captured_at) == (1, MOMENT, MOMENT)


def test_a_source_may_only_be_cited(editors_desk, article):
    answer = editors_desk.save("source", title="A page", kind=article.pk)
    assert answer.status_code == 302, errors_of(answer)
    assert not Source.objects.get().is_held


def test_a_text_that_cannot_be_kept_keeps_the_form(editors_desk, article):
    answer = editors_desk.save("source", title="A page", kind=article.pk, text="a\x00b", captured_at="yesterday")
    errors = errors_of(answer)
    assert "offset" in errors["captured_at"][0]


def test_an_archived_text_is_only_read(editors_desk, archive):
    source = archive.source(status="draft", text="What it said.")
    form = editors_desk.form(source)
    assert "text" not in form or not form["text"]
    editors_desk.save(source, text="What it never said.", title="Another title")
    source.refresh_from_db()
    assert source.title == "Another title"
    assert [capture.text.body for capture in source.captures.all()] == ["What it said."]


def test_a_newer_text_is_a_new_version_and_citations_stay(editors_desk, archive):
    source = archive.source(status="draft", text="Peace is near.")
    event = archive.event(source=source, words="Peace", status="draft")
    assert capture(editors_desk, source, "Peace is far.").status_code == 302
    assert [item.number for item in Capture.objects.filter(source=source)] == [1, 2]
    assert read(event)["citations"][0]["version"] == 1
    assert "there is nothing new" in capture(editors_desk, source, "Peace is far.").content.decode()
    assert Capture.objects.filter(source=source).count() == 2


def test_a_newer_text_of_a_published_source_waits_for_approval(editors_desk, publishers_desk, archive):
    source = archive.source(text="Peace is near.")
    assert "Say why" in capture(editors_desk, source, "Peace is far.").content.decode()
    assert not Revision.objects.exists()
    assert not ArchivedText.objects.filter(body="Peace is far.").exists()
    assert capture(editors_desk, source, "Peace is far.", reason="The page changed.").status_code == 302
    assert Capture.objects.filter(source=source).count() == 1
    assert capture(editors_desk, source, "Peace is very far.", reason="Again.").status_code == 302
    editors_desk.step(source, "submit")
    publishers_desk.step(source, "publish")
    assert Capture.objects.filter(source=source).count() == 3


def test_a_text_needs_the_moment_of_its_capture(editors_desk, archive):
    source = archive.source(status="draft")
    answer = capture(editors_desk, source, "Peace is far.", captured_at="yesterday")
    assert "RFC 3339" in answer.content.decode()
    assert Capture.objects.filter(source=source).count() == 1
