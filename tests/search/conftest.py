import pytest

from tests.archive_factory import ArchiveFactory


@pytest.fixture
def archive(db):
    return ArchiveFactory()
