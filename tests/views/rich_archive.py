"""An archive in which one record of each kind has everything that its page can show, as often as one likes."""

from typing import Any

from archive.documents import read
from archive.workflow import act, save, system_user
from tests.archive_factory import ArchiveFactory

SENTENCE = "Anna Berg said that peace is near, and number {} was among those who heard it."


class RichArchive:
    """`records[kind]` is the one whose page is looked at; `grow()` adds one more of everything to it."""

    def __init__(self) -> None:
        self.archive = make = ArchiveFactory()
        self.number = 0
        self.region = make.place("Polissia", slug="polissia")
        self.wider = make.topic("Diplomacy", slug="diplomacy", language="en")
        self.text = "\n\n".join(SENTENCE.format(number) for number in range(40))
        self.paper = make.actor("Mistral Paper", slug="mistral-paper", kind="newspaper", language="en")
        self.records: dict[str, Any] = {
            "actor": make.actor("Анна Берг", slug="anna-berg", language="uk", country="UA", description="Дипломатка."),
            "source": make.source(
                "Un rapport", slug="un-rapport", text=self.text, access="full", language="fr", publisher=self.paper,
                byline="A. Writer", issued="2021-12-23", date_basis="Printed on it.", rights="All reserved.",
                reliability="B", reliability_basis="Known for care.",
            ),
            "place": make.place("Kyiv", slug="kyiv", part_of=self.region, latitude="50.45", longitude="30.52",
                                uncertainty_m="20000", country="UA"),
            "topic": make.topic("Negotiations", slug="negotiations", part_of=self.wider, language="en",
                                description="Who meets whom."),
        }  # fmt: skip
        self._add_event_and_statement()
        self.grow()

    def _add_event_and_statement(self) -> None:
        make, records = self.archive, self.records
        source, actor = records["source"], records["actor"]
        whole = make.event("The winter", slug="the-winter", when="2021-12/2022-02")
        records["event"] = make.event(
            "Gespräche in Kyjiw", slug="gespraeche-in-kyjiw", language="de", summary="Zwei treffen sich.",
            source=source, words="peace is near", topics=[records["topic"]], places=(records["place"],),
            participants=(actor,), part_of=whole, date_basis="The paper names the day.", factuality="alleged",
            chains=[[{"actor": str(actor.uuid), "source": None}, {"actor": None, "source": str(source.uuid)}]],
        )  # fmt: skip
        records["statement"] = make.statement(
            "peace is near", slug="peace-is-near", speaker=actor, source=source, language="en", spoken_in="uk",
            event=records["event"], about_actors=[self.paper], topics=[records["topic"]], venue="at the table",
            cue=make.term("cue", "said"), summary="She hopes.", date_basis="It says Wednesday.",
            credibility="2", credibility_basis="Two heard it.",
        )  # fmt: skip

    def grow(self) -> None:
        """One more of all that belongs to the records, and a correction of each."""
        self.number += 1
        n, make, records = self.number, self.archive, self.records
        day = f"2021-{1 + n % 12:02}-{1 + n % 28:02}"
        person = make.actor(f"Person {n}", slug=f"person-{n}", language="en", part_of=[_group(records["actor"])])
        make.position(person, self.paper, f"Editor {n}", slug=f"editor-{n}", held="2000/..")
        make.position(records["actor"], self.paper, f"Post {n}", slug=f"post-{n}", held="2019/..")
        make.topic(f"Talk {n}", slug=f"talk-{n}", part_of=records["topic"])
        place = make.place(f"Hall {n}", slug=f"hall-{n}", part_of=records["place"])
        source = make.source(f"Source {n}", slug=f"source-{n}", text=self.text, access="excerpt", publisher=self.paper)
        cited_only = make.source(f"Cited {n}", slug=f"cited-{n}", text="", access="full", publisher=person)
        event = make.event(
            f"Event {n}", slug=f"event-{n}", when=day, source=source, words=SENTENCE.format(n),
            participants=(records["actor"], person), places=(place,), topics=[records["topic"]],
            part_of=records["event"], links=[{"to": str(records["event"].uuid), "kind": "led_to"}],
        )  # fmt: skip
        words = f"number {n} was"
        answer = make.statement(
            words, slug=f"answer-{n}", speaker=person, source=records["source"], said_on=day, kind="denial",
            event=records["event"], about_events=[event], about_actors=[records["actor"]], topics=[records["topic"]],
            links=[{"to": str(records["statement"].uuid), "kind": "denies"}],
            chains=[[_station(person), _station(person, cited_only), _station(None, records["source"])]],
        )  # fmt: skip
        make.statement(f"number {n} was", slug=f"own-{n}", speaker=records["actor"], source=source, said_on=day)
        self._extend("event", participants=[{"actor": str(person.uuid), "role": ""}],
                     places=[{"place": str(place.uuid), "role": ""}],
                     citations=[make.citation(source, SENTENCE.format(n))], topics=[str(self.wider.uuid)],
                     links=[{"to": str(event.uuid), "kind": "related_to"}])  # fmt: skip
        self._extend("statement", citations=[make.citation(source, SENTENCE.format(n))],
                     about_events=[str(event.uuid)], about_actors=[str(person.uuid)],
                     links=[{"to": str(answer.uuid), "kind": "responds_to"}],
                     chains=[[_station(records["actor"]), _station(person, cited_only), _station(None, source)]],
                     figures=[{"low": None, "best": str(n), "high": None, "unit": "people", "of": ""}])  # fmt: skip
        self._extend("actor", other_names=[{"name": f"Ганна {n}", "language": "uk"}],
                     part_of=[_group(person)] if n == 0 else [],
                     external_ids=[{"scheme": "wikidata", "value": f"Q{n}"}])  # fmt: skip
        self._extend("place", other_names=[{"name": f"Київ {n}", "language": "uk"}])

    def _extend(self, kind: str, **lists: Any) -> None:
        record = self.records[kind]
        document = read(record)
        for name, more in lists.items():
            document[name] = [*document[name], *(item for item in more if item not in document[name])]
        with act(system_user(), f"Addition {self.number}") as this:
            save(document, this)
        record.refresh_from_db()


def _group(actor: Any) -> dict[str, str]:
    return {"group": str(actor.uuid), "during": "2020/.."}


def _station(actor: Any, source: Any = None) -> dict[str, Any]:
    return {"actor": str(actor.uuid) if actor else None, "source": str(source.uuid) if source else None}
