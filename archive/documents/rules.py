"""The rules that tie the parts of a record together. Each yields the problems of a well-formed document."""

from collections.abc import Callable, Iterable
from functools import partial

from django.utils.translation import gettext_lazy as _

from archive.documents.anchors import anchor_problems
from archive.documents.catalogue import Catalogue
from archive.documents.kinds import Document, Kind
from archive.documents.problems import Problem, Problems

Rule = Callable[[Document, Catalogue], Problems]


def rule_problems(kind: Kind, document: Document, catalogue: Catalogue) -> Problems:
    for rule in RULES.get(kind.name, ()):
        yield from rule(document, catalogue)


def _anchors_stand(document: Document, catalogue: Catalogue) -> Problems:
    for index, citation in enumerate(document["citations"]):
        path, source, version = f"citations[{index}]", citation["source"], citation["version"]
        if version is not None and not catalogue.holds(source, version):
            yield Problem(f"{path}.version", _("The source is not held in that version."), version)
            continue
        yield from anchor_problems(path, citation, partial(catalogue.span, source, version))


def _chains_end_in_a_cited_page(document: Document, catalogue: Catalogue) -> Problems:
    cited = {citation["source"] for citation in document["citations"]}
    for index, stations in enumerate(document["chains"]):
        path = f"chains[{index}]"
        if len(stations) < 2:
            yield Problem(path, _("A chain has at least two stations."))
            continue
        if any(station["actor"] is None and station["source"] is None for station in stations):
            yield Problem(path, _("A station is an actor, a source, or an actor in a source."))
        last = stations[-1]
        if last["actor"] is not None or last["source"] is None:
            yield Problem(path, _("A chain ends with the source that is held, alone."))
        elif last["source"] not in cited:
            yield Problem(path, _("A chain ends with a source that this record cites."))
        elif not catalogue.versions(last["source"]):
            yield Problem(path, _("A chain ends with a source whose text is held here."))


def _says_something(document: Document, catalogue: Catalogue) -> Problems:
    if not document["quote"] and not document["summary"]:
        yield Problem("quote", _("Give the quote, a summary, or both."))


def _quote_stands_in_cited_words(document: Document, catalogue: Catalogue) -> Problems:
    spans = [citation["exact"] for citation in document["citations"] if citation["start"] is not None]
    if document["quote"] and spans and not any(document["quote"] in exact for exact in spans):
        yield Problem("quote", _("The quote does not stand, word for word, in the cited words."), document["quote"])


def _chains_start_with_the_speaker(document: Document, catalogue: Catalogue) -> Problems:
    for index, stations in enumerate(document["chains"]):
        if stations and stations[0]["actor"] != document["speaker"]:
            yield Problem(f"chains[{index}]", _("A statement's chain starts with its speaker."))


def _position_is_the_speakers(document: Document, catalogue: Catalogue) -> Problems:
    position = document["position"]
    if position and catalogue.person_of(position) != document["speaker"]:
        yield Problem("position", _("This position was not held by the speaker."), position)


def _figures_in_order(document: Document, catalogue: Catalogue) -> Problems:
    for index, figure in enumerate(document["figures"]):
        path = f"figures[{index}]"
        numbers = [float(figure[name]) for name in ("low", "best", "high") if figure[name] is not None]
        if not numbers:
            yield Problem(path, _("A figure has at least one number."))
        elif numbers != sorted(numbers):
            yield Problem(path, _("A figure's numbers go from low to high."))
        if not figure["unit"] or figure["unit"].split() != [figure["unit"]]:
            yield Problem(f"{path}.unit", _("A unit is one word."), figure["unit"])


def _point_is_whole(document: Document, catalogue: Catalogue) -> Problems:
    latitude, longitude = document["latitude"], document["longitude"]
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        yield Problem(missing, _("A point has both a latitude and a longitude."))
    elif document["uncertainty_m"] is not None and latitude is None:
        yield Problem("uncertainty_m", _("Only a point has an uncertainty."), document["uncertainty_m"])


def _captures_count_up(document: Document, catalogue: Catalogue) -> Problems:
    numbers = [capture["number"] for capture in document["captures"]]
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        yield Problem("captures", _("The versions of a text are 1, 2, 3 and so on."), numbers)


def _not_its_own_post(document: Document, catalogue: Catalogue) -> Problems:
    if document["person"] == document["organisation"]:
        yield Problem("organisation", _("A person holds a post at an organisation, not at themselves."))


def _links_elsewhere(document: Document, catalogue: Catalogue) -> Problems:
    for index, link in enumerate(document["links"]):
        if link["to"] == document["uuid"]:
            yield Problem(f"links[{index}]", _("A record does not link to itself."))


_EVIDENCE: Iterable[Rule] = (_anchors_stand, _chains_end_in_a_cited_page, _links_elsewhere)

RULES: dict[str, Iterable[Rule]] = {
    "place": (_point_is_whole,),
    "position": (_not_its_own_post,),
    "source": (_captures_count_up,),
    "event": _EVIDENCE,
    "statement": (
        _says_something,
        *_EVIDENCE,
        _quote_stands_in_cited_words,
        _chains_start_with_the_speaker,
        _position_is_the_speakers,
        _figures_in_order,
    ),
}
