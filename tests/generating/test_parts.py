"""What archives are made up of: chance, dates, words and names."""

from collections import Counter

import pytest

from archive.dates import parse
from archive.documents.values import is_uuid
from archive.generating.chance import Identifiers, Weighted, Zipf, chance
from archive.generating.countries import COUNTRIES_OF_THE_WORLD
from archive.generating.dating import FORMS, TODAY, Dates, Days, dating
from archive.generating.naming import in_cyrillic, slug_of, subjects
from archive.generating.vocabulary import TERMS
from archive.generating.wording import Wording, composed
from archive.models import Vocabulary
from archive.models.countries import COUNTRIES
from archive.models.records import validate_slug


def test_chance_depends_on_the_seed_and_the_stage_alone():
    assert chance(1, "events").random() == chance(1, "events").random()
    assert chance(1, "events").random() != chance(1, "words").random()
    assert chance(1, "events").random() != chance(2, "events").random()


def test_of_two_things_the_first_is_drawn_twice_as_often_as_the_second():
    draw = Zipf(chance(1, "test"), ["first", "second", "third"])
    counts = Counter(draw() for _ in range(11_000))
    assert counts["first"] / counts["second"] == pytest.approx(2, rel=0.1)
    assert counts["first"] / counts["third"] == pytest.approx(3, rel=0.1)


def test_weights_are_kept():
    draw = Weighted(chance(1, "test"), {"often": 9, "seldom": 1})
    assert Counter(draw() for _ in range(10_000))["seldom"] == pytest.approx(1000, rel=0.15)


def test_distinct_draws_hold_nothing_twice():
    draw = Zipf(chance(1, "test"), ["a", "b"])
    assert all(len(found) == len(set(found)) >= 1 for found in (draw.distinct(4) for _ in range(100)))


def test_identifiers_are_uuids_of_their_own():
    identifiers = Identifiers(1)
    found = {identifiers.of(kind, number) for kind in ("event", "actor") for number in range(500)}
    assert len(found) == 1000
    assert all(map(is_uuid, found))
    assert identifiers.of("event", 1) == Identifiers(1).of("event", 1) != Identifiers(2).of("event", 1)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_dates_that_are_read_and_canonical(form):
    random_, days = chance(1, "test"), Days(chance(2, "test"), episodes=5)
    for day in [days.recent() for _ in range(40)] + [days.long_ago() for _ in range(40)]:
        text = form(random_, TODAY.fromordinal(day))
        assert text == "" or parse(text).text == text


def test_all_that_a_date_can_be_occurs():
    dates = Dates(chance(1, "test"))
    found = [dates.about(TODAY.toordinal() - number % 9000) for number in range(20_000)]
    texts = {date.text for date in found}
    assert dating("") in found
    for part in ("~", "?", "%", "[", "{", "X", "T", "/..", "../", "-22", "Y-1"):
        assert any(part in text for text in texts), part
    assert any(text.startswith("-0") for text in texts)
    assert any(text.endswith("/") for text in texts)
    days = sum(len(date.text) == len("2021-12-22") for date in found)
    assert days > 12_000


def test_a_date_has_the_bounds_that_the_archive_stores():
    read = parse("2021-12-22T16:14:00+02:00")
    assert dating("2021-12-22T16:14:00+02:00").bounds == (
        *(read.first_day, read.last_day, read.first_second, read.last_second, read.sort_day),
    )


def test_a_few_words_are_in_nearly_every_text_and_most_are_rare():
    wording = Wording(chance(1, "test"), nouns=3000)
    texts = [set(wording.text(40).lower().split()) for _ in range(500)]
    counts = Counter(word for text in texts for word in text)
    assert counts["the"] > 480
    assert 20 < counts["border"] < 400
    assert sum(count == 1 for count in counts.values()) > 500


def test_made_up_words_differ():
    words = list(composed(chance(1, "test"), 2000, ("er", "ion")))
    assert len(set(words)) == 2000


@pytest.mark.parametrize("title", ["Talks in Kyiv", "Щось: “інше”", "", "x" * 300, "a-" * 80])
def test_a_title_gives_a_slug(title):
    slug = slug_of(title, 12)
    validate_slug(slug)
    assert len(slug) <= 100
    assert slug.endswith("12")


def test_names_can_be_written_in_cyrillic():
    assert in_cyrillic("Olena Skoryk") == "Олена Скорик"
    assert in_cyrillic("Shchuk") == "Шчук"


def test_places_lie_in_countries_that_the_archive_knows():
    assert {country.code for country in COUNTRIES_OF_THE_WORLD} <= COUNTRIES.keys()
    assert len(COUNTRIES_OF_THE_WORLD) > 60
    assert all(abs(c.latitude) + c.spread < 75 and abs(c.longitude) + c.spread < 179 for c in COUNTRIES_OF_THE_WORLD)


def test_every_vocabulary_has_terms():
    assert set(TERMS) == set(Vocabulary.values)


def test_topics_have_names_of_their_own():
    assert len(subjects()) == len(set(subjects()))
