"""What is wrong with a document: where, why, and with which value."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` starts with the field's name: `when`, `citations[0].start`, `participants[2].actor`."""

    path: str
    message: Text
    value: Any = None

    @property
    def field(self) -> str:
        """The field of the record that the problem is in; empty: the record as a whole."""
        return self.path.split("[")[0].split(".")[0]

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else str(self.message)


Problems = Iterator[Problem]
