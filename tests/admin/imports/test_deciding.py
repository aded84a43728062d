"""Names and values that the archive has not are decided on once, in the mapping step, for all rows of a file."""

import re
from typing import Any

import lxml.html

from archive.models import Actor, Change, Event, Import, ImportState
from tests.admin.imports.conftest import address, confirm, latest, text, upload

SHEET = (
    "Headline;Date;Type;Who\r\n"
    "Talks in Geneva;22.12.2021;meeting;Anna Berg\r\n"
    "A march;23.12.2021;meeting;Bruno Kahn\r\n"
)


def fill(desk: Any, act: str, **values: str) -> Any:
    """Press a button of the mapping step with its form as it stands and some values of one's own."""
    page = lxml.html.fromstring(text(desk.client.get(address("columns"))))
    given = dict(page.get_element_by_id("mapping-form").form_values())
    return desk.client.post(address("columns"), {**given, **values, "act": act}, follow=True)


def to_decide_on(desk: Any) -> dict[str, str]:
    """The names that nobody has, and what the fields about each of them begin with."""
    page = lxml.html.fromstring(text(desk.client.get(address("columns"))))
    form = dict(page.get_element_by_id("mapping-form").form_values())
    return {value: name.removesuffix("-name") for name, value in form.items() if re.fullmatch(r"n\d+-name", name)}


def new_ones(desk: Any) -> dict[str, str]:
    """Whoever is made is a person."""
    page = lxml.html.fromstring(text(desk.client.get(address("columns"))))
    kinds = [select.name for select in page.xpath("//select") if "person" in select.value_options]
    return dict.fromkeys(kinds, "person")


def prepared(archive: Any) -> None:
    archive.term("event_kind", "talks")
    archive.term("actor_kind", "person")
    archive.actor("Anna Berg", slug="anna-berg")


def test_a_mapped_file_is_looked_at_mended_once_for_all_rows_and_imported(editors_desk, archive):
    prepared(archive)
    upload(editors_desk, "event", SHEET, "sheet.csv")
    page = text(fill(editors_desk, "next"))
    assert "What the file would do" in page
    # The errors speak of the file's own columns.
    assert "Type" in page
    assert "“meeting”" in page
    assert "Who" in page
    assert "Mend a value once for all rows" in page
    mapping = latest().mapping
    fields = mapping["fields"]
    assert fields["title"]["column"] == "Headline"
    names = to_decide_on(editors_desk)
    assert sorted(names) == ["Bruno Kahn", "meeting"]
    decided = {f"{names['meeting']}-choice": "talks", f"{names['Bruno Kahn']}-choice": "+", **new_ones(editors_desk)}
    page = text(fill(editors_desk, "next", **decided))
    assert not Actor.objects.filter(name="Bruno Kahn").exists()
    assert "Nothing is wrong." in page
    assert "imported" in text(confirm(editors_desk))
    assert sorted(Event.objects.values_list("title", "when")) == [
        ("A march", "2021-12-23"),
        ("Talks in Geneva", "2021-12-22"),
    ]
    assert set(Event.objects.values_list("kind__slug", flat=True)) == {"talks"}
    assert latest().state == ImportState.DONE
    assert Actor.objects.get(name="Bruno Kahn").kind.slug == "person"
    # What was made for the file is part of the same act.
    assert set(Change.objects.filter(act=latest().act).values_list("record_kind", flat=True)) == {"actor", "event"}


def test_a_file_with_the_archives_columns_can_be_mapped_as_well(editors_desk, archive):
    upload(editors_desk, "topic", "slug,name\r\ngas,Gas supplies\r\n")
    assert latest().state == ImportState.EXAMINED
    page = text(editors_desk.client.get(address()))
    assert address("columns") in page
    assert "Columns of the file" in text(editors_desk.client.get(address("columns")))


def test_what_is_in_the_archive_is_not_mapped_any_more(editors_desk, archive):
    upload(editors_desk, "topic", "slug,name\r\ngas,Gas supplies\r\n")
    confirm(editors_desk)
    before = latest().mapping
    page = text(editors_desk.client.post(address("columns"), {"act": "next"}, follow=True))
    assert "Imported" in page
    assert (latest().state, latest().mapping) == (ImportState.DONE, before)
    assert Import.objects.count() == 1
