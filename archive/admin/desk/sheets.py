"""The sheet on the desk: one version of a source's text, cut into paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from archive.models import Capture, Source

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Paragraph:
    """A line of the text with something on it; `start` and `end` are code points, end exclusive."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Sheet:
    """What lies on the desk. `body` is the text as archived."""

    source: Source
    version: int
    body: str

    @property
    def uuid(self) -> str:
        return str(self.source.uuid)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        return list(_paragraphs(self.body))


def _paragraphs(body: str) -> Iterator[Paragraph]:
    for line in _LINE.finditer(body):
        if line.group().strip():
            yield Paragraph(line.start(), line.end(), line.group())


def sheet_of(source: Any, version: int | None = None) -> Sheet | None:
    """The text of that version (default: the latest), or None where it is not held."""
    captures = Capture.objects.filter(source=source).order_by("-number")
    if version is not None:
        captures = captures.filter(number=version)
    found = captures.values_list("number", "text__body").first()
    return Sheet(source, *found) if found else None


def versions_of(source: Any) -> list[int]:
    """The versions that are held, the oldest first."""
    return list(Capture.objects.filter(source=source).order_by("number").values_list("number", flat=True))
