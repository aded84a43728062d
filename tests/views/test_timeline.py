"""The front page: events by month, what is telling about each, and the way to narrow them."""

import re
from html import unescape

import pytest

from tests.archive_factory import ArchiveFactory

MOST_QUERIES = 12


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()


def words(response) -> str:
    """The page as a reader sees it, without markup."""
    text = re.sub(r"<(head|svg|script|option|select)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def order_of(response, *titles: str) -> list[str]:
    text = words(response)
    return sorted(titles, key=text.index)


def test_an_event_stands_with_its_day_words_people_quote_and_sources(archive, client):
    minister, russia = archive.actor("Anna Berg"), archive.actor("Ruritania", kind="state")
    post = archive.position(minister, russia, "Minister", held="2020/..")
    source = archive.source(text="Anna Berg said: “peace is nearer than it was.” Troops moved.")
    event = archive.event(
        "Talks begin", when="2021-12-22", summary="Both sides sat down.", participants=(minister,), source=source
    )
    archive.statement(
        "peace is nearer than it was", speaker=minister, position=post, source=source, about_events=[event]
    )
    text = words(client.get("/"))
    for expected in (
        *("2021", "December", "22 December 2021", "Talks begin", "Both sides sat down.", "Anna Berg"),
        *("Minister, Ruritania", "peace is nearer than it was", "1 source", "1 statement"),
    ):
        assert expected in text


def test_people_are_named_as_they_were_on_that_day(archive, client):
    anna, ruritania = archive.actor("Anna Berg"), archive.actor("Ruritania", kind="state")
    archive.position(anna, ruritania, "Envoy", held="2010/2015")
    archive.position(anna, ruritania, "Chancellor", held="2016/..")
    archive.event(when="2012-05", participants=(anna,))
    text = words(client.get("/"))
    assert "Envoy, Ruritania" in text
    assert "Chancellor" not in text


def test_newest_come_first_unless_the_oldest_are_asked_for_and_the_undated_last(archive, client):
    for title, when in (("Spring", "2021-03"), ("Autumn", "2021-10"), ("Sometime", "")):
        archive.event(title, when=when)
    titles = ("Spring", "Autumn", "Sometime")
    assert order_of(client.get("/"), *titles) == ["Autumn", "Spring", "Sometime"]
    assert order_of(client.get("/?order=oldest"), *titles) == ["Spring", "Autumn", "Sometime"]


def test_what_has_only_a_year_is_not_put_into_january(archive, client):
    archive.event("In that year", when="2021")
    text = words(client.get("/"))
    assert "no month given" in text
    assert "January" not in text


def test_a_mark_says_how_far_an_event_is_a_fact_and_that_somebody_denies_it(archive, client):
    event = archive.event(factuality="alleged", when="2022-01")
    archive.statement(kind="denial", about_events=[event])
    page = client.get("/").content.decode()
    assert 'class="mark mark-alleged"' in page
    assert 'aria-label="alleged, denied by somebody"' in page


def test_a_scrap_is_no_telling_quote_and_none_stands_twice(archive, client):
    source = archive.source(text="It is unacceptable. Words that matter now.")
    first, second = archive.event(when="2021-12-01"), archive.event(when="2021-12-02")
    archive.statement("unacceptable", source=source, about_events=[first])
    archive.statement("Words that matter now", source=source, about_events=[first, second])
    page = client.get("/").content.decode()
    assert re.findall(r"<q>(.+?)</q>", page) == ["Words that matter now"]


def test_what_an_unpublished_statement_or_actor_says_is_nowhere(archive, client):
    hidden = archive.actor("Hidden Person", status="draft")
    event = archive.event(participants=(hidden,))
    archive.statement("a secret word", kind="denial", about_events=[event], status="draft")
    text = words(client.get("/"))
    assert "Hidden Person" not in text
    assert "secret" not in text
    assert "denied" not in text.partition("Newest first")[2]


def test_drafts_and_withdrawn_events_are_not_shown_counted_or_drawn(archive, client):
    archive.event("Public", when="2021-01")
    archive.event("Draft", when="2019-05", status="draft")
    archive.event("In review", when="2018-05", status="in_review")
    page = client.get("/").content.decode()
    assert "Public" in page
    for hidden in ("Draft", "2019", "In review", "2018"):
        assert hidden not in page


def test_each_filter_can_be_taken_away_by_itself(archive, client):
    archive.event(participants=(archive.actor(slug="anna"),), kind="march", when="2021-12-22")
    page = client.get("/?actor=anna&kind=march&from=2021-12").content.decode()
    links = [unescape(link) for link in re.findall(r'class="filter-chip" href="([^"]+)"', page)]
    assert links == ["/?actor=anna&kind=march", "/?from=2021-12&kind=march", "/?from=2021-12&actor=anna"]
    assert "From: December 2021" in words(client.get("/?from=2021-12"))


def test_filters_and_order_stay_on_the_next_page(archive, client):
    source, anna = archive.source(), archive.actor(slug="anna")
    for day in range(1, 32):
        for part in ("a", "b"):
            archive.event(when=f"2021-12-{day:02}", source=source, participants=(anna,), slug=f"event-{day}-{part}")
    first = client.get("/?actor=anna&order=oldest").content.decode()
    following = unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])
    assert "actor=anna" in following
    assert "order=oldest" in following
    second = client.get(following)
    assert second.content.decode().count('class="event-item"') == 12
    assert "31 December 2021" in words(second)


@pytest.mark.parametrize("query", ["from=nonsense", "factuality=perhaps", "order=sideways", "cursor=zzz", "view=film"])
def test_a_value_that_cannot_be_is_400_with_a_sentence(archive, client, query):
    response = client.get(f"/?{query}")
    assert response.status_code == 400
    assert re.search(r"“\w+”|link into the middle", words(response))


def test_an_unknown_record_is_404_and_says_which(archive, client):
    response = client.get("/?actor=nobody")
    assert response.status_code == 404
    assert "“nobody”" in words(response)


def test_an_empty_archive_says_so_and_so_does_an_empty_selection(archive, client):
    assert "No event has been published yet" in words(client.get("/"))
    archive.event(when="2021")
    assert "No event is filed under this" in words(client.get("/?from=1999&to=1999"))


def test_the_outline_counts_what_begins_when_and_links_into_it(archive, client):
    for when in ("2021-11", "2021-12-01", "2021-12-24", "2022-02"):
        archive.event(when=when)
    page = client.get("/").content.decode()
    assert "December 2021: 2 events begin" in page
    link = unescape(re.search(r'<a href="([^"]+)"[^>]*aria-label="December 2021', page)[1])
    assert link == "/?from=2021-12&to=2021-12"
    assert client.get(link).content.decode().count('class="event-item"') == 2


def test_every_link_of_the_outline_of_the_longest_archive_can_be_followed(archive, client):
    for when in ("Y-1000000000", "-0044-03-15", "2021-12-22", "Y1000000000"):
        archive.event(when=when)
    page = client.get("/").content.decode()
    links = [unescape(link) for link in re.findall(r'<a href="([^"]+)"[^>]*aria-label="[^"]+begins?"', page)]
    assert len(links) >= 2
    for link in links:
        assert 'class="event-item"' in client.get(link).content.decode()


def test_events_is_the_timeline(archive, client):
    response = client.get("/events/?actor=anna")
    assert (response.status_code, response["Location"]) == (301, "/?actor=anna")


def test_a_page_costs_at_most_twelve_queries_however_many_events_it_shows(
    archive, client, django_assert_max_num_queries
):
    def fill(number: int) -> None:
        for _event in range(number):
            anna, source, place = archive.actor(), archive.source(text="peace is near. Troops moved."), archive.place()
            event = archive.event(participants=(anna,), places=(place,), topics=[archive.topic()], source=source)
            archive.statement(speaker=anna, source=source, about_events=[event])
            archive.statement(speaker=anna, source=source, event=event)

    def queries(address: str) -> int:
        # What the process keeps for the archive's version is there with the second.
        client.get(address)
        with django_assert_max_num_queries(MOST_QUERIES) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    fill(2)
    slug = re.search(r'href="/actors/([^/"]+)/"', client.get("/").content.decode())[1]
    few = [queries("/"), queries(f"/?actor={slug}&from=2021")]
    fill(8)
    assert [queries("/"), queries(f"/?actor={slug}&from=2021")] == few
