"""Making records for tests, through the workflow like everybody else.

    archive = ArchiveFactory()
    source = archive.source(text="Anna Berg said peace is near.", access="full")
    statement = archive.statement(quote="peace is near", source=source, said_on="2021-12-22")

Everything is published unless `status` says otherwise. References may be given as records.
"""

from itertools import count
from typing import Any

from archive.documents import KINDS, blank, cite, span
from archive.models import Capture, Record, Term
from archive.workflow import act, captured, keep_text, save, system_user

TEXT = "Anna Berg said on Wednesday that peace is near. The ministry denied it. Troops moved by train."


class ArchiveFactory:
    def __init__(self) -> None:
        self.numbers = count(1)

    def save(self, kind: str, /, **values: Any) -> Any:
        """A record of `kind` with `values` in the form of its document; records stand for their UUIDs."""
        values.setdefault("slug", f"{kind}-{next(self.numbers)}")
        document = blank(KINDS[kind], **{name: plain(value) for name, value in values.items()})
        with act(system_user(), "made for a test") as this:
            return save(document, this)

    def term(self, vocabulary: str, slug: str) -> str:
        """The slug of a term, made if need be."""
        if not Term.objects.filter(vocabulary=vocabulary, slug=slug).exists():
            self.save("term", vocabulary=vocabulary, slug=slug, name=slug.replace("-", " ").capitalize())
        return slug

    def topic(self, name: str = "Negotiations", **values: Any) -> Any:
        return self.save("topic", name=name, **values)

    def place(self, name: str = "Kyiv", **values: Any) -> Any:
        return self.save("place", name=name, **values)

    def actor(self, name: str = "Anna Berg", *, kind: str = "person", status: str = "published", **values: Any) -> Any:
        return self.save("actor", name=name, kind=self.term("actor_kind", kind), status=status, **values)

    def position(self, person: Any, organisation: Any, title: str = "Minister", **values: Any) -> Any:
        return self.save("position", person=person, organisation=organisation, title=title, **values)

    def source(
        self,
        title: str = "A report",
        *,
        text: str = TEXT,
        kind: str = "article",
        captured_at: str = "2021-12-23T10:00:00+02:00",
        status: str = "published",
        **values: Any,
    ) -> Any:
        """A source that is held; with `text=""` one that is only cited."""
        if text:
            kept = keep_text(text)
            values |= {"captured_at": captured_at, "captures": [captured(1, kept.sha256, captured_at)]}
        return self.save("source", title=title, kind=self.term("source_kind", kind), status=status, **values)

    def citation(self, source: Any, words: str = "", **values: Any) -> dict[str, Any]:
        """A citation of `words` (default: the first ten characters) in the source's latest text."""
        latest = Capture.objects.filter(source=source).order_by("-number").first()
        if latest is None:
            return cite(str(source.uuid), **values)
        start = latest.text.body.index(words) if words else 0
        end = start + (len(words) or 10)
        return cite(str(source.uuid), version=latest.number, **span(latest.text.body, start, end), **values)

    def event(
        self,
        title: str = "Troops moved",
        *,
        kind: str = "movement",
        when: str = "2021-12-22",
        source: Any = None,
        words: str = "",
        participants: tuple[Any, ...] = (),
        places: tuple[Any, ...] = (),
        status: str = "published",
        **values: Any,
    ) -> Any:
        """An event that cites `source` (default: a new one)."""
        values.setdefault("citations", [self.citation(source or self.source(), words)])
        return self.save(
            "event",
            title=title,
            kind=self.term("event_kind", kind),
            when=when,
            participants=[{"actor": str(actor.uuid), "role": ""} for actor in participants],
            places=[{"place": str(place.uuid), "role": ""} for place in places],
            status=status,
            **values,
        )

    def statement(
        self,
        quote: str = "peace is near",
        *,
        speaker: Any = None,
        source: Any = None,
        said_on: str = "2021-12-22",
        kind: str = "assertion",
        status: str = "published",
        **values: Any,
    ) -> Any:
        """A statement whose quote stands in `source` (default: a new one whose text holds it)."""
        speaker = speaker or self.actor()
        source = source or self.source(text=f"{speaker.name} said: “{quote}”.")
        words = quote or values.pop("words", "")
        values.setdefault("citations", [self.citation(source, words)])
        chain = [{"actor": str(speaker.uuid), "source": None}, {"actor": None, "source": str(source.uuid)}]
        values.setdefault("chains", [chain])
        return self.save("statement", speaker=speaker, quote=quote, said_on=said_on, kind=kind, status=status, **values)


def plain(value: Any) -> Any:
    """Records as their UUIDs, also within a list; everything else as it is."""
    if isinstance(value, Record):
        return str(value.uuid)
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value
