"""The slugs of rows: unique in file and archive, and the same when the file comes again."""

import pytest

from archive.exchange.faults import Fault
from tests.exchange.mapping.samples import TITLED, column, mapping, only, table

pytestmark = pytest.mark.django_db


def test_a_slug_is_made_of_title_and_date_and_numbered_where_they_are_alike():
    source = table(
        {"T": "Talks in Kyiv", "D": "2021-12-22"},
        {"T": "Talks in Kyiv", "D": "2021-12-22"},
        {"T": "Переговори", "D": "ca. 1914"},
        {"T": "!!!", "D": ""},
    )
    how = mapping(fields={**TITLED, "slug": {"how": "slug", "of": ["title", "when"]}})
    rows = only(source, how)
    expected = ["talks-in-kyiv-2021-12-22", "talks-in-kyiv-2021-12-22-2", "peregovori-1914", "⚠ !!!"]
    assert column(rows, "slug") == expected
    assert column(rows, "slug") == expected, "the rows may be read again"
    assert rows.told(Fault(5, "slug", "This is not a slug.")) == Fault(
        5, "T + D", "No slug can be made of this.", "!!!"
    )


def test_a_long_title_leaves_room_for_the_date():
    source = table({"T": "word " * 60, "D": "2021-12-22"})
    how = mapping(fields={**TITLED, "slug": {"how": "slug", "of": ["title", "when"]}})
    slug = column(only(source, how), "slug")[0]
    assert len(slug) <= 100
    assert slug.endswith("-word-2021-12-22")


def test_slugs_of_an_earlier_import_are_found_again_and_others_left_alone(archive):
    archive.event("Talks", slug="talks-2021", status="draft")
    archive.event("Something else", slug="march-2021", status="draft")
    source = table({"T": "Talks", "D": "2021"}, {"T": "March", "D": "2021"}, {"T": "Talks", "D": "2021"})
    how = mapping(fields={**TITLED, "slug": {"how": "slug", "of": ["title", "when"]}})
    assert column(only(source, how), "slug") == ["talks-2021", "march-2021-2", "talks-2021-2"]


def test_an_identifier_makes_the_slug_whatever_the_title():
    source = table({"T": "Talks", "D": "", "No": "UKR/12"}, {"T": "x", "D": "", "No": "a" * 120})
    how = mapping(fields={**TITLED, "slug": {"how": "slug", "id": "No", "prefix": "acled"}})
    first, second = column(only(source, how), "slug")
    assert first == "acled-ukr-12"
    assert len(second) <= 100
    assert second.startswith("acled-aaa")


def test_an_identifier_in_a_register_finds_the_record_under_its_own_slug(archive):
    archive.place("Kyiv", slug="the-capital", external_ids=[{"scheme": "wikidata", "value": "Q1899"}])
    source = table({"N": "Kyiv", "Q": "Q1899"}, {"N": "Lviv", "Q": "Q36036"})
    slug = {"how": "slug", "id": "Q", "register": "wikidata", "prefix": "wd"}
    assert column(only(source, mapping("places", fields={"name": "N", "slug": slug})), "slug") == [
        "the-capital",
        "wd-q36036",
    ]


def test_many_rows_of_one_title_cost_few_queries(django_assert_max_num_queries):
    source = table(*({"T": "Talks", "D": ""} for _number in range(400)))
    rows = only(source, mapping(fields={**TITLED, "slug": {"how": "slug", "of": ["title", "when"]}}))
    with django_assert_max_num_queries(6):
        slugs = column(rows, "slug")
    assert slugs[:3] == ["talks", "talks-2", "talks-3"]
    assert len(set(slugs)) == 400


def test_a_title_that_ends_in_a_number_keeps_its_slug():
    source = table({"T": "Talks", "D": ""}, {"T": "Talks", "D": ""}, {"T": "Talks 2", "D": ""})
    rows = only(source, mapping(fields={**TITLED, "slug": {"how": "slug", "of": ["title"]}}))
    assert column(rows, "slug") == ["talks", "talks-3", "talks-2"]
