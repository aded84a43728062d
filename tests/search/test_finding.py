"""The search finds everything public, by the words that people use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import search
from archive.models import ArchivedText, Capture, Source, Topic
from tests.search.asking import found, hit_for, marked, plain

pytestmark = pytest.mark.django_db


def test_every_kind_of_record_is_found(archive):
    archive.actor("Zephyr Institute", slug="zephyr-actor")
    source = archive.source("Zephyr report", slug="zephyr-source")
    topic = archive.topic("Zephyr policy", slug="zephyr-topic")
    place = archive.place("Zephyr Hills", slug="zephyr-place")
    archive.event("Zephyr blew", slug="zephyr-event", source=source, places=(place,), topics=[topic])
    archive.statement("the zephyr is mild", slug="zephyr-statement")
    kinds = {hit.kind for hit in search.search("zephyr").hits if hit.record.slug == f"zephyr-{hit.kind}"}
    assert kinds == set(search.SEARCHED)


def test_only_the_kinds_asked_for(archive):
    archive.actor("Zephyr Institute", slug="institute")
    archive.event("Zephyr blew", slug="wind")
    assert found("zephyr", kinds=["actor"]) == ["institute"]
    assert set(found("zephyr", kinds=["event", "actor"])) == {"institute", "wind"}
    with pytest.raises(search.SearchError):
        search.search("zephyr", kinds=["password"])


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Сергей Лавров", "Lavrov"),
        ("Sergei Lavrov", "лавров"),
        ("Jürgen Müller", "muller"),
        ("Jurgen Muller", "MÜLLER"),
        ("Jose\u0301 Borrell", "josé"),
        ("Łódź Council", "lodz"),
        ("U.S. Army", "US army"),
        ("US Army", "u.s."),
        ("O’Brien", "o'brien"),
        ("北京日报", "北京"),
        ("G7", "g7"),
        ("Straße", "strasse"),
    ],
)
def test_a_name_is_found_in_whatever_letters(archive, name, query):
    archive.actor(name, slug="the-one")
    archive.actor("Somebody else", slug="other")
    assert found(query, kinds=["actor"]) == ["the-one"]


def test_an_actor_is_found_by_its_other_names(archive):
    archive.actor(
        "Володимир Зеленський", slug="president", other_names=[{"name": "Volodymyr Zelensky", "language": "en"}]
    )
    assert found("Zelensky") == ["president"]
    assert found("зеленський") == ["president"]


def test_numbers_are_found_with_and_without_their_commas(archive):
    archive.event("175,000 troops expected", slug="plan")
    archive.event("1,75 per cent", slug="interest")
    assert found("175000", kinds=["event"]) == found("175,000", kinds=["event"]) == ["plan"]


def test_words_are_whole_unless_a_star_says_otherwise(archive):
    archive.event("Negotiations began", slug="talks")
    assert found("negot") == []
    assert found("negot*") == ["talks"]
    assert found('"negotiations beg"*') == ["talks"]
    assert found("n*") == []


def test_all_words_are_wanted_and_none_of_the_excluded(archive):
    archive.event("Talks in Geneva", slug="geneva")
    archive.event("Talks in Geneva about gas", slug="gas")
    assert found("geneva talks gas", kinds=["event"]) == ["gas"]
    assert found("talks -gas", kinds=["event"]) == ["geneva"]
    assert found('talks -"about gas"', kinds=["event"]) == ["geneva"]
    assert found("-gas") == []


def test_a_phrase_is_words_side_by_side(archive):
    archive.event("A red line was drawn", slug="line")
    archive.event("A line of red flags", slug="flags")
    assert found('"red line"', kinds=["event"]) == ["line"]
    assert found("“red line”", kinds=["event"]) == ["line"]
    assert set(found("red line", kinds=["event"])) == {"line", "flags"}


def test_no_phrase_runs_from_one_name_into_the_next(archive):
    names = [{"name": "Blue Sea", "language": ""}, {"name": "Green Wood", "language": ""}]
    archive.actor("The group", slug="group", other_names=names)
    assert found('"green wood"') == ["group"]
    assert found('"sea green"') == []


@pytest.mark.parametrize(
    "query",
    [
        *('"', '"unclosed phrase', "AND", "troops AND", "OR OR", "NOT troops", "NEAR(troops moved)", "title:troops"),
        *(
            "(",
            ")",
            "troops)",
            "{title}: troops",
            "^troops",
            "*",
            "-",
            "--",
            "- -",
            '""',
            "a:b:c",
            "'; DROP TABLE x;--",
        ),
        *(
            "\\",
            "%",
            "%s",
            "troops:*",
            "troops & moved",
            "!troops",
            "troops <-> moved",
            "<b>",
            "\x00",
            "troops\x00moved",
        ),
        *("\ud800", "😀", "́", "0break0", "1e5", "🇺🇦 troops", "٣", "+", "~", "[", "troops\ufffd", "\u202etroops"),
    ],
)
def test_a_hostile_query_is_just_words(archive, query):
    archive.event("Troops moved", slug="troops", summary="NOT a title: AND that is that.")
    assert set(found(query)) <= {record.slug for record in _everything(archive)}


def _everything(archive):
    for searchable in search.SEARCHED.values():
        yield from searchable.model.objects.published()


def test_engine_words_are_found_as_words(archive):
    archive.event("Neither NOT nor NEAR nor AND", slug="operators")
    for word in ("NOT", "near", '"neither not"', "AND near"):
        assert found(word, kinds=["event"]) == ["operators"]


@given(query=st.text(max_size=60))
def test_nothing_that_can_be_typed_fails(query):
    assert search.search(query).total == 0


def test_too_much_is_refused_with_a_sentence():
    for query in ("a" * 401, " ".join(f"word{number}" for number in range(25))):
        with pytest.raises(ValueError, match="at most"):
            search.search(query)


def test_a_title_counts_more_than_a_text_and_that_more_than_a_context(archive):
    speaker = archive.actor("Zephyr", slug="by-name")
    archive.event("Something else", slug="by-text", summary="The zephyr blew over the hills and valleys.")
    archive.event("Another thing", slug="by-context", participants=(speaker,))
    assert found("zephyr", kinds=["actor", "event"]) == ["by-name", "by-text", "by-context"]


def test_pages_follow_on_one_another_without_gaps(archive):
    for number in range(7):
        archive.topic(f"Zephyr {'wind ' * number}", slug=f"topic-{number}")
    archive.event("One more", topics=list(Topic.objects.all()))
    seen, cursor = [], ""
    while True:
        page = search.search("zephyr", kinds=["topic"], limit=3, after=cursor)
        seen += [hit.record.slug for hit in page.hits]
        assert (page.total, page.total_is_exact) == (7, True)
        cursor = page.next
        if not cursor:
            break
    assert seen == found("zephyr", kinds=["topic"], limit=100)
    assert len(seen) == len(set(seen)) == 7


def test_more_than_is_counted_is_said_honestly(archive, monkeypatch):
    monkeypatch.setattr("archive.search.matching.COUNTED", 2)
    for number in range(3):
        archive.actor(f"Zephyr {number}")
    results = search.search("zephyr")
    assert not results.total_is_exact
    assert results.total >= 2


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "a" * 5000, "AAAAAFsxXQ", "====", "\x00", "\ud800"])
def test_a_cursor_that_is_not_ours_is_refused(archive, cursor):
    archive.actor("Zephyr")
    with pytest.raises(search.SearchError):
        search.search("zephyr", after=cursor)


def test_a_page_costs_the_same_however_many_are_shown(archive, django_assert_max_num_queries):
    for number in range(6):
        archive.event(f"Zephyr {number}")
        archive.statement(f"zephyr {number}")
    for limit in (4, 100):
        # Other spellings, hits (on PostgreSQL from a sample first), scores and texts; then each kind found.
        with django_assert_max_num_queries(5 + 2):
            hits = search.search("zephyr", kinds=["event", "statement"], limit=limit).hits
            assert any(str(hit.record.speaker) for hit in hits if hit.kind == "statement") == (limit == 100)


def test_hits_are_marked_in_plain_pieces_of_text(archive):
    archive.event("Troops & <b>tanks</b> moved", slug="event", summary="Many “troops”, and <i>tanks</i> too.")
    hit = hit_for("tanks troops", "event")
    assert marked(hit.title) == ["Troops", "tanks"]
    assert plain(hit.title) == "Troops & <b>tanks</b> moved"
    assert ("troops", True) in hit.snippet
    assert plain(hit.snippet) == "Many “troops”, and <i>tanks</i> too."


def test_an_abbreviation_is_marked_with_its_last_full_stop(archive):
    archive.actor("The U.S. and its allies", slug="allies")
    assert marked(hit_for("us", "allies").title) == ["U.S."]


def test_a_snippet_shows_the_place_where_the_words_stand(archive):
    text = f"{'Much was said before. ' * 90}Then the Лавров   \n note came, with a red line. {'So they say. ' * 90}"
    archive.source("Report", text=text, access="full", slug="report")
    snippet = hit_for('lavrov "red line"', "report").snippet
    assert marked(snippet) == ["Лавров", "red line"]
    assert "the Лавров note came" in plain(snippet)
    assert plain(snippet).startswith("…")
    assert plain(snippet).endswith("…")
    assert len(plain(snippet)) < 300


def test_a_long_text_is_found_to_its_last_word_once(archive):
    text = "".join(f"Word{number} stands here. " for number in range(20_000)) + "Zephyr ends it."
    archive.source("Long book", text=text, access="full", slug="book")
    assert found("zephyr") == found('"word19999 stands here"') == found("stands", kinds=["source"]) == ["book"]
    assert all(found(f'"here word{number} stands"') == ["book"] for number in range(1600, 1700))
    assert marked(hit_for("zephyr", "book").snippet) == ["Zephyr"]
    assert found("long book -zephyr", kinds=["source"]) == []
    assert found("long book word3 ", kinds=["source"]) == ["book"]


def test_a_text_of_nothing_but_different_long_words_can_be_searched(archive):
    text = " ".join(f"{number:x}".rjust(100, "q") for number in range(20_000))
    archive.source("Noise", text=text, access="full", slug="noise")
    assert found(text[:100]) == ["noise"]


def test_what_the_index_holds_too_much_is_not_shown(archive):
    source = archive.source("Zephyr report", text="The zephyr blew.", access="full", slug="report")
    Source.objects.filter(pk=source.pk).update(access="private")
    assert plain(hit_for("zephyr", "report").snippet) == ""
    Source.objects.filter(pk=source.pk).update(status="withdrawn")
    assert found("zephyr") == []


def test_the_texts_themselves_stay_as_they_were(archive):
    source = archive.source(text="Ein Müller & <b>Лавров</b>", access="full")
    assert found("muller lavrov") == [source.slug]
    assert ArchivedText.objects.get(captures=Capture.objects.get(source=source)).body == "Ein Müller & <b>Лавров</b>"
