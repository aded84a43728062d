"""Which citations of an older version of a text still stand in a newer one, and moving those that an editor chooses.

    for standing in citations_standing(source, 1, 2): …
    move(source, 2, [Choice.of(standing), …], act)

A citation stays on the version that it was made on until somebody says otherwise, and is never moved to a lookalike:
where its words stand more than once, or stand among other words than before, a person looks and chooses.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from archive.documents import KINDS, Document, Problem, cite, read_prefetched, span
from archive.documents.comparing import same_content
from archive.intake.working import working_document
from archive.models import ArchivedText, Event, Revision, Source, Statement, fixity
from archive.models.evidence import CONTEXT
from archive.workflow import Act, Refused, save

STANDS, MOVED_ABOUT, SEVERAL, GONE = "stands", "elsewhere", "several", "gone"

#: places of the same words that a person chooses from
MOST_PLACES = 50
#: code points shown on each side of a place
SHOWN = 90

CARRIERS: dict[str, Any] = {"event": Event, "statement": Statement}


@dataclass(frozen=True)
class Place:
    """A place of the words in the newer text (code points, `end` exclusive), and what stands around it there."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True)
class Standing:
    """One citation of an older version, and where its words stand in the newer.

    `row` is its entry in the record's document, `index` its number there. `verdict`: `stands` (once, among the words
    that were around it), `elsewhere` (once, but among others), `several` or `gone`.
    """

    record: Any
    index: int
    row: dict[str, Any]
    verdict: str
    places: list[Place] = field(default_factory=list)

    @cached_property
    def key(self) -> str:
        """Names the citation's place in its record."""
        return f"{self.record.record_kind}-{self.record.pk}-{self.index}"

    @cached_property
    def name(self) -> str:
        """Names the citation as it is now: another name when anything in it has changed."""
        told = f"{self.row['version']}:{self.row['start']}:{self.row['supports']}:{self.row['exact']}"
        return f"{self.key}-{fixity(told)[:16]}"


@dataclass(frozen=True)
class Choice:
    """A citation to move, and where to: it must still be what it was, and its words must stand there."""

    kind: str
    pk: int
    index: int
    row: dict[str, Any]
    start: int

    @classmethod
    def of(cls, standing: Standing, start: int | None = None) -> "Choice":
        """To `start`, or to the only place that there is."""
        chosen = standing.places[0].start if start is None else start
        return cls(standing.record.record_kind, standing.record.pk, standing.index, standing.row, chosen)


def version_texts(source: Source) -> dict[int, str]:
    """Version → SHA-256 of its text, with those that only a pending revision of the source has."""
    return {row["number"]: row["text"] for row in working_document(source)["captures"]}


def citations_standing(source: Source, old_version: int | None, new_version: int) -> list[Standing]:
    """Every citation of `old_version` (None: of all that are older) and where it stands in `new_version`.

    The new version may still wait in a pending revision. Raises KeyError for a version that is not held.
    """
    text = ArchivedText.objects.get(pk=version_texts(source)[new_version]).body
    older = range(1, new_version) if old_version is None else range(old_version, old_version + 1)
    found = [
        _standing(record, index, row, text)
        for record, document in _citing(source)
        for index, row in enumerate(document["citations"])
        if row["source"] == str(source.uuid) and row["start"] is not None and row["version"] in older
    ]
    return sorted(found, key=lambda item: (item.row["version"], item.row["start"], item.key))


def _citing(source: Source) -> Iterator[tuple[Any, Document]]:
    """Records that cite the source, or would by their pending revision, with what they say there."""
    for kind, model in CARRIERS.items():
        pending = {
            revision.record_uuid: revision.pending
            for revision in Revision.objects.filter(record_kind=kind, document__contains=str(source.uuid))
        }
        cited = KINDS[kind].records.filter(pk__in=model.objects.filter(citations__source=source).values("pk"))
        uuids = {record.uuid for record in cited}
        others = KINDS[kind].records.filter(uuid__in=pending.keys() - uuids)
        # A record whose revision no longer names the source is left to that revision.
        revised = set(
            Revision.objects.filter(record_kind=kind, record_uuid__in=uuids).values_list("record_uuid", flat=True)
        )
        for record in [*cited, *others]:
            if record.uuid in pending:
                yield record, pending[record.uuid]
            elif record.uuid not in revised:
                yield record, read_prefetched(record)


def _standing(record: Any, index: int, row: dict[str, Any], text: str) -> Standing:
    exact = row["exact"]
    starts = list(_occurrences(text, exact))
    # The only place needs the same words on one side, one of several on both.
    needed = 1 if len(starts) == 1 else 2
    same = [start for start in starts if sum(_same_sides(text, start, row)) >= needed]
    if len(same) == 1:
        return Standing(record, index, row, STANDS, [_place(text, same[0], exact)])
    verdict = SEVERAL if len(starts) > 1 else MOVED_ABOUT if starts else GONE
    return Standing(record, index, row, verdict, [_place(text, start, exact) for start in starts])


def _occurrences(text: str, words: str) -> Iterator[int]:
    found, number = text.find(words), 0
    while found != -1 and number < MOST_PLACES:
        yield found
        found, number = text.find(words, found + 1), number + 1


def _same_sides(text: str, start: int, row: dict[str, Any]) -> tuple[bool, bool]:
    """Whether the same words stand before it, and after it, as where it was made."""
    end = start + len(row["exact"])
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    # At the beginning and the end of a text there is little or nothing to compare.
    is_same_before = before.endswith(row["prefix"]) and (bool(row["prefix"].strip()) or not before)
    is_same_after = after.startswith(row["suffix"]) and (bool(row["suffix"].strip()) or not after)
    return is_same_before, is_same_after


def _place(text: str, start: int, words: str) -> Place:
    end = start + len(words)
    return Place(start, end, text[max(0, start - SHOWN) : start], text[end : end + SHOWN])


def move(source: Source, new_version: int, choices: Iterable[Choice], act: Act) -> list[Any]:
    """Rewrite the chosen citations to `new_version`, all or none; returns the records that were changed.

    Of published records it becomes their pending revision, with the act's reason. Raises Refused or NotPermitted:
    for a version that is not held yet, a citation that was changed meanwhile, and words that do not stand there.
    """
    capture = source.captures.filter(number=new_version).select_related("text").first()
    if capture is None:
        message = _("Version %(number)s of the text has to be approved before anything can be anchored in it.")
        raise Refused([Problem("", message % {"number": new_version})])
    wanted: dict[tuple[str, int], list[Choice]] = {}
    for choice in choices:
        wanted.setdefault((choice.kind, choice.pk), []).append(choice)
    if not wanted:
        raise Refused([Problem("", _("Choose at least one citation to move."))])
    return [_move_in(kind, pk, some, capture, act) for (kind, pk), some in sorted(wanted.items())]


def _move_in(kind: str, pk: int, choices: list[Choice], capture: Any, act: Act) -> Any:
    record = KINDS[kind].records.filter(pk=pk).first()
    if record is None:
        raise Refused([Problem("", _("A record that cites this source is no longer here."))])
    document = working_document(record)
    rows: list[Any] = [dict(row) for row in document["citations"]]
    for choice in choices:
        if choice.index >= len(rows) or rows[choice.index] != choice.row:
            message = _("“%(record)s” was changed meanwhile. Look at its citations once more.")
            raise Refused([Problem("", message % {"record": record})])
        rows[choice.index] = _anchored(choice, capture, record)
    moved = {**document, "citations": list({repr(sorted(row.items(), key=str)): row for row in rows}.values())}
    return record if same_content(moved, document) else save(moved, act, base_version=record.version)


def _anchored(choice: Choice, capture: Any, record: Any) -> dict[str, Any]:
    text, exact = capture.text.body, choice.row["exact"]
    if choice.start < 0 or not text.startswith(exact, choice.start):
        message = _("“%(exact)s”, which “%(record)s” cites, does not stand at %(start)s in the new text.")
        raise Refused([Problem("", message % {"exact": exact[:80], "record": record, "start": choice.start})])
    words = span(text, choice.start, choice.start + len(exact))
    return cite(choice.row["source"], version=capture.number, supports=choice.row["supports"], **words)
