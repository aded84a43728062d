"""The cells that the databases make are those that documents have, and a file streams whatever its size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.documents import read_many
from archive.exchange import FILES, Export
from archive.exchange.columns import PUBLIC_OF_PRIVATE_SOURCE
from archive.exchange.names import Names
from archive.models import Access
from tests.exchange.archives import Archive
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
