"""What is proposed about a document: only what the archive could hold, each with where it comes from."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from archive.dates import EDTFError, parse
from archive.intake.duplicates import host_of
from archive.models import Actor, Intake, Source
from archive.models.languages import validate_language

Proposal = dict[str, str]


def proposals_for(intake: Intake, found: list[dict[str, Any]]) -> list[Proposal]:
    """What a reading found and what the intake itself tells, checked; the best of each field first."""
    told = [
        _proposal("url", intake.address, "fetched"),
        _proposal("url", intake.given_address, "given"),
        _proposal("captured_at", intake.captured_at, str(intake.way)),
    ]
    kept: list[Proposal] = []
    for item in [*told, *found, _proposal("title", _name_without_ending(intake.file_name), "file")]:
        value = _CLEANED.get(item["field"], _short)(str(item["value"]))
        if value and not any(other["field"] == item["field"] and other["value"] == value for other in kept):
            kept.append({**item, "value": value})
    basis = next((why_that_date(item) for item in kept if item["field"] == "issued"), "")
    return [*kept, *([_proposal("date_basis", basis, "date")] if basis else [])]


def _proposal(field: str, value: str, origin: str, detail: str = "") -> Proposal:
    return {"field": field, "value": value, "origin": origin, "detail": detail}


def _name_without_ending(name: str) -> str:
    return name.rpartition(".")[0].replace("_", " ") or name


def _short(text: str, length: int = 500) -> str:
    return text[:length].strip()


def _language(text: str) -> str:
    parts = text.strip().replace("_", "-").split("-")
    tag = "-".join(
        part.lower() if number == 0 else part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part
        for number, part in enumerate(parts)
    )
    try:
        validate_language(tag)
    except ValidationError:
        return ""
    return tag if len(tag) <= 35 else ""


def _date(text: str) -> str:
    try:
        return parse(text).text
    except EDTFError:
        return ""


_CLEANED: dict[str, Callable[[str], str]] = {
    "byline": lambda text: _short(text, 300),
    "language": _language,
    "issued": _date,
    "url": lambda text: text if len(text) <= 2000 else "",
}


def why_that_date(item: Proposal) -> str:
    """The basis of a proposed date, as it would stand in the record."""
    return {
        "metadata": _("Given in the page's metadata."),
        "page": _("Given on the page."),
        "layout": _("Read from the page."),
        "properties": _("When the PDF was made, as its properties say."),
        "address": _("The day in its address."),
    }.get(item["origin"], "")


def origin_words(item: Proposal) -> str:
    """Where a proposal comes from, as a person says it."""
    return _ORIGINS[item["origin"]](item["detail"])


_ORIGINS: dict[str, Callable[[str], str]] = {
    "metadata": lambda detail: _("from the page's metadata (%(place)s)") % {"place": detail},
    "page": lambda detail: (
        _("from the page's heading")
        if detail == "h1"
        else _("from the page's title")
        if detail == "title"
        else _("from a time on the page")
    ),
    "layout": lambda detail: _("found in the page's layout"),
    "properties": lambda detail: _("from the PDF's properties (%(place)s)") % {"place": detail},
    "address": lambda detail: _("from the address"),
    "text": lambda detail: (
        _("guessed: the text's first line")
        if detail == "first line"
        else _("guessed from a line of the text")
        if detail == "byline"
        else _("guessed from the text")
    ),
    "fetched": lambda detail: _("the address it was fetched from"),
    "given": lambda detail: _("the address as it was given"),
    "file": lambda detail: _("the name of the file"),
    "date": lambda detail: _("goes with the proposed date"),
    "link": lambda detail: _("when it was fetched"),
    "upload": lambda detail: _("when it was uploaded: correct it if it was saved earlier"),
    "paste": lambda detail: _("when it was pasted: correct it if it was copied earlier"),
    "host": lambda detail: _("publisher of other sources from %(host)s") % {"host": detail},
    "name": lambda detail: _("the page calls itself “%(name)s”") % {"name": detail},
}


def proposed_publisher(intake: Intake) -> tuple[Actor | None, Proposal | None]:
    """The actor that published it, as far as the archive knows it, and why; or only what the page calls itself."""
    names = [item["value"] for item in intake.proposals if item["field"] == "publisher"]
    for name in names:
        called = Q(name__iexact=name) | Q(other_names__name__iexact=name)
        if actor := Actor.objects.filter(called).order_by("slug").first():
            return actor, _proposal("publisher", str(actor.pk), "name", name)
    host = host_of(intake.address or intake.given_address)
    if host:
        others = Source.objects.filter(publisher__isnull=False)
        same = others.filter(Q(url__icontains=f"://{host}/") | Q(url__icontains=f"://www.{host}/"))
        if source := same.select_related("publisher").order_by("-pk").first():
            return source.publisher, _proposal("publisher", str(source.publisher_id), "host", host)
    return None, _proposal("publisher", "", "name", names[0]) if names else None
