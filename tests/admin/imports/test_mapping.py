"""The mapping step, by plain forms: every column led to a field, what does not fit mended once for all of its rows."""

from typing import Any

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from archive.exchange.mapping import dumps, propose, ready_made, survey, to_json
from archive.exchange.mapping.ways import columns_used
from archive.models import ColumnMapping
from tests.admin.imports.holders import FakeHolder
from tests.admin.imports.urls import HOLDERS
from tests.exchange.mapping.samples import mapping, table
from tests.exchange.mapping.test_ready_made import incident

SHEET = (
    {"Title": "Talks", "Date": "03/04/2021", "Type": "meeting", "Who": "Ana Berg; Bruno Kahn", "Mood": "tense"},
    {"Title": "March", "Date": "05/06/2021", "Type": "meeting", "Who": "Ana Berg", "Mood": "<b>calm</b>"},
    {"Title": "Call", "Date": "2021", "Type": "talks", "Who": "", "Mood": ""},
)


class Step:
    """A file at its mapping step, and the person at it."""

    def __init__(self, desk: Any, holder: FakeHolder) -> None:
        self.desk, self.holder = desk, holder
        HOLDERS["file"] = holder

    def page(self, query: str = "") -> Any:
        answer = self.desk.client.get(f"/step/file/{query}")
        assert answer.status_code == 200
        return lxml.html.fromstring(answer.content.decode())

    def form(self, query: str = "") -> dict[str, str]:
        return dict(self.page(query).get_element_by_id("mapping-form").form_values())

    def post(self, act: str = "show", **values: Any) -> Any:
        """Fill the form as it stands in and press a button."""
        given = {name.replace("__", "-"): value for name, value in values.items()}
        return self.desk.client.post("/step/file/", {**self.form(), **given, "act": act})

    def column(self, name: str) -> int:
        cards = self.page().find_class("map-card")
        return next(number for number, card in enumerate(cards) if card.find(".//h3").text == name)

    def misfit(self, value: str) -> int:
        form = self.form()
        return next(number for number in range(50) if form.get(f"m{number}-value") == value)

    def name(self, value: str) -> int:
        form = self.form()
        return next(number for number in range(50) if form.get(f"n{number}-name") == value)

    @property
    def fields(self) -> dict[str, Any]:
        found: dict[str, Any] = to_json(self.holder.kept[-1])["fields"]
        return found

    def text(self, query: str = "") -> str:
        return " ".join(self.page(query).text_content().split())


@pytest.fixture(autouse=True)
def with_a_step(settings):
    settings.ROOT_URLCONF = "tests.admin.imports.urls"
    yield
    HOLDERS.clear()


@pytest.fixture
def step(archive, editors_desk) -> Step:
    archive.term("event_kind", "talks")
    archive.term("actor_kind", "person")
    archive.actor("Anna Berg", slug="anna-berg")
    return Step(editors_desk, FakeHolder("sheet.xlsx", "events", table(*SHEET)))


def test_each_column_stands_there_with_its_values_and_what_is_proposed(step):
    cards = step.page().find_class("map-card")
    assert [card.find(".//h3").text for card in cards] == ["Title", "Date", "Type", "Who", "Mood"]
    form = step.form()
    assert [form[f"c{number}-place"] for number in range(5)] == ["title", "when", "kind", "participants", ""]
    assert [value.text for value in step.page().find_class("map-value")[:3]] == ["Talks", "March", "Call"]


def test_to_look_at_the_columns_keeps_nothing(step):
    step.page()
    assert step.holder.kept == []


def test_a_form_that_is_sent_back_as_it_came_keeps_what_was_proposed(step):
    step.post()
    assert step.holder.kept == [propose(step.holder.table(), "events").mapping]
    step.post()
    assert step.holder.kept[-1] == step.holder.kept[0]


@pytest.mark.parametrize("key", ["acled", "timelinejs"])
def test_nothing_of_a_ready_made_mapping_is_lost_in_the_form(step, key):
    columns = columns_used(ready_made()[key])
    rows = dict.fromkeys(columns, "x")
    step.holder.__init__("export.csv", "events", table(rows), ready_made()[key])
    step.post()
    assert to_json(step.holder.kept[-1]) == to_json(ready_made()[key])


def test_the_order_of_dates_is_asked_and_then_shown(step):
    assert "2 rows, the first is row 2 · date · column Date Such dates can be read in two ways" in step.text()
    assert "3 April 2021" not in step.text()
    step.post(**{f"c{step.column('Date')}-o-order": "dmy"})
    assert step.fields["when"] == {"how": "date", "column": "Date", "order": "dmy"}
    assert "03/04/2021 becomes→ 3 April 2021" in step.text()


def test_columns_are_moved_to_fields_kept_as_notes_and_left_out(step):
    step.post(c4__place="note", c0__place="summary", c3__place="")
    assert to_json(step.holder.kept[-1])["notes"] == {"columns": ["Mood"], "into": "summary"}
    assert "title" not in step.fields
    assert "participants" not in step.fields
    assert step.fields["summary"] == {"how": "column", "column": "Title"}
    assert step.fields["slug"]["of"] == ["when"]
    step.post(c0__place="title", c4__place="title")
    assert step.fields["title"] == {"how": "joined", "columns": ["Title", "Mood"]}
    assert "notes" not in to_json(step.holder.kept[-1])


def test_a_span_has_its_end_in_another_column(step):
    step.holder.__init__("x.csv", "events", table({"Title": "x", "From": "2021", "Bis": "2022", "Letzter": "2023"}))
    step.post(c3__place="when.end")
    assert step.fields["when"] == {"how": "date", "column": "From", "end": "Letzter"}


def test_a_mapping_that_cannot_be_is_shown_and_not_kept(step):
    step.page()
    before = len(step.holder.kept)
    answer = step.post(c1__place="when.end")
    assert answer.status_code == 200
    assert "Date: Name either “column” or “parts”" in answer.content.decode()
    assert len(step.holder.kept) == before


def test_a_value_that_does_not_fit_is_mended_for_all_of_its_rows(step):
    step.holder.__init__("x.csv", "events", table(*({"Title": str(n), "Factuality": "yes"} for n in range(37))))
    assert (
        "yes 37 rows, the first is row 2 · factuality · column Factuality This is not one of: occurred" in step.text()
    )
    step.post(**{f"m{step.misfit('yes')}-instead": "occurred"})
    assert step.fields["factuality"] == {"how": "column", "column": "Factuality", "replace": {"yes": "occurred"}}
    assert "Values that do not fit" not in step.text()


def test_a_value_may_be_left_empty(step):
    step.post(**{f"c{step.column('Date')}-o-order": "dmy"})
    step.holder.__init__("x.csv", "events", table({"Title": "a", "Date": "2021"}, {"Title": "b", "Date": "n.d."}))
    step.post(**{f"m{step.misfit('n.d.')}-empty": "on"})
    assert step.fields["when"]["replace"] == {"n.d.": ""}


def test_names_are_taken_made_left_or_given_by_their_address(step):
    who = step.column("Who")
    step.post(**{f"c{who}-o-made_kind": "person"})
    number = step.name("Ana Berg")
    choice = next(select for select in step.page().xpath("//select") if select.name == f"n{number}-choice")
    assert [option for option in choice.value_options if option not in ("?", "", "+")] == ["anna-berg"]
    assert "Anna Berg (anna-berg), " in step.text()
    step.post(**{f"n{number}-choice": "anna-berg", f"n{step.name('Bruno Kahn')}-choice": "+"})
    assert step.fields["participants"]["parts"][0]["value"]["chosen"] == {"Ana Berg": "anna-berg", "Bruno Kahn": "+"}
    assert "actors to be made first: 1" in step.text()
    step.post(**{f"n{step.name('Bruno Kahn')}-slug": "anna-berg", f"n{step.name('Ana Berg')}-choice": ""})
    assert step.fields["participants"]["parts"][0]["value"]["chosen"] == {"Ana Berg": "", "Bruno Kahn": "anna-berg"}
    step.post(**{f"n{step.name('Ana Berg')}-choice": "?"})
    assert step.fields["participants"]["parts"][0]["value"]["chosen"] == {"Bruno Kahn": "anna-berg"}


def test_words_that_the_archive_has_not_are_chosen_from_its_own(step):
    step.post(**{f"n{step.name('meeting')}-choice": "talks"})
    assert step.fields["kind"]["chosen"] == {"meeting": "talks"}


def test_only_what_a_person_may_add_is_offered_to_be_made(step, administrators_desk):
    def offered(desk, select):
        page = Step(desk, step.holder).page()
        return next(found for found in page.xpath("//select") if found.name == select).value_options

    kind, meeting = f"c{step.column('Type')}-o-otherwise", f"n{step.name('meeting')}-choice"
    assert offered(step.desk, kind) == ["refuse", "leave"]
    assert "+" not in offered(step.desk, meeting)
    assert offered(administrators_desk, kind) == ["refuse", "make", "leave"]
    assert "+" in offered(administrators_desk, meeting)


def test_what_holds_for_all_rows_needs_no_column(step):
    step.post(c2__place="")
    assert "Still needed: kind." in step.text()
    step.post(**{"k-kind": "talks", "k-language": "en"})
    assert step.fields["kind"] == {"how": "constant", "value": "talks"}
    assert step.fields["language"] == {"how": "constant", "value": "en"}
    assert "Still needed" not in step.text()


def test_a_source_for_the_whole_file_is_named_once(step, archive):
    archive.source("The calendar", slug="the-calendar")
    step.post(**{"k-citations": "the-calendar", "k-date_basis": "The calendar says so."})
    assert step.fields["citations"] == {"how": "constant", "value": "the-calendar"}
    assert step.fields["date_basis"] == {"how": "constant", "value": "The calendar says so."}
    answer = step.post(**{"k-citations": "the-calendar||x"})
    assert "Sources cited: Item 2 is empty." in answer.content.decode()


def test_what_is_said_of_each_item_is_the_same_or_comes_from_another_column(step, archive):
    archive.term("participant_role", "host")
    who = step.column("Who")
    step.post(**{f"c{who}-o-qualifier": "host"})
    assert step.fields["participants"]["parts"][0]["qualifier"] == {"how": "constant", "value": "host"}
    step.post(**{f"c{who}-o-qualifier": "=:Mood"})
    mood = {"how": "column", "column": "Mood"}
    assert step.fields["participants"]["parts"][0]["qualifier"] == {
        "how": "found",
        "value": mood,
        "kind": "participant_role",
    }
    step.post(**{f"n{step.name('tense')}-choice": "host"})
    assert step.fields["participants"]["parts"][0]["qualifier"]["chosen"] == {"tense": "host"}
    step.post(**{f"c{who}-o-qualifier": ""})
    assert "qualifier" not in step.fields["participants"]["parts"][0]


def test_rows_in_which_a_column_is_blank_can_be_left_out(step):
    step.post(c3__skip="on")
    assert to_json(step.holder.kept[-1])["skip_rows"] == [{"column": "Who", "values": [""]}]
    assert "All 2 rows were read" in step.text()
    form = step.form()
    form.pop("c3-skip")
    step.desk.client.post("/step/file/", {**form, "act": "show"})
    assert "skip_rows" not in to_json(step.holder.kept[-1])


def test_the_way_on_is_open_when_nothing_is_needed_any_more(step):
    assert step.post("next", c2__place="").url == "/step/file/"
    assert step.post("next", **{"k-kind": "talks"}).url == "/admin/"


def test_what_stands_in_a_file_is_only_shown(step):
    content = step.desk.client.get("/step/file/").content.decode()
    assert "<b>calm</b>" not in content
    assert "&lt;b&gt;calm&lt;/b&gt;" in content


def test_a_survey_of_the_whole_file_is_shown_where_there_is_one(step):
    step.post()
    step.holder.whole = survey(table(*SHEET * 3), step.holder.kept[-1])
    assert "All 9 rows were read" in step.text()


def test_only_the_first_rows_are_read_for_the_page(step, monkeypatch):
    monkeypatch.setattr("archive.admin.imports.mapping.SURVEYED", 2)
    assert "The first 2 rows were read; the preview reads all." in step.text()


def test_many_names_are_told_in_pages(step):
    rows = [{"Title": str(number), "Who": f"Person {number:03}"} for number in range(60)]
    step.holder.__init__("x.csv", "events", table(*rows))
    assert len([name for name in step.form() if name.endswith("-choice")]) == 50
    form = step.form("?p=2")
    assert len([name for name in form if name.endswith("-choice")]) == 10
    answer = step.desk.client.post("/step/file/", {**form, "n0-choice": "", "act": "show"})
    assert answer.url == "/step/file/?p=2"
    assert list(step.fields["participants"]["parts"][0]["value"]["chosen"].values()) == [""]


def test_a_person_who_may_add_nothing_sees_nothing(step, desk_of, django_user_model):
    nobody = django_user_model.objects.create_user("nobody", password="x", is_staff=True)
    assert desk_of(nobody).client.get("/step/file/").status_code == 403
    assert desk_of(nobody).client.post("/step/file/", {"act": "next"}).status_code == 403


# Kept mappings


def test_a_mapping_is_kept_under_a_name_and_taken_for_the_next_file(step, publishers_desk):
    step.post(c4__place="note")
    step.post("keep", name="Conferences", shared="on")
    kept = ColumnMapping.objects.get()
    assert (kept.name, kept.kind, kept.is_shared, kept.author_name) == ("Conferences", "events", True, "editor")
    following = Step(publishers_desk, FakeHolder("next.csv", "events", table({"TITLE": "x", "mood": "y"})))
    assert "Conferences (editor)" in following.text()
    publishers_desk.client.post("/step/file/", {"act": "take", "taken": f"saved:{kept.pk}"})
    assert following.fields["title"] == {"how": "column", "column": "TITLE"}
    assert to_json(following.holder.kept[-1])["notes"]["columns"] == ["mood"]
    assert "The file lacks these columns, so what they would fill is left out: Type, Date, Who" in following.text()


def test_what_somebody_keeps_for_themselves_nobody_else_takes(step, publishers_desk):
    step.post("keep", name="Mine")
    kept = ColumnMapping.objects.get()
    other = Step(publishers_desk, FakeHolder("next.csv", "events", table(*SHEET)))
    assert "Mine" not in other.text()
    answer = publishers_desk.client.post("/step/file/", {"act": "take", "taken": f"saved:{kept.pk}"})
    assert answer.status_code == 404


def test_a_mapping_travels_as_a_file(step):
    step.post(c4__place="note")
    file = step.desk.client.get("/step/file/?file=mapping")
    assert file["Content-Disposition"] == 'attachment; filename="events.mapping.json"'
    sent = SimpleUploadedFile("own.json", file.content)
    other = Step(step.desk, FakeHolder("next.csv", "events", table(*SHEET)))
    other.desk.client.post("/step/file/", {"act": "file", "mapping": sent})
    assert other.holder.kept[-1] == step.holder.kept[-1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "This is not a file in JSON."),
        (b"\xff\xfe", "This is not a file in JSON."),
        (
            dumps(mapping("actors", fields={"name": "N"})).encode(),
            "This mapping is for actors, and the file is of events.",
        ),
    ],
)
def test_a_file_that_is_no_mapping_for_this_is_refused(step, content, words):
    step.page()
    before = list(step.holder.kept)
    step.desk.client.post("/step/file/", {"act": "file", "mapping": SimpleUploadedFile("x.json", content)})
    assert words in step.text()
    assert step.holder.kept == before


def test_a_ready_made_mapping_is_recognised_and_can_be_taken(step):
    step.holder.__init__("acled.csv", "events", table(incident(event_id_cnty="U1")))
    assert "as ACLED export has it" in step.text()
    step.desk.client.post("/step/file/", {"act": "take", "taken": "propose"})
    step.desk.client.post("/step/file/", {"act": "take", "taken": "ready:acled"})
    assert step.holder.kept[-1] == ready_made()["acled"]


def test_the_list_of_mappings_is_for_those_who_may_add(editors_desk, publishers_desk, desk_of, django_user_model):
    sent = SimpleUploadedFile("own.json", dumps(mapping(fields={"title": "T"}, name="Own")).encode())
    editors_desk.client.post("/admin/archive/mappings/", {"mapping": sent})
    kept = ColumnMapping.objects.get()
    assert b"Own" in editors_desk.client.get("/admin/archive/mappings/").content
    assert b"Own" not in publishers_desk.client.get("/admin/archive/mappings/").content
    assert publishers_desk.client.get(f"/admin/archive/mappings/{kept.pk}/").status_code == 404
    change = f"/admin/archive/mappings/{kept.pk}/change/"
    editors_desk.client.post(change, {"act": "share"})
    assert b"Own" in publishers_desk.client.get("/admin/archive/mappings/").content
    assert publishers_desk.client.get(f"/admin/archive/mappings/{kept.pk}/").json()["fields"]
    publishers_desk.client.post(change, {"act": "delete"})
    assert b"Only its author may change a mapping." in publishers_desk.client.get("/admin/archive/mappings/").content
    editors_desk.client.post(change, {"act": "unshare"})
    assert publishers_desk.client.post(change, {"act": "delete"}).status_code == 404
    editors_desk.client.post(change, {"act": "delete"})
    assert not ColumnMapping.objects.exists()
    nobody = django_user_model.objects.create_user("nobody", password="x", is_staff=True)
    assert desk_of(nobody).client.get("/admin/archive/mappings/").status_code == 403
