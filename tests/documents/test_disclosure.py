"""How much of a source's text the public may read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.documents.disclosure import disclose, excerpt, merged
from tests.archive_factory import ArchiveFactory

WORDS = "peace is near"
TEXT = "x" * 1000 + WORDS + "y" * 2000


def spans() -> st.SearchStrategy[list[tuple[int, int]]]:
    pairs = st.tuples(st.integers(0, 4999), st.integers(1, 400)).map(lambda pair: (pair[0], pair[0] + pair[1]))
    return st.lists(pairs, max_size=30)


@given(spans())
def test_an_excerpt_is_at_most_a_fifth_and_at_most_a_hundred_characters_around_cited_words(
    cited: list[tuple[int, int]],
) -> None:
    length = 5400
    shown = excerpt(cited, length)
    assert sum(end - start for start, end in shown) <= length * 0.20
    near = {n for start, end in cited for n in range(start - 100, end + 100)}
    assert all(n in near for start, end in shown for n in range(start, end))
    assert shown == merged(shown)
    assert all(0 <= start < end <= length for start, end in shown)


@pytest.mark.django_db
def test_full_access_shows_all_of_the_text() -> None:
    source = ArchiveFactory().source(text=TEXT, access="full")
    assert disclose([source])[source.pk].passages(1) == [(0, len(TEXT))]


@pytest.mark.django_db
def test_an_excerpt_shows_the_words_that_published_records_cite_and_a_little_around_them() -> None:
    archive = ArchiveFactory()
    source = archive.source(text=TEXT, access="excerpt")
    assert disclose([source])[source.pk].passages(1) == []
    draft = archive.statement(quote=WORDS, source=source, status="draft")
    assert disclose([source])[source.pk].passages(1) == []
    statement = archive.statement(quote=WORDS, source=source)
    shown = disclose([source])[source.pk]
    assert shown.passages(1) == [(900, 1113)]
    citation = statement.citations.get()
    assert shown.words(citation) == WORDS
    assert shown.context(citation) == ("x" * 32, "y" * 32)
    assert shown.words(draft.citations.get()) == WORDS


@pytest.mark.django_db
@pytest.mark.parametrize(("access", "status"), [("private", "published"), ("full", "draft")])
def test_nothing_of_a_private_or_unpublished_source_is_shown(access: str, status: str) -> None:
    archive = ArchiveFactory()
    source = archive.source(text=TEXT, access=access, status=status)
    statement = archive.statement(quote=WORDS, source=source, status="draft")
    shown = disclose([source])[source.pk]
    assert not shown.shows_anchors
    assert not shown.passages(1)
    assert shown.words(statement.citations.get()) == ""


@pytest.mark.django_db
def test_any_number_of_sources_costs_two_queries(django_assert_num_queries: object) -> None:
    archive = ArchiveFactory()
    sources = [archive.source(text=TEXT, access=access) for access in ("full", "excerpt", "private", "excerpt")]
    with django_assert_num_queries(2):  # type: ignore[operator]
        disclose(sources)
