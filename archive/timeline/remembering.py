"""What a process remembers of the index, for the version of the archive that it was read in.

Bitmaps that were read, at most 32 MB of them, and short answers that many pages give, at most 500. An act raises the
version, and all that belongs to the one before is let go with it; so nothing here is ever out of date.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from pyroaring import BitMap

Key = tuple[str, str]
Answer = TypeVar("Answer")
MOST_BYTES = 32_000_000
MOST_ANSWERS = 500


class OfVersion:
    """What is remembered of one version. Bitmaps are never changed in place, for several threads look at them."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.bitmaps: dict[Key, BitMap] = {}
        self.answers: dict[Hashable, Any] = {}
        self._bytes = 0

    def add(self, bitmaps: Mapping[Key, BitMap]) -> None:
        """Remember these, too; where they would be too many, them alone."""
        size = sum(map(_bytes_of, bitmaps.values()))
        if self._bytes + size > MOST_BYTES:
            # New ones, for other threads may still be reading from the old.
            self.bitmaps, self._bytes = {}, 0
        if size <= MOST_BYTES:
            self.bitmaps.update(bitmaps)
            self._bytes += size


def _bytes_of(keys: BitMap) -> int:
    told = keys.get_statistics()
    held = told["n_bytes_array_containers"] + told["n_bytes_bitset_containers"] + told["n_bytes_run_containers"]
    return 100 + held


_latest = OfVersion(-1)


def latest() -> OfVersion:
    """What is remembered, of whichever version was read last."""
    return _latest


def of_version(version: int) -> OfVersion:
    """What is remembered of this version; of another one nothing is, from now on."""
    global _latest  # noqa: PLW0603 (there is one for the process)
    if version != _latest.version:
        _latest = OfVersion(version)
    return _latest


def answered(version: int, question: Hashable, answer: Callable[[], Answer]) -> Answer:
    """What `answer` returns, which depends on nothing but the question and the version of the archive."""
    answers = of_version(version).answers
    if question in answers:
        found: Answer = answers[question]
        return found
    if len(answers) >= MOST_ANSWERS:
        answers.clear()
    return answers.setdefault(question, answer())


def forget() -> None:
    """Remember nothing: for who goes back to an earlier state of the archive, as tests do."""
    of_version(-1)
