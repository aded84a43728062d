"""The lists: what every one of them promises, and what is particular to each."""

import re

import pytest

from tests.archive_factory import ArchiveFactory
from tests.views.test_timeline import MOST_QUERIES, order_of, words

LISTS = ["/", "/actors/", "/statements/", "/sources/", "/places/", "/topics/"]
PAGES = [*LISTS, "/corrections/", "/about/", "/data/", "/search/", "/search/?q=peace"]


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()


def one_of_each(archive: ArchiveFactory, **values: object) -> None:
    """An event and a statement with all that belongs to them."""
    anna = archive.actor("Anna Berg", **values)
    source = archive.source("A report on peace", text="peace is near. Troops moved.", publisher=anna, **values)
    topic, place = archive.topic("Peace"), archive.place("Kyiv")
    event = archive.event("Peace talks", participants=(anna,), places=(place,), topics=[topic], source=source, **values)
    archive.statement(speaker=anna, source=source, about_events=[event], topics=[topic], **values)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_a_title_a_description_and_one_canonical_address(archive, client, address):
    one_of_each(archive)
    page = client.get(address).content.decode()
    assert re.search(r"<title>[^<]{5,}</title>", page)
    assert re.search(r'<meta name="description" content="[^"]{30,}">', page)
    canonical = re.findall(r'<link rel="canonical" href="([^"]+)">', page)
    assert canonical == [f"http://testserver{address.split('?', maxsplit=1)[0]}"]
    assert page.count("<h1") == 1


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_a_style_or_script_within(archive, client, address):
    one_of_each(archive)
    page = client.get(address).content.decode()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", page)


def test_a_page_costs_at_most_twelve_queries_however_much_it_shows(archive, client, django_assert_max_num_queries):
    def queries(address: str) -> int:
        with django_assert_max_num_queries(MOST_QUERIES) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    one_of_each(archive)
    one_of_each(archive)
    few = {address: queries(address) for address in PAGES}
    for _more in range(6):
        one_of_each(archive)
    assert {address: number for address in PAGES if (number := queries(address)) > few[address]} == {}


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_nothing_unpublished_is_on_a_list(archive, client, address, status):
    one_of_each(archive, status=status)
    text = words(client.get(address))
    for hidden in ("Anna Berg", "A report", "Peace", "Kyiv", "near"):
        assert hidden not in text


@pytest.mark.parametrize(("address", "shown"), [
    ("/actors/", ("Anna Berg", "Person", "1 statement", "1 event")),
    ("/statements/", ("peace is near", "Anna Berg", "22 December 2021", "assertion", "1 source")),
    ("/sources/", ("A report on peace", "Anna Berg", "1 event", "1 statement")),
    ("/places/", ("Kyiv", "1 event")),
    ("/topics/", ("Peace", "1 event", "1 statement")),
])  # fmt: skip
def test_each_list_shows_what_a_reader_chooses_by(archive, client, address, shown):
    one_of_each(archive)
    text = words(client.get(address))
    for expected in shown:
        assert expected in text


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_says_so_and_leads_on(db, client, address):
    page = client.get(address).content.decode()
    assert re.search(r'<div class="empty">.*<a class="button', page, re.DOTALL)


@pytest.mark.parametrize("address", LISTS)
def test_a_broken_cursor_is_400(db, client, address):
    assert client.get(f"{address}?cursor=broken").status_code == 400


def test_a_long_list_without_dates_has_pages_too(archive, client):
    for number in range(51):
        archive.event(places=(archive.place(f"Village {number:02}", slug=f"village-{number:02}"),))
    first = client.get("/places/").content.decode()
    assert "Village 49" in first
    assert "Village 50" not in first
    following = re.search(r'rel="next" href="([^"]+)"', first)[1]
    second = client.get(following).content.decode()
    assert re.findall(r"Village \d+", second) == ["Village 50"]
    back = re.search(r'rel="prev" href="([^"]+)"', second)[1]
    assert re.findall(r"Village \d+", client.get(back).content.decode()) == re.findall(r"Village \d+", first)


def test_actors_stand_under_the_letter_that_their_name_begins_with(archive, client):
    archive.actor("Людмила Денісова", slug="denisova", language="uk")
    archive.actor("Zoe", slug="a-zoe")
    archive.actor("Ann", slug="ann")
    page = client.get("/actors/")
    assert order_of(page, "Zoe", "Людмила Денісова", "Ann") == ["Ann", "Zoe", "Людмила Денісова"]
    assert re.findall(r'<h2 class="letter-name">(.+?)</h2>', page.content.decode()) == ["A", "Z", "Л"]
    assert 'lang="uk">Людмила' in page.content.decode()


def test_statements_can_be_narrowed_by_who_spoke(archive, client):
    archive.statement("mine alone", speaker=archive.actor(slug="anna"))
    archive.statement("somebody else’s", speaker=archive.actor("Boris"))
    text = words(client.get("/statements/?speaker=anna"))
    assert "mine alone" in text
    assert "somebody else" not in text


def test_of_a_private_source_only_title_publisher_and_date_are_listed(archive, client):
    publisher = archive.actor("The Gazette", kind="medium")
    archive.source(
        "A private paper", publisher=publisher, byline="By Nobody", issued="2021-12-20", access="private",
        reliability="E", kind="memo",
    )  # fmt: skip
    text = words(client.get("/sources/"))
    for shown in ("A private paper", "The Gazette", "20 December 2021", "text not public"):
        assert shown in text
    for hidden in ("By Nobody", "reliability E", "Memo"):
        assert hidden not in text.replace("Filter", "")


def test_a_source_that_is_only_cited_says_so(archive, client):
    archive.source("An interview", text="")
    assert "cited, not held here" in words(client.get("/sources/"))


def test_the_sources_publisher_is_named_only_if_public(archive, client):
    hidden = archive.actor("Hidden Press", status="draft")
    archive.source("A report", publisher=hidden)
    assert "Hidden Press" not in words(client.get("/sources/"))


def test_the_part_of_the_archive_that_one_is_in_is_marked(db, client):
    page = client.get("/topics/").content.decode()
    assert re.findall(r'<a href="([^"]+)" aria-current="page">', page) == ["/topics/"]
