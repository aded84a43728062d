"""After an act on very many records all that is derived is what it would be if it were made anew."""

import random
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from pyroaring import BitMap

from archive import search
from archive.documents import KINDS, Document, read_many
from archive.generating import generate
from archive.intake import prints
from archive.models import FacetTotal, Listing, NameWord, Posting, SearchEntry
from archive.search.naming import COLUMNS
from archive.timeline import index
from archive.timeline.listings import FIELDS
from archive.workflow.visibility import PUBLIC_WHEN, wrongly_visible
from tests.workflow.writing_past import WritingPast

pytestmark = pytest.mark.django_db

Change = Callable[[Document, random.Random, "Everything"], Document]


class Everything:
    """The UUIDs of all records, by kind, for a change to choose from."""

    def __init__(self) -> None:
        self.documents = {name: list(read_many(KINDS[name])) for name in KINDS if name not in ("term", "image")}

    def any(self, kind: str, chance: random.Random) -> str:
        return str(chance.choice(self.documents[kind])["uuid"])


def renamed(document: Document, chance: random.Random, all_of: Everything) -> Document:
    field = next(name for name in ("title", "name", "summary") if name in document)
    return {**document, field: f"Zephyr {chance.randrange(100)} {document[field]}"[:200]}


def moved(document: Document, chance: random.Random, all_of: Everything) -> Document:
    day = chance.choice(["", "2021-12", "1999-02-03T10:00:00", "2020/..", "-0044-03-15"])
    return {**document, ("when" if document["record"] == "event" else "said_on"): day}


def withdrawn(document: Document, chance: random.Random, all_of: Everything) -> Document:
    return {**document, "status": "withdrawn"}


def peopled(document: Document, chance: random.Random, all_of: Everything) -> Document:
    people = {all_of.any("actor", chance) for _ in range(chance.randrange(4))}
    places = {all_of.any("place", chance) for _ in range(chance.randrange(3))}
    return {
        **document,
        "participants": [{"actor": actor, "role": ""} for actor in sorted(people)],
        "places": [{"place": place, "role": ""} for place in sorted(places)],
        "topics": sorted({all_of.any("topic", chance) for _ in range(chance.randrange(3))}),
        "links": [{"kind": "led_to", "to": all_of.any("event", chance)}],
    }


def said_of(document: Document, chance: random.Random, all_of: Everything) -> Document:
    return {
        **document,
        "kind": chance.choice(["denial", "assertion", "warning"]),
        "event": chance.choice([None, all_of.any("event", chance)]),
        "about_events": [all_of.any("event", chance)],
        "about_actors": [all_of.any("actor", chance)],
    }


def elsewhere(document: Document, chance: random.Random, all_of: Everything) -> Document:
    return {**document, "country": chance.choice(["FR", "JP", ""])}


def graded(document: Document, chance: random.Random, all_of: Everything) -> Document:
    return {**document, "reliability": chance.choice("ABF"), "access": chance.choice(["full", "excerpt", "private"])}


CHANGES: dict[str, tuple[Change, ...]] = {
    "event": (renamed, moved, withdrawn, peopled),
    "statement": (renamed, moved, withdrawn, said_of),
    "actor": (renamed, elsewhere, withdrawn),
    "place": (renamed, elsewhere),
    "topic": (renamed,),
    "source": (renamed, graded),
}


def contents() -> dict[str, object]:
    """All that is derived, as stored."""
    with connection.cursor() as cursor:
        words = "archive_searchentry" if connection.vendor == "postgresql" else "archive_searchwords"
        cursor.execute(f"SELECT * FROM {words} ORDER BY 1")  # noqa: S608 (our own name)
        held = cursor.fetchall()
    return {
        "lists": list(Listing.objects.order_by("list", "record_id").values_list(*FIELDS)),
        "bitmaps": {
            (item.facet, item.value, item.part): BitMap.deserialize(bytes(item.bits)) for item in Posting.objects.all()
        },
        "totals": sorted(FacetTotal.objects.values_list("facet", "value", "total")),
        "entries": list(SearchEntry.objects.order_by("id").values_list()),
        "words": held,
        "names": sorted(NameWord.objects.values_list(*COLUMNS), key=str),
    }


def assert_as_made_anew() -> None:
    assert [wrongly_visible(model) for model in PUBLIC_WHEN] == [[]] * len(PUBLIC_WHEN)
    assert (index.drift(), search.drift(), list(prints.drift())) == ([], [], [])
    followed = contents()
    index.rebuild()
    search.rebuild()
    anew = contents()
    for name, held in followed.items():
        assert held == anew[name], name


def new_ones(documents: list[Document]) -> list[Document]:
    """The same again as records of their own."""
    return [{**item, "uuid": str(uuid.uuid4()), "slug": f"{item['slug'][:90]}-again"} for item in documents]


def unnamed(statements: list[Document]) -> list[Document]:
    """Those that no other one names, which may go."""
    named = {link["to"] for item in statements for link in item["links"]}
    return [item for item in statements if item["uuid"] not in named]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_follows_many_changes_is_as_if_made_anew(seed):
    generate(300, seed=seed)
    chance, all_of, writing = random.Random(seed), Everything(), WritingPast()  # noqa: S311 (no secret)
    with transaction.atomic():
        for kind, changes in CHANGES.items():
            chosen = chance.sample(all_of.documents[kind], k=min(24, len(all_of.documents[kind])))
            for document in chosen:
                writing.put(chance.choice(changes)(document, chance, all_of))
        for kind in ("statement", "event", "source"):
            for document in new_ones(chance.sample(all_of.documents[kind], k=10)):
                writing.put(document)
        for document in chance.sample(unnamed(all_of.documents["statement"]), k=10):
            writing.take(document)
        writing.follow()
    assert_as_made_anew()


def test_what_is_added_and_taken_away_again_leaves_nothing():
    generate(60, seed=3)
    before = contents()
    added = new_ones(Everything().documents["event"])
    adding, taking = WritingPast(), WritingPast()
    for document in added:
        adding.put(document)
    adding.follow()
    assert len(contents()["lists"]) > len(before["lists"])
    for document in added:
        taking.take(document)
    taking.follow()
    assert contents() == before
