"""Files go out through the admin as the commands make them. How they come in is in `imports`."""

import csv
import io
import json

from django.urls import reverse

from archive.exchange import FILES, Result, csv_lines, import_files
from archive.exchange.formats import FORMATS
from archive.exchange.reading import read_sheet
from tests.exchange.tables import sheet_rows


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
