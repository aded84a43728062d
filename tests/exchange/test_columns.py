"""The eight files have the columns that the design gives them, in its order."""

import pytest

from archive.exchange import FILES, export_rows
from archive.exchange.columns import UNGUARDED

DESIGN = {
    "terms": "vocabulary, slug, name, description",
    "topics": "slug, name, part_of, language, description",
    "places": "slug, name, other_names, country, part_of, latitude, longitude, uncertainty_m, external_ids",
    "actors": "slug, name, kind, other_names, part_of, country, active, external_ids, language, description, status",
    "positions": "slug, person, organisation, title, held",
    "sources": "slug, title, kind, publisher, byline, url, language, issued, date_basis, captured_at, reliability, "
    "reliability_basis, access, rights, text, status",
    "events": "slug, title, kind, when, date_basis, factuality, places, language, summary, participants, topics, "
    "part_of, links, citations, chains, status",
    "statements": "slug, speaker, position, kind, quote, language, spoken_in, summary, cue, said_on, date_basis, "
    "venue, event, about_events, about_actors, topics, credibility, credibility_basis, figures, links, citations, "
    "chains, status",
}


def test_the_files_come_in_the_order_in_which_they_need_each_other():
    assert list(FILES) == list(DESIGN)


@pytest.mark.django_db
@pytest.mark.parametrize("name", DESIGN)
def test_an_empty_export_is_the_header_of_the_design(name):
    assert ", ".join(next(export_rows(name))) == DESIGN[name]


def test_only_dates_and_numbers_go_unguarded():
    exempt = "when said_on issued held active captured_at latitude longitude uncertainty_m"
    assert sorted(exempt.split()) == sorted(UNGUARDED)


@pytest.mark.parametrize("name", DESIGN)
def test_every_column_says_what_it_expects(name):
    assert all(str(column.expected) for column in FILES[name].columns)


@pytest.mark.parametrize("name", DESIGN)
def test_every_column_stands_for_a_field_of_the_record(name):
    kind = FILES[name].kind
    assert {column.field for column in FILES[name].columns} <= {"slug", "status", *kind.by_name}
