"""Files come in through the admin: looked at first, whole or not at all, with the person's own rights."""

import csv
import io
import json

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.admin.files import SALT
from archive.exchange import FILES, Result, csv_lines, import_files
from archive.exchange.formats import FORMATS
from archive.exchange.reading import read_sheet
from archive.models import Actor, Change, Revision, Topic
from tests.exchange.tables import sheet_rows


def upload(desk, kind, content, name="file.csv", number=0):
    file = SimpleUploadedFile(name, content.encode(), content_type="text/csv")
    address = reverse(f"admin:archive_{kind}_import")
    return desk.client.post(address, {"import_file": file, "format": number, "resource": 0})


def confirm(desk, kind, preview):
    form = preview.context["confirm_form"]
    values = {field.html_name: field.value() for field in form}
    return desk.client.post(reverse(f"admin:archive_{kind}_process_import"), values, follow=True)


def test_a_file_is_looked_at_and_then_imported(editors_desk, editor, archive):
    archive.topic("Old", slug="talks")
    preview = upload(editors_desk, "topic", "slug,name\r\ntalks,New\r\ngas,Gas supplies\r\n")
    page = preview.content.decode()
    assert "<del>Old</del> <ins>New</ins>" in page
    assert "Nothing is written yet." in page
    assert list(Topic.objects.values_list("name", flat=True)) == ["Old"]
    assert "2 records were imported." in confirm(editors_desk, "topic", preview).content.decode()
    assert sorted(Topic.objects.values_list("name", flat=True)) == ["Gas supplies", "New"]
    assert Change.objects.filter(user=editor, reason="Import of file.csv").count() == 2


def test_one_bad_row_is_named_and_nothing_is_imported(editors_desk):
    preview = upload(editors_desk, "topic", "slug,name\r\ngas,Gas\r\nBAD SLUG,Talks\r\n")
    page = preview.content.decode()
    assert "There is 1 error. Nothing was imported." in page
    assert "<td>3</td><td>slug</td><td>BAD SLUG</td>" in page
    assert "confirm_form" not in preview.context
    assert not Topic.objects.exists()


@pytest.mark.parametrize("content", ["", "nonsense\r\n1\r\n", 'slug,name\r\n"gas,Gas\r\n', "slug,name\r\na\r\n"])
def test_what_is_no_such_file_is_refused_with_a_reason(editors_desk, content):
    answer = upload(editors_desk, "topic", content)
    assert answer.status_code == 200
    assert "confirm_form" not in answer.context
    assert "errornote" in answer.content.decode() or "errorlist" in answer.content.decode()


def test_an_editor_cannot_publish_by_import(editors_desk, archive):
    archive.term("actor_kind", "person")
    preview = upload(editors_desk, "actor", "slug,name,kind,status\r\nanna,Anna,person,published\r\n")
    assert "Only publishers may publish" in preview.content.decode()
    assert not Actor.objects.exists()


def test_a_published_record_is_changed_by_import_only_as_a_revision(editors_desk, archive):
    actor = archive.actor("Anna Berg", slug="anna")
    preview = upload(editors_desk, "actor", "slug,name\r\nanna,Anna Bergh\r\n")
    page = confirm(editors_desk, "actor", preview).content.decode()
    assert "1 change of a published record waits as a revision." in page
    actor.refresh_from_db()
    assert actor.name == "Anna Berg"
    assert Revision.objects.get().pending["name"] == "Anna Bergh"


def test_what_became_wrong_since_the_preview_is_not_imported(editors_desk, archive):
    preview = upload(editors_desk, "topic", "slug,name,part_of\r\ninner,Inner,outer\r\nouter,Outer,\r\n")
    archive.topic("Taken", slug="inner")
    archive.topic("Part", slug="outer", part_of=Topic.objects.get(slug="inner"))
    page = confirm(editors_desk, "topic", preview)
    assert page.status_code == 200
    preview = upload(editors_desk, "topic", "slug,name\r\nnew,New\r\n")
    address = reverse("admin:archive_topic_process_import")
    values = {field.html_name: field.value() for field in preview.context["confirm_form"]}
    assert editors_desk.post(address, values).status_code == 302
    again = editors_desk.client.post(address, values, follow=True)
    assert "Upload it again" in again.content.decode()


def test_only_what_was_uploaded_here_can_be_confirmed(editors_desk, tmp_path):
    address = reverse("admin:archive_topic_process_import")
    for name in ("topics.csv", signing.dumps("topics.csv", salt="another"), signing.dumps("no-such-file", salt=SALT)):
        values = {"import_file_name": name, "original_file_name": "topics.csv", "format": "0", "resource": "0"}
        answer = editors_desk.client.post(address, values, follow=True)
        assert answer.redirect_chain, name
    assert not Topic.objects.exists()


def test_exported_files_are_those_of_the_commands(editors_desk, archive):
    archive.topic("Талки, переговори", slug="talks")
    archive.event("=cmd", when="2021-12~")
    for kind, plural in (("topic", "topics"), ("event", "events")):
        answer = editors_desk.post(reverse(f"admin:archive_{kind}_export"), {"format": 0, "resource": 0})
        assert answer.headers["Content-Type"].startswith("text/csv")
        assert answer.getvalue().decode() == "".join(csv_lines(plural))


def test_an_export_follows_the_filters_of_the_list(editors_desk, archive):
    archive.event("Told", slug="told")
    archive.event("Kept", slug="kept", status="draft")
    address = reverse("admin:archive_event_export") + "?status__exact=draft"
    for number in range(len(FORMATS)):
        assert slugs_in(editors_desk.post(address, {"format": number, "resource": 0})) == ["kept"]


def slugs_in(answer):
    """The slugs in an exported file, whatever its form."""
    data = b"".join(answer.streaming_content)
    match answer.headers["Content-Disposition"].rpartition(".")[2].rstrip('"'):
        case "csv" | "tsv" as form:
            rows = list(csv.reader(io.StringIO(data.decode()), delimiter="\t" if form == "tsv" else ","))
            return [row[0] for row in rows[1:]]
        case "json":
            return [item["slug"] for item in json.loads(data)]
        case "jsonl":
            return [json.loads(line)["slug"] for line in data.splitlines()]
        case "xlsx":
            return [row[0] for row in sheet_rows(data)[1:]]
    raise AssertionError(answer.headers)


def test_an_export_can_be_of_those_that_were_chosen_in_the_list(editors_desk, archive):
    chosen = [archive.event("One", slug="one"), archive.event("Two", slug="two", status="draft")]
    archive.event("Three", slug="three")
    address = reverse("admin:archive_event_changelist")
    picked = {"action": "export_selected", "_selected_action": [event.pk for event in chosen]}
    page = editors_desk.client.post(address, picked)
    answer = editors_desk.post(page["Location"], {"format": 0, "resource": 0})
    assert slugs_in(answer) == ["one", "two"]
    everything = {**picked, "select_across": "1"}
    page = editors_desk.client.post(f"{address}?status__exact=published", everything)
    assert slugs_in(editors_desk.post(page["Location"], {"format": 0, "resource": 0})) == ["one", "three"]


def test_json_of_an_export_can_be_imported_again(editors_desk, archive):
    archive.topic("=Talks, peace", slug="talks")
    answer = editors_desk.post(reverse("admin:archive_topic_export"), {"format": 2, "resource": 0})
    data = b"".join(answer.streaming_content)
    report = import_files([(FILES["topics"], read_sheet(data, "json"))], names=["topics.json"])
    assert (report.lines, report.counts[Result.UNCHANGED]) == ([], 1)
