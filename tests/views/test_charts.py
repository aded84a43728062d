"""What the drawn pages promise: they count what is public, say in words what they show, and cost the same always."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.views import actor_charts, chart_times
from archive.views.actor_charts import SIDES, activity
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> ArchiveFactory:
    return ArchiveFactory()


def words_of(client: Client, address: str) -> str:
    """The text of a page, in one line."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def figure(unit: str = "troops", of: str = "near the border", **given: str) -> dict[str, Any]:
    return {"low": None, "best": None, "high": None, "unit": unit, "of": of, **given}


# Activity


def counts(actor: Any) -> dict[str, dict[str, int]]:
    """By side and name of a period, without the zeros."""
    drawn = activity(actor)
    columns = list(zip(drawn.periods, drawn.counts, strict=True))
    return {
        side: {period.name: column[number] for period, column in columns if column[number]}
        for number, side in enumerate(SIDES)
    }


@pytest.mark.parametrize("read_one_by_one", [0, 300], ids=["with bitmaps", "one by one"])
def test_activity_counts_what_was_said_said_about_and_done(archive, monkeypatch, read_one_by_one):
    monkeypatch.setattr(actor_charts, "READ_ONE_BY_ONE", read_one_by_one)
    actor, other = archive.actor(), archive.actor("Boris Lind")
    archive.statement(speaker=actor, said_on="2021-11-30")
    archive.statement(speaker=actor, said_on="2021-12")
    archive.statement(speaker=actor, said_on="")
    archive.statement(speaker=other, about_actors=[actor], said_on="2022-01-01")
    archive.statement(speaker=actor, said_on="2021-12-01", status="draft")
    archive.event(participants=(actor, other), when="2021-12-31/2022-02")
    assert counts(actor) == {
        "said": {"November 2021": 1, "December 2021": 1},
        "about": {"January 2022": 1},
        "events": {"December 2021": 1},
    }
    assert activity(actor).totals == {"said": 3, "about": 1, "events": 1}


@pytest.mark.parametrize("read_one_by_one", [0, 300], ids=["with bitmaps", "one by one"])
def test_rare_records_long_before_the_rest_are_told_and_not_drawn(archive, monkeypatch, read_one_by_one):
    monkeypatch.setattr(actor_charts, "READ_ONE_BY_ONE", read_one_by_one)
    monkeypatch.setattr(chart_times, "ONE_IN", 5)
    actor = archive.actor()
    for when in ("-9000", "2021-10", "2021-11", "2021-11-02", "2021-12"):
        archive.event(participants=(actor,), when=when)
    drawn = activity(actor)
    assert [period.name for period in drawn.periods] == ["October 2021", "November 2021"]
    assert [sum(column) for column in drawn.counts] == [1, 2]
    assert drawn.not_drawn_words == "2 records"


@pytest.mark.parametrize("read_one_by_one", [0, 300], ids=["with bitmaps", "one by one"])
def test_an_actor_without_a_dated_record_has_no_drawing(archive, monkeypatch, read_one_by_one):
    monkeypatch.setattr(actor_charts, "READ_ONE_BY_ONE", read_one_by_one)
    actor = archive.actor()
    assert not activity(actor).is_drawn
    archive.statement(speaker=actor, said_on="")
    assert not activity(actor).is_drawn


def test_the_page_of_a_busy_actor_leads_to_its_activity_and_does_not_wait_for_it(client, archive, monkeypatch):
    monkeypatch.setattr(actor_charts, "READ_ONE_BY_ONE", 1)
    actor = archive.actor(slug="anna")
    archive.statement(speaker=actor, said_on="2021-11")
    archive.statement(speaker=actor, said_on="2021-12")
    page = client.get("/actors/anna/").content.decode()
    assert '<a href="/actors/anna/activity/">' in page
    assert "November 2021</th>" not in page
    shown = words_of(client, "/actors/anna/activity/")
    assert "Time Said Said about Took part in November 2021 1 0 0 December 2021 1 0 0" in shown


@pytest.mark.parametrize(("read_one_by_one", "queries"), [(0, 10), (300, 2)])
def test_activity_asks_no_more_of_a_busy_actor(archive, monkeypatch, read_one_by_one, queries):
    monkeypatch.setattr(actor_charts, "READ_ONE_BY_ONE", read_one_by_one)
    actor = archive.actor()
    asked = []
    for number in range(1, 7):
        archive.statement(speaker=actor, said_on=f"2021-{number:02}")
        archive.event(participants=(actor,), when=f"19{number}1")
        with CaptureQueriesContext(connection) as captured:
            activity(actor)
        asked.append(len(captured))
    assert len(set(asked)) == 1
    assert asked[0] <= queries


# Company


@pytest.fixture
def meetings(archive) -> dict[str, Any]:
    names = ("Anna Berg", "Boris Lind", "Carl Ohm", "Dora Hidden")
    found = {name.split()[0].lower(): archive.actor(name, slug=name.split()[0].lower()) for name in names[:3]}
    hidden = archive.actor(names[3], slug="dora", status="draft")
    anna, boris, carl = found.values()
    archive.event("First", when="2021-01", participants=(anna, boris, hidden))
    archive.event("Second", when="2021-02", participants=(anna, boris, carl))
    archive.event("Third", when="2021-03", participants=(boris, carl))
    archive.event("Secret", when="2021-03", participants=(anna, carl), status="draft")
    return found


def test_company_names_the_most_frequent_first_and_nobody_hidden(client, meetings):
    shown = words_of(client, "/actors/anna/company/")
    assert re.search(r"Boris Lind\W+2 events.*Carl Ohm\W+1 event", shown)
    assert "Dora" not in shown


def test_each_companion_leads_to_the_events_of_both(client, meetings):
    page = client.get("/actors/anna/company/").content.decode()
    assert 'href="/actors/anna/company/?with=boris"' in page
    both = words_of(client, "/actors/anna/company/?with=carl")
    assert "Second" in both
    assert "1 event" in both
    assert not {"First", "Third", "Secret"} & set(both.split())


def test_two_who_never_met_have_an_empty_page(client, archive, meetings):
    archive.actor("Erik Sole", slug="erik")
    assert "They never appear together" in words_of(client, "/actors/anna/company/?with=erik")
    assert "It appears with nobody" in words_of(client, "/actors/erik/company/")


@pytest.mark.parametrize("slug", ["dora", "nobody", "No Slug", "\x00"])
def test_company_with_somebody_who_is_not_public_is_not_found(client, meetings, slug):
    assert client.get("/actors/anna/company/", {"with": slug}).status_code == 404


def test_the_events_of_both_run_over_several_pages(client, archive, meetings):
    anna, boris = meetings["anna"], meetings["boris"]
    for number in range(30):
        archive.event(f"Meeting-{number}", participants=(anna, boris), when=f"2020-01-{number + 1:02}")
        archive.event(f"Alone-{number}", participants=(anna,), when=f"2020-01-{number + 1:02}")
    seen: list[str] = []
    address = "/actors/anna/company/?with=boris"
    for _page in range(2):
        content = client.get(address).content.decode()
        seen += re.findall(r"Meeting-\d+|Alone-\d+", content)
        following = re.search(r'rel="next" href="([^"#]+)', content)
        address = unescape(following[1]) if following else ""
    assert address == ""
    assert sorted(seen) == sorted(f"Meeting-{number}" for number in range(30))


def test_the_actors_page_leads_to_its_company_and_a_script_may_fetch_it(client, meetings):
    page = client.get("/actors/anna/").content.decode()
    assert 'data-fragment-from="/actors/anna/company/"' in page
    assert '<a href="/actors/anna/company/">' in page
    assert client.get("/actors/anna/company/").content.decode().count("data-fragment>") == 1


# Voices


def test_voices_count_statements_of_a_topic_and_its_parts_by_speaker(client, archive):
    wider, anna, boris = archive.topic("Diplomacy", slug="diplomacy"), archive.actor(), archive.actor("Boris Lind")
    topic = archive.topic(part_of=wider, slug="negotiations")
    archive.statement(speaker=anna, topics=[topic], said_on="2021-11-03")
    archive.statement(speaker=boris, topics=[topic], said_on="2021-11-30")
    archive.statement(speaker=boris, topics=[wider], said_on="2021-12-01")
    archive.statement(speaker=boris, topics=[topic], said_on="2021-12-01", status="draft")
    shown = words_of(client, "/topics/diplomacy/voices/")
    assert re.search(r"Boris Lind\W+2 statements.*Anna Berg\W+1 statement", shown)
    assert "Time Boris Lind Anna Berg November 2021 1 1 December 2021 1 0" in shown
    narrower = words_of(client, "/topics/negotiations/voices/")
    assert re.search(r"Boris Lind\W+1 statement", narrower)


def test_rare_speakers_share_a_row(client, archive):
    topic = archive.topic(slug="negotiations")
    for number in range(13):
        archive.statement(
            speaker=archive.actor(f"Speaker {number}"), topics=[topic], said_on=f"2021-{number % 12 + 1:02}"
        )
    assert re.search(r"All others\W+3 statements", words_of(client, "/topics/negotiations/voices/"))


def test_a_topic_that_nobody_spoke_about_says_so(client, archive):
    archive.event(topics=[archive.topic(slug="negotiations")])
    assert "Nobody spoke about it yet" in words_of(client, "/topics/negotiations/voices/")


def test_voices_lead_to_the_figures_that_were_given(client, archive):
    topic = archive.topic(slug="negotiations")
    archive.statement(topics=[topic], figures=[figure(best="5")])
    assert "/figures/?unit=troops&amp;topic=negotiations" in client.get("/topics/negotiations/voices/").content.decode()


# Figures


def test_units_are_listed_with_how_many_statements_give_them(client, archive):
    archive.statement(figures=[figure(best="5"), figure(best="6", of="elsewhere")])
    archive.statement(figures=[figure(best="7"), figure("km", best="3")])
    archive.statement(figures=[figure("tanks", best="1")], status="draft")
    shown = words_of(client, "/figures/")
    assert re.search(r"troops 2 statements km 1 statement", shown)
    assert "tanks" not in shown


def test_figures_stand_in_the_order_in_which_they_were_said(client, archive):
    for day, best in (("2021-12-03", "3000"), ("2021-12-01", "1000"), ("2021-12-02", "2000"), ("", "4000")):
        archive.statement(said_on=day, figures=[figure(best=best, of=f"of {best}")])
    table = words_of(client, "/figures/?unit=troops").split("The same as a table")[-1]
    assert re.findall(r"\d,000", table) == ["1,000", "2,000", "3,000", "4,000"]
    table = words_of(client, "/figures/?unit=troops&order=newest").split("The same as a table")[-1]
    assert re.findall(r"\d,000", table) == ["3,000", "2,000", "1,000", "4,000"]


def test_a_row_says_who_said_it_as_what_when_and_where(client, archive):
    anna, house = archive.actor(), archive.actor("The House", kind="organisation")
    archive.position(anna, house, "Speaker", held="2020/..")
    source = archive.source("The morning paper", text="Anna Berg said: “peace is near”.")
    archive.statement(
        speaker=anna, source=source, said_on="2021-12-22", slug="counted", figures=[figure(high="175000")]
    )
    page = client.get("/figures/?unit=troops").content.decode()
    shown = words_of(client, "/figures/?unit=troops")
    for words in (
        "22 December 2021",
        "Anna Berg",
        "Speaker, The House",
        "as many as 175,000 troops",
        "The morning paper",
    ):
        assert words in shown
    assert 'href="/statements/counted/"' in page


def test_figures_that_cannot_both_be_true_are_set_side_by_side_in_words(client, archive):
    archive.statement(said_on="2021-12-22", figures=[figure(low="100", high="120")])
    archive.statement(said_on="2021-12-22", figures=[figure(best="110")])
    assert "These figures conflict" not in words_of(client, "/figures/?unit=troops")
    archive.statement(said_on="2021-12-22", figures=[figure(best="121")])
    assert "their ranges have no number in common" in words_of(client, "/figures/?unit=troops")


def test_a_denial_is_told_with_a_link_even_where_it_gives_no_figure(client, archive):
    counted = archive.statement(figures=[figure(best="110")])
    boris = archive.actor("Boris Lind")
    archive.statement(speaker=boris, slug="denial", links=[{"to": str(counted.uuid), "kind": "denies"}])
    hidden = archive.actor("Carl Ohm")
    archive.statement(speaker=hidden, status="draft", links=[{"to": str(counted.uuid), "kind": "denies"}])
    shown = words_of(client, "/figures/?unit=troops")
    assert "Denied by Boris Lind" in shown
    assert "Carl Ohm" not in shown


def test_figures_are_narrowed_by_topic(client, archive):
    topic = archive.topic(slug="negotiations")
    archive.statement(topics=[topic], figures=[figure(best="1111")])
    archive.statement(figures=[figure(best="2222")])
    shown = words_of(client, "/figures/?unit=troops&topic=negotiations")
    assert "1,111" in shown
    assert "2,222" not in shown


def test_a_page_is_bounded_and_leads_on(client, archive, monkeypatch):
    monkeypatch.setattr("archive.views.figure_charts.MOST_STATEMENTS", 2)
    for number in range(5):
        archive.statement(said_on=f"2021-12-{number + 1:02}", figures=[figure(best=str(number))] * 1)
    many = [figure(best=str(number), of=f"thing {number}") for number in range(9)]
    archive.statement(said_on="2021-12-06", figures=many)
    address, rows = "/figures/?unit=troops", []
    while address:
        content = client.get(address).content.decode()
        rows.append(content.count('class="figure-row"'))
        following = re.search(r'rel="next" href="([^"#]+)', content)
        address = unescape(following[1]) if following else ""
    assert rows == [2, 2, 5]
    assert "and 5 more figures" in content


def test_query_counts_do_not_grow_with_figures(client, archive):
    asked = []
    for number in range(4):
        anna = archive.actor(f"Speaker {number}")
        said = archive.statement(speaker=anna, figures=[figure(best=str(number))])
        archive.statement(links=[{"to": str(said.uuid), "kind": "contradicts"}], figures=[figure(best="9")])
        with CaptureQueriesContext(connection) as captured:
            client.get("/figures/?unit=troops")
        asked.append(len(captured))
    assert len(set(asked)) == 1
    assert asked[0] <= 12


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("unit=troops&unit=km", 400),
        ("unit=two%20words", 400),
        ("unit=" + "x" * 51, 400),
        ("unit=%00", 400),
        ("unit=nothing", 200),
        ("unit=troops&topic=nothing", 404),
        ("unit=troops&cursor=broken", 400),
        ("unit=troops&from=yesterday", 400),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(client, query, status):
    assert client.get(f"/figures/?{query}").status_code == status


def test_a_statement_leads_to_other_figures_of_its_units(client, archive):
    archive.statement(slug="counted", figures=[figure(best="5"), figure("km", best="3")])
    page = client.get("/statements/counted/").content.decode()
    assert 'href="/figures/?unit=troops"' in page
    assert 'href="/figures/?unit=km"' in page


def test_statements_are_found_by_whom_they_are_about(client, archive):
    anna = archive.actor(slug="anna")
    archive.statement("peace is near", about_actors=[anna])
    archive.statement("war is far")
    shown = words_of(client, "/statements/?about=anna")
    assert "peace is near" in shown
    assert "war is far" not in shown
