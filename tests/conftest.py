"""People, files and a browser for every test."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User


def person(username: str, *groups: str, **details: object) -> User:
    """Somebody who may log into the admin and belongs to these groups."""
    user = User.objects.create_user(username, password=f"{username}-password", is_staff=True, **details)
    for group in groups:
        user.groups.add(Group.objects.get_or_create(name=group)[0])
    return user


@pytest.fixture
def editor(db: None) -> User:
    """Writes and submits."""
    return person("editor", "Editors")


@pytest.fixture
def publisher(db: None) -> User:
    """Publishes what others wrote."""
    return person("publisher-1", "Editors", "Publishers")


@pytest.fixture
def other_publisher(db: None) -> User:
    """A second one, to check the first."""
    return person("publisher-2", "Editors", "Publishers")


@pytest.fixture
def administrator(db: None) -> User:
    """Manages people and vocabularies."""
    return person("administrator", "Administrators")


@pytest.fixture(autouse=True)
def own_files(settings: object, tmp_path: Path) -> None:
    """Every test has an empty folder for pictures and originals."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "originals": {
            "BACKEND": "config.storage.PrivateStorage",
            "OPTIONS": {"location": tmp_path / "originals", "file_permissions_mode": 0o600},
        },
    }
