"""A file is looked at first, then imported whole, or without its wrong rows; each page says where things are."""

import csv
import io
import re
from pathlib import Path

import pytest

from archive.exchange.underway import Folder
from archive.models import Action, Actor, Change, Import, ImportState, Revision, Topic
from tests.admin.imports.conftest import address, confirm, latest, text, upload

TWO = "slug,name\r\ntalks,New\r\ngas,Gas supplies\r\n"
WRONG = "slug,name,part_of\r\ngas,Gas,\r\nBAD SLUG,Talks,\r\noil,Oil,nowhere\r\nmethane,Methane,oil\r\n"


def test_a_file_is_looked_at_and_then_imported(editors_desk, editor, archive):
    archive.topic("Old", slug="talks")
    page = text(upload(editors_desk, "topic", TWO))
    assert "Nothing is wrong. Nothing is written yet." in page
    assert re.search(r"<b>1</b> new", page)
    assert re.search(r"<b>1</b> changed", page)
    assert "Old</del>" in page
    assert "New</ins>" in page
    assert list(Topic.objects.values_list("name", flat=True)) == ["Old"]
    done = text(confirm(editors_desk))
    assert "2 rows were imported, in one act." in done
    assert sorted(Topic.objects.values_list("name", flat=True)) == ["Gas supplies", "New"]
    changes = Change.objects.filter(user=editor, reason="Import of file.csv")
    assert {change.act for change in changes} == {latest().act}
    assert (latest().state, latest().rows, latest().by_name) == (ImportState.DONE, 2, "editor")


def test_wrong_rows_are_told_with_reason_and_remedy_and_nothing_is_imported(editors_desk):
    page = text(upload(editors_desk, "topic", WRONG))
    assert "There are 2 errors." in page
    assert "“BAD SLUG”" in page
    assert "There is no topic “nowhere”." in page
    assert "Import the good row, leave out the others" in page
    assert "Some rows are wrong. Nothing was imported." in text(confirm(editors_desk))
    assert not Topic.objects.exists()


def test_the_good_rows_are_taken_by_choice(editors_desk):
    upload(editors_desk, "topic", WRONG)
    done = text(confirm(editors_desk, good_rows="yes"))
    assert "1 row was imported, in one act." in done
    assert list(Topic.objects.values_list("slug", flat=True)) == ["gas"]


def test_the_wrong_rows_come_back_as_a_file_to_mend_and_send_again(editors_desk):
    upload(editors_desk, "topic", WRONG)
    answer = editors_desk.get(address("to_mend"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="topics-to-mend.csv"'
    mend = b"".join(answer.streaming_content).decode()
    rows = list(csv.reader(io.StringIO(mend)))
    assert rows[0] == ["row", "problem", "slug", "name", "part_of"]
    assert [(row[0], row[2]) for row in rows[1:]] == [("3", "BAD SLUG"), ("4", "oil"), ("5", "methane")]
    assert "no topic “nowhere”" in rows[2][1]
    assert rows[3][1] == "It names a record whose own row is wrong."
    confirm(editors_desk, good_rows="yes")
    mended = mend.replace("BAD SLUG", "good-slug").replace("nowhere", "gas")
    assert "Nothing is wrong." in text(upload(editors_desk, "topic", mended))
    confirm(editors_desk)
    assert Topic.objects.get(slug="methane").part_of.slug == "oil"
    assert Topic.objects.count() == 4


def test_errors_that_are_alike_stand_together(editors_desk, archive):
    archive.term("event_kind", "meeting")
    rows = "".join(f"e{n},Event {n},meetign,2021\r\n" for n in range(37))
    page = text(upload(editors_desk, "event", f"slug,title,kind,when\r\n{rows}"))
    groups = page[page.index("What is wrong in several rows") : page.index("Every error</h2>")]
    assert re.search(r'<td class="number">37</td><td class="number">2</td><td>kind</td><td>“meetign”</td>', groups)


@pytest.mark.parametrize("filler", ["x" * 3000, "漢字<&>" * 500])
def test_a_page_has_a_hundred_rows_and_never_more_than_a_hundred_kilobytes(editors_desk, filler):
    rows = "".join(f"t{n},Topic {n} {filler[:150]},{filler}\r\n" for n in range(250))
    for content in (f"slug,name,description\r\n{rows}", f"slug,name,part_of\r\n{rows}"):
        upload(editors_desk, "topic", content)
        for query in ("", "?p=2", "?show=new", "?show=errors&p=3"):
            page = editors_desk.get(address() + query)
            assert len(page.content) <= 100_000, (query, len(page.content))
    preview = editors_desk.get(address() + "?show=errors&p=3").context["preview"]
    assert preview.pages == range(1, 4)
    assert [fault.column for fault in preview.errors] == ["part_of"] * 50


def test_one_row_can_be_seen_with_more_of_it(editors_desk):
    long = " ".join(f"word{n}" for n in range(60))
    rows = "".join(f"t{n},Topic {n},{long} {long} {long}\r\n" for n in range(100))
    page = text(upload(editors_desk, "topic", f"slug,name,description\r\n{rows}"))
    assert "word59 word0" not in page.split("How the file is read")[0]
    assert "word59 word0" in text(editors_desk.get(f"{address()}?show=new&row=7"))


def test_differences_of_long_texts_are_shown_where_they_are(editors_desk, archive):
    words = " ".join(f"word{n}" for n in range(900))
    archive.topic("Old", slug="talks", description=words)
    page = text(upload(editors_desk, "topic", f"slug,description\r\ntalks,{words.replace('word700', 'changed')}\r\n"))
    assert re.search(r"word699 <del>.*word700 </del><ins>.*changed </ins>word701", page, re.DOTALL)
    assert "word1 " not in page.split("How the file is read")[0]


def test_a_published_record_is_changed_by_import_only_as_a_revision(editors_desk, archive):
    actor = archive.actor("Anna Berg", slug="anna")
    page = text(upload(editors_desk, "actor", "slug,name\r\nanna,Anna Bergh\r\n"))
    assert "waits until a second person approves it" in page
    assert "wait as revisions" in text(confirm(editors_desk))
    actor.refresh_from_db()
    assert (actor.name, Revision.objects.get().pending["name"]) == ("Anna Berg", "Anna Bergh")


def test_an_editor_cannot_publish_by_import(editors_desk, archive):
    archive.term("actor_kind", "person")
    page = text(upload(editors_desk, "actor", "slug,name,kind,status\r\nanna,Anna,person,published\r\n"))
    assert "Only publishers may publish" in page
    confirm(editors_desk, good_rows="yes")
    assert not Actor.objects.exists()


def test_what_became_wrong_since_the_preview_is_told_and_not_imported(editors_desk, archive):
    whole = "slug,name,part_of\r\ninner,Inner,outer\r\nouter,Outer,\r\n"
    upload(editors_desk, "topic", whole)
    archive.topic("Part", slug="outer", part_of=archive.topic("Taken", slug="inner"))
    page = text(confirm(editors_desk))
    assert "The archive was changed between the preview and the import" in page
    assert Topic.objects.get(slug="outer").part_of is None


def test_a_second_look_that_finds_an_error_writes_nothing(editors_desk, archive):
    outer = archive.topic("Outer", slug="outer")
    upload(editors_desk, "topic", "slug,name,part_of\r\ninner,Inner,outer\r\n")
    outer.delete()
    archive.topic("Another", slug="another")
    page = text(confirm(editors_desk))
    assert "The archive was changed since you looked, and something is wrong now." in page
    assert "There is no topic “outer”." in page
    assert latest().state == ImportState.EXAMINED
    assert not Topic.objects.filter(slug="inner").exists()


def test_it_is_confirmed_once_and_only_as_it_was_looked_at(editors_desk):
    upload(editors_desk, "topic", TWO)
    attempt = str(latest().attempt)
    editors_desk.post(address("again"))
    assert "no longer the latest" in text(confirm(editors_desk, attempt=attempt))
    assert not Topic.objects.exists()
    confirm(editors_desk)
    assert Change.objects.count() == 2
    confirm(editors_desk)
    assert Change.objects.count() == 2


def test_only_who_brought_a_file_decides_about_it(editors_desk, publishers_desk):
    upload(editors_desk, "topic", TWO)
    assert "editor brought this file and decides about it." in text(publishers_desk.get(address()))
    for name in ("confirm", "again", "cancel", "read"):
        assert publishers_desk.post(address(name), {"attempt": latest().attempt}).status_code == 403
    assert latest().state == ImportState.EXAMINED
    assert not Topic.objects.exists()


def test_an_import_is_seen_by_those_who_may_add_its_kind(administrators_desk, editors_desk):
    upload(administrators_desk, "term", "vocabulary,slug,name\r\ncue,said,said\r\n")
    assert editors_desk.get(address()).status_code == 403
    assert "file.csv" not in text(editors_desk.get("/admin/archive/imports/"))
    assert "file.csv" in text(administrators_desk.get("/admin/archive/imports/"))


def test_a_file_that_is_too_large_is_refused_and_not_kept(editors_desk, settings):
    settings.IMPORT_MAX_BYTES = len(TWO) - 1
    page = text(upload(editors_desk, "topic", TWO))
    assert "This file is too large: at most" in page
    assert not Import.objects.exists()
    assert not Path(settings.IMPORTS_ROOT).exists() or not list(Path(settings.IMPORTS_ROOT).iterdir())
    settings.IMPORT_MAX_BYTES = len(TWO)
    upload(editors_desk, "topic", TWO)
    assert latest().state == ImportState.EXAMINED


@pytest.mark.parametrize(
    "content", ["", "nonsense\r\n1\r\n", 'slug,name\r\n"gas,Gas\r\n', "slug,name\r\na\r\n", "PK\x03\x04nothing"]
)
def test_what_is_no_such_file_is_refused_with_a_reason(editors_desk, content):
    page = text(upload(editors_desk, "topic", content))
    assert any(said in page for said in ("errornote", "errorlist", "There is 1 error.", "Columns of the file"))
    if Import.objects.exists():
        confirm(editors_desk, good_rows="yes")
    assert not Topic.objects.exists()


def test_how_a_file_is_read_is_shown_and_can_be_corrected(editors_desk):
    page = text(upload(editors_desk, "topic", "slug;name\r\ngas;Méthane\r\n".encode("cp1252"), name="topics.txt"))
    assert "separated by: semicolon" in page
    assert "Import 1 row" in page
    assert "<td>Méthane</td>" in page
    page = text(editors_desk.client.post(address("read"), {"encoding": "cp1250", "delimiter": ";"}, follow=True))
    assert latest().told == {"encoding": "cp1250", "delimiter": ";"}
    assert "windows-1250" in page
    assert "separated by: comma" in text(editors_desk.client.post(address("read"), {"delimiter": ","}, follow=True))
    assert "is no choice" not in page
    assert "cannot be read that way" in text(
        editors_desk.client.post(address("read"), {"encoding": "klingon"}, follow=True)
    )


def test_a_file_that_is_not_imported_is_cancelled_and_can_be_looked_at_again(editors_desk):
    upload(editors_desk, "topic", TWO)
    assert "Nothing was written." in text(editors_desk.client.post(address("cancel"), follow=True))
    assert latest().state == ImportState.CANCELLED
    assert "Nothing is wrong." in text(editors_desk.client.post(address("again"), follow=True))


def test_without_its_files_the_record_of_an_import_stays(editors_desk):
    upload(editors_desk, "topic", TWO)
    Folder(latest().uuid).remove()
    assert "no longer kept" in text(editors_desk.get(address()))
    assert editors_desk.get(address("to_mend")).status_code == 404
    assert "Upload it again" in text(editors_desk.client.post(address("again"), follow=True))


def test_warnings_are_shown(editors_desk):
    page = text(upload(editors_desk, "topic", TWO, name="topics.json"))
    assert "The name of the file says JSON, but it is read as CSV" in page


def test_an_import_is_undone_from_its_page(editors_desk, archive):
    archive.topic("Old", slug="talks")
    upload(editors_desk, "topic", TWO)
    confirm(editors_desk)
    page = text(editors_desk.client.post(address("undo"), {"look": "yes"}, follow=True))
    assert re.search(r"<b>1</b> removed", page)
    assert re.search(r"<b>1</b> become what they were", page)
    assert Topic.objects.count() == 2
    page = text(editors_desk.client.post(address("undo"), {"attempt": latest().attempt}, follow=True))
    assert "The import was undone by editor." in page
    assert list(Topic.objects.values_list("name", flat=True)) == ["Old"]
    assert Change.objects.filter(act=latest().undo_act).count() == 2
    editors_desk.post(address("again"))
    assert "2 rows were imported" in text(confirm(editors_desk))


def test_what_was_edited_since_is_listed_and_left_or_taken_back(editors_desk):
    upload(editors_desk, "topic", TWO)
    confirm(editors_desk)
    gas = Topic.objects.get(slug="gas")
    editors_desk.save(gas, description="Better", reason="More")
    page = text(editors_desk.client.post(address("undo"), {"look": "yes"}, follow=True))
    assert "What was edited since" in page
    assert "It was edited since." in page
    editors_desk.save(gas, description="Better still", reason="More")
    assert "Look at what that would do" in text(editors_desk.get(address("undo")))
    editors_desk.client.post(address("undo"), {"look": "yes"})
    editors_desk.client.post(address("undo"), {"attempt": latest().attempt, "edited": "all"})
    assert not Topic.objects.exists()
    assert Change.objects.filter(action=Action.DELETED).count() == 2
