"""A source on the desk, and a person who asks and tells as its page does."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.archive_factory import ArchiveFactory

TEXT = (
    "Anna Berg said on Wednesday that peace is near. “We will talk,” she said. 😀 The ministry denied it.\n\n"
    "Troops moved."
)


@dataclass
class Seat:
    """One person's seat at the desk of a source."""

    user: User
    source: Any

    def __post_init__(self) -> None:
        self.client = Client()
        self.client.force_login(self.user)

    def address(self, name: str = "") -> str:
        return reverse(f"admin:archive_source_desk{f'_{name}' if name else ''}", args=[self.source.pk])

    def ask(self, name: str, **query: Any) -> Any:
        return self.client.get(self.address(name), query)

    def tell(self, address: str, /, **sent: Any) -> Any:
        return self.client.post(self.address(address), json.dumps(sent), content_type="application/json")

    def words(self, words: str, supports: str = "") -> dict[str, Any]:
        """Where these words stand in the text."""
        body = self.source.captures.get().text.body
        start = body.index(words)
        return {"start": start, "end": start + len(words), "supports": supports}

    def save(self, record: str = "statement", /, uuid: str | None = None, **values: Any) -> Any:
        version = values.pop("base_version", None)
        reason = values.pop("reason", "")
        return self.tell("save", kind=record, uuid=uuid, base_version=version, reason=reason, values=values)


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()


@pytest.fixture
def anna(archive: ArchiveFactory) -> Any:
    return archive.actor("Anna Berg", other_names=[{"name": "Анна Берг", "language": "ru"}])


@pytest.fixture
def source(archive: ArchiveFactory) -> Any:
    return archive.source("A report", text=TEXT, language="en")


@pytest.fixture
def seat_of(source: Any) -> Callable[[User], Seat]:
    return lambda user: Seat(user, source)


@pytest.fixture
def seat(editor: User, seat_of: Callable[[User], Seat]) -> Seat:
    """The editor's."""
    return seat_of(editor)


@pytest.fixture
def said(seat: Seat, anna: Any) -> Callable[..., Any]:
    """Save a statement of Anna Berg's at the desk: `said(summary="…")` → the answer."""

    def said(words: str = "We will talk", **values: Any) -> Any:
        defaults = {"speaker": str(anna.uuid), "kind": "assertion", "quote": "We will talk"}
        return seat.save("statement", **{**defaults, "citations": [seat.words(words)], **values})

    return said
