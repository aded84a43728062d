"""An editor takes a source in: three ways, one review, one draft; and nobody else does."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from archive.intake.taking import take_link, take_pasted, take_uploaded
from archive.models import Actor, Capture, Intake, Source, Term
from tests.extraction.documents import page, pdf

NOT_KEPT = "max-age=0, no-cache, no-store, must-revalidate, private"
TAKE_IN = reverse("admin:archive_source_take_in")


def address(intake, name="intake"):
    return reverse(f"admin:archive_source_{name}", args=[intake.uuid])


@pytest.fixture
def article(archive):
    archive.term("source_kind", "article")
    return Term.objects.get(slug="article")


@pytest.fixture
def uploaded(editor):
    return take_uploaded(editor, SimpleUploadedFile("peace.html", page()))


def posted(answer) -> dict[str, str]:
    """What the review's form would post as it stands, its ticks with it."""
    form = answer.context["form"]
    values = {field.html_name: field.value() for field in form if field.value() is not None}
    for _heading, rows in answer.context["sections"]:
        values |= {row.switch: "1" for row in rows if row.proposals and row.is_used}
    return values


def confirm(desk, intake, **values):
    """Open the review, change these values (None takes a tick away) and make the draft."""
    form = {**posted(desk.get(address(intake))), **values}
    return desk.post(address(intake), {name: value for name, value in form.items() if value is not None})


def test_each_way_in_leads_to_its_review(editors_desk):
    for given in (
        {"text": "Peace is near."},
        {"file": SimpleUploadedFile("peace.html", page())},
        {"address": "https://10.0.0.1/"},
    ):
        answer = editors_desk.post(TAKE_IN, given)
        assert answer.status_code == 302, answer.context["form"].errors
        assert answer.url == address(Intake.objects.first())
    assert sorted(Intake.objects.values_list("way", "by_name")) == [
        ("link", "editor"),
        ("paste", "editor"),
        ("upload", "editor"),
    ]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "Give an address, a file or a text."),
        ({"text": "  \n "}, "Give an address, a file or a text."),
        ({"text": "Peace.", "address": "https://gazette.example/"}, "Give one of them"),
        ({"address": "ftp://gazette.example/"}, "Only addresses that begin with https://"),
        ({"text": "Pea\x00ce"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_what_was_typed_stays(editors_desk, given, message):
    answer = editors_desk.post(TAKE_IN, given)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert not Intake.objects.exists()
    for value in given.values():
        if value.strip() and "\x00" not in value:
            assert value in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "message"), [(b"PK\x03\x04x", "office document"), (b"\x89PNGx", "picture"), (b"", "empty")]
)
def test_a_file_that_is_no_text_is_told_so(editors_desk, content, message):
    answer = editors_desk.post(TAKE_IN, {"file": SimpleUploadedFile("it.html", content)})
    assert message in answer.content.decode()
    assert not Intake.objects.exists()


def test_the_review_shows_the_text_and_where_every_proposal_comes_from(editors_desk, uploaded, article):
    text = editors_desk.get(address(uploaded)).content.decode()
    assert "Anna Berg said on Wednesday that peace is near" in text
    for told in (
        "From the page&#x27;s metadata (og:title)",
        "from the page&#x27;s title",
        "From the page&#x27;s metadata (article:published_time)",
        "When it was uploaded: correct it if it was saved earlier",
        "Usual for a page of the web",
        "The page calls itself “The Gazette”; no actor here has that name yet.",
        "peace.html",
        uploaded.original_sha256[:16],
    ):
        assert told in text, told
    assert not Source.objects.exists()


def test_what_is_confirmed_becomes_a_draft_as_it_was_confirmed(editors_desk, uploaded, article, archive):
    gazette = archive.actor("The Gazette", kind="organisation")
    answer = confirm(editors_desk, uploaded, title="Peace is near, says Anna Berg", reason="For the talks.")
    source = Source.objects.get()
    assert answer.url == reverse("admin:archive_source_change", args=[source.pk])
    assert (source.title, source.status, source.slug) == (
        "Peace is near, says Anna Berg",
        "draft",
        "peace-is-near-says-anna-berg",
    )
    assert (source.byline, source.language, source.date_text) == ("Jane Roe", "en-GB", "2021-12-22T16:14:00+02:00")
    assert (source.publisher, source.kind, source.access) == (gazette, article, "excerpt")
    assert source.date_basis == "Given in the page's metadata."
    capture = Capture.objects.get()
    assert capture.original_sha256 == uploaded.original_sha256
    assert capture.captured_at == source.captured_at == uploaded.captured_at
    assert editors_desk.get(address(uploaded)).url == answer.url


def test_a_proposal_that_is_switched_off_is_left_out(editors_desk, uploaded, article):
    off = {"use-byline": None, "use-issued": None, "use-date_basis": None, "use-language": None}
    confirm(editors_desk, uploaded, **off, language="en")
    source = Source.objects.get()
    assert (source.byline, source.date_text, source.date_basis) == ("", "", "")
    assert source.language == "en"  # typed, and so not the proposal


def test_a_review_that_is_not_whole_keeps_what_was_typed(editors_desk, uploaded, article):
    answer = confirm(editors_desk, uploaded, title="", issued="2021-13", byline="Somebody else", slug="Not A Slug")
    assert set(answer.context["form"].errors) == {"title", "issued", "slug"}
    assert 'value="Somebody else"' in answer.content.decode()
    assert not Source.objects.exists()


def test_a_slug_that_somebody_had_is_told_at_its_field(editors_desk, uploaded, article, archive):
    another = archive.source("Another", slug="peace", text="Another text.", status="draft")
    editors_desk.save(another, slug="another")
    answer = confirm(editors_desk, uploaded, slug="peace")
    assert "never given again" in str(answer.context["form"].errors["slug"])
    assert Intake.objects.get().state == "ready"


def test_what_is_in_the_archive_already_is_named_with_a_link(editors_desk, editor, archive):
    text = "Anna Berg said on Wednesday evening in Geneva that peace is near"
    source = archive.source("The first", text=f"{text}.", url="https://gazette.example/peace")
    page_of = lambda intake: editors_desk.get(address(intake)).content.decode()  # noqa: E731
    same = page_of(take_pasted(editor, f"{text}."))
    assert "The very same text is that of" in same
    assert reverse("admin:archive_source_change", args=[source.pk]) in same
    assert "It is a newer capture of that" not in same
    near = page_of(take_pasted(editor, f"{text} and then left."))
    assert "80 % of this text stands in" in near
    assert "It is a newer capture of that" in near


def test_a_document_that_is_near_to_a_source_can_become_its_newer_capture(editors_desk, editor, archive):
    source = archive.source("The first", text="Peace is near.", status="draft")
    intake = take_pasted(editor, "Peace is very near.")
    assert editors_desk.post(address(intake, "intake_renews"), {"source": source.pk}).status_code == 302
    shown = editors_desk.get(address(intake)).content.decode()
    assert "What differs from version 1" in shown
    answer = editors_desk.post(address(intake), {"captured_at": intake.captured_at})
    assert answer.url == reverse("admin:archive_source_citations", args=[source.pk])
    assert Capture.objects.filter(source=source).count() == 2
    other = take_pasted(editor, "Something else altogether.", source)
    editors_desk.post(address(other, "intake_renews"), {"source": ""})
    other.refresh_from_db()
    assert not other.renews
    assert editors_desk.post(address(other, "intake_renews"), {"source": "999"}).status_code == 404


def test_bytes_are_read_again_in_the_encoding_that_a_person_chooses(editors_desk, editor):
    intake = take_uploaded(editor, SimpleUploadedFile("mir.txt", "Řekl, že mír je blízko.".encode("cp1250")))
    shown = editors_desk.get(address(intake)).content.decode()
    assert "windows-1250 (cp1250)" in shown
    assert "windows-1252 (cp1252)" in shown
    editors_desk.post(address(intake, "intake_read"), {"encoding": "cp1250"})
    intake.refresh_from_db()
    assert intake.text == "Řekl, že mír je blízko."
    for nonsense in ({"manner": "nonsense"}, {"encoding": "x" * 50}):
        assert editors_desk.post(address(intake, "intake_read"), nonsense).status_code == 302
    editors_desk.post(address(intake, "intake_read"), {"encoding": "rot13"})
    intake.refresh_from_db()
    assert intake.encoding != "rot13"


def test_a_scan_cannot_be_taken_before_it_has_a_text(editors_desk, editor, article):
    intake = take_uploaded(editor, SimpleUploadedFile("scan.pdf", pdf("", title="A scan")))
    assert "OCR" in editors_desk.get(address(intake)).content.decode()
    answer = confirm(editors_desk, intake, kind=article.pk)
    assert "There is no text to archive." in answer.content.decode()
    editors_desk.post(address(intake, "intake_read"), {"text": "Recognised words."})
    assert confirm(editors_desk, intake, kind=article.pk).status_code == 302
    assert Capture.objects.get().text.body == "Recognised words."


def test_a_fetch_shows_how_far_it_is_and_what_went_wrong(editors_desk, editor):
    intake = take_link(editor, "http://10.0.0.1/")
    waiting = editors_desk.get(address(intake)).content.decode()
    assert "Waits to be fetched." in waiting
    assert '<meta http-equiv="refresh"' in waiting
    assert editors_desk.get(address(intake, "intake_state")).json() == {
        "is_under_way": True,
        "state": "waiting",
        "received": 0,
    }
    Intake.objects.update(state="failed", problem="The server answered 404 Not Found.")
    failed = editors_desk.get(address(intake)).content.decode()
    assert "The server answered 404 Not Found." in failed
    assert "Try again" in failed
    editors_desk.post(address(intake, "intake_fetch"))
    intake.refresh_from_db()
    assert (intake.attempt, intake.problem) == (2, "")


def test_what_is_not_wanted_is_discarded_and_what_is_taken_stays(editors_desk, editor, uploaded, article):
    unwanted = take_pasted(editor, "Something else.")
    assert "Something else." in editors_desk.get(TAKE_IN).content.decode()
    assert editors_desk.post(address(unwanted, "intake_discard")).url == TAKE_IN
    assert not Intake.objects.filter(pk=unwanted.pk).exists()
    confirm(editors_desk, uploaded)
    for name in ("intake_discard", "intake_read", "intake_fetch", "intake_renews"):
        assert editors_desk.post(address(uploaded, name)).status_code == 404
    assert Intake.objects.filter(pk=uploaded.pk).exists()


def test_an_original_is_a_download_that_no_browser_opens_here(editors_desk, uploaded, article):
    confirm(editors_desk, uploaded)
    source = Source.objects.get()
    for where in (
        reverse("admin:archive_source_original", args=[source.pk, 1]),
        address(uploaded, "intake_original"),
    ):
        answer = editors_desk.get(where)
        assert answer.content == page()
        assert answer["Content-Type"] == "application/octet-stream"
        assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.html"', answer["Content-Disposition"])
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", NOT_KEPT)
    assert editors_desk.get(reverse("admin:archive_source_original", args=[source.pk, 2])).status_code == 404
    assert (
        "Download the original file"
        in editors_desk.get(reverse("admin:archive_source_change", args=[source.pk])).content.decode()
    )


def test_the_public_sees_nothing_of_an_original(editors_desk, uploaded, article, publisher, system):
    from archive.workflow import act, publish, submit  # noqa: PLC0415

    confirm(editors_desk, uploaded, access="full")
    source = Source.objects.get()
    with act(system) as this:
        submit(source, this)
        publish(source, this)
    for where in (f"/sources/{source.slug}/", f"/sources/{source.slug}.json", "/sources.csv", "/sources.json"):
        answer = Client().get(where)
        assert answer.status_code == 200, where
        assert uploaded.original_sha256 not in answer.getvalue().decode(), where


def test_citations_of_older_versions_are_moved_as_the_editor_ticks_them(editors_desk, archive, editor):
    source = archive.source(text="Peace is near. It rained. Nobody saw it.", status="draft")
    kept, gone = (archive.event(source=source, words=words, status="draft") for words in ("is near", "Nobody"))
    public = archive.event(source=archive.source(text="Elsewhere."), words="Elsewhere")
    intake = take_pasted(editor, "Peace is near. It rained again and again, on both banks.", source)
    editors_desk.post(address(intake), {"captured_at": intake.captured_at})
    where = reverse("admin:archive_source_citations", args=[source.pk])
    shown = editors_desk.get(where)
    assert [(group.verdict, len(group.standings)) for group in shown.context["groups"]] == [("stands", 1), ("gone", 1)]
    (standing,) = shown.context["groups"][0].standings
    no_reason = editors_desk.post(where, {"move": standing.name, "reason": " "})
    assert "Give a reason." in no_reason.content.decode()
    assert "Choose at least one" in editors_desk.post(where, {"reason": "So."}).content.decode()
    forged = editors_desk.post(where, {"move": f"event-{public.pk}-0-{'0' * 16}", "reason": "So."})
    assert "changed since this page was opened" in forged.content.decode()
    assert editors_desk.post(where, {"move": standing.name, "reason": "So."}).status_code == 302
    assert kept.citations.get().version == 2
    assert gone.citations.get().version == 1
    assert public.citations.get().version == 1


def test_a_place_must_be_chosen_where_there_are_several(editors_desk, archive, editor):
    source = archive.source(text="He denied it.", status="draft")
    event = archive.event(source=source, words="denied it", status="draft")
    intake = take_pasted(editor, "She denied it twice, they denied it once.", source)
    editors_desk.post(address(intake), {"captured_at": intake.captured_at})
    where = reverse("admin:archive_source_citations", args=[source.pk])
    (standing,) = editors_desk.get(where).context["groups"][0].standings
    values = {"move": standing.name, "reason": "So."}
    assert "at which place" in editors_desk.post(where, values).content.decode()
    for start in ("0", "9" * 30, "x"):
        assert editors_desk.post(where, {**values, f"place-{standing.key}": start}).status_code == 200
    assert editors_desk.post(where, {**values, f"place-{standing.key}": "26"}).status_code == 302
    assert event.citations.get().start == 26


def addresses(source, intake):
    """Every address of taking in, with the method it answers."""
    return [
        ("get", TAKE_IN),
        ("post", TAKE_IN),
        ("get", address(intake)),
        ("post", address(intake)),
        ("get", address(intake, "intake_state")),
        ("get", address(intake, "intake_original")),
        *(("post", address(intake, f"intake_{name}")) for name in ("read", "fetch", "renews", "discard")),
        ("get", reverse("admin:archive_source_capture", args=[source.pk])),
        ("post", reverse("admin:archive_source_capture", args=[source.pk])),
        ("get", reverse("admin:archive_source_citations", args=[source.pk])),
        ("post", reverse("admin:archive_source_citations", args=[source.pk])),
        ("get", reverse("admin:archive_source_original", args=[source.pk, 1])),
    ]


def test_no_address_of_taking_in_is_forgotten_here(archive, editor):
    from django.contrib import admin  # noqa: PLC0415

    from archive.admin.sources import SourceAdmin  # noqa: PLC0415

    source, intake = archive.source(), take_pasted(editor, "Peace.")
    ours = {
        pattern.name
        for pattern in SourceAdmin(Source, admin.site).get_urls()
        if re.search(r"take-in|capture|citations|original", str(pattern.pattern))
    }
    from django.urls import resolve  # noqa: PLC0415

    assert {resolve(where).url_name for _method, where in addresses(source, intake)} == ours


def test_whoever_may_not_add_or_change_sources_gets_nowhere(archive, editor, desk_of):
    source, intake = archive.source(), take_pasted(editor, "Peace.")
    visitor = User.objects.create_user("visitor", is_staff=True)
    visitor.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    stranger = User.objects.create_user("stranger", is_staff=True)
    before = (Intake.objects.count(), Capture.objects.count())
    for method, where in addresses(source, intake):
        refused = getattr(desk_of(stranger), method)(where)
        assert refused.status_code == 403, (method, where)
        allowed = where.endswith("/original/1/")  # a file that is not there: whoever sees sources is told so
        seen = getattr(desk_of(visitor), method)(where)
        assert seen.status_code == (404 if allowed else 403), (method, where)
        nobody = getattr(Client(), method)(where)
        assert nobody.status_code == 302
        assert nobody.url.startswith("/admin/login/")
    assert (Intake.objects.count(), Capture.objects.count()) == before


def test_what_changes_something_is_never_a_get(editors_desk, editor):
    intake = take_pasted(editor, "Peace.")
    for name in ("read", "fetch", "renews", "discard"):
        assert editors_desk.get(address(intake, f"intake_{name}")).status_code == 405
    assert Client(enforce_csrf_checks=True).post(TAKE_IN).status_code in (302, 403)


def test_what_is_not_there_is_404(editors_desk):
    unknown = "00000000-0000-4000-8000-000000000000"
    assert editors_desk.get(f"{TAKE_IN}{unknown}/").status_code == 404
    assert editors_desk.get(f"{TAKE_IN}nonsense/").status_code in (302, 404)
    assert editors_desk.get("/admin/archive/source/999/citations/").status_code == 404
    assert editors_desk.get("/admin/archive/source/nonsense/original/1/").status_code == 404


def test_the_list_and_the_front_page_lead_to_taking_in(editors_desk):
    assert TAKE_IN in editors_desk.get(reverse("admin:archive_source_changelist")).content.decode()
    assert TAKE_IN in editors_desk.get(reverse("admin:index")).content.decode()


def test_no_page_of_taking_in_has_script_or_style_of_its_own(editors_desk, editor, uploaded, archive):
    source = archive.source()
    pages = [
        TAKE_IN,
        address(uploaded),
        address(take_link(editor, "http://10.0.0.1/")),
        reverse("admin:archive_source_capture", args=[source.pk]),
        reverse("admin:archive_source_citations", args=[source.pk]),
    ]
    for where in pages:
        shown = editors_desk.get(where).content.decode()
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", shown), where


def test_a_page_s_own_markup_is_shown_as_words(editors_desk, editor):
    intake = take_pasted(editor, "<script>alert(1)</script> said the page.")
    assert "<script>alert(1)" not in editors_desk.get(address(intake)).content.decode()
    assert Actor.objects.count() == 0
