"""The cells that the databases make are those that documents have, and a file streams whatever its size."""

import csv
import io

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from archive.documents import read_many
from archive.exchange import FILES, Export
from archive.exchange.files import PUBLIC_OF_PRIVATE_SOURCE
from archive.exchange.names import Names
from archive.exchange.writing import lines
from archive.models import Access, Topic
from tests.archive_factory import ArchiveFactory
from tests.exchange.archives import TEXTS, Archive
from tests.exchange.test_round_trip import THROUGHOUT, another_archive

pytestmark = pytest.mark.django_db


def cells_of_documents(file, *, public):
    records = file.kind.model._default_manager
    documents = list(read_many(file.kind, records.published() if public else records.all()))
    names = Names(documents, public=public)

    def cell(column, document):
        hidden = public and document.get("access") == Access.PRIVATE and column.name not in PUBLIC_OF_PRIVATE_SOURCE
        return "" if hidden else column.write(document, names)

    documents.sort(key=lambda document: [document[name] for name in file.key])
    return [[cell(column, document) for column in file.columns] for document in documents]


@THROUGHOUT
@given(st.data())
def test_the_databases_make_the_cells_that_documents_have(system, data):
    with another_archive():
        Archive(data.draw, versions=3).fill()
        for plural, file in FILES.items():
            for public in (False, True):
                assert list(Export(plural, public=public).rows()) == cells_of_documents(file, public=public)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4)), st.sampled_from(",\t"))
def test_lines_are_those_that_the_standard_writer_makes(rows, delimiter):
    expected = io.StringIO()
    csv.writer(expected, delimiter=delimiter).writerows(rows)
    assert "".join(lines(rows, delimiter)) == expected.getvalue()


def test_records_come_in_batches_and_each_once(monkeypatch):
    archive = ArchiveFactory()
    slugs = [archive.topic(slug=f"topic-{number}").slug for number in range(7)]
    monkeypatch.setattr("archive.exchange.exporting.FIRST_BATCH", 2)
    monkeypatch.setattr("archive.exchange.exporting.BATCH", dict.fromkeys(("sqlite", "postgresql"), 3))
    monkeypatch.setattr("archive.exchange.exporting.COPIED", 3)
    for records in (None, Topic.objects.all()):
        export = Export("topics", records=records)
        assert [row[0] for row in export.rows()] == slugs
        assert export.count == 7
    assert [line.split(b",")[0].decode() for line in b"".join(Export("topics").csv()).splitlines()[1:]] == slugs


def test_a_file_that_is_broken_off_leaves_nothing_open(monkeypatch):
    monkeypatch.setattr("archive.exchange.exporting.PIECE", 1)
    archive = ArchiveFactory()
    for _number in range(3):
        archive.topic()
    for pieces in (Export("topics").csv(), Export("topics").rows()):
        next(pieces), next(pieces)
        pieces.close()
        assert Topic.objects.count() == 3
    assert not connection.needs_rollback
