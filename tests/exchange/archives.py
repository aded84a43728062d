"""Archives made at random, of every kind of record, with references wherever there can be any."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from archive.dates import parse
from archive.documents import KINDS, blank, cite, read, span
from archive.documents.values import sort_key
from archive.exchange.cells import plain_decimal
from archive.models import (
    Access,
    Credibility,
    EventLinkKind,
    Factuality,
    Reliability,
    StatementKind,
    StatementLinkKind,
    Status,
    Supports,
)
from archive.workflow import Refused, act, capture, line_feeds, publish, save, system_user
from tests.dates.strategies import edtf_texts

CHARACTERS = st.sampled_from("ab|:>\\'=+-@\t\r\n,\"; é漢") | st.characters(
    exclude_categories=["Cs"], exclude_characters="\0"
)
TEXTS = st.text(CHARACTERS, max_size=12)
NAMES = st.text(CHARACTERS, min_size=1, max_size=12)
SLUGS = st.from_regex(r"[a-c0-2]{1,3}(-[a-c0-2]{1,2}){0,2}", fullmatch=True)
LANGUAGES = st.sampled_from(["", "en", "uk", "sr-Latn-RS"])
COUNTRIES = st.sampled_from(["", "UA", "RU", "DE"])
DATES = st.just("") | edtf_texts().map(lambda text: parse(text).text).filter(lambda text: len(text) <= 200)
MOMENTS = st.sampled_from(["", "2022-01-26T16:14:00+02:00", "2021-12-23T10:00:00.5Z"])
STATUSES = st.sampled_from([Status.DRAFT.value, Status.PUBLISHED.value])


def numbers(lowest: int, highest: int, places: int) -> st.SearchStrategy[str]:
    made = st.decimals(lowest, highest, places=places)
    return made.map(lambda number: format(number.normalize(), "f")).filter(lambda text: text != "-0").map(plain_decimal)


class Archive:
    """Draws records one after another; each may refer to those before it, which are kept by kind."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any], *, versions: int) -> None:
        """`versions`: so many versions of a text there are at most."""
        self.draw = draw
        self.versions = versions
        self.by: Any = system_user()
        self.made: dict[str, list[str]] = {name: [] for name in KINDS}
        self.terms: dict[str, list[str]] = {}
        self.texts: dict[str, list[str]] = {}

    def fill(self) -> None:
        for vocabulary in ("event_kind", "source_kind", "actor_kind", "participant_role", "place_role", "cue"):
            for slug in self.slugs(1, 2):
                self.terms.setdefault(vocabulary, []).append(slug)
                self.save("term", slug, vocabulary=vocabulary, name=self.draw(NAMES), description=self.draw(TEXTS))
        for kind, make in (
            *(("topic", self.topic), ("place", self.place), ("actor", self.actor), ("position", self.position)),
            *(("source", self.source), ("event", self.event), ("statement", self.statement)),
        ):
            for slug in self.slugs(0, 3):
                if values := make():
                    self.made[kind].append(self.save(kind, slug, **values))
        for kind, link in (("event", EventLinkKind.LED_TO), ("statement", StatementLinkKind.DENIES)):
            self.link_forward(kind, link.value)
            self.publish_some(kind)

    def link_forward(self, kind: str, link: str) -> None:
        """The first record to the last one, which may link back."""
        if len(self.made[kind]) > 1 and self.draw(st.booleans()):
            document = read(KINDS[kind].model._default_manager.get(uuid=self.made[kind][0]))
            with act(self.by, "linked at random") as this:
                save({**document, "links": [{"to": self.made[kind][-1], "kind": link}]}, this)

    def publish_some(self, kind: str) -> None:
        for uuid in self.some(kind):
            try:
                with act(self.by, "published at random") as this:
                    publish(KINDS[kind].model._default_manager.get(uuid=uuid), this)
            except Refused:
                continue

    def slugs(self, least: int, most: int) -> list[str]:
        return self.draw(st.lists(SLUGS, min_size=least, max_size=most, unique=True))

    def save(self, record: str, slug: str, /, **values: Any) -> str:
        document = blank(KINDS[record], slug=slug, **values)
        with act(self.by, "made at random") as this:
            record = save(document, this)
            for text in self.texts.pop("next", []):
                moment = self.draw(MOMENTS)
                record = capture(record, text, moment, this)
                self.texts.setdefault(document["uuid"], []).append(text)
        return str(document["uuid"])

    # References

    def one(self, kind: str) -> str:
        return self.draw(st.sampled_from(self.made[kind]))

    def maybe(self, kind: str) -> str | None:
        return self.draw(st.none() | st.sampled_from(self.made[kind])) if self.made[kind] else None

    def some(self, kind: str) -> list[str]:
        return self.draw(st.lists(st.sampled_from(self.made[kind]), unique=True, max_size=3)) if self.made[kind] else []

    def term(self, vocabulary: str) -> str:
        return self.draw(st.sampled_from(self.terms[vocabulary]))

    def maybe_term(self, vocabulary: str) -> str:
        return self.draw(st.just("") | st.sampled_from(self.terms[vocabulary]))

    def unique(self, rows: st.SearchStrategy[Any], most: int = 3) -> list[Any]:
        return self.draw(st.lists(rows, max_size=most, unique_by=sort_key))

    # Records

    def topic(self) -> dict[str, Any]:
        values = st.fixed_dictionaries({"name": NAMES, "language": LANGUAGES, "description": TEXTS})
        return {**self.draw(values), "part_of": self.maybe("topic")}

    def names_and_ids(self) -> dict[str, Any]:
        scheme = st.sampled_from(["wikidata", "geo-names_2"])
        return {
            "other_names": self.unique(st.fixed_dictionaries({"name": NAMES, "language": LANGUAGES})),
            "external_ids": self.unique(st.fixed_dictionaries({"scheme": scheme, "value": NAMES})),
            "country": self.draw(COUNTRIES),
        }

    def place(self) -> dict[str, Any]:
        values: dict[str, Any] = {"name": self.draw(NAMES), "part_of": self.maybe("place"), **self.names_and_ids()}
        if self.draw(st.booleans()):
            values["latitude"] = self.draw(numbers(-90, 90, 7))
            values["longitude"] = self.draw(numbers(-180, 180, 7))
            values["uncertainty_m"] = self.draw(st.none() | numbers(0, 10**6, 3))
        return values

    def actor(self) -> dict[str, Any]:
        groups = self.some("actor")
        values = st.fixed_dictionaries(
            {"name": NAMES, "active": DATES, "language": LANGUAGES, "description": TEXTS, "status": STATUSES}
        )
        return {
            **self.draw(values),
            **self.names_and_ids(),
            "kind": self.term("actor_kind"),
            "part_of": [{"group": group, "during": self.draw(DATES)} for group in groups],
        }

    def position(self) -> dict[str, Any]:
        both = self.some("actor")[:2]
        if len(both) < 2:
            return {}
        title, held = self.draw(NAMES), self.draw(DATES)
        return {"person": both[0], "organisation": both[1], "title": title, "held": held}

    def source(self) -> dict[str, Any]:
        texts = self.draw(st.lists(st.text(CHARACTERS, min_size=3, max_size=40), max_size=self.versions))
        self.texts["next"] = list(dict.fromkeys(line_feeds(text) for text in texts))
        values = st.fixed_dictionaries(
            {
                "title": NAMES,
                "byline": TEXTS,
                "url": st.sampled_from(["", "https://example.org/a?b=c,d|e", "http://example.org/"]),
                "language": LANGUAGES,
                "issued": DATES,
                "date_basis": TEXTS,
                "captured_at": MOMENTS,
                "reliability": st.sampled_from(Reliability.values),
                "reliability_basis": TEXTS,
                "access": st.sampled_from(Access.values),
                "rights": TEXTS,
                "status": STATUSES,
            }
        )
        return {**self.draw(values), "kind": self.term("source_kind"), "publisher": self.maybe("actor")}

    def event(self) -> dict[str, Any]:
        citations = self.citations()
        values = st.fixed_dictionaries(
            {
                "title": NAMES,
                "when": DATES,
                "date_basis": TEXTS,
                "factuality": st.sampled_from(Factuality.values),
                "language": LANGUAGES,
                "summary": TEXTS,
            }
        )
        return {
            **self.draw(values),
            "kind": self.term("event_kind"),
            "places": [{"place": uuid, "role": self.maybe_term("place_role")} for uuid in self.some("place")],
            "participants": [{"actor": one, "role": self.maybe_term("participant_role")} for one in self.some("actor")],
            "topics": self.some("topic"),
            "part_of": self.maybe("event"),
            "links": self.links("event", EventLinkKind.values),
            "citations": citations,
            "chains": self.chains(citations, None),
        }

    def statement(self) -> dict[str, Any]:
        if not self.made["actor"]:
            return {}
        speaker, citations = self.one("actor"), self.citations()
        words = [citation["exact"] for citation in citations if citation["exact"]]
        values = st.fixed_dictionaries(
            {
                "kind": st.sampled_from(StatementKind.values),
                "quote": st.just("") | (st.sampled_from(words) if words else TEXTS),
                "language": LANGUAGES,
                "spoken_in": LANGUAGES,
                "summary": NAMES,
                "said_on": DATES,
                "date_basis": TEXTS,
                "venue": TEXTS,
                "credibility": st.sampled_from(Credibility.values),
                "credibility_basis": TEXTS,
            }
        )
        return {
            **self.draw(values),
            "speaker": speaker,
            "cue": self.maybe_term("cue"),
            "event": self.maybe("event"),
            "about_events": self.some("event"),
            "about_actors": self.some("actor"),
            "topics": self.some("topic"),
            "figures": self.figures(),
            "links": self.links("statement", StatementLinkKind.values),
            "citations": citations,
            "chains": self.chains(citations, speaker),
        }

    # Evidence

    def citations(self) -> list[dict[str, Any]]:
        found = []
        for source in self.some("source"):
            supports = self.draw(st.sampled_from(["", *Supports.values]))
            texts = self.texts.get(source)
            if not texts or self.draw(st.integers(0, 3)) == 0:
                found.append(cite(source, supports=supports))
                continue
            version = self.draw(st.integers(1, len(texts)))
            text = texts[version - 1]
            start = self.draw(st.integers(0, len(text) - 1))
            end = self.draw(st.integers(start + 1, len(text)))
            found.append(cite(source, version=version, supports=supports, **span(text, start, end)))
        return found

    def chains(self, citations: list[dict[str, Any]], speaker: str | None) -> list[list[dict[str, Any]]]:
        held = sorted({citation["source"] for citation in citations if citation["source"] in self.texts})
        chains = []
        for last in held:
            first = {"actor": speaker, "source": self.maybe("source")}
            if speaker is None:
                first = {"actor": None, "source": self.one("source")}
            between = [{"actor": actor, "source": self.maybe("source")} for actor in self.some("actor")]
            stations = [first, *between, {"actor": None, "source": last}]
            if all(stations.count(station) == 1 for station in stations):
                chains.append(stations)
        return chains

    def links(self, kind: str, kinds: list[str]) -> list[dict[str, Any]]:
        return [{"to": uuid, "kind": self.draw(st.sampled_from(kinds))} for uuid in self.some(kind)]

    def figures(self) -> list[dict[str, Any]]:
        rows = []
        for given in self.unique(st.lists(numbers(-(10**6), 10**6, 3), min_size=3, max_size=3)):
            low, best, high = sorted(given, key=float)
            kept = self.draw(
                st.sampled_from([(low, None, high), (low, best, high), (None, best, None), (None, None, high)])
            )
            unit = self.draw(st.sampled_from(["troops", "km", "a|b", "=x", "of"]))
            rows.append(dict(zip(("low", "best", "high"), kept, strict=True)) | {"unit": unit, "of": self.draw(TEXTS)})
        return list({repr(row): row for row in rows}.values())
