"""What is saved at the desk becomes a draft through the workflow, or comes back with what is wrong at its field."""

import pytest

from archive.documents import read
from archive.models import Actor, Change, DeskDraft, Event, Revision, Statement
from archive.workflow import act, save, system_user


def test_a_statement_is_a_draft_that_cites_the_selected_words(said, seat, source, editor):
    answer = said("“We will talk,” she said", summary="There will be talks.", said_on="2021-12-22")
    assert answer.status_code == 200
    statement = Statement.objects.get()
    citation = statement.citations.get()
    assert (statement.status, statement.quote, str(statement.speaker)) == ("draft", "We will talk", "Anna Berg")
    assert (citation.source, citation.exact, citation.version) == (source, "“We will talk,” she said", 1)
    assert statement.language == "en"
    assert Change.objects.get(record_uuid=statement.uuid).user == editor
    (row,) = answer.json()["records"]
    assert (row["speaker"], row["status"], row["mine"]) == ("Anna Berg", "draft", True)
    assert row["spans"] == [[citation.start, citation.end, ""]]


def test_offsets_are_code_points_also_behind_a_face(said):
    said("The ministry denied it", quote="", summary="It is not so.", kind="denial")
    assert Statement.objects.get().citations.get().exact == "The ministry denied it"


def test_an_event_is_saved_with_its_people_and_places(seat, archive, anna):
    place, topic, kind = archive.place(), archive.topic(), archive.term("event_kind", "movement")
    answer = seat.save(
        "event",
        title="Troops moved",
        kind=kind,
        when="2021-12-22~",
        factuality="alleged",
        participants=[{"actor": str(anna.uuid), "role": ""}],
        places=[{"place": str(place.uuid), "role": ""}],
        topics=[str(topic.uuid)],
        citations=[seat.words("Troops moved")],
    )
    assert answer.status_code == 200, answer.content
    event = Event.objects.get()
    assert (event.title, event.factuality, event.slug) == ("Troops moved", "alleged", "troops-moved")
    assert [row.actor for row in event.participants.all()] == [anna]
    assert [row.place for row in event.places.all()] == [place]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"speaker": None}, "speaker"),
        ({"speaker": "nobody"}, "speaker"),
        ({"said_on": "2021-13"}, "said_on"),
        ({"kind": "rumour"}, "kind"),
        ({"quote": "We will never talk"}, "quote"),
        ({"quote": "", "summary": ""}, "quote"),
        ({"citations": []}, "citations"),
        ({"citations": [{"start": 5, "end": 5}]}, "citations"),
        ({"citations": [{"start": "0", "end": 4}]}, "citations"),
        ({"citations": [{"start": 0, "end": 10**9}]}, "citations"),
        ({"topics": "all"}, "topics"),
        ({"figures": [{"low": None, "best": "x", "high": None, "unit": "", "of": ""}]}, "figures"),
        ({"chains": [[{"actor": None, "source": None}]]}, "chains"),
    ],
)
def test_what_the_workflow_refuses_comes_back_at_its_field(said, values, field):
    answer = said(**values)
    assert answer.status_code == 422
    assert {problem["field"] for problem in answer.json()["problems"]} == {field}
    assert not Statement.objects.exists()


def test_a_known_record_is_changed_and_what_the_form_does_not_show_stays(said, seat, archive):
    uuid = said(said_on="2021-12-22").json()["records"][0]["uuid"]
    other = archive.source("Elsewhere", text="We will talk, he wrote.")
    statement = Statement.objects.get()
    with act(system_user(), "more") as this:
        document = read(statement)
        document["citations"] = [archive.citation(other, "We will talk"), *document["citations"]]
        save({**document, "credibility": "2"}, this)
    form = seat.ask("form", kind="statement", uuid=uuid).json()
    assert "Anna Berg" in form["values"]["names"].values()
    values = {name: value for name, value in form["values"].items() if name != "names"}
    before = read(statement)
    assert seat.save(uuid=uuid, base_version=form["version"], **values).status_code == 200
    assert read(statement) == before
    values["citations"] = [seat.words("“We will talk,” she said")]
    assert seat.save(uuid=uuid, base_version=form["version"], **values).status_code == 200
    statement.refresh_from_db()
    assert [str(citation) for citation in statement.citations.all()] == ["We will talk", "“We will talk,” she said"]
    assert statement.credibility == "2"


def test_a_save_over_what_somebody_changed_meanwhile_is_refused_with_the_differences(said, seat):
    uuid = said().json()["records"][0]["uuid"]
    with act(system_user(), "Better") as this:
        save({**read(Statement.objects.get()), "summary": "Somebody else's words."}, this)
    answer = seat.save(uuid=uuid, base_version=1, summary="Mine.")
    assert answer.status_code == 409
    assert answer.json()["version"] == 2
    assert answer.json()["meanwhile"][0]["after"] == ["Somebody else's words."]
    assert Statement.objects.get().summary == "Somebody else's words."
    assert seat.save(uuid=uuid, base_version=2, summary="Mine.").status_code == 200


def test_a_published_record_is_changed_by_a_revision_with_a_reason(seat, archive, anna, source):
    statement = archive.statement("We will talk", speaker=anna, source=source)
    values = {"summary": "There will be talks.", "base_version": statement.version}
    refused = seat.save(uuid=str(statement.uuid), **values)
    assert refused.json()["problems"][0]["field"] == "reason"
    answer = seat.save(uuid=str(statement.uuid), reason="It was missing.", **values)
    assert answer.json()["records"][0]["pending"]
    assert Revision.objects.get().pending["summary"] == "There will be talks."
    statement.refresh_from_db()
    assert statement.summary == ""


def test_a_known_record_cites_further_words(said, seat):
    uuid = said().json()["records"][0]["uuid"]
    sent = {"kind": "statement", "uuid": uuid, **seat.words("on Wednesday", "date")}
    for _twice in range(2):
        assert seat.tell("cite", **sent).status_code == 200
    assert [(row.exact, row.supports) for row in Statement.objects.get().citations.all()] == [
        ("We will talk", ""),
        ("on Wednesday", "date"),
    ]


def test_a_mention_makes_an_actor_take_part_or_be_spoken_of(said, seat, archive):
    ministry = archive.actor("Ministry", kind="ministry")
    event = archive.event(source=seat.source, words="Troops moved", status="draft")
    uuid = said().json()["records"][0]["uuid"]
    words = {"actor": str(ministry.uuid), **seat.words("The ministry")}
    assert seat.tell("mention", kind="statement", uuid=uuid, **words).status_code == 200
    assert seat.tell("mention", kind="event", uuid=str(event.uuid), role="", **words).status_code == 200
    statement = Statement.objects.get()
    event.refresh_from_db()
    assert list(statement.about_actors.all()) == [ministry]
    assert [row.actor for row in event.participants.all()] == [ministry]
    assert "The ministry" in [str(citation) for citation in event.citations.all()]


def test_an_actor_is_made_in_place(seat, archive):
    archive.term("actor_kind", "ministry")
    answer = seat.tell("actor", name=" Ministry of Peace ", kind="ministry")
    made = answer.json()["made"]
    actor = Actor.objects.get(uuid=made["uuid"])
    assert (actor.name, actor.status, actor.slug) == ("Ministry of Peace", "draft", "ministry-of-peace")
    assert seat.tell("actor", name="", kind="ministry").status_code == 422


def test_saving_lets_go_of_what_was_kept_of_the_form(seat, anna, editor):
    seat.tell("keep", form="new-1", content='{"kind": "statement"}')
    assert DeskDraft.objects.get().person == editor
    values = {"speaker": str(anna.uuid), "kind": "assertion", "quote": "We will talk"}
    values["citations"] = [seat.words("We will talk")]
    seat.tell("save", kind="statement", form="new-1", values=values)
    assert not DeskDraft.objects.exists()


def test_all_drafts_are_submitted_at_once_with_the_people_they_need(said, seat, archive, editor):
    archive.term("actor_kind", "person")
    made = seat.tell("actor", name="Boris Kern", kind="person").json()["made"]
    said(speaker=made["uuid"])
    archive.statement("peace is near", source=seat.source, status="draft")  # somebody else's
    answer = seat.tell("submit")
    assert answer.status_code == 200
    assert answer.json()["submitted"] == ["Boris Kern", "“We will talk”"]
    assert Actor.objects.get(name="Boris Kern").status == "in_review"
    assert sorted(Statement.objects.values_list("status", flat=True)) == ["draft", "in_review"]


def test_a_revision_of_ones_own_is_submitted_too(seat, archive, anna, source):
    statement = archive.statement("We will talk", speaker=anna, source=source)
    seat.save(uuid=str(statement.uuid), base_version=statement.version, summary="Talks.", reason="It was missing.")
    seat.tell("submit")
    assert Revision.objects.get().is_submitted
