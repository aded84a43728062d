"""A query that is compiled once gives what its queryset gives, whatever the values."""

from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q
from django.test.utils import CaptureQueriesContext

from archive.models import Actor, Citation, Compiled, Event, Participant, Place, Source, Statement, publicity
from tests.archive_factory import ArchiveFactory


@pytest.fixture
def archive(db):
    return ArchiveFactory()


@pytest.fixture
def events(archive):
    people = [archive.actor(name) for name in ("Anna Berg", "Bo Lind", "Cy Moe")]
    return [
        archive.event(title, participants=people[:number])
        for number, title in enumerate(["Nobody met", "One came", "Two met", "All met"])
    ]


def test_records_come_with_what_belongs_to_them_by_one_query(events):
    def build(event):
        rows = Participant.objects.filter(event=event).select_related("actor__portrait", "role").order_by("order")
        return rows.annotate(known=Exists(Actor.objects.filter(pk=OuterRef("actor"))))

    compiled = Compiled(build)
    for event in events:
        with CaptureQueriesContext(connection) as asked:
            found = [
                (row.pk, row.event_id, row.actor.name, row.actor.portrait, row.known) for row in compiled(event.pk)
            ]
        assert len(asked) == 1
        assert found == [(row.pk, row.event_id, row.actor.name, None, True) for row in build(event.pk)]


def test_a_record_is_as_it_would_be_loaded(events):
    compiled = Compiled(lambda slug: Event.objects.filter(slug=slug))
    loaded = compiled(events[0].slug)[0]
    fresh = Event.objects.get(slug=events[0].slug)
    assert loaded == fresh
    assert {name: value for name, value in vars(loaded).items() if name != "_state"} == {
        name: value for name, value in vars(fresh).items() if name != "_state"
    }
    assert not loaded._state.adding


def test_what_was_left_out_is_loaded_when_it_is_asked_for(events):
    record = Compiled(lambda key: Event.objects.filter(pk=key).only("slug"))(events[1].pk)[0]
    with CaptureQueriesContext(connection) as asked:
        assert record.title == "One came"
    assert len(asked) == 1


@pytest.mark.parametrize("number", range(5))
def test_a_list_of_keys_may_have_any_length(events, number):
    keys = [event.pk for event in events[:number]]
    compiled = Compiled(lambda keys: Event.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    assert compiled(keys) == keys


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans in no time")
def test_postgresql_prepares_one_statement_for_lists_of_any_length(events):
    compiled = Compiled(lambda keys: Event.objects.filter(pk__in=keys).order_by("-slug").values_list("title"))
    for number in (1, 2, 3, 4, 3, 2):
        assert len(compiled([event.pk for event in events[:number]])) == number
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE %s", ["%slug%DESC"])
        prepared = cursor.fetchall()
    assert [statement.count("ANY($1)") for (statement,) in prepared] == [1]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite takes no arrays")
def test_a_list_that_is_not_looked_for_among_others_is_refused_for_postgresql(db):
    with pytest.raises(TypeError, match="by IN"):
        Compiled(lambda keys: Event.objects.filter(pk=keys[0]))([1])


def test_texts_and_identifiers_are_values_too(events):
    titles = Compiled(lambda titles: Event.objects.filter(title__in=titles).values_list("title", flat=True))
    assert sorted(titles(["Two met", "One came", "%s"])) == ["One came", "Two met"]
    by_uuid = Compiled(lambda uuid: Event.objects.filter(uuid=uuid).values_list("pk", "title"))
    assert by_uuid(events[2].uuid) == [(events[2].pk, "Two met")]
    assert by_uuid(uuid4()) == []


def test_several_uuids_are_each_looked_for(events):
    by_uuids = Compiled(lambda uuids: Event.objects.filter(uuid__in=uuids).order_by().values_list("pk", flat=True))
    for count in range(1, len(events) + 1):
        chosen = events[:count]
        assert set(by_uuids([event.uuid for event in chosen])) == {event.pk for event in chosen}
    assert by_uuids([uuid4(), uuid4()]) == []
    counted = Compiled(
        lambda keys: Participant.objects.filter(event__in=keys).order_by().values_list("event").annotate(Count("pk"))
    )
    assert dict(counted([event.pk for event in events])) == {events[1].pk: 1, events[2].pk: 2, events[3].pk: 3}


def test_a_union_is_compiled_too(events):
    def both(*keys):
        one, other = (Event.objects.filter(pk=key).order_by().values_list("title") for key in keys)
        return one.union(other, all=True)

    assert sorted(Compiled(both)(events[0].pk, events[3].pk)) == [("All met",), ("Nobody met",)]


def test_a_query_that_loses_its_value_is_refused(db):
    with pytest.raises(TypeError, match="as they are"):
        Compiled(lambda key: Event.objects.filter(pk=key + 1))(1)
    with pytest.raises(TypeError, match="values_list"):
        Compiled(lambda key: Event.objects.filter(pk=key).values("pk"))(1)


@pytest.mark.parametrize("status", ["draft", "in_review", "published"])
def test_publicity_is_what_published_says(archive, status):
    source = archive.source()
    event = archive.event(source=source, status=status)
    public = set(Event.objects.published())
    assert set(Event.objects.filter(publicity(Event))) == public
    cited = Citation.objects.filter(publicity(Event, "event"), publicity(Source, "source"))
    assert {citation.event for citation in cited} == public == ({event} if status == "published" else set())
    either = publicity(Event, "event") | publicity(Statement, "statement")
    assert {citation.event for citation in Citation.objects.filter(either)} == public


def test_a_place_is_public_as_published_says(archive):
    here, there = archive.place("Kyiv"), archive.place("Nowhere")
    archive.event(places=[here])
    assert set(Place.objects.filter(publicity(Place))) == set(Place.objects.published()) == {here}
    assert not Place.objects.filter(Q(pk=there.pk) & publicity(Place)).exists()
