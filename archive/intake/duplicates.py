"""Whether a document was taken in before: the same bytes, the same text, the same address, nearly the same words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from archive.intake.prints import near_texts
from archive.models import Capture, Intake, IntakeState, Source, fixity

BYTES, TEXT, ADDRESS, NEAR, INTAKE = "bytes", "text", "address", "near", "intake"

#: parts of an address that say how somebody came there, and nothing of what is there
_TRACKING = re.compile(
    r"utm_|fbclid$|gclid$|mc_|ref$|ref_src$|cmpid$|xtor$|ns_|_ga$|igshid$|wt_|at_medium$|at_campaign$", re.I
)


@dataclass(frozen=True)
class Duplicate:
    """What was found, and how. `record` is a source or an intake; `version` the text's; `percent` of the words."""

    way: str
    record: Any
    version: int | None = None
    percent: int = 100


def duplicates_of(intake: Intake) -> list[Duplicate]:
    """Where this document stands already, the surest first, each source once. Its own source is left out."""
    own = intake.source_id if intake.renews or intake.state == IntakeState.TAKEN else None
    found: dict[int, Duplicate] = {}
    for duplicate in (*_same_bytes(intake), *_same_text(intake), *_same_address(intake), *_near_text(intake)):
        if duplicate.record.pk != own:
            found.setdefault(duplicate.record.pk, duplicate)
    return [*found.values(), *_same_intake(intake)]


def _same_bytes(intake: Intake) -> Iterator[Duplicate]:
    if intake.original_sha256:
        yield from _captured(BYTES, original_sha256=intake.original_sha256)


def _same_text(intake: Intake) -> Iterator[Duplicate]:
    if intake.text:
        yield from _captured(TEXT, text=fixity(intake.text))


def _captured(way: str, **where: Any) -> Iterator[Duplicate]:
    for capture in Capture.objects.filter(**where).select_related("source").order_by("source__slug", "-number"):
        yield Duplicate(way, capture.source, capture.number)


def _same_address(intake: Intake) -> Iterator[Duplicate]:
    wanted = {form for address in (intake.given_address, intake.address) for form in forms_of(address)}
    for source in Source.objects.filter(url__in=sorted(wanted)).order_by("slug") if wanted else ():
        yield Duplicate(ADDRESS, source)


def _near_text(intake: Intake) -> Iterator[Duplicate]:
    for near in near_texts(intake.text) if intake.text else ():
        for duplicate in _captured(NEAR, text=near.sha256):
            yield Duplicate(NEAR, duplicate.record, duplicate.version, near.percent)


def _same_intake(intake: Intake) -> Iterator[Duplicate]:
    others = Intake.objects.exclude(pk=intake.pk).exclude(state=IntakeState.TAKEN).defer("text")
    if intake.original_sha256:
        for other in others.filter(original_sha256=intake.original_sha256)[:3]:
            yield Duplicate(INTAKE, other)


def forms_of(address: str) -> set[str]:
    """The ways in which the same address is usually written."""
    if not address:
        return set()
    parts, host = urlsplit(address), host_of(address)
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(name)
    ]
    queries = {parts.query, urlencode(kept)}
    paths = {parts.path.rstrip("/"), f"{parts.path.rstrip('/')}/"}
    return {address} | {
        f"{scheme}://{prefix}{host}{path}{'?' if query else ''}{query}"
        for scheme in ("https", "http")
        for prefix in ("", "www.")
        for path in paths
        for query in queries
    }


def host_of(address: str) -> str:
    """The host that an address names, without the www. that many begin with."""
    try:
        return urlsplit(address).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""
