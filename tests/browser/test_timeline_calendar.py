"""The script's calendar and the archive's own are one."""

import pytest
from playwright.sync_api import Page

from archive.dates import parse
from archive.dates.calendar import civil

DAYS = [1, 0, -1, 60, 365, 366, 146_097, 146_098, 738_146, -16_000, 365_242_500_000, -365_242_500_001, 719_163]
TEXTS = ["2021", "2021-12", "2024-02-29", "-0044-03-15", "0000", "0001-01-01", "Y1000000000", "Y-999999999"]
MODULES = """() => {
    const script = document.querySelector("script[src*='timeline/timeline']");
    window.address = script.src.replace(/\\/[^/]*$/, "");
}"""
DATES = """(days) => import(`${address}/calendar.js`).then(({ civil, dayNumber }) =>
    days.map(civil).map(({ year, month, day }) => [year, month, day, dayNumber(year, month, day)]))"""
READ = "(texts) => import(`${address}/calendar.js`).then(({ readDate }) => texts.map(readDate))"
VIEWS = """({ start, end, width, language }) => Promise.all(
    ["axis", "view", "words"].map((name) => import(`${address}/${name}.js`)))
    .then(([{ axis }, { View }, { Words }]) => {
        const view = new View(null);
        view.width = width;
        view.show(start, end);
        const words = new Words(document.querySelector("[data-words]"), language);
        const { ticks, groups } = axis(view, words);
        return [ticks.map((tick) => tick.label), groups.map((group) => group.label)];
    })"""


@pytest.fixture
def modules(transactional_db, page: Page) -> Page:
    page.goto("/")
    page.evaluate(MODULES)
    return page


def test_days_become_dates_and_dates_become_days(modules: Page):
    found = modules.evaluate(DATES, DAYS)
    assert [tuple(date[:3]) for date in found] == [civil(day) for day in DAYS]
    assert [date[3] for date in found] == DAYS


def test_texts_are_read_as_the_server_reads_them(modules: Page):
    found = modules.evaluate(READ, TEXTS)
    expected = [parse(text) for text in TEXTS]
    assert [(one["first"], one["last"]) for one in found] == [(date.first_day, date.last_day) for date in expected]


@pytest.mark.parametrize(
    ("start", "end", "ticks", "groups"),
    [
        ("2021-12-22", "2021-12-22", ["00:00", "03:00", "06:00"], ["22 December 2021"]),
        ("2021-12-20", "2021-12-26", ["Mon 20", "Tue 21", "Wed 22"], ["December 2021"]),
        ("2021-12", "2021-12", ["1", "6", "11"], ["December 2021"]),
        ("2021", "2021", ["Jan", "Feb", "Mar"], ["2021"]),
        ("2010", "2019", ["2010", "2011", "2012"], []),
        ("1900", "1999", ["1900", "1920", "1940"], []),
        ("-0299", "0299", ["300 BC", "200 BC", "100 BC", "1", "100"], []),
        ("Y-2000000", "Y-1000001", ["2.2 million BC", "2 million BC", "1.8 million BC"], []),
    ],
)
def test_the_axis_has_ticks_that_people_read(modules: Page, start, end, ticks, groups):
    first, last = parse(start).first_day, parse(end).last_day
    found = modules.evaluate(VIEWS, {"start": first, "end": last + 1, "width": 600, "language": "en"})
    assert found[0][: len(ticks)] == ticks
    assert found[1] == groups


def test_words_follow_the_language_of_the_page(modules: Page):
    first, last = parse("2021-12").first_day, parse("2021-12").last_day
    _ticks, groups = modules.evaluate(VIEWS, {"start": first, "end": last, "width": 600, "language": "uk"})
    assert groups == ["грудень 2021 р."]
