import pytest

from tests.archive_factory import ArchiveFactory


@pytest.fixture
def archive(db):
    """An empty archive to make records in."""
    return ArchiveFactory()
