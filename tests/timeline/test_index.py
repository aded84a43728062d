"""The index of the lists says what the public records say: after every act, when made anew, and to verify."""

import pytest
from django.http import QueryDict
from pyroaring import BitMap

from archive.dates import day_number
from archive.models import Event, FacetTotal, Listing, Posting, Statement
from archive.timeline import index
from archive.timeline.entries import keys_of
from archive.timeline.filters import read_selection
from archive.timeline.postings import read, serialized
from archive.workflow import act, system_user, withdraw
from tests.archive_factory import ArchiveFactory


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()


def holders(facet: str, value: object) -> set[str]:
    """Slugs of the records in a bitmap."""
    model = Event if facet.startswith("event.") else Statement
    keys = list(read([(facet, str(value))])[facet, str(value)])
    return set(model.objects.filter(pk__in=keys).values_list("slug", flat=True))


def contents() -> tuple[list, dict, list]:
    """All that the index holds."""
    rows = list(Listing.objects.order_by("list", "record_id").values_list(*index.FIELDS))
    bitmaps = {
        (item.facet, item.value, item.part): BitMap.deserialize(bytes(item.bits)) for item in Posting.objects.all()
    }
    return rows, bitmaps, sorted(FacetTotal.objects.values_list("facet", "value", "total"))


def small_archive(archive: ArchiveFactory) -> Event:
    anna, topic = archive.actor(slug="anna"), archive.topic(slug="peace")
    place = archive.place(slug="kyiv", country="UA")
    source = archive.source(slug="report", reliability="B", text="peace is near. Troops moved.")
    event = archive.event(
        slug="talks", when="2021-12-22T10:00:00", participants=(anna,), topics=[topic], places=(place,), source=source
    )
    archive.event(slug="war", when="2021-11/..", participants=(anna,))
    archive.event(slug="someday", when="")
    archive.event(slug="hidden", status="draft", participants=(anna,))
    archive.statement(slug="words", speaker=anna, source=source, about_events=[event], kind="denial")
    return event


def test_after_every_act_the_index_is_what_it_would_be_made_anew(archive):
    event = small_archive(archive)
    archive.save("event", uuid=str(event.uuid), slug="talks", title="Talks", kind="movement", when="2022",
                 citations=[archive.citation(archive.source())], status="published")  # fmt: skip
    with act(system_user(), "gone") as this:
        withdraw([Event.objects.get(slug="war")], this)
    kept = contents()
    assert index.drift() == []
    index.rebuild()
    assert contents() == kept


def test_drafts_stand_in_no_bitmap_and_no_row(archive):
    small_archive(archive)
    assert not Listing.objects.filter(slug="hidden").exists()
    assert holders("event.is", "all") == {"talks", "war", "someday"}
    assert holders("event.is", "dated") == {"talks", "war"}
    assert holders("event.is", "open_end") == {"war"}
    assert holders("event.is", "timed") == {"talks"}


def test_what_is_withdrawn_leaves_at_once(archive):
    small_archive(archive)
    anna = Event.objects.get(slug="war").participants.get().actor_id
    with act(system_user(), "gone") as this:
        withdraw([Event.objects.get(slug="war")], this)
    assert holders("event.actor", anna) == {"talks"}
    assert FacetTotal.objects.get(facet="event.actor", value=str(anna)).total == 1


def test_events_follow_the_country_of_their_places_and_the_grade_of_their_sources(archive):
    event = small_archive(archive)
    place = event.places.get().place
    archive.save("place", uuid=str(place.uuid), slug="kyiv", name="Kyiv", country="PL")
    assert holders("event.country", "PL") == {"talks"}
    assert holders("event.country", "UA") == set()
    source = event.citations.get().source
    captures = [
        {"number": 1, "text": source.captures.get().text_id, "captured_at": source.captured_at, "original": "",
         "original_sha256": ""}
    ]  # fmt: skip
    archive.save("source", uuid=str(source.uuid), slug="report", title="A report", kind="article", status="published",
                 captures=captures, captured_at=source.captured_at, reliability="E")  # fmt: skip
    assert holders("event.reliability", "E") == {"talks"}
    assert holders("statement.reliability", "E") == {"words"}
    assert index.drift() == []


def test_nothing_can_be_filtered_by_what_is_not_public_of_a_private_source(archive):
    archive.event(citations=[archive.citation(archive.source()), archive.citation(
        archive.source(slug="secret", access="private", reliability="D", kind="memo"))])  # fmt: skip
    assert holders("event.reliability", "D") == set()
    assert not FacetTotal.objects.filter(facet="source.reliability", value="D").exists()


def test_an_event_weighs_what_its_sources_statements_and_links_weigh(archive):
    event = small_archive(archive)
    weights = dict(Listing.objects.filter(list="event").values_list("slug", "weight"))
    assert weights["talks"] > weights["war"] > 0
    row = Listing.objects.get(list="event", record_id=event.pk)
    assert f"weight={row.weight}" in row.keys.split()


def test_the_wrong_row_and_the_wrong_bitmap_are_found(archive):
    event = small_archive(archive)
    Listing.objects.filter(list="event", record_id=event.pk).update(weight=999)
    Listing.objects.filter(slug="war").delete()
    posting = Posting.objects.get(facet="event.is", value="timed")
    posting.bits = serialized(BitMap())
    posting.save()
    FacetTotal.objects.filter(facet="event.is", value="all").update(total=7)
    said = "\n".join(index.drift())
    for expected in ("event talks: its place", "event war: the lists do not show it", "event.is timed", "event.is all"):
        assert expected in said


def test_the_tokens_of_a_row_name_its_bitmaps():
    assert keys_of("event", ["actor:12", "day=5"]) == {
        ("event.is", "all"),
        ("event.actor", "12"),
        ("event.day", "0"),
        ("event.day", "2"),
    }


def test_what_the_process_keeps_belongs_to_the_version(archive, django_assert_num_queries):
    event = archive.event(slug="first", when="2021")
    keys = [("event.is", "dated"), ("event.day", "3")]
    before = read(keys)
    with django_assert_num_queries(1):
        assert read(keys) == before
    archive.event(slug="second", when="2022")
    assert len(read(keys)["event.is", "dated"]) == 2
    with act(system_user(), "gone") as this:
        withdraw([event], this)
    assert holders("event.is", "dated") == {"second"}


def test_the_last_day_is_that_of_what_lasts_longest(archive):
    archive.event(when="2021-12")
    archive.event(when="2021-12-22")
    archive.event(when="2020/..")
    selected = read_selection(QueryDict(""), "event").selected()
    assert selected.last_day() == day_number(2021, 12, 31)
    archive.event(slug="later", when="2022-03-01")
    assert read_selection(QueryDict(""), "event").selected().last_day() == day_number(2022, 3, 1)
