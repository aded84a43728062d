import pytest

from archive.images import take_in
from tests.archive_factory import ArchiveFactory
from tests.images.pictures import encoded, painted, upload


@pytest.fixture
def archive(db):
    return ArchiveFactory()


@pytest.fixture
def image(archive):
    """An image of 700 × 350 pixels that nothing refers to yet, so that it is not public."""
    taken = take_in(upload(encoded(painted(700, 350), "PNG")))
    return archive.save("image", slug="anna-berg", alt="Anna Berg at a table", credit="City archive", **taken)


@pytest.fixture
def portrait(archive, image):
    """The same as a published actor's portrait, so that it is public."""
    archive.actor("Anna Berg", slug="anna", portrait=image)
    image.refresh_from_db()
    return image
