"""The rules that make evidence trustworthy: anchors, quotes, chains, posts, loops."""

from typing import Any

import pytest

from archive.documents import Catalogue, check, read
from archive.workflow import Refused, act, capture, save, system_user
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> ArchiveFactory:
    return ArchiveFactory()


def paths(document: Any, **values: Any) -> list[str]:
    return [problem.path for problem in check({**document, **values}, Catalogue())]


def changed(rows: list[dict[str, Any]], **values: Any) -> list[dict[str, Any]]:
    return [{**rows[0], **values}, *rows[1:]]


def test_a_citation_whose_words_do_not_stand_there_is_an_error(archive: ArchiveFactory) -> None:
    document = read(archive.statement())
    citations = document["citations"]
    start, end = citations[0]["start"], citations[0]["end"]
    assert paths(document, citations=changed(citations, exact="peace is dear")) == ["citations[0].exact", "quote"]
    assert paths(document, citations=changed(citations, start=start + 1, end=end + 1)) == ["citations[0].exact"]
    assert paths(document, citations=changed(citations, prefix="")) == ["citations[0].prefix"]
    assert paths(document, citations=changed(citations, end=10_000)) == ["citations[0].start"]
    assert paths(document, citations=changed(citations, version=2)) == ["citations[0].version"]


def test_offsets_count_code_points(archive: ArchiveFactory) -> None:
    source = archive.source(text="😀 Київ: “мир близько”.")
    statement = archive.statement(quote="мир близько", source=source)
    assert read(statement)["citations"][0]["start"] == len("😀 Київ: “")


def test_a_citation_stays_on_its_version_when_the_text_is_captured_anew(archive: ArchiveFactory) -> None:
    source = archive.source(text="He said peace is near.")
    statement = archive.statement(quote="peace is near", source=source)
    with act(system_user(), "the page changed") as this:
        source = capture(source, "He said peace is far.", "2022-01-01T00:00:00Z", this)
    assert [row["number"] for row in read(source)["captures"]] == [1, 2]
    assert check(read(statement), Catalogue()) == []


def test_a_quote_stands_in_the_cited_words(archive: ArchiveFactory) -> None:
    document = read(archive.statement(quote="peace is near"))
    assert paths(document, quote="peace is nearer") == ["quote"]
    assert paths(document, quote="", summary="") == ["quote"]
    assert paths(document, quote="", summary="Peace will come.") == []


def test_a_chain_goes_from_the_speaker_to_a_cited_page(archive: ArchiveFactory) -> None:
    statement = archive.statement()
    document = read(statement)
    speaker, page = document["chains"][0]
    stranger = {"actor": str(archive.actor("Somebody else").uuid), "source": None}
    cited_only = {"actor": None, "source": str(archive.source(text="").uuid)}
    assert paths(document, chains=[[speaker]]) == ["chains[0]"]
    assert paths(document, chains=[[stranger, page]]) == ["chains[0]"]
    assert paths(document, chains=[[speaker, stranger]]) == ["chains[0]"]
    assert paths(document, chains=[[speaker, cited_only]]) == ["chains[0]"]
    assert paths(document, chains=[[speaker, {"actor": None, "source": None}, page]]) == ["chains[0]"]
    assert paths(document, chains=[[speaker, cited_only, page]]) == []


def test_a_position_is_the_speakers(archive: ArchiveFactory) -> None:
    ministry = archive.actor("Ministry", kind="ministry")
    other = archive.position(archive.actor("Somebody else"), ministry)
    assert paths(read(archive.statement()), position=str(other.uuid)) == ["position"]


def test_figures_rise_and_have_a_unit_of_one_word(archive: ArchiveFactory) -> None:
    document = read(archive.statement())
    figure = {"low": "5", "best": None, "high": "4", "unit": "armed men", "of": ""}
    assert paths(document, figures=[figure]) == ["figures[0]", "figures[0].unit"]
    assert paths(document, figures=[{**figure, "low": None, "high": "1234567890123456", "unit": "men"}]) == [
        "figures[0].high"
    ]


@pytest.mark.parametrize("kind", ["topic", "place", "event"])
def test_a_loop_is_refused_however_long_the_way_round(archive: ArchiveFactory, kind: str) -> None:
    make = {"topic": archive.topic, "place": archive.place, "event": archive.event}[kind]
    top = make()
    middle = make(part_of=top)
    bottom = make(part_of=middle)
    assert paths(read(top), part_of=str(bottom.uuid)) == ["part_of"]
    with pytest.raises(Refused, match="part of itself"), act(system_user(), "loop") as this:
        save({**read(top), "part_of": str(bottom.uuid)}, this)


def test_actors_are_not_part_of_themselves_by_way_of_others(archive: ArchiveFactory) -> None:
    alliance = archive.actor("Alliance", kind="alliance")
    state = archive.actor("State", kind="state", part_of=[{"group": str(alliance.uuid), "during": ""}])
    assert paths(read(alliance), part_of=[{"group": str(state.uuid), "during": ""}]) == ["part_of"]
