"""Whatever comes in is kept as it came, with its hash and its moment; what is found in it is only proposed."""

import hashlib
import threading
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from archive.admin.intake_forms import Proposed
from archive.documents import KINDS, blank
from archive.intake import tasks
from archive.intake.making import add_version, make_source
from archive.intake.originals import read_original
from archive.intake.problems import IntakeProblem
from archive.intake.proposing import proposed_publisher
from archive.intake.taking import (
    discard,
    fetch_again,
    give_text,
    read_again,
    take_link,
    take_pasted,
    take_uploaded,
)
from archive.models import Capture, Intake, Revision, Source
from archive.models.sources import validate_moment
from archive.verification import verify
from archive.workflow import NotPermitted, Refused, act
from tests.extraction.documents import PAGE, page, pdf

TEXT = "  Peace is near.\r\n\r\nThe ministry denied it. "


def upload(content: bytes, name: str = "page.html") -> ContentFile:
    return ContentFile(content, name=name)


def proposed(intake: Intake, field: str) -> list[tuple[str, str]]:
    return [(item["value"], item["origin"]) for item in intake.proposals if item["field"] == field]


def fetched(user, url: str, source: Source | None = None) -> Intake:
    """What the background made of a link; the tests' tasks are done at once, when the transaction commits."""
    intake = take_link(user, url, source)
    tasks.fetch_intake.func(intake.pk, intake.attempt)
    intake.refresh_from_db()
    return intake


@pytest.fixture
def draft(archive):
    """The document of a source as an editor would confirm it."""

    def draft(intake: Intake, **values):
        kind = archive.term("source_kind", "article")
        values = {"slug": "peace", "title": "Peace", "kind": kind, "captured_at": intake.captured_at, **values}
        return blank(KINDS["source"], **values)

    return draft


def test_a_pasted_text_is_kept_letter_by_letter_with_its_line_ends_as_one(editor):
    intake = take_pasted(editor, TEXT)
    assert intake.text == "  Peace is near.\n\nThe ministry denied it. "
    assert (intake.state, intake.way, intake.by_name) == ("ready", "paste", "editor")
    original = read_original(intake.original)
    assert original == intake.text.encode()
    assert intake.original_sha256 == hashlib.sha256(original).hexdigest()
    validate_moment(intake.captured_at)


def test_an_uploaded_file_is_kept_as_it_is(editor):
    content = page("cp1252")
    intake = take_uploaded(editor, upload(content, "C:\\Users\\jane\\peace_is_near.html"))
    assert read_original(intake.original) == content
    assert (intake.file_name, intake.media_type, intake.encoding) == ("peace_is_near.html", "text/html", "cp1252")
    assert proposed(intake, "title")[-1] == ("peace is near", "file")
    assert proposed(intake, "date_basis") == [("Given in the page's metadata.", "date")]


@pytest.mark.parametrize("text", ["", " \n\t", "Peace\x00", "Half a \ud800"])
def test_a_text_that_cannot_be_kept_is_refused_and_nothing_stays(editor, text):
    with pytest.raises(IntakeProblem):
        take_pasted(editor, text)
    assert not Intake.objects.exists()


def test_a_file_beyond_the_limit_is_refused(editor, settings):
    settings.INTAKE_MAX_BYTES = 50
    with pytest.raises(IntakeProblem, match="size"):
        take_uploaded(editor, upload(b"x" * 51))
    assert not Intake.objects.exists()


def test_a_text_at_the_limit_is_taken_and_one_beyond_it_is_not(editor):
    assert len(take_pasted(editor, "x" * 5_000_000).text) == 5_000_000
    with pytest.raises(IntakeProblem, match="too long"):
        take_pasted(editor, "x" * 5_000_001)


def test_a_scan_is_kept_and_waits_for_its_text(editor):
    intake = take_uploaded(editor, upload(pdf("", title="A scan"), "scan.pdf"))
    assert (intake.state, intake.text) == ("unreadable", "")
    assert "OCR" in intake.problem
    with pytest.raises(IntakeProblem):
        give_text(intake, " ")
    give_text(intake, "Recognised words.\r\n")
    assert (intake.state, intake.text, intake.problem) == ("ready", "Recognised words.\n", "")


def test_an_encoding_can_be_corrected(editor):
    intake = take_uploaded(editor, upload("Řekl, že mír je blízko.".encode("cp1250"), "mir.txt"))
    assert {"cp1250", "cp1252"} <= set(intake.encodings)
    read_again(intake, "cp1250", intake.manner)
    assert (intake.encoding, intake.text) == ("cp1250", "Řekl, že mír je blízko.")
    read_again(intake, "no-such-encoding", intake.manner)
    assert intake.encoding in intake.encodings


def test_a_link_waits_is_fetched_and_is_ready(editor, web):
    url = web.says("/2021/12/22/peace", page())
    waiting = take_link(editor, f"{url}?utm_source=x#top")
    assert (waiting.state, waiting.given_address) == ("waiting", f"{url}?utm_source=x")
    intake = fetched(editor, url)
    assert (intake.state, intake.address, intake.received) == ("ready", url, len(page()))
    assert proposed(intake, "url")[0] == (url, "fetched")
    assert proposed(intake, "captured_at") == [(intake.captured_at, "link")]


def test_a_link_that_was_asked_for_is_fetched_when_the_transaction_commits(
    editor, web, django_capture_on_commit_callbacks
):
    url = web.says("/peace", page())
    with django_capture_on_commit_callbacks(execute=True):
        intake = take_link(editor, url)
        assert not web.asked
    intake.refresh_from_db()
    assert intake.state == "ready"


@pytest.mark.parametrize("address", ["http://10.0.0.1/", "http://[::1]/", "http://localhost/"])
def test_a_link_to_a_private_address_fails_with_its_reason(editor, address):
    intake = fetched(editor, address)
    assert intake.state == "failed"
    assert "does not lead to a public address" in intake.problem
    assert intake.original == ""


def test_an_address_that_is_none_is_refused_at_once(editor):
    with pytest.raises(IntakeProblem, match="scheme"):
        take_link(editor, "file:///etc/passwd")
    assert not Intake.objects.exists()


def test_plain_text_of_a_server_is_not_read_as_a_page(editor, web):
    intake = fetched(editor, web.says("/a", b"<p>Not a page.</p>", Content_Type="text/plain"))
    assert (intake.media_type, intake.text) == ("text/plain", "<p>Not a page.</p>")


def test_what_a_server_calls_a_page_and_is_a_pdf_is_read_as_one(editor, web):
    intake = fetched(editor, web.says("/a", pdf("Peace is near.")))
    assert (intake.media_type, intake.text) == ("application/pdf", "Peace is near.")


def test_a_failed_fetch_can_be_tried_again_and_a_late_answer_is_not_heard(editor, web):
    url = web.says("/a", b"", 503)
    intake = fetched(editor, url)
    assert (intake.state, intake.problem) == ("failed", "The server answered 503 Service Unavailable.")
    web.says("/a", page())
    fetch_again(intake)
    tasks.fetch_intake.func(intake.pk, 1)
    intake.refresh_from_db()
    assert intake.state == "waiting"
    tasks.fetch_intake.func(intake.pk, 2)
    intake.refresh_from_db()
    assert (intake.state, intake.problem) == ("ready", "")


def test_a_task_that_breaks_down_says_so_and_keeps_the_reason_from_the_page(editor, web, monkeypatch, caplog):
    monkeypatch.setattr(tasks, "fetch", lambda *_arguments: 1 / 0)
    intake = fetched(editor, web.says("/a", page()))
    assert intake.state == "failed"
    assert "division" not in intake.problem
    assert "ZeroDivisionError" in caplog.text


def test_a_fetch_that_stopped_without_a_word_is_noticed(editor, web):
    intake = take_link(editor, web.url("/a"))
    now = timezone.now()
    assert not intake.is_overdue(now)
    assert intake.is_overdue(now + timedelta(minutes=2))
    intake.state, intake.begun_at = "fetching", now
    assert not intake.is_overdue(now + timedelta(seconds=55))
    assert intake.is_overdue(now + timedelta(minutes=3))


def test_a_document_that_was_discarded_meanwhile_does_not_come_back(editor, web):
    intake = take_link(editor, web.says("/a", page()))
    discard(intake)
    tasks.fetch_intake.func(1, 1)
    assert not Intake.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_without_a_worker_a_thread_of_the_server_fetches(settings, editor, web):
    settings.TASKS = {"default": {"BACKEND": "archive.intake.threads.ThreadBackend"}}
    intake = take_link(editor, web.says("/a", page()))
    for thread in threading.enumerate():
        if thread.name == "dateline-task":
            thread.join(timeout=60)
    intake.refresh_from_db()
    assert intake.state == "ready"


@pytest.mark.django_db(transaction=True)
def test_in_production_the_worker_fetches(settings, editor, web):
    from django.core.management import call_command  # noqa: PLC0415

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    intake = take_link(editor, web.says("/a", page()))
    assert intake.state == "waiting"
    call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)
    intake.refresh_from_db()
    assert intake.state == "ready"


def test_a_document_becomes_a_draft_with_its_text_and_its_original(editor, draft):
    intake = take_uploaded(editor, upload(page()))
    with act(editor, "First look") as this:
        source = make_source(intake, draft(intake), this)
    capture = Capture.objects.get(source=source)
    assert (source.status, capture.number, capture.captured_at) == ("draft", 1, intake.captured_at)
    assert capture.text.body.startswith("Peace is near, says Berg\n")
    assert (capture.original, capture.original_sha256) == (intake.original, hashlib.sha256(page()).hexdigest())
    intake.refresh_from_db()
    assert (intake.state, intake.source) == ("taken", source)
    assert verify() == []


def test_a_document_is_taken_once(editor, draft):
    intake = take_pasted(editor, TEXT)
    with act(editor) as this:
        make_source(intake, draft(intake), this)
    with pytest.raises(Refused, match="already"), act(editor) as this:
        make_source(Intake.objects.get(), draft(intake, slug="peace-2"), this)
    assert Source.objects.count() == 1


def test_whoever_may_not_add_sources_makes_none(django_user_model, draft, editor):
    visitor = django_user_model.objects.create_user("visitor", is_staff=True)
    intake = take_pasted(editor, TEXT)
    with pytest.raises(NotPermitted), act(visitor) as this:
        make_source(intake, draft(intake), this)
    intake.refresh_from_db()
    assert intake.state == "ready"


def test_a_newer_capture_is_the_next_version_with_its_own_original(editor, archive):
    source = archive.source(text="Peace is near.", status="draft")
    intake = take_pasted(editor, "Peace is far.", source)
    with act(editor) as this:
        add_version(intake, intake.captured_at, this)
    newest = Capture.objects.get(source=source, number=2)
    assert (newest.text.body, newest.original_sha256) == ("Peace is far.", intake.original_sha256)
    source.refresh_from_db()
    assert source.captured_at == intake.captured_at


def test_a_newer_capture_of_a_published_source_waits_as_a_revision(editor, archive):
    source = archive.source(text="Peace is near.")
    intake = take_pasted(editor, "Peace is far.", source)
    with pytest.raises(Refused, match="Say why"), act(editor) as this:
        add_version(intake, intake.captured_at, this)
    with act(editor, "The page changed.") as this:
        add_version(intake, intake.captured_at, this)
    assert Capture.objects.filter(source=source).count() == 1
    assert [row["number"] for row in Revision.objects.get().pending["captures"]] == [1, 2]


def test_the_same_text_is_no_newer_version(editor, archive):
    source = archive.source(text="Peace is near.", status="draft")
    intake = take_pasted(editor, "Peace is near.", source)
    with pytest.raises(Refused, match="nothing new"), act(editor) as this:
        add_version(intake, intake.captured_at, this)


def test_an_original_goes_with_the_last_thing_that_needs_it(editor, draft, django_capture_on_commit_callbacks):
    first, second = take_pasted(editor, TEXT), take_pasted(editor, TEXT)
    name = first.original
    assert second.original == name
    with django_capture_on_commit_callbacks(execute=True):
        discard(first)
    assert read_original(name)
    with act(editor) as this:
        make_source(second, draft(second), this)
    third = take_pasted(editor, TEXT)
    with django_capture_on_commit_callbacks(execute=True):
        discard(third)
    assert read_original(name)
    fourth = take_pasted(editor, "Something else.")
    with django_capture_on_commit_callbacks(execute=True):
        discard(fourth)
    with pytest.raises(FileNotFoundError):
        read_original(fourth.original)


def test_verify_finds_an_original_that_is_missing_or_altered(editor, draft, settings):
    from django.core.files.storage import storages  # noqa: PLC0415

    intake = take_pasted(editor, TEXT)
    with act(editor) as this:
        make_source(intake, draft(intake), this)
    path = storages["originals"].path(intake.original)
    with open(path, "ab") as file:  # noqa: PTH123
        file.write(b"!")
    assert any("original of peace@1" in finding for finding in verify())


def test_the_publisher_is_proposed_where_the_archive_knows_it(editor, archive, web):
    intake = fetched(editor, web.says("/a", page()))
    assert proposed_publisher(intake)[0] is None
    assert "The Gazette" in Proposed(intake).notes["publisher"]
    gazette = archive.actor("Gazette", kind="organisation", other_names=[{"name": "the gazette", "language": ""}])
    assert proposed_publisher(intake)[0] == gazette
    assert Proposed(intake).initial["publisher"] == str(gazette.pk)


def test_the_publisher_of_other_sources_from_the_host_is_proposed(editor, archive, web):
    plain = PAGE.replace('<meta property="og:site_name" content="The Gazette">', "").replace(" | The Gazette", "")
    url = web.says("/a", page(text=plain))
    gazette = archive.actor("Gazette", kind="organisation")
    archive.source("Earlier", url=web.url("/earlier").replace("//", "//"), publisher=gazette)
    actor, why = proposed_publisher(fetched(editor, url))
    assert actor == gazette
    assert why["origin"] in {"host", "name"}


def test_only_what_a_field_can_hold_is_proposed(editor):
    text = PAGE.replace('lang="en-GB"', 'lang="english!"').replace("2021-12-22T16:14:00.000+0200", "2021-99-99")
    intake = take_uploaded(editor, upload(page(text=text)))
    assert "english!" not in [value for value, _origin in proposed(intake, "language")]
    assert "2021-99-99" not in [value for value, _origin in proposed(intake, "issued")]
