"""What an address may ask for, and what it is told when it asks for something that cannot be."""

import pytest
from django.http import QueryDict

from archive.models import Event, Statement
from archive.timeline.errors import FilterError, UnknownRecord
from archive.timeline.filters import MOST_VALUES, read_selection
from tests.archive_factory import ArchiveFactory


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()


def found(query: str) -> set[str]:
    """What a query finds: in the index as in the tables."""
    selection = read_selection(QueryDict(query), "event")
    in_tables = {event.slug for event in selection.apply(Event.objects.published())}
    keys = list(selection.selected().keys)
    assert set(Event.objects.filter(pk__in=keys).values_list("slug", flat=True)) == in_tables
    return in_tables


def test_values_of_one_facet_widen_and_facets_narrow_each_other(archive):
    anna, boris = archive.actor(slug="anna"), archive.actor("Boris", slug="boris")
    archive.event(slug="both", participants=(anna, boris), kind="talks")
    archive.event(slug="hers", participants=(anna,), kind="march")
    archive.event(slug="his", participants=(boris,), kind="talks")
    assert found("actor=anna") == {"both", "hers"}
    assert found("actor=anna&actor=boris") == {"both", "hers", "his"}
    assert found("actor=anna&kind=talks") == {"both"}


def test_every_facet_of_events_finds_its_own(archive):
    topic, place = archive.topic(slug="peace"), archive.place(slug="kyiv", country="UA")
    source = archive.source(slug="report", reliability="B")
    archive.event(slug="there", topics=[topic], places=(place,), source=source, factuality="alleged", language="uk")
    archive.event(slug="elsewhere")
    for query in (
        *("topic=peace", "place=kyiv", "source=report", "factuality=alleged"),
        *("country=UA", "language=uk", "reliability=B"),
    ):
        assert found(query) == {"there"}, query


def test_a_range_finds_what_overlaps_it_and_never_the_undated(archive):
    dates = {"before": "2021-10", "into": "2021-10/2021-11-02", "within": "2021-11-20", "since": "2021-01/..",
             "after": "2021-12", "never": ""}  # fmt: skip
    for slug, when in dates.items():
        archive.event(slug=slug, when=when)
    assert found("from=2021-11&to=2021-11") == {"into", "within", "since"}
    assert found("from=2021-12") == {"since", "after"}
    assert found("to=2021-10") == {"before", "into", "since"}


def test_an_event_that_fits_in_two_ways_is_found_once(archive):
    source = archive.source(slug="report")
    citations = [archive.citation(source, "peace is near"), archive.citation(source, "Troops moved")]
    archive.event(citations=citations)
    selection = read_selection(QueryDict("source=report"), "event")
    assert len(selection.apply(Event.objects.published())) == 1


@pytest.mark.parametrize(
    "query",
    [
        *("actor=anna%00", f"actor={'a' * 301}", "country=XX", "language=n%C3%B6", "reliability=G"),
        *("view=film", "by=source", "lanes=size"),
        *("factuality=perhaps", "order=sideways", "from=x", "to=2021-99", "from=2021&from=2022"),
        "&".join(f"actor=a{number}" for number in range(MOST_VALUES + 1)),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_a_sentence(archive, query):
    with pytest.raises(FilterError, match=r"“\w+”.*\."):
        read_selection(QueryDict(query), "event")


@pytest.mark.parametrize("facet", ["actor", "kind", "topic", "place", "source"])
def test_a_record_that_is_not_there_is_not_found(archive, facet):
    with pytest.raises(UnknownRecord, match="nobody"):
        read_selection(QueryDict(f"{facet}=nobody"), "event")


def test_a_draft_is_not_there(archive):
    archive.actor(slug="hidden", status="draft")
    with pytest.raises(UnknownRecord):
        read_selection(QueryDict("actor=hidden"), "event")


def test_a_former_slug_means_the_record_of_today(archive):
    anna = archive.actor(slug="anna-berg")
    archive.save("actor", uuid=str(anna.uuid), slug="anna-stone", name="Anna Stone", kind="person", status="published")
    archive.event(slug="hers", participants=(anna,))
    selection = read_selection(QueryDict("actor=anna-berg"), "event")
    assert selection.parameters() == [("actor", "anna-stone")]
    assert found("actor=anna-berg") == {"hers"}


def test_what_is_left_empty_or_unknown_is_passed_over(archive):
    archive.event(slug="one")
    assert found("from=&actor=&kind=&utm_source=paper") == {"one"}


def test_a_name_that_somebody_types_means_its_record(archive):
    anna = archive.actor("Anna Berg", slug="berg")
    archive.event(slug="hers", participants=(anna,))
    assert read_selection(QueryDict("actor=anna+berg"), "event").parameters() == [("actor", "berg")]
    assert found("actor=Anna+Berg") == {"hers"}
    with pytest.raises(UnknownRecord, match="Boris"):
        read_selection(QueryDict("actor=Boris"), "event")


def test_all_that_is_chosen_is_read_in_one_query(archive, django_assert_num_queries):
    anna = archive.actor(slug="anna")
    archive.event(participants=(anna,), topics=[archive.topic(slug="peace")])
    with django_assert_num_queries(1):
        read_selection(QueryDict("actor=anna&topic=peace"), "event")


def test_statements_are_narrowed_by_speaker_and_kind(archive):
    anna = archive.actor(slug="anna")
    archive.statement(speaker=anna, slug="hers", kind="denial")
    archive.statement(slug="other")
    for query in ("speaker=anna", "kind=denial"):
        selection = read_selection(QueryDict(query), "statement")
        assert [item.slug for item in selection.apply(Statement.objects.published())] == ["hers"]


def test_lanes_their_order_and_what_of_them_is_folded_stay_in_the_address(archive):
    archive.event(participants=(archive.actor(slug="anna"),))
    asked = [("by", "actor"), ("lanes", "name"), ("lane", "anna"), ("folded", "anna"), ("view", "map")]
    selection = read_selection(QueryDict("&".join(f"{name}={value}" for name, value in asked)), "event")
    assert sorted(selection.parameters()) == sorted(asked)
    assert read_selection(QueryDict("folded=anna&lane=anna"), "event").parameters() == []
