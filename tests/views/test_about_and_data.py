"""How the archive works, and how to take it away."""

import re

from archive.exchange.files import FILES
from archive.models import Factuality, Reliability, StatementKind
from tests.views.test_timeline import words


def test_every_value_that_a_reader_meets_is_explained(db, client):
    text = words(client.get("/about/"))
    for value in (*Factuality.labels, *StatementKind.labels):
        assert str(value) in text
    for label in Reliability.labels:
        assert str(label).split(": ")[1] in text


def test_what_is_said_of_excerpts_and_of_four_eyes_is_what_the_settings_say(db, client, settings):
    settings.EXCERPT_SHARE, settings.EXCERPT_CONTEXT, settings.FOUR_EYES = 0.05, 40, False
    text = words(client.get("/about/"))
    assert "at most 40 characters" in text
    assert "at most 5 per cent" in text
    assert "Nobody publishes what they wrote themselves" not in text


def test_everything_can_be_taken_away_in_four_forms(db, client):
    page = client.get("/data/").content.decode()
    files = set(re.findall(r'href="/(\w+\.(?:csv|xlsx|jsonl?))"', page))
    assert files == {f"{name}.{form}" for name in FILES for form in ("csv", "xlsx", "json", "jsonl")}


def test_whoever_keeps_a_copy_is_told_how_to_ask_and_what_becomes_of_records(db, client):
    text = words(client.get("/data/"))
    assert "/gone.csv?since=v0" in text
    assert "Archive-Version: v0" in text
    for fate in ("withdrawn", "merged", "deleted", "unnamed", "moved"):
        assert fate in text


def test_every_column_of_every_file_is_explained(db, client):
    page = client.get("/data/").content.decode()
    for name, file in FILES.items():
        table = re.search(rf'<details class="columns" id="{name}">.*?</details>', page, re.DOTALL)[0]
        assert re.findall(r'<th scope="row"><code>(\w+)</code></th><td>[^<]+</td>', table) == file.header


def test_without_a_bundle_a_page_links_to_every_stylesheet_in_order(db, client):
    sheets = re.findall(
        r'<link rel="stylesheet" href="/static/archive/css/([\w.]+)">', client.get("/about/").content.decode()
    )
    assert sheets[:2] == ["tokens.css", "fonts.css"]
    assert sheets[-1] == "print.css"
    assert "site.css" not in sheets
