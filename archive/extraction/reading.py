"""One document, read: what it is, its text, and what is proposed about it."""

from dataclasses import dataclass, field
from typing import Any

ARTICLE, WHOLE = "article", "whole"

HTML, PDF, PLAIN = "text/html", "application/pdf", "text/plain"

#: code points; the archive's own limit
LONGEST_TEXT = 5_000_000


class Unreadable(Exception):
    """There is no text to be had. `code` says why: see `archive.intake.wording`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Order:
    """What to read and how; empty: find out. `declared` is the encoding that the server named."""

    media_type: str = ""
    encoding: str = ""
    declared: str = ""
    manner: str = ARTICLE
    address: str = ""


@dataclass(frozen=True)
class Proposal:
    """A value for a field of the source, and where it comes from."""

    field: str
    value: str
    origin: str
    detail: str = ""


@dataclass
class Reading:
    """What was found. `problem` is empty, or the code of why there is no text."""

    media_type: str = ""
    encoding: str = ""
    encodings: list[str] = field(default_factory=list)
    text: str = ""
    problem: str = ""
    proposals: list[dict[str, Any]] = field(default_factory=list)


class Proposals:
    """Gathers proposals, the best first; a value that stands there already is not proposed again."""

    def __init__(self) -> None:
        self.found: list[Proposal] = []

    def add(self, name: str, value: object, origin: str, detail: str = "") -> None:
        text = " ".join(str(value or "").split())
        if text and not any(item.field == name and item.value == text for item in self.found):
            self.found.append(Proposal(name, text, origin, detail))
