"""The words at places of archived texts are those that the whole text has there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.documents import span
from archive.documents.many import CatalogueOfMany
from archive.documents.passages import OFTEN, Place, spans_at
from archive.models import ArchivedText, fixity
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db

TEXT = "😀 Київ: “мир близько” — peace is near.\n" * 3


def archived(body: str) -> str:
    ArchivedText.objects.create(sha256=fixity(body), body=body, length=len(body))
    return fixity(body)


def places(sha256: str, length: int) -> list[Place]:
    return [Place(sha256, start, end) for start in range(length) for end in range(start + 1, length + 1)]


def test_they_are_those_of_the_whole_text() -> None:
    chosen = places(archived(TEXT), len(TEXT))
    for step in (1, len(chosen) // (OFTEN - 1)):
        some = chosen[::step]
        assert dict(spans_at(some)) == {place: span(TEXT, place.start, place.end) for place in some}


def test_of_a_text_that_is_cited_here_and_there_only_the_words_are_read() -> None:
    body = "word " * 20_000
    place = Place(archived(body), 50_000, 50_004)
    with CaptureQueriesContext(connection) as queries:
        assert dict(spans_at([place])) == {place: span(body, 50_000, 50_004)}
    assert ["substr" in query["sql"] for query in queries] == [True]


@pytest.mark.parametrize("often", [1, OFTEN])
def test_what_lies_in_no_text_is_left_out(often: int) -> None:
    sha256, other = archived("abc"), fixity("never archived")
    outside = [(0, 4), (2, 2), (2, 1), (3, 4), (-1, 2), (0, 10**18)]
    wanted = [Place(key, *where) for key in (sha256, other) for where in outside] * often
    assert list(spans_at([*wanted, Place(other, 0, 1)])) == []


def test_texts_that_are_not_archived_yet_are_cited_as_well() -> None:
    place = Place(fixity(TEXT), 2, 7)
    assert dict(spans_at([place], {fixity(TEXT): TEXT}.get)) == {place: span(TEXT, 2, 7)}


def test_a_catalogue_of_many_knows_them_prepared_or_not() -> None:
    source = ArchiveFactory().source(text=TEXT)
    unprepared = CatalogueOfMany()
    prepared = CatalogueOfMany()
    prepared.prepare_sources({str(source.uuid)})
    prepared.prepare_words([(str(source.uuid), 1, 2, 7), (str(source.uuid), 1, 2, 10_000)])
    with CaptureQueriesContext(connection) as queries:
        assert prepared.span(str(source.uuid), 1, 2, 7) == span(TEXT, 2, 7)
    assert not len(queries)
    assert unprepared.span(str(source.uuid), 1, 2, 7) == span(TEXT, 2, 7)
    for catalogue in (prepared, unprepared):
        assert catalogue.span(str(source.uuid), 2, 2, 7) is None
        with pytest.raises(ValueError, match="no span"):
            catalogue.span(str(source.uuid), 1, 2, 10_000)
