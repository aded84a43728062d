"""What an address may ask for, and what it is told when it asks for something that cannot be."""

import pytest
from django.http import QueryDict

from archive.models import Event, Statement
from archive.timeline.errors import FilterError, UnknownRecord
from archive.timeline.facets import EVENT_FACETS, STATEMENT_FACETS
from archive.timeline.filters import MOST_VALUES, read_selection
from tests.archive_factory import ArchiveFactory


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()


def found(query: str) -> set[str]:
    selection = read_selection(QueryDict(query), EVENT_FACETS)
    return {event.slug for event in selection.apply(Event.objects.published())}


def test_values_of_one_facet_widen_and_facets_narrow_each_other(archive):
    anna, boris = archive.actor(slug="anna"), archive.actor("Boris", slug="boris")
    archive.event(slug="both", participants=(anna, boris), kind="talks")
    archive.event(slug="hers", participants=(anna,), kind="march")
    archive.event(slug="his", participants=(boris,), kind="talks")
    assert found("actor=anna") == {"both", "hers"}
    assert found("actor=anna&actor=boris") == {"both", "hers", "his"}
    assert found("actor=anna&kind=talks") == {"both"}


def test_every_facet_of_events_finds_its_own(archive):
    topic, place = archive.topic(slug="peace"), archive.place(slug="kyiv")
    source = archive.source(slug="report")
    archive.event(slug="there", topics=[topic], places=(place,), source=source, factuality="alleged")
    archive.event(slug="elsewhere")
    for query in ("topic=peace", "place=kyiv", "source=report", "factuality=alleged"):
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
    selection = read_selection(QueryDict("source=report"), EVENT_FACETS)
    assert len(selection.apply(Event.objects.published())) == 1


@pytest.mark.parametrize(
    "query",
    [
        *("actor=Anna", "actor=anna%00", "actor=-anna", "actor=%D0%B0", f"actor={'a' * 101}", "kind=a_b"),
        *("factuality=perhaps", "order=sideways", "from=x", "to=2021-99", "from=2021&from=2022"),
        "&".join(f"actor=a{number}" for number in range(MOST_VALUES + 1)),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_a_sentence(archive, query):
    with pytest.raises(FilterError, match=r"“\w+”.*\."):
        read_selection(QueryDict(query), EVENT_FACETS)


@pytest.mark.parametrize("facet", ["actor", "kind", "topic", "place", "source"])
def test_a_record_that_is_not_there_is_not_found(archive, facet):
    with pytest.raises(UnknownRecord, match="nobody"):
        read_selection(QueryDict(f"{facet}=nobody"), EVENT_FACETS)


def test_a_draft_is_not_there(archive):
    archive.actor(slug="hidden", status="draft")
    with pytest.raises(UnknownRecord):
        read_selection(QueryDict("actor=hidden"), EVENT_FACETS)


def test_a_former_slug_means_the_record_of_today(archive):
    anna = archive.actor(slug="anna-berg")
    archive.save("actor", uuid=str(anna.uuid), slug="anna-stone", name="Anna Stone", kind="person", status="published")
    archive.event(slug="hers", participants=(anna,))
    selection = read_selection(QueryDict("actor=anna-berg"), EVENT_FACETS)
    assert selection.parameters() == [("actor", "anna-stone")]
    assert found("actor=anna-berg") == {"hers"}


def test_what_is_left_empty_or_unknown_is_passed_over(archive):
    archive.event(slug="one")
    assert found("from=&actor=&kind=&utm_source=paper") == {"one"}


def test_offered_is_only_what_leads_to_something_public(archive):
    anna, idle = archive.actor(slug="anna"), archive.actor("Idle", slug="idle")
    archive.event(participants=(anna,))
    archive.event(participants=(idle,), status="draft")
    selection = read_selection(QueryDict(""), EVENT_FACETS)
    actors = next(read for read in selection.facets if read.facet.parameter == "actor")
    assert [choice.value for choice in actors.offered] == ["anna"]


def test_all_that_is_chosen_and_offered_is_read_in_one_query(archive, django_assert_num_queries):
    anna = archive.actor(slug="anna")
    archive.event(participants=(anna,), topics=[archive.topic(slug="peace")])
    with django_assert_num_queries(1):
        read_selection(QueryDict("actor=anna&topic=peace"), EVENT_FACETS)


def test_statements_are_narrowed_by_speaker_and_kind(archive):
    anna = archive.actor(slug="anna")
    archive.statement(speaker=anna, slug="hers", kind="denial")
    archive.statement(slug="other")
    for query in ("speaker=anna", "kind=denial"):
        selection = read_selection(QueryDict(query), STATEMENT_FACETS)
        assert [item.slug for item in selection.apply(Statement.objects.published())] == ["hers"]
