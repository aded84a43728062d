"""Texts that somebody coded by hand, to score proposals against: the first article and a report made up for it."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from archive.measuring.results import PageFailed
from archive.proposals import Known, KnownActor, KnownPosition

ARTICLE = "russia-builds-up-forces-near-ukraine"
_REPORT = "measuring/border_report.json"
#: marks of a date that the coder could not take from a word, but only bound or guess
_WORKED_OUT = ("[", "~", "?", "..")


@dataclass(frozen=True)
class Coded:
    """A statement as coded: its spans in the text, whose it is, and what the text tells of it.

    `day` is "" where the text names none, `speaker` None where the archive does not know who speaks; then
    `speaker_text` has the text's words. `figures` are (low, best, high, unit).
    """

    spans: tuple[tuple[int, int], ...]
    quote: str
    speaker: str | None
    speaker_text: str
    kind: str
    day: str
    chain: tuple[str, ...]
    figures: frozenset[tuple[str, str, str, str]]
    position: str | None


@dataclass(frozen=True)
class CodedText:
    name: str
    text: str
    language: str
    issued: str
    known: Known
    statements: tuple[Coded, ...]


def coded_texts() -> Iterator[CodedText]:
    """Raises `PageFailed` where a fixture is missing or cites words that do not stand there."""
    yield first_article()
    yield second_report()


def _rows(name: str) -> Any:
    path: Path = settings.PROJECT / "fixtures" / name
    if not path.exists():
        raise PageFailed(f"{name} is missing from the fixtures: there is nothing to score with.")
    return json.loads(path.read_text(encoding="utf-8"))


def second_report() -> CodedText:
    """The made-up report, whose coding stands in one file of its own."""
    data = _rows(_REPORT)
    actors = [
        KnownActor(row["uuid"], row["name"], row["kind"], row["country"], tuple(row["other_names"]))
        for row in data["actors"]
    ]
    positions = [KnownPosition(**row) for row in data["positions"]]
    statements = tuple(_coded_row(row, data["text"]) for row in data["statements"])
    known = Known(actors, positions, data["cues"])
    return CodedText("second report", data["text"], data["language"], data["issued"], known, statements)


def _coded_row(row: dict[str, Any], text: str) -> Coded:
    if text[row["start"] : row["end"]] != row["exact"] or row["quote"] not in row["exact"]:
        raise PageFailed(f"The coding cites words that do not stand there: {row['exact']!r}.")
    figures = frozenset((figure["low"], figure["best"], figure["high"], figure["unit"]) for figure in row["figures"])
    return Coded(
        ((row["start"], row["end"]),),
        row["quote"],
        row["speaker"],
        row["speaker_text"],
        row["kind"],
        row["day"],
        tuple(row["chain"]),
        figures,
        row["position"],
    )


def first_article() -> CodedText:
    """The first article from the fixtures that the demonstration loads."""
    rows = _Fixtures()
    source = rows.fields("archive.source", ARTICLE)
    body = rows.by_model["archive.archivedtext"][0]["body"]
    return CodedText(
        "first article", body, source["language"], source["issued"], rows.known(), tuple(rows.statements())
    )


class _Fixtures:
    """The rows of the first article by their model, read without a database."""

    def __init__(self) -> None:
        self.by_model: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for name in ("01_terms", "04_actors", "05_positions", "06_sources", "08_statements"):
            for row in _rows(f"{name}.json"):
                self.by_model[row["model"]].append(row["fields"])
        self.uuids = {row["slug"]: row["uuid"] for row in self.by_model["archive.actor"]}
        self.posts = {row["slug"]: row["uuid"] for row in self.by_model["archive.position"]}

    def fields(self, model: str, slug: str) -> dict[str, Any]:
        return next(row for row in self.by_model[model] if row["slug"] == slug)

    def known(self) -> Known:
        names: dict[str, list[str]] = defaultdict(list)
        for row in self.by_model["archive.actorname"]:
            names[row["actor"][0]].append(row["name"])
        actors = [
            KnownActor(row["uuid"], row["name"], row["kind"][1], row["country"], tuple(names[row["slug"]]))
            for row in self.by_model["archive.actor"]
        ]
        positions = [
            KnownPosition(
                row["uuid"],
                self.uuids[row["person"][0]],
                self.uuids[row["organisation"][0]],
                row["title"],
                row["held"],
            )
            for row in self.by_model["archive.position"]
        ]
        cues = [row["slug"] for row in self.by_model["archive.term"] if row["vocabulary"] == "cue"]
        return Known(actors, positions, cues)

    def statements(self) -> Iterator[Coded]:
        for row in self.by_model["archive.statement"]:
            slug = row["slug"]
            date = row["said_on"]
            yield Coded(
                tuple(self._spans(slug)),
                row["quote"],
                self.uuids[row["speaker"][0]],
                "",
                row["kind"],
                "" if any(mark in date for mark in _WORKED_OUT) else date,
                tuple(self._chain(slug)),
                frozenset(self._figures(slug)),
                self.posts[row["position"][0]] if row["position"] else None,
            )

    def _of(self, model: str, slug: str) -> Iterator[dict[str, Any]]:
        return (row for row in self.by_model[model] if row.get("statement") == [slug])

    def _spans(self, slug: str) -> Iterator[tuple[int, int]]:
        """Where the words stand that carry the whole statement, the first citation foremost."""
        for row in self._of("archive.citation", slug):
            if row["source"] == [ARTICLE] and not row["supports"]:
                yield row["start"], row["end"]

    def _chain(self, slug: str) -> Iterator[str]:
        """UUIDs of the actors after the speaker."""
        stations = (row for row in self.by_model["archive.station"] if row["chain"][:2] == ["statement", slug])
        for row in sorted(stations, key=lambda row: row["order"])[1:]:
            if row["actor"]:
                yield self.uuids[row["actor"][0]]

    def _figures(self, slug: str) -> Iterator[tuple[str, str, str, str]]:
        for row in self._of("archive.figure", slug):
            yield row["low"] or "", row["best"] or "", row["high"] or "", row["unit"]
