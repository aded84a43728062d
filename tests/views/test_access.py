"""How much of a source's text its access lets the public read: on its page, beside records, in data and in search."""

import re

import pytest
from django.conf import settings

from archive.documents import read
from archive.workflow import act, save, system_user
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db

WORDS = [f"w{number:04}" for number in range(400)]
TEXT = " ".join(WORDS)
CITED = " ".join(WORDS[200:206])
TAGS = re.compile(r"<[^>]+>")
WORD = re.compile(r"w\d{4}")


@pytest.fixture
def archive() -> ArchiveFactory:
    return ArchiveFactory()


def held(archive, access, *, text=TEXT, cited=(CITED,)):
    """A source with this access, and a record for each run of cited words."""
    source = archive.source("A long report", slug="report", text=text, access=access)
    other = archive.source("Another", slug="another", text="Something else that is long enough.", access="full")
    for number, words in enumerate(cited):
        citations = [archive.citation(source, words), archive.citation(other)]
        archive.event(f"Event {number}", slug=f"event-{number}", citations=citations)
    return source


def shown(client, address):
    """The words of the text that the answer holds, in order, each once."""
    content = client.get(address).content.decode()
    return sorted(set(WORD.findall(TAGS.sub(" ", content))))


PLACES = ["/sources/report/", "/sources/report.json", "/events/event-0/", "/events/event-0.json"]


def test_of_a_full_source_everything_is_shown_once(archive, client):
    held(archive, "full")
    page = client.get("/sources/report/").content.decode()
    text = TAGS.sub("", re.search(r'<p class="archived-words"[^>]*>(.*?)</p>', page, re.DOTALL)[1])
    assert text == TEXT
    assert client.get("/sources/report.json").json()["captures"][0]["passages"] == [
        {"start": 0, "end": len(TEXT), "text": TEXT}
    ]


@pytest.mark.parametrize("address", PLACES)
def test_of_an_excerpt_only_cited_words_and_a_hundred_characters_around_are_shown(archive, client, address):
    held(archive, "excerpt")
    found = shown(client, address)
    assert set(CITED.split()) <= set(found)
    start, end = TEXT.index(found[0]), TEXT.index(found[-1]) + len(found[-1])
    cited = TEXT.index(CITED)
    assert cited - 100 <= start
    assert end <= cited + len(CITED) + 100


@pytest.mark.parametrize("address", ["/sources/report/", "/sources/report.json"])
def test_all_excerpts_together_are_at_most_a_fifth_of_the_text(archive, client, address):
    held(archive, "excerpt", cited=[" ".join(WORDS[first : first + 12]) for first in range(0, 400, 40)])
    public = len(" ".join(shown(client, address)))
    assert 0 < public <= len(TEXT) * settings.EXCERPT_SHARE


def test_an_excerpt_shows_where_something_is_left_out(archive, client):
    held(archive, "excerpt")
    assert client.get("/sources/report/").content.decode().count('class="gap"') == 2


def test_an_excerpt_that_nothing_public_cites_shows_nothing(archive, client):
    source = held(archive, "excerpt", cited=())
    archive.event(slug="draft", status="draft", source=source, words=CITED)
    assert shown(client, "/sources/report/") == []
    assert client.get("/sources/report.json").json()["captures"][0]["passages"] == []


@pytest.mark.parametrize("address", [*PLACES, "/sources/", "/sources.json", "/events.json"])
def test_of_a_private_source_nothing_of_the_text_is_shown(archive, client, address):
    source = held(archive, "private")
    content = client.get(address).content.decode()
    assert WORD.findall(content) == []
    assert source.captures.get().text_id not in content


def test_a_private_source_tells_title_publisher_and_date(archive, client):
    paper = archive.actor("Mistral Paper")
    archive.source(
        "A letter", slug="letter", access="private", publisher=paper, issued="2021-12-22", byline="Somebody",
        url="https://example.org/letter", rights="None", date_basis="A stamp", reliability_basis="Sober",
    )  # fmt: skip
    page = client.get("/sources/letter/").content.decode()
    assert all(words in page for words in ("A letter", "Mistral Paper", "22 December 2021"))
    assert not any(words in page for words in ("Somebody", "example.org", "A stamp", "Sober"))
    document = client.get("/sources/letter.json").json()
    own = {"record", "uuid", "slug", "url", "archive_version"}
    assert document.keys() - own == {"title", "publisher", "issued", "access"}


def test_a_citation_of_a_private_source_is_only_the_source(archive, client):
    held(archive, "private")
    first, second = client.get("/events/event-0.json").json()["citations"]
    assert first.keys() == {"source"}
    assert second["exact"]


def test_search_shows_of_an_excerpt_only_what_its_page_shows(archive, client):
    held(archive, "excerpt")
    page = shown(client, "/sources/report/")
    assert set(shown(client, f"/search/?q={WORDS[203]}")) <= set(page)
    assert "/sources/report/" not in client.get(f"/search/?q={WORDS[10]}").content.decode()


def test_access_that_is_narrowed_takes_effect_at_once(archive, client):
    source = held(archive, "full")
    assert len(shown(client, "/sources/report/")) == len(WORDS)
    with act(system_user(), "The publisher asked for it") as this:
        save({**read(source), "access": "private"}, this)
    assert shown(client, "/sources/report/") == []


def test_a_source_that_is_only_cited_says_so(archive, client):
    archive.source("An interview", slug="interview", text="", access="full")
    assert "only cited" in client.get("/sources/interview/").content.decode()
