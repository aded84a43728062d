"""Only what is published is public: a walk over every public address finds no hidden word.

An address that is added to the site without an example here fails the walk.
"""

import io
import re
import zipfile
from collections import deque
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern

from archive.exchange.workbooks import CONTENT_TYPE
from archive.models import ArchiveVersion, Term
from archive.urls import urlpatterns
from archive.views.addresses import FOLDERS
from tests.marked_archive import MarkedArchive

ROOT = "http://testserver"
LINK = re.compile(r"""(?:href|src|action)="([^"]+)"|<loc>([^<]+)</loc>|"(http://testserver/[^"\\]*)\"""")
SRCSET = re.compile(r'srcset="([^"]+)"')
KINDS = ("event", "actor", "statement", "source", "place", "topic")
UNKNOWN = "zq0000zq"

EXAMPLES: dict[str, list[str]] = {
    "": ["/", "/?order=oldest", "/?from=2021&to=2022", "/?actor=anna-berg", "/?place=kyiv", "/?source=open-source"],
    "map.json": ["/map.json", "/map.json?actor=anna-berg", "/?view=map", "/?view=calendar&year=2021"],
    "events/": ["/events/"],
    "actors/": ["/actors/"],
    "statements/": ["/statements/", "/statements/?speaker=anna-berg"],
    "sources/": ["/sources/"],
    "places/": ["/places/"],
    "topics/": ["/topics/"],
    "events/<slug:slug>/": ["/events/talks-in-kyiv/", "/events/talks-begin/"],
    "actors/<slug:slug>/": [f"/actors/anna-berg/?show={side}" for side in ("said", "about", "events")]
    + ["/actors/anna-berg/", "/actors/open-group/"],
    "statements/<slug:slug>/": ["/statements/open-statement/"],
    "sources/<slug:slug>/": ["/sources/open-source/", "/sources/private-source/", "/sources/excerpt-source/"],
    "places/<slug:slug>/": ["/places/kyiv/"],
    "topics/<slug:slug>/": ["/topics/negotiations/"],
    "tiles/<int:version>/<signed:level>/<signed:index>.json": [
        f"/tiles/{{version}}/{level}/{index}.json" for level, index in ((10, 11), (5, 360), (33, 0))
    ],
    "lanes.json": [f"/lanes.json?by={facet}" for facet in ("actor", "kind", "topic", "country")],
    "facets.json": ["/facets.json", *(f"/facets.json?of={name}" for name in ("event", "statement", "source", "actor"))],
    "facets/": ["/facets/", *(f"/facets/?of={name}" for name in ("event", "statement", "source", "actor"))],
    "actors/<slug:slug>/activity/": ["/actors/anna-berg/activity/"],
    "actors/<slug:slug>/company/": ["/actors/anna-berg/company/", "/actors/anna-berg/company/?with=open-group"],
    "topics/<slug:slug>/voices/": ["/topics/negotiations/voices/"],
    "figures/": ["/figures/", "/figures/?unit=troops", "/figures/?unit=people&topic=negotiations"],
    "suggest.json": [
        f"/suggest.json?facet={facet}&q={begun}"
        for facet in ("actor", "speaker", "publisher", "place", "topic", "source", "kind")
        for begun in "ahko"
    ],
    "search/": ["/search/", "/search/?q=peace", "/search/?q=words", "/search/?q=Anna", "/search/?q=sentence"],
    "corrections/": ["/corrections/"],
    "about/": ["/about/"],
    "data/": ["/data/"],
    "images/<slug:slug>/<int:width>.<str:extension>": [
        f"/images/open-image/60.{extension}" for extension in ("avif", "webp", "jpg")
    ],
    "robots.txt": ["/robots.txt"],
    "favicon.ico": ["/favicon.ico"],
    "sitemap.xml": ["/sitemap.xml"],
    "sitemap-<str:part>.xml": ["/sitemap-pages.xml", *(f"/sitemap-{kind}-1.xml" for kind in KINDS)],
    "events/<slug:slug>.json": ["/events/talks-in-kyiv.json", "/events/talks-begin.json"],
    "actors/<slug:slug>.json": ["/actors/anna-berg.json", "/actors/open-group.json"],
    "statements/<slug:slug>.json": ["/statements/open-statement.json"],
    "sources/<slug:slug>.json": [
        f"/sources/{slug}.json" for slug in ("open-source", "private-source", "excerpt-source")
    ],
    "places/<slug:slug>.json": ["/places/kyiv.json"],
    "topics/<slug:slug>.json": ["/topics/negotiations.json"],
    **{f"events.{form}": [f"/events.{form}"] for form in ("geojson", "ics", "timelinejs.json")},
    **{
        f"{plural}.{form}": [f"/{plural}.{form}", f"/{plural}.{form}?since=v3"]
        for plural in (*FOLDERS.values(), "terms", "positions")
        for form in ("json", "jsonl", "csv", "xlsx")
    },
    "gone.jsonl": ["/gone.jsonl?since=v0", "/gone.jsonl?since=2000-01-01&record=event"],
    "gone.csv": ["/gone.csv?since=v0"],
}


@pytest.fixture
def marked(editor: Any) -> MarkedArchive:
    return MarkedArchive(editor)


def routes(patterns: Any) -> list[str]:
    assert all(isinstance(pattern, URLPattern) for pattern in patterns)
    return [str(pattern.pattern) for pattern in patterns]


def content_of(response: Any) -> str:
    """Everything that a client receives: the body, and the headers."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type") == CONTENT_TYPE:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            body = b"".join(map(package.read, package.namelist()))
    return body.decode(errors="replace") + "\n" + str(response.headers)


def links_of(address: str, content: str) -> set[str]:
    """Internal addresses that the content leads to, without fragments and static files."""
    found = {next(filter(None, match)) for match in LINK.findall(content)}
    for srcset in SRCSET.findall(content):
        found |= {candidate.split()[0] for candidate in srcset.split(",")}
    links = {urldefrag(link.replace("&amp;", "&").removeprefix(ROOT)).url for link in found}
    here = urlsplit(address).path
    whole = {f"{here}{link}" if link.startswith("?") else link for link in links}
    return {link for link in whole if link.startswith("/") and not link.startswith(("//", "/static/", "/admin/"))}


def walk(client: Client, starts: list[str]) -> dict[str, tuple[int, str]]:
    """Status and content of every address that can be reached; of filters, no more than two together."""
    waiting, seen = deque(starts), dict.fromkeys(starts)
    answers = {}
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        content = content_of(response)
        answers[address] = response.status_code, content
        links = links_of(address, content) | ({response["Location"]} if 300 <= response.status_code < 400 else set())
        for link in sorted(links):
            if link not in seen and not link.startswith("/static/") and len(parse_qsl(urlsplit(link).query)) <= 2:
                seen[link] = None
                waiting.append(link)
    return answers


def test_every_public_address_has_an_example():
    assert set(EXAMPLES) == set(routes(urlpatterns))


def test_no_hidden_word_is_anywhere_in_public(marked, client):
    version = str(ArchiveVersion.current())
    starts = [example.replace("{version}", version) for examples in EXAMPLES.values() for example in examples]
    answers = walk(client, starts)
    assert len(answers) > 100
    broken = {address: status for address, (status, _content) in answers.items() if status not in (200, 301, 302)}
    assert broken == {}
    leaks = {
        f"{address}: {where}"
        for address, (_status, content) in answers.items()
        for marker, where in marked.markers.items()
        if marker in content.casefold() or marker in content
    }
    assert leaks == set()


@pytest.mark.databaseless
def test_the_walk_would_find_a_hidden_word(marked, client):
    event = marked.open["event"]
    type(event).objects.filter(pk=event.pk).update(title=next(iter(marked.markers)))
    answers = walk(client, ["/"])
    assert sum(next(iter(marked.markers)) in content for _status, content in answers.values()) > 3


def test_unpublished_records_cannot_be_told_from_what_never_was(marked, client):
    hidden = [record for status in ("draft", "in_review") for record in marked.hidden[status]]
    slugs = [(record.record_kind, record.slug) for record in hidden if record.record_kind in FOLDERS]
    for kind, slug in slugs + marked.former:
        for form in ("/", ".json"):
            answer, unknown = (client.get(f"/{FOLDERS[kind]}/{each}{form}") for each in (slug, UNKNOWN))
            assert answer.status_code == unknown.status_code == 404
            assert content_of(answer).replace(slug, UNKNOWN) == content_of(unknown)


def test_withdrawn_records_leave_their_slug_and_the_day(marked, client):
    for record in marked.hidden["withdrawn"][:4]:
        for form in ("/", ".json"):
            answer = client.get(f"/{FOLDERS[record.record_kind]}/{record.slug}{form}")
            assert answer.status_code == 410
            left = [marker for marker in marked.markers if marker in content_of(answer)]
            assert left == [record.slug]


def test_tombstones_tell_the_slugs_of_what_was_public_and_nothing_more(marked, client):
    were_public = {record.slug for record in marked.hidden["withdrawn"]}
    terms = Term.objects.filter(slug__in=marked.markers).values_list("slug", flat=True)
    were_public |= {slug for slug in terms if "withdrawn" in marked.markers[slug]}
    told = set()
    for version in range(ArchiveVersion.current() + 1):
        for form in ("jsonl", "csv"):
            content = content_of(client.get(f"/gone.{form}?since=v{version}"))
            told |= {marker for marker in marked.markers if marker in content}
    assert told <= were_public
    assert len(told) >= 4


def test_images_of_unpublished_records_are_not_there(marked, client):
    images = [each for records in marked.hidden.values() for each in records if each.record_kind == "image"]
    assert len(images) == 3
    for image in images:
        for extension in ("avif", "webp", "jpg"):
            assert client.get(f"/images/{image.slug}/60.{extension}").status_code == 404


def test_data_lead_to_public_pictures(marked, client):
    portrait = client.get("/actors/anna-berg.json").json()["portrait"]
    assert portrait["credit"] == "City archive"
    assert client.get(portrait["url"].removeprefix(ROOT)).headers["Content-Type"] == "image/jpeg"


def test_search_finds_no_hidden_word(marked, client):
    nothing = content_of(client.get(f"/search/?q={UNKNOWN}"))
    for marker, where in marked.markers.items():
        if len(marker) == len(UNKNOWN):
            found = content_of(client.get(f"/search/?q={marker}"))
            assert found.replace(marker, UNKNOWN) == nothing, where


FILTERS = {
    "actor": ["/?actor=", "/statements/?speaker=", "/sources/?publisher=", "/events.json?actor="],
    "topic": ["/?topic=", "/statements.json?topic="],
    "place": ["/?place="],
    "source": ["/?source=", "/statements.json?source="],
}


def test_filters_do_not_know_unpublished_records(marked, client):
    for record in (each for records in marked.hidden.values() for each in records):
        for address in FILTERS.get(record.record_kind, ()):
            hidden, unknown = (client.get(f"{address}{slug}") for slug in (record.slug, UNKNOWN))
            assert hidden.status_code == 404
            assert content_of(hidden).replace(record.slug, UNKNOWN) == content_of(unknown)
