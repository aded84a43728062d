"""What the page of every record promises, whatever its kind."""

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from html.parser import HTMLParser

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from archive.views.addresses import data_url, record_url
from tests.views.rich_archive import RichArchive

pytestmark = pytest.mark.django_db

KINDS = ["event", "actor", "statement", "source", "place", "topic"]
MOST_QUERIES = 12
MOST_QUERIES_OF_DATA = 25
VOID = {"meta", "link", "input", "img", "br", "hr", "source", "rect", "circle", "path"}


@pytest.fixture(scope="module")
def prepared(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[RichArchive]:
    """Made once for this file, in a transaction around those of its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield RichArchive()
        transaction.set_rollback(True)


@pytest.fixture
def rich(prepared: RichArchive, db: None) -> RichArchive:
    """A test may let it grow; the database forgets, and so must the test's own copy."""
    return deepcopy(prepared)


def page_of(client, record):
    response = client.get(record_url(record.record_kind, record.slug))
    assert response.status_code == 200
    return response.content.decode()


def queries_of(client, address):
    # What the process keeps for the archive's version is there with the second.
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


class Outline(HTMLParser):
    """Notes what is not closed in order, identifiers, inner links, and the language that every text stands in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.ids: Counter[str] = Counter()
        self.inner: set[str] = set()
        self.languages: dict[str, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            self.ids[values["id"]] += 1
        if tag == "a" and (values.get("href") or "").startswith("#"):
            self.inner.add(values["href"][1:])
        if tag not in VOID:
            self.open.append((tag, values.get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop()[0] == tag, f"</{tag}> closes something else"

    def handle_data(self, text):
        if text.strip():
            self.languages[" ".join(text.split())] = self.open[-1][1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_what_it_is(rich, client, kind):
    record = rich.records[kind]
    page = page_of(client, record)
    title = re.search(r"<title>([^<]+)</title>", page)[1]
    name = {"statement": record.__dict__.get("quote")}.get(kind) or str(record)
    assert name in title
    assert title.endswith("· Dateline")
    assert re.search(r'<meta name="description" content="[^"]{15,220}">', page)
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', page) == [
        f"http://testserver{record_url(kind, record.slug)}"
    ]
    assert page.count("<h1") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_well_formed_with_every_anchor_there_once(rich, client, kind):
    rich.grow()
    outline = Outline(page_of(client, rich.records[kind]))
    assert outline.open == []
    assert [name for name, number in outline.ids.items() if number > 1] == []
    assert outline.inner <= outline.ids.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_style_or_script_within(rich, client, kind):
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", page_of(client, rich.records[kind]))


@pytest.mark.parametrize(
    ("kind", "words", "language"),
    [
        ("event", "Gespräche in Kyjiw", "de"),
        ("event", "Zwei treffen sich.", "de"),
        ("actor", "Анна Берг", "uk"),
        ("actor", "Дипломатка.", "uk"),
        ("actor", "Ганна 1", "uk"),
        ("statement", "She hopes.", "en"),
        ("source", "Un rapport", "fr"),
        ("source", "Anna Berg said that", "fr"),
        ("place", "Київ 1", "uk"),
        ("topic", "Who meets whom.", "en"),
    ],
)
def test_content_stands_in_its_own_language(rich, client, kind, words, language):
    assert Outline(page_of(client, rich.records[kind])).languages[words] == language


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_names_its_data_and_the_data_its_page(rich, client, kind):
    record = rich.records[kind]
    page, data = record_url(kind, record.slug), data_url(kind, record.slug)
    answer = client.get(page)
    assert answer.headers["Link"] == f'<{data}>; rel="alternate"; type="application/json"'
    assert f'<link rel="alternate" type="application/json" href="{data}">' in answer.content.decode()
    document = client.get(data)
    assert document.headers["Link"] == f'<http://testserver{page}>; rel="canonical"; type="text/html"'
    assert document.json()["url"] == f"http://testserver{page}"
    assert document.json()["uuid"] == str(record.uuid)


def shown_in(value):
    """The names, words and dates of a public document that a reader should meet on the page, too."""
    if isinstance(value, dict):
        said = [value[name] for name in ("name", "title", "words", "quote", "exact") if value.get(name)]
        return said + [found for item in value.values() for found in shown_in(item)]
    return [found for item in value for found in shown_in(item)] if isinstance(value, list) else []


@pytest.mark.parametrize("kind", KINDS)
def test_the_data_agrees_with_the_page(rich, client, kind):
    record = rich.records[kind]
    page = re.sub(r"<[^>]+>", "", page_of(client, record))
    page = " ".join(page.replace("&#x27;", "'").replace("&quot;", '"').split())
    document = client.get(data_url(kind, record.slug)).json()
    missing = [words for words in shown_in(document) if " ".join(words.split()) not in page]
    assert missing == []


def costs(client, rich):
    """How many queries each page and each document asks, by address."""
    addresses = [f"/actors/anna-berg/?show={side}" for side in ("said", "about", "events")]
    for kind in KINDS:
        slug = rich.records[kind].slug
        addresses += [record_url(kind, slug), data_url(kind, slug), f"{record_url(kind, '').rstrip('/')}.json"]
    return {address: queries_of(client, address) for address in addresses}


def test_a_page_costs_at_most_twelve_queries_however_much_it_shows(rich, client):
    few = costs(client, rich)
    for _more in range(3):
        rich.grow()
    many = costs(client, rich)
    assert many == few
    assert max(cost for address, cost in many.items() if ".json" not in address) <= MOST_QUERIES
    assert max(many.values()) <= MOST_QUERIES_OF_DATA


@pytest.mark.parametrize("kind", ["event", "actor", "statement"])
def test_corrections_stand_on_the_page_with_day_and_reason(rich, client, kind):
    page = page_of(client, rich.records[kind])
    assert "Addition 1" in page
    assert 'id="corrections"' in page


@pytest.mark.parametrize(
    "address",
    [
        "/actors/anna-berg/?show=everything",
        "/actors/anna-berg/?cursor=nonsense",
        "/places/kyiv/?cursor=nonsense",
        "/topics/negotiations/?cursor=nonsense",
        "/sources/un-rapport/?version=2",
        "/sources/un-rapport/?version=first",
        "/events/gespraeche-in-kyjiw/?page=0",
        "/events/gespraeche-in-kyjiw/?page=two",
        "/events/gespraeche-in-kyjiw/?page=99",
    ],
)
def test_what_an_address_asks_for_wrongly_is_told_in_a_sentence(rich, client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert re.search(r'class="standfirst">[^<]{20,}', answer.content.decode())


def test_many_statements_stand_on_several_pages(rich, client, monkeypatch):
    monkeypatch.setattr("archive.views.event.STATEMENTS_ON_A_PAGE", 2)
    for _more in range(3):
        rich.grow()
    address, seen = "/events/gespraeche-in-kyjiw/", []
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r'class="statement-words"[^>]*><a href="([^"]+)"', page)
        following = re.search(r'rel="next" href="(\?[^"]+|/events/gespraeche-in-kyjiw/\?[^"]+)"', page)
        address = following[1] if following else ""
    assert len(seen) == len(set(seen)) == 5
