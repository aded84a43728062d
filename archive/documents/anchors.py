"""Anchors: where exact words stand in an archived text. They fail loudly and are never moved to a lookalike."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.documents.problems import Problem, Problems
from archive.models.evidence import CONTEXT


def span(text: str, start: int, end: int) -> dict[str, Any]:
    """The span `start`–`end` (code points, end exclusive) of `text`, with up to 32 code points around it.

    Raises ValueError for a span that is empty or does not lie in the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start}-{end} is no span of a text of {len(text)} characters")
    return {
        "start": start,
        "end": end,
        "exact": text[start:end],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
    }


NO_SPAN: dict[str, Any] = {"start": None, "end": None, "exact": "", "prefix": "", "suffix": ""}


def cite(source: str, *, version: int | None = None, supports: str = "", **words: Any) -> dict[str, Any]:
    """A citation's entry in a document: of `source` (UUID), with `words` from `span()` or none."""
    return {"source": source, "version": version, "supports": supports, **(words or NO_SPAN)}


Words = Callable[[int, int], dict[str, Any] | None]
"""`span` of the text that is cited, from start to end; None where that is not held."""


def anchor_problems(path: str, citation: dict[str, Any], words: Words) -> Problems:
    """What is wrong with a citation's span; `words` are those of the version that it names."""
    if citation["start"] is None:
        if any(citation[name] not in ("", None) for name in ("end", "exact", "prefix", "suffix")):
            yield Problem(path, _("A span needs its start, its end and the exact words."), citation["exact"])
        return
    try:
        expected = None if citation["version"] is None else words(citation["start"], citation["end"] or 0)
    except ValueError:
        yield Problem(f"{path}.start", _("The span does not lie within the text."), citation["start"])
        return
    if expected is None:
        yield Problem(f"{path}.version", _("The source is not held in that version."), citation["version"])
        return
    for name in ("exact", "prefix", "suffix"):
        if citation[name] != expected[name]:
            message = _("The text does not have these words at that place; there stands: %(words)s")
            yield Problem(f"{path}.{name}", message % {"words": expected[name][:200]}, citation[name])
            return
