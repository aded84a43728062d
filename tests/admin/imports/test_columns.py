"""A file with columns of its own waits for them to be mapped; what is made for it comes, and goes, with it."""

import csv
import io
from typing import Any

import lxml.html
from django.core.files.uploadedfile import SimpleUploadedFile

from archive.exchange.mapping import dumps
from archive.models import Actor, Event, Import, ImportState, Term
from archive.verification import verify
from tests.admin.imports.conftest import address, confirm, latest, text, upload
from tests.exchange.mapping.samples import PERSON, found, mapping

FILE = (
    "Title,Date,Who\r\nTalks,2021-12-05,Anna Berg\r\nMore talks,2021-12-06,Carla Voss\r\nBad,2021-13-01,Anna Berg\r\n"
)
FIELDS: dict[str, Any] = {
    "slug": {"how": "slug", "of": ["title"]},
    "title": "Title",
    "kind": {"how": "constant", "value": "meeting"},
    "when": {"how": "date", "column": "Date"},
    "participants": {
        "how": "items",
        "parts": [
            {
                "value": found("Who", "actor", otherwise="make", made=PERSON),
                "qualifier": {"how": "constant", "value": "speaker"},
            }
        ],
    },
}


def led(desk: Any, archive: Any, content: str = FILE) -> str:
    """Upload the file and lead its columns; the preview."""
    archive.term("event_kind", "meeting")
    archive.term("actor_kind", "person")
    archive.term("participant_role", "speaker")
    if not Actor.objects.exists():
        archive.actor("Anna Berg", slug="anna-berg")
    assert "Columns of the file" in text(upload(desk, "event", content))
    sent = SimpleUploadedFile("mapping.json", dumps(mapping(fields=FIELDS)).encode())
    desk.client.post(address("columns"), {"act": "file", "mapping": sent})
    page = lxml.html.fromstring(text(desk.get(address("columns"))))
    form = dict(page.get_element_by_id("mapping-form").form_values())
    return text(desk.client.post(address("columns"), {**form, "act": "next"}, follow=True))


def test_it_is_looked_at_when_its_columns_are_mapped(editors_desk, archive):
    upload(editors_desk, "event", FILE)
    assert latest().state == ImportState.MAPPING
    Import.objects.all().delete()
    page = led(editors_desk, archive)
    assert latest().state == ImportState.EXAMINED, latest().problem
    assert latest().counts == {"new": 3, "wrong": 1, "faults": 1, "wrong_rows": 1, "warnings": 0}
    assert "“2021-13-01”" in page
    assert "<td>Date</td>" in page
    assert "actor carla-voss" in text(editors_desk.get(address() + "?show=new"))


def test_what_is_made_for_it_is_written_and_undone_with_it(editors_desk, archive):
    led(editors_desk, archive)
    assert "3 rows were imported" in text(confirm(editors_desk, good_rows="yes"))
    carla = Actor.objects.get(name="Carla Voss")
    assert Event.objects.get(title="More talks").participants.get().actor == carla
    editors_desk.post(address("undo"), {"look": "yes"})
    editors_desk.post(address("undo"), {"attempt": latest().attempt})
    assert latest().state == ImportState.UNDONE
    assert not Event.objects.exists()
    assert list(Actor.objects.values_list("slug", flat=True)) == ["anna-berg"]
    assert verify() == []


def test_wrong_rows_come_back_in_the_columns_of_the_file_and_are_mapped_alike(editors_desk, archive):
    led(editors_desk, archive)
    mend = b"".join(editors_desk.get(address("to_mend")).streaming_content).decode()
    rows = list(csv.reader(io.StringIO(mend)))
    assert rows[0] == ["row", "problem", "Title", "Date", "Who"]
    assert rows[1][0] == "4"
    assert rows[1][1].startswith("Date: “2021-13-01”")
    assert rows[1][2:] == ["Bad", "2021-13-01", "Anna Berg"]
    assert "Nothing is wrong." in led(editors_desk, archive, mend.replace(",2021-13-01", ",2021-12-01"))


def test_columns_that_are_led_otherwise_are_looked_at_anew(editors_desk, archive):
    led(editors_desk, archive)
    attempt = latest().attempt
    sent = SimpleUploadedFile("mapping.json", dumps(mapping(fields={**FIELDS, "title": "Who"})).encode())
    editors_desk.client.post(address("columns"), {"act": "file", "mapping": sent})
    assert latest().state == ImportState.MAPPING
    confirm(editors_desk, attempt=str(attempt), good_rows="yes")
    assert not Event.objects.exists()


def test_a_second_look_tells_in_the_words_of_the_file_too(editors_desk, archive):
    led(editors_desk, archive, FILE.replace("2021-13-01", "2021-12-01"))
    Term.objects.filter(slug="meeting").update(slug="met")
    archive.topic("The archive is another one now")
    page = text(confirm(editors_desk))
    assert "something is wrong now" in page
    assert "“meeting”" in page
    assert not Event.objects.exists()


def test_only_who_brought_the_file_leads_its_columns(editors_desk, publishers_desk):
    upload(editors_desk, "event", FILE)
    assert publishers_desk.get(address("columns")).status_code == 403
    assert "Its columns wait to be mapped" in text(publishers_desk.get(address()))
