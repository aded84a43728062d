"""Pages by keyset: each record once, in the design's order, both ways, whatever is inserted meanwhile."""

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Actor, Event
from archive.timeline.errors import FilterError
from archive.timeline.keyset import Cursor, by_date, by_name, page
from tests.archive_factory import ArchiveFactory

DATES = {
    "open-start": "../2021-12",
    "bc": "-0044-03-15",
    "year": "2021",
    "day": "2021-12-22",
    "later-that-day": "2021-12-22T18:30:00",
    "early-that-day": "2021-12-22T08:00:00",
    "twin": "2021-12-22",
    "month": "2022-01",
    "no-date": "",
    "no-date-either": "",
}
OLDEST_FIRST = [
    *("bc", "year", "day", "twin", "early-that-day", "later-that-day", "open-start", "month"),
    *("no-date", "no-date-either"),
]


@pytest.fixture
def events(db: None) -> None:
    archive = ArchiveFactory()
    source = archive.source()
    for slug, when in DATES.items():
        archive.event(slug, slug=slug, when=when, source=source)


def walk(order, size, *, start=None, back=False):
    """The slugs of page after page, until there is none."""
    pages = []
    cursor = start
    while True:
        found = page(Event.objects.published(), order, cursor, size)
        pages.append([record.slug for record in found.records])
        following = found.before if back else found.after
        if not following:
            return pages, found
        cursor = order.read_cursor(following)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 9, 10, 11])
@pytest.mark.parametrize("newest_first", [True, False])
def test_every_record_stands_on_exactly_one_page_and_the_undated_come_last(events, size, newest_first):
    order = by_date(newest_first=newest_first)
    dated, undated = OLDEST_FIRST[:-2], OLDEST_FIRST[-2:]
    expected = (dated[::-1] if newest_first else dated) + undated
    pages, last = walk(order, size)
    assert [slug for slugs in pages for slug in slugs] == expected
    assert all(len(slugs) == size for slugs in pages[:-1])
    if len(pages) > 1:
        back, first = walk(order, size, start=order.read_cursor(last.before), back=True)
        assert [slug for slugs in back[::-1] for slug in slugs] == expected[: -len(pages[-1])]
        assert not first.before


def test_what_is_inserted_meanwhile_moves_nothing(events):
    order = by_date(newest_first=False)
    first = page(Event.objects.published(), order, size=3)
    ArchiveFactory().event("earlier", slug="earlier", when="1990")
    second = page(Event.objects.published(), order, order.read_cursor(first.after), size=3)
    assert [record.slug for record in second.records] == OLDEST_FIRST[3:6]


def test_a_cursor_outlives_the_record_that_it_names(events):
    order = by_date(newest_first=False)
    first = page(Event.objects.published(), order, size=3)
    Event.objects.filter(slug=OLDEST_FIRST[2]).update(status="withdrawn")
    second = page(Event.objects.published(), order, order.read_cursor(first.after), size=3)
    assert [record.slug for record in second.records] == OLDEST_FIRST[3:6]


def test_a_page_asks_once_for_each_part_of_the_list(events, django_assert_num_queries):
    order = by_date(newest_first=True)
    with django_assert_num_queries(1):
        first = page(Event.objects.published(), order, size=3)
    with django_assert_num_queries(1):
        page(Event.objects.published(), order, order.read_cursor(first.after), size=3)


@given(st.text(max_size=400))
def test_a_cursor_that_is_not_ours_is_refused(text):
    order = by_date(newest_first=True)
    try:
        cursor = order.read_cursor(text)
    except FilterError:
        return
    assert cursor is None
    assert text == ""


@given(day=st.integers(-(2**63), 2**63 - 1), slug=st.from_regex(r"\A[a-z0-9]{1,20}\Z"), forward=st.booleans())
def test_our_cursor_is_read_back_as_it_was(day, slug, forward):
    cursor = Cursor(0, (day, 0, slug), forward)
    assert by_date(newest_first=True).read_cursor(str(cursor)) == cursor


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor(0, (1, 0), True),
        Cursor(0, (1, 0, "UP"), True),
        Cursor(0, (2**63, 0, "a"), True),
        Cursor(0, (1.5, 0, "a"), True),
        Cursor(0, (True, 0, "a"), True),
        Cursor(2, ("a",), True),
        Cursor(-1, ("a",), True),
        Cursor(1, ("a",), True),
        Cursor(1, (0, 1), True),
        Cursor(1, (0, []), True),
    ],
)
def test_a_well_made_cursor_for_no_such_place_is_refused(cursor):
    with pytest.raises(FilterError, match="middle of a list"):
        by_date(newest_first=True).read_cursor(str(cursor))


def test_a_cursor_of_another_list_is_refused(events):
    ArchiveFactory().actor("Boris")
    ArchiveFactory().actor("Zoe", slug="zoe")
    cursor = page(Actor.objects.published(), by_name(), size=1).after
    with pytest.raises(FilterError):
        by_date(newest_first=True).read_cursor(cursor)


@pytest.mark.parametrize("name", ["a\0b", "\ud800", 5, None])
def test_a_name_that_no_database_can_hold_is_refused(db, name):
    content = json.dumps([1, 0, name, "slug"]).encode()
    text = base64.urlsafe_b64encode(zlib.crc32(content).to_bytes(4) + content).decode().rstrip("=")
    with pytest.raises(FilterError):
        by_name().read_cursor(text)


def test_names_are_paged_whatever_their_letters(db):
    archive = ArchiveFactory()
    names = ["anna", "Anna", "Боб", "Émile", "Zoë", "𝔊" * 300, "al-Assad", "Ludmila O’Hara \xa0 x"]
    for number, name in enumerate(names):
        archive.actor(name, slug=f"actor-{number}")
    order, cursor, found = by_name(), None, []
    while True:
        slice_ = page(Actor.objects.published(), order, cursor, size=1)
        found += [actor.name for actor in slice_.records]
        if not slice_.after:
            break
        cursor = order.read_cursor(slice_.after)
    assert sorted(found) == sorted(names)
    assert found[:3] == ["al-Assad", "anna", "Anna"]
