"""An editor's form becomes a record, or says what is wrong and keeps what was typed."""

import pytest

from archive.documents import read
from archive.models import Actor, Change, Event, Place, Revision, Statement, Term, Topic
from archive.workflow import act, save, system_user
from tests.admin.conftest import errors_of, form_values


@pytest.fixture
def source(archive):
    return archive.source(text="Anna Berg said on Wednesday that peace is near. The ministry denied it. It denied it.")


@pytest.fixture
def movement(archive):
    archive.term("event_kind", "movement")
    return Term.objects.get(slug="movement")


@pytest.fixture
def add_event(editors_desk, movement):
    """Saves a new event with these rows; the page that comes back."""
    return lambda **values: editors_desk.save("event", **{"title": "It", "kind": movement.pk, **values})


def test_a_new_record_starts_as_a_draft_with_its_history(editors_desk, editor):
    answer = editors_desk.save("topic", name="Gas supplies", reason="First topic.")
    assert answer.status_code == 302
    topic = Topic.objects.get(slug="gas-supplies")
    change = Change.objects.get(record_uuid=topic.uuid)
    assert (change.action, change.user, change.reason) == ("created", editor, "First topic.")


def test_a_whole_event_is_saved_with_all_that_belongs_to_it(editors_desk, archive, source, movement):
    anna, bruno, place = archive.actor(), archive.actor("Bruno"), archive.place()
    answer = editors_desk.save(
        "event",
        title="Troops moved",
        kind=movement.pk,
        when="2021-12-22?",
        citations=[{"source": source.pk, "exact": "peace is near"}],
        chains=[{"stations": f"{anna.slug} > :{source.slug}"}],
        participants=[{"actor": anna.pk, "ORDER": 2}, {"actor": bruno.pk, "ORDER": 1}],
        places=[{"place": place.pk}],
    )
    assert answer.status_code == 302, errors_of(answer)
    document = read(Event.objects.get())
    citation = document["citations"][0]
    assert (citation["version"], citation["start"], citation["exact"]) == (1, 33, "peace is near")
    assert citation["prefix"].endswith("that ")
    assert [row["actor"] for row in document["participants"]] == [str(bruno.uuid), str(anna.uuid)]
    assert document["chains"] == [
        [{"actor": str(anna.uuid), "source": None}, {"actor": None, "source": str(source.uuid)}]
    ]
    assert (document["when"], document["slug"], document["status"]) == ("2021-12-22?", "troops-moved", "draft")


def test_saving_a_form_as_it_stands_changes_nothing(editors_desk, archive, source):
    person = archive.actor("Анна Берг", status="draft", description="One line.\n\nAnother. ")
    group = archive.actor("Ministry", kind="organisation")
    with_parts = archive.event(
        source=source,
        words="peace is near",
        participants=(person, group),
        status="draft",
        chains=[[{"actor": str(person.uuid), "source": None}, {"actor": None, "source": str(source.uuid)}]],
    )
    place = archive.place(latitude="50.45", longitude="30.5", other_names=[{"name": "Київ", "language": "uk"}])
    for record in (person, with_parts, place):
        before = (read(record), Change.objects.count())
        assert editors_desk.save(record).status_code == 302
        assert (read(record), Change.objects.count()) == before


def test_rows_are_taken_away_and_reordered(editors_desk, archive):
    place = archive.place(other_names=[{"name": name, "language": ""} for name in ("Kiev", "Kyjiw", "Kijów")])
    form = editors_desk.form(place)
    form.update({"other_names-0-ORDER": 3, "other_names-1-DELETE": "on", "other_names-2-ORDER": 1})
    assert editors_desk.save(place, **form).status_code == 302
    assert [row.name for row in Place.objects.get().other_names.all()] == ["Kijów", "Kiev"]


def test_a_statement_without_slug_gets_one_that_nobody_has(editors_desk, archive, source):
    anna = archive.actor("Анна Берг")
    for _time in range(2):
        answer = editors_desk.save(
            "statement",
            speaker=anna.pk,
            kind="assertion",
            quote="peace is near",
            citations=[{"source": source.pk, "exact": "peace is near"}],
        )
        assert answer.status_code == 302, errors_of(answer)
    slugs = sorted(Statement.objects.values_list("slug", flat=True))
    assert slugs == ["anna-berg-peace-is-near", "anna-berg-peace-is-near-2"]


def test_a_refused_save_keeps_what_was_typed_and_names_the_field(editors_desk, archive, source):
    anna = archive.actor()
    answer = editors_desk.save(
        "statement",
        speaker=anna.pk,
        kind="assertion",
        quote="war is near",
        venue="In the corridor",
        citations=[{"source": source.pk, "exact": "peace is near"}],
        chains=[{"stations": f":{source.slug} > {anna.slug}"}],
    )
    errors = errors_of(answer)
    assert "does not stand, word for word" in errors["quote"][0]
    assert errors["chains-0-__all__"]
    assert 'value="In the corridor"' in answer.content.decode()
    assert not Statement.objects.exists()
    assert not Change.objects.filter(record_kind="statement").exists()


def test_what_no_field_has_is_said_above_the_form(editors_desk, archive):
    outer = archive.topic("Outer")
    inner = archive.topic("Inner", part_of=outer)
    errors = errors_of(editors_desk.save(outer, part_of=inner.pk))
    assert errors == {"part_of": ["This would make the record a part of itself."]}


@pytest.mark.parametrize(
    ("exact", "start", "message"),
    [
        ("peace is far", "", "do not stand in the text"),
        ("denied it", "", "more than once: at 61, 75"),
        ("peace is near", "3", "do not stand at 3"),
    ],
)
def test_words_that_are_not_found_once_are_asked_for(add_event, source, exact, start, message):
    row = {"source": source.pk, "exact": exact, "start": start}
    errors = errors_of(add_event(citations=[row]))
    assert message in errors["citations-0-exact"][0]


@pytest.mark.parametrize(
    "row",
    [
        {"exact": "denied it", "start": "75"},
        {"exact": " denied it ", "start": "75"},
        {"start": "75", "end": "84"},
    ],
    ids=["words at a place", "with space around them", "a span"],
)
def test_words_that_stand_twice_are_told_apart_by_their_start(add_event, source, row):
    answer = add_event(citations=[{"source": source.pk, **row}])
    assert answer.status_code == 302, errors_of(answer)
    citation = read(Event.objects.get())["citations"][0]
    assert (citation["start"], citation["end"], citation["exact"]) == (75, 84, "denied it")


def test_a_source_that_is_only_cited_is_cited_without_words(add_event, archive):
    only_cited = archive.source(text="")
    answer = add_event(citations=[{"source": only_cited.pk}])
    assert answer.status_code == 302, errors_of(answer)
    row = {"source": only_cited.pk, "exact": "anything"}
    errors = errors_of(add_event(slug="it-2", citations=[row]))
    assert "Archive its text first" in errors["citations-0-source"][0]


@pytest.mark.parametrize(
    ("chain", "message"),
    [
        ("nobody > :{source}", "There is no actor with the slug “nobody”."),
        ("{actor} > :nothing", "There is no source with the slug “nothing”."),
        ("{actor}", "at least two stations"),
        ("{actor} > > :{source}", "Station 2"),
        ("{actor}: > :{source}", "Station 1"),
        ("former-name > :{source}", "is called “{actor}” now"),
    ],
)
def test_a_chain_says_what_is_wrong_with_it(add_event, archive, source, chain, message):
    actor = archive.actor(slug="former-name")
    with act(system_user()) as this:
        save({**read(actor), "slug": "new-name"}, this)
    names = {"actor": "new-name", "source": source.slug}
    rows = [{"stations": chain.format(**names)}]
    errors = errors_of(add_event(chains=rows))
    assert message.format(**names) in errors["chains-0-stations"][0]


def test_a_wrong_date_says_what_is_wrong(add_event):
    errors = errors_of(add_event(when="2021-13"))
    assert "no month 13" in errors["when"][0]


def test_a_former_slug_is_not_given_again(editors_desk, archive, system):
    topic = archive.topic(slug="old")
    with act(system) as this:
        save({**read(topic), "slug": "new"}, this)
    errors = errors_of(editors_desk.save("topic", name="Old", slug="old"))
    assert "never given again" in errors["slug"][0]


def test_a_stale_form_is_refused_shows_what_changed_and_keeps_what_was_typed(editors_desk, archive, system):
    topic = archive.topic("Negotiations")
    form = editors_desk.form(topic)
    with act(system, "Meanwhile") as this:
        save({**read(topic), "name": "Talks", "description": "By somebody else."}, this)
    answer = editors_desk.save(topic, **{**form, "description": "By me."})
    page = answer.content.decode()
    assert "Somebody else changed this record" in errors_of(answer)["__all__"][0]
    assert "By me." in page
    assert "By somebody else." in page
    topic.refresh_from_db()
    assert topic.description == "By somebody else."


def test_whoever_has_seen_what_changed_may_replace_it(editors_desk, archive, system):
    topic = archive.topic("Negotiations")
    form = editors_desk.form(topic)
    with act(system) as this:
        save({**read(topic), "name": "Talks"}, this)
    refused = editors_desk.save(topic, **{**form, "name": "Peace talks"})
    seen = form_values(refused)
    assert editors_desk.save(topic, **{**seen, "replace": "yes"}).status_code == 302
    topic.refresh_from_db()
    assert topic.name == "Peace talks"


def test_a_published_record_stays_as_it_is_until_its_revision_is_approved(editors_desk, publishers_desk, archive):
    actor = archive.actor("Anna Berg", other_names=[{"name": "A. Berg", "language": ""}])
    row = {"name": "Анна Берг", "language": "uk"}
    answer = editors_desk.save(actor, name="Anna Bergh", other_names=[row], reason="Spelled so herself.")
    assert answer.status_code == 302
    actor = Actor.objects.get(pk=actor.pk)
    assert (actor.name, actor.other_names.get().name) == ("Anna Berg", "A. Berg")
    assert Revision.objects.get().pending["name"] == "Anna Bergh"

    shown = editors_desk.form(actor)
    assert (shown["name"], shown["other_names-0-name"]) == ("Anna Bergh", "Анна Берг")
    page = editors_desk.get(f"/admin/archive/actor/{actor.pk}/change/").content.decode()
    assert "pending revision by editor" in page
    assert "Spelled so herself." in page

    assert editors_desk.step(actor, "submit").status_code == 302
    assert publishers_desk.step(actor, "publish").status_code == 302
    actor = Actor.objects.get(pk=actor.pk)
    assert (actor.name, actor.other_names.get().name) == ("Anna Bergh", "Анна Берг")
    assert Change.objects.filter(action="corrected", reason="Spelled so herself.").exists()


def test_many_references_of_a_revision_are_shown_too(editors_desk, archive):
    one, other = archive.topic("One"), archive.topic("Other")
    event = archive.event(topics=[one])
    assert editors_desk.save(event, topics=[other.pk], reason="Wrong topic.").status_code == 302
    assert list(event.topics.all()) == [one]
    assert editors_desk.form(event)["topics"] == [other.pk]


def test_a_published_record_changes_only_with_a_reason(editors_desk, archive):
    errors = errors_of(editors_desk.save(archive.actor(), name="Anna Bergh"))
    assert list(errors) == ["reason"]


def test_a_record_is_saved_and_submitted_at_once(editors_desk, archive, source, movement):
    row = {"source": source.pk, "exact": "peace is near"}
    values = {"title": "It", "kind": movement.pk, "_submit": "yes"}
    errors = errors_of(editors_desk.save("event", **values))
    assert "at least one citation" in errors["citations"][0]
    assert not Event.objects.exists()
    assert editors_desk.save("event", **values, citations=[row]).status_code == 302
    assert Event.objects.get().status == "in_review"


def test_a_term_keeps_its_vocabulary_and_slug(administrators_desk, movement):
    answer = administrators_desk.save(movement, name="Movements", slug="other", vocabulary="cue")
    assert answer.status_code == 302
    movement.refresh_from_db()
    assert (movement.name, movement.slug, movement.vocabulary) == ("Movements", "movement", "event_kind")
