"""Script in every field of every file is words: imported as it is, escaped on every page; addresses are checked."""

import re

import pytest

from archive.exchange.cells import escape
from tests.exchange.tables import anchor, cell, imported, refused

pytestmark = pytest.mark.django_db

SCRIPT = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}"
TEXT = f"Anna said {SCRIPT} to them. 5 km of it."
LISTED = escape(SCRIPT)

FILES = {
    "terms": {"vocabulary": "event_kind", "slug": "odd", "name": SCRIPT, "description": SCRIPT},
    "topics": {"slug": "topic", "name": SCRIPT, "description": SCRIPT},
    "places": {
        **{"slug": "place", "name": SCRIPT, "other_names": LISTED, "latitude": "50", "longitude": "30"},
        **{"uncertainty_m": "10", "external_ids": f"other:{LISTED}"},
    },
    "actors": {
        **{"slug": "actor", "name": SCRIPT, "kind": "person", "other_names": LISTED},
        **{"external_ids": f"other:{LISTED}", "description": SCRIPT, "status": "published"},
    },
    "positions": {"slug": "position", "person": "actor", "organisation": "press", "title": SCRIPT},
    "sources": {
        **{"slug": "source", "title": SCRIPT, "kind": "article", "publisher": "actor", "byline": SCRIPT},
        **{"url": "https://example.org/'><script>alert(1)</script>", "date_basis": SCRIPT, "reliability": "B"},
        **{"reliability_basis": SCRIPT, "access": "full", "rights": SCRIPT, "text": TEXT, "status": "published"},
    },
    "events": {
        **{"slug": "event", "title": SCRIPT, "kind": "odd", "when": "2021-12-22", "date_basis": SCRIPT},
        **{"places": "place", "summary": SCRIPT, "participants": "actor", "topics": "topic"},
        **{"citations": f"source:{anchor(TEXT, SCRIPT)}", "status": "published"},
    },
    "statements": {
        **{"slug": "statement", "speaker": "actor", "position": "position", "kind": "assertion", "quote": SCRIPT},
        **{"summary": SCRIPT, "said_on": "2021-12-22", "date_basis": SCRIPT, "venue": SCRIPT, "event": "event"},
        **{"topics": "topic", "credibility": "2", "credibility_basis": SCRIPT, "figures": f"5 km of {LISTED}"},
        **{"citations": f"source:{anchor(TEXT, SCRIPT)}", "chains": "actor>:source", "status": "published"},
    },
}
PAGES = (
    *("/", "/?view=map", "/?view=calendar&year=2021", "/events/event/", "/actors/", "/actors/actor/", "/statements/"),
    *("/actors/actor/?show=about", "/actors/actor/?show=events", "/statements/statement/", "/sources/"),
    *("/sources/source/", "/places/", "/places/place/", "/topics/", "/topics/topic/", "/facets/", "/figures/?unit=km"),
    *("/search/?q=alert", "/?kind=odd", "/?topic=topic", "/?actor=actor", "/about/", "/data/", "/corrections/"),
    *("/actors/actor/activity/", "/actors/actor/company/", "/topics/topic/voices/"),
)
IN_ADMIN = ("event", "actor", "statement", "source", "place", "topic", "term", "position")
RUNS = re.compile("<script>alert|<img src=x")
ESCAPED = "&gt;&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.fixture
def vocabulary():
    kinds = [("actor_kind", "person"), ("actor_kind", "organisation"), ("source_kind", "article")]
    imported("terms", *({"vocabulary": name, "slug": slug, "name": slug} for name, slug in kinds))


@pytest.fixture
def full_of_script(vocabulary):
    imported("actors", {"slug": "press", "name": "Press", "kind": "organisation", "status": "published"})
    for plural, row in FILES.items():
        imported(plural, row)


def test_every_field_comes_back_as_it_was_and_no_page_runs_it(full_of_script, client):
    for plural, row in FILES.items():
        for column, value in row.items():
            assert cell(plural, row["slug"], column) == value
    for address in PAGES:
        response = client.get(address)
        page = response.content.decode()
        assert response.status_code == 200, address
        assert not RUNS.search(page), address
        if address in ("/", *(f"/{plural}/{plural[:-1]}/" for plural in ("events", "actors", "sources", "topics"))):
            assert ESCAPED in page, address
            assert "{{7*7}}" in page, address


def test_no_page_of_the_admin_runs_it(full_of_script, admin_client):
    for model in IN_ADMIN:
        page = admin_client.get(f"/admin/archive/{model}/").content.decode()
        assert not RUNS.search(page), model
        assert ESCAPED in page, model


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", " javascript:x"]
)
def test_an_address_that_runs_is_refused_with_what_is_expected(vocabulary, address):
    row = {"slug": "source", "title": "T", "kind": "article", "url": address}
    (line,) = refused("sources", row)
    shown = address.replace("\t", " ")
    assert line.startswith(f"sources.csv, row 2, column url: “{shown}”: ")
    assert line.endswith(" Expected: a web address that begins with http:// or https://.")


def test_an_external_id_is_no_address_that_runs(vocabulary, client):
    imported(
        "actors",
        {
            **{"slug": "actor", "name": "A", "kind": "person", "external_ids": "other:javascript\\:alert(1)"},
            "status": "published",
        },
    )
    page = client.get("/actors/actor/").content.decode()
    assert 'href="javascript' not in page
    assert "javascript:alert(1)" in page
