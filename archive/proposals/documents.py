"""From a proposal to the draft of a statement, which `archive.workflow.save` takes as it is."""

import re
from typing import Any

from anyascii import anyascii

from archive.documents import KINDS, Document, blank, cite, span
from archive.models import Actor, Address, Source
from archive.models.sources import Capture
from archive.proposals.found import Figure, Named, Proposal

#: how much of a statement's words its address takes
_LONGEST_SLUG = 60


def statement_document(proposal: Proposal, source: Source, *, version: int | None = None) -> Document:
    """The canonical document of a draft that says what is proposed, anchored in `source`.

    `version`: of the text that was read, by default the latest. `speaker` is None where the archive does not know
    who speaks; then somebody must be chosen before it can be saved. Of reported speech the summary has the words of
    the source, for an editor to put in the archive's own. Raises ValueError where the source holds no such text or
    the proposal's words do not lie in it.
    """
    capture = _capture(source, version)
    text = capture.text.body
    quote = _words(text, proposal.quote) if proposal.quote else ""
    summary = "" if quote else _words(text, proposal.said or (proposal.start, proposal.end))
    return blank(
        KINDS["statement"],
        slug=_free_slug(_name(proposal.speaker), quote or summary),
        speaker=proposal.speaker.uuid if proposal.speaker else None,
        position=proposal.position,
        kind=proposal.kind,
        quote=quote,
        summary=" ".join(summary.split()),
        language=source.language,
        cue=proposal.cue,
        said_on=proposal.day.edtf if proposal.day else "",
        date_basis=proposal.day.reason if proposal.day else "",
        figures=_figures(proposal.figures),
        citations=_citations(proposal, str(source.uuid), capture),
        chains=_chains(proposal, str(source.uuid)),
    )


def _capture(source: Source, version: int | None) -> Capture:
    captures = [capture for capture in source.captures.all() if version in {None, capture.number}]
    if not captures:
        raise ValueError(f"{source.slug} holds no text of version {version}")
    return max(captures, key=lambda capture: capture.number)


def _name(speaker: Named | None) -> str:
    """The speaker's name in the archive, or else the text's words."""
    if not speaker:
        return ""
    known = Actor.objects.filter(uuid=speaker.uuid).values_list("name", flat=True).first() if speaker.uuid else None
    return known or speaker.text


def _words(text: str, place: tuple[int, int]) -> str:
    return str(span(text, *place)["exact"])


def _figures(figures: tuple[Figure, ...]) -> list[dict[str, Any]]:
    rows = []
    for figure in figures:
        row = {
            "low": figure.low or None,
            "best": figure.best or None,
            "high": figure.high or None,
            "unit": figure.unit,
            "of": figure.of,
        }
        if row not in rows:
            rows.append(row)
    return rows


def _citations(proposal: Proposal, source: str, capture: Capture) -> list[dict[str, Any]]:
    """What carries the whole, then its day where that stands elsewhere, then its figures; each once."""
    text = capture.text.body
    places = [(proposal.start, proposal.end, "")]
    if proposal.day and not (proposal.start <= proposal.day.start and proposal.day.end <= proposal.end):
        places.append((proposal.day.start, proposal.day.end, "date"))
    places += [(figure.start, figure.end, "figure") for figure in proposal.figures]
    return [
        cite(source, version=capture.number, supports=supports, **span(text, start, end))
        for start, end, supports in dict.fromkeys(places)
    ]


def _chains(proposal: Proposal, source: str) -> list[list[dict[str, str | None]]]:
    """The speaker, the mouths that the archive knows, the source that is held."""
    if not proposal.speaker or not proposal.speaker.uuid:
        return []
    stations = [_station(named) for named in (proposal.speaker, *proposal.chain) if named.uuid]
    return [[*stations, {"actor": None, "source": source}]]


def _station(named: Named) -> dict[str, str | None]:
    is_source = named.kind == "source"
    return {"actor": None if is_source else named.uuid, "source": named.uuid if is_source else None}


def _free_slug(*words: str) -> str:
    """An address of a statement that no record has or had."""
    text = re.sub(r"[^a-z0-9]+", "-", anyascii(" ".join(words)).lower()).strip("-")
    base = (text[: _LONGEST_SLUG + 1].rpartition("-")[0] or text[:_LONGEST_SLUG]) if len(text) > _LONGEST_SLUG else text
    base = base.strip("-") or "statement"
    taken = set(Address.objects.filter(kind="statement", slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
