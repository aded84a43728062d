"""An archive to look names up in."""

import pytest

from tests.archive_factory import ArchiveFactory


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()
