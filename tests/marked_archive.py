"""An archive in which everything that is not public carries words found nowhere else.

marked = MarkedArchive()
marked.markers            # {"zq0017zq": "title of a draft event", …}
marked.open               # the published records by kind, which refer to the hidden ones wherever they can
"""

from itertools import count
from typing import Any

from archive.documents import read
from archive.images import take_in
from archive.workflow import act, save, submit, system_user, withdraw
from tests.archive_factory import ArchiveFactory
from tests.images.pictures import encoded, painted, upload

CITED = "The ministry promised peace by winter"
CITED_BY_DRAFT = "Nobody outside shall read this sentence"


class MarkedArchive:
    """`markers` says of each hidden word where it stands; none of them may ever reach the public."""

    def __init__(self, editor: Any) -> None:
        self.archive = ArchiveFactory()
        self.numbers = count(1)
        self.markers: dict[str, str] = {}
        self.open: dict[str, Any] = {}
        self.hidden: dict[str, list[Any]] = {}
        self.former: list[tuple[str, str]] = []
        self._publish()
        for status in ("draft", "in_review", "withdrawn"):
            self._hide(status)
        self._refer_to_hidden()
        self._close_sources()
        self._rename_drafts()
        self._revise(editor)

    def mark(self, where: str) -> str:
        """A new hidden word, which may also be a slug."""
        word = f"zq{next(self.numbers):04}zq"
        self.markers[word] = where
        return word

    def texts(self, where: str, *names: str) -> dict[str, str]:
        return {name: f"{self.mark(f'{name} of {where}')} words" for name in names}

    # What is public

    def _publish(self) -> None:
        make, found = self.archive, self.open
        found["image"] = self._image("open-image", "A woman at a table", "City archive")
        found["group"] = make.actor("Open Group", kind="organisation", slug="open-group")
        found["actor"] = make.actor(
            "Anna Berg",
            slug="anna-berg",
            portrait=found["image"],
            part_of=[{"group": str(found["group"].uuid), "during": ""}],
            other_names=[{"name": "Анна Берг", "language": "ru"}],
        )
        found["position"] = make.position(found["actor"], found["group"], slug="open-position", held="2020/..")
        found["place"] = make.place("Kyiv", slug="kyiv", latitude="50.45", longitude="30.52", uncertainty_m="20000")
        found["topic"] = make.topic("Negotiations", slug="negotiations")
        found["source"] = make.source(
            "An open report", slug="open-source", text=f"{CITED}. Peace is near.", access="full"
        )
        found["event"] = make.event(
            "Talks in Kyiv",
            slug="talks-in-kyiv",
            participants=(found["actor"],),
            places=(found["place"],),
            source=found["source"],
            words=CITED,
            topics=[found["topic"]],
            images=[{"image": str(found["image"].uuid)}],
        )
        found["statement"] = make.statement(
            "promised peace", slug="open-statement", speaker=found["actor"], source=found["source"],
            about_events=[found["event"]], about_actors=[found["group"]], topics=[found["topic"]],
        )  # fmt: skip

    def _image(self, slug: str, alt: str, credit: str) -> Any:
        taken = take_in(upload(encoded(painted(60, 40), "PNG", pnginfo=None)))
        return self.archive.save("image", slug=slug, alt=alt, credit=credit, **taken)

    # What is not

    def _hide(self, status: str) -> None:
        """One record of each kind in this status, and what only such records refer to."""
        make = self.archive
        where = f"a record that is {status}"
        slug = lambda kind: self.mark(f"slug of {kind}, {status}")  # noqa: E731
        term = lambda vocabulary: make.term(vocabulary, self.mark(f"{vocabulary} of {where}"))  # noqa: E731
        image = self._image(slug("image"), self.mark(f"alt of {where}"), self.mark(f"credit of {where}"))
        actor = make.actor(
            slug=slug("actor"), kind=term("actor_kind"), status=published_first(status), portrait=image,
            other_names=[{"name": self.mark(f"other name of {where}"), "language": "en"}],
            external_ids=[{"scheme": "wikidata", "value": self.mark(f"identifier of {where}")}],
            part_of=[{"group": str(self.open["group"].uuid), "during": ""}],
            **self.texts(where, "name", "description"),
        )  # fmt: skip
        position = make.position(actor, self.open["group"], slug=slug("position"), **self.texts(where, "title"))
        topic = make.topic(slug=slug("topic"), part_of=self.open["topic"], **self.texts(where, "name", "description"))
        place = make.place(slug=slug("place"), part_of=self.open["place"], **self.texts(where, "name"))
        body = f"{self.mark(f'text of {where}')} and more. {CITED}."
        source = make.source(
            slug=slug("source"), text=body, status=published_first(status), access="full", kind=term("source_kind"),
            url=f"https://example.org/{self.mark(f'address of {where}')}", publisher=self.open["actor"],
            **self.texts(where, "title", "byline", "rights", "date_basis", "reliability_basis"),
        )  # fmt: skip
        event = self._event(status, slug("event"), term, source, actor, place, topic, image)
        statement = self._statement(status, slug("statement"), term, source, event, topic)
        self.hidden[status] = [event, statement, actor, source, place, topic, image, position]
        if status == "withdrawn":
            with act(system_user(), self.mark("reason of a withdrawal")) as this:
                withdraw([event, statement, actor, source], this)

    def _event(self, status: str, slug: str, term: Any, source: Any, *parts: Any) -> Any:
        actor, place, topic, image = parts
        make, where = self.archive, f"an event that is {status}"
        by_everything = [make.citation(source), make.citation(self.open["source"], CITED)]
        return make.save(
            "event", slug=slug, kind=make.term("event_kind", self.mark(f"kind of {where}")), when="2021-12-20",
            participants=[{"actor": str(actor.uuid), "role": term("participant_role")}],
            places=[{"place": str(place.uuid), "role": term("place_role")}],
            topics=[topic, self.open["topic"]], images=[{"image": str(image.uuid)}],
            part_of=None if status == "draft" else self.open["event"],
            links=[{"to": str(self.open["event"].uuid), "kind": "led_to"}],
            citations=by_everything, status=published_first(status),
            **self.texts(where, "title", "summary", "date_basis"),
        )  # fmt: skip

    def _statement(self, status: str, slug: str, term: Any, *parts: Any) -> Any:
        source, event, topic = parts
        make, where = self.archive, f"a statement that is {status}"
        chain = [{"actor": str(self.open["actor"].uuid), "source": None}]
        chain += [{"actor": None, "source": str(each.uuid)} for each in (source, self.open["source"])]
        return make.save(
            "statement", slug=slug, speaker=self.open["actor"], kind="denial", said_on="2021-12-21",
            cue=term("cue"), event=self.open["event"], about_events=[self.open["event"], event],
            about_actors=[self.open["actor"]], topics=[topic, self.open["topic"]],
            figures=[{"low": None, "best": "7", "high": None, "unit": self.mark(f"unit of {where}"), "of": ""}],
            links=[{"to": str(self.open["statement"].uuid), "kind": "denies"}],
            citations=[make.citation(source), make.citation(self.open["source"], "Peace is near")],
            chains=[chain], status=published_first(status),
            **self.texts(where, "summary", "venue", "date_basis", "credibility_basis"),
        )  # fmt: skip

    def _refer_to_hidden(self) -> None:
        """Published records name hidden ones wherever a published record may."""
        event, statement, actor = self.hidden["draft"][:3]
        group = self.archive.actor(slug=self.mark("slug of a draft group"), status="draft", **self.texts("it", "name"))
        post = self.archive.position(
            self.open["actor"], group, slug=self.mark("slug of a post there"), **self.texts("a post there", "title")
        )
        self.hidden["draft"] += [group, post]
        self._change(
            "event",
            participants=[{"actor": str(each.uuid), "role": ""} for each in (self.open["actor"], actor)],
            part_of=str(event.uuid),
            links=[{"to": str(event.uuid), "kind": "responds_to"}],
        )
        self._change(
            "statement",
            position=str(post.uuid),
            event=str(event.uuid),
            about_events=[str(self.open["event"].uuid), str(event.uuid)],
            about_actors=[str(actor.uuid)],
            links=[{"to": str(statement.uuid), "kind": "responds_to"}],
        )
        self._change("actor", part_of=[{"group": str(each.uuid), "during": ""} for each in (self.open["group"], group)])
        self._change("source", publisher=str(actor.uuid))

    def _change(self, kind: str, **values: Any) -> None:
        with act(system_user(), "A slip of the pen") as this:
            save({**read(self.open[kind]), **values}, this)
        self.open[kind].refresh_from_db()

    def _close_sources(self) -> None:
        """A private source, of which only title, publisher and date are public, and one shown in excerpts."""
        make = self.archive
        private = make.source(
            "A private letter", slug="private-source", access="private", publisher=self.open["actor"],
            text=f"{self.mark('text of a private source')} and words", kind=make.term("source_kind", "letter"),
            url=f"https://example.org/{self.mark('address of a private source')}",
            **self.texts("a private source", "byline", "rights", "date_basis", "reliability_basis"),
        )  # fmt: skip
        self.markers[private.captures.get().text_id] = "hash of a private text"
        # Excerpts end at 100 characters from cited words; these words stand beyond.
        far = [f" {'far away ' * 20}{self.mark('far from cited words')} " for _side in range(4)]
        text = f"{far[0]}{far[1]}{'So it began. ' * 9}{CITED}.{' So it ended.' * 9}{far[2]}{CITED_BY_DRAFT}. {far[3]}"
        self.markers[CITED_BY_DRAFT] = "words that only a draft cites"
        excerpt = make.source("Shown in excerpts", slug="excerpt-source", access="excerpt", text=text)
        self.open |= {"private": private, "excerpt": excerpt}
        citations = [make.citation(private), make.citation(excerpt, CITED)]
        make.event("Talks begin", slug="talks-begin", citations=citations, when="2021-12-19")
        make.event(
            slug=self.mark("slug of a draft"), status="draft", source=excerpt, words=CITED_BY_DRAFT,
            **self.texts("a draft that cites an excerpt", "title"),
        )  # fmt: skip

    def _rename_drafts(self) -> None:
        for kind in ("event", "actor"):
            slug = self.mark(f"former slug of a draft {kind}")
            record = getattr(self.archive, kind)(slug=slug, status="draft")
            with act(system_user(), self.mark("reason for a change of a draft")) as this:
                save({**read(record), "slug": self.mark(f"slug of a draft {kind}")}, this)
            self.former.append((kind, slug))

    def _revise(self, editor: Any) -> None:
        """Published records have pending revisions, saved and submitted."""
        fields = {
            "event": ("title", "summary", "date_basis"),
            "actor": ("name", "description"),
            "statement": ("summary", "venue", "credibility_basis"),
            "source": ("title", "byline", "rights"),
        }
        for kind, names in fields.items():
            where = f"a pending revision of the {kind}"
            texts = {**self.texts(where, *names), "slug": self.mark(f"slug in {where}")}
            with act(editor, self.mark(f"reason of {where}")) as this:
                save({**read(self.open[kind]), **texts}, this)
                submit(self.open[kind], this)


def published_first(status: str) -> str:
    """What is withdrawn was published before."""
    return "published" if status == "withdrawn" else status
