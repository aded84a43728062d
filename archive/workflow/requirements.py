"""What a record needs to be public, and what would be left without it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from archive.documents import KINDS, Catalogue, Document, Problem
from archive.models import Access, Actor, Event, Source, Statement


def missing_for_publication(document: Document, catalogue: Catalogue) -> list[Problem]:
    """All that keeps an event or a statement from being published; nothing for other kinds."""
    if document["record"] not in ("event", "statement"):
        return []
    return [
        *_without_citation(document, catalogue),
        *_unpublished("actor", needed_actors(document), catalogue),
        *_unpublished("source", needed_sources(document), catalogue),
        *_quote_without_open_words(document, catalogue),
    ]


def needed_actors(document: Document) -> dict[str, str]:
    """UUID → field, of the actors without which the record cannot be public."""
    needed = {s["actor"]: "chains" for chain in document["chains"] for s in chain if s["actor"]}
    if document["record"] == "statement":
        needed[document["speaker"]] = "speaker"
    return needed


def needed_sources(document: Document) -> dict[str, str]:
    """UUID → field, of the sources without which the record cannot be public."""
    needed = {s["source"]: "chains" for chain in document["chains"] for s in chain if s["source"]}
    return needed | {citation["source"]: "citations" for citation in document["citations"]}


def _without_citation(document: Document, catalogue: Catalogue) -> Iterable[Problem]:
    access = catalogue.access_of(citation["source"] for citation in document["citations"])
    if not any(value != Access.PRIVATE for value in access.values()):
        yield Problem("citations", _("It needs at least one citation of a source that is not private."))


def _quote_without_open_words(document: Document, catalogue: Catalogue) -> Iterable[Problem]:
    """A quote is public with its record, so it must not be the words of a private source alone."""
    quote = document.get("quote")
    spans = [citation for citation in document["citations"] if citation["exact"]]
    access = catalogue.access_of(citation["source"] for citation in spans)
    open_words = [span["exact"] for span in spans if access.get(span["source"]) != Access.PRIVATE]
    if quote and spans and not any(quote in exact for exact in open_words):
        message = _("The quote does not stand in the cited words of a source that is not private.")
        yield Problem("quote", message, quote)


def _unpublished(kind: str, needed: dict[str, str], catalogue: Catalogue) -> Iterable[Problem]:
    for uuid, slug in catalogue.unpublished(kind, needed).items():
        name = str(KINDS[kind].model._meta.verbose_name).capitalize()
        message = _("%(kind)s “%(slug)s” is not published.")
        yield Problem(needed[uuid], message % {"kind": name, "slug": slug}, slug)


def published_that_need(record: Any) -> list[Any]:
    """Published events and statements that could not be public without this actor or source."""
    if isinstance(record, Actor):
        through_chain = Q(chains__stations__actor=record)
        needs = {Event: through_chain, Statement: through_chain | Q(speaker=record)}
    elif isinstance(record, Source):
        through_chain = Q(chains__stations__source=record) | Q(citations__source=record)
        needs = {Event: through_chain, Statement: through_chain}
    else:
        return []
    return [found for model, need in needs.items() for found in _published(model, need)]


def _published(model: Any, need: Q) -> list[Any]:
    return list(model.objects.published().filter(need).distinct().order_by("slug"))


def left_without_public_source(source: Source) -> list[Any]:
    """Published records that would cite only private sources, or quote one, were this source private."""
    others = Source.objects.exclude(pk=source.pk).exclude(access=Access.PRIVATE)
    found: list[Any] = list(_quoting(source, others))
    for model in (Event, Statement):
        otherwise_backed = model.objects.filter(citations__source__in=others).values("pk")
        citing: Any = model.objects.published().filter(citations__source=source)
        found += list(citing.exclude(pk__in=otherwise_backed).distinct().order_by("slug"))
    return list(dict.fromkeys(found))


def _quoting(source: Source, others: Any) -> Iterable[Statement]:
    """Published statements whose quote stands in this source's cited words and in no other open source's."""
    statements = Statement.objects.published().filter(citations__source=source, citations__start__isnull=False)
    for statement in statements.exclude(quote="").distinct().order_by("slug"):
        elsewhere = statement.citations.filter(source__in=others)
        if not any(statement.quote in citation.exact for citation in elsewhere):
            yield statement
