"""Who was named and who spoke so far in a text: whom “he”, “it” and “the ministry” mean."""

from collections.abc import Iterator

from archive.proposals.found import Named
from archive.proposals.known import Known
from archive.proposals.posts import title_words

_FIRMS = frozenset({"company", "firm", "operator", "institute", "group", "agency"})


class Memory:
    """Speakers weigh more than those that were only named; the last comes first."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.spoke: list[Named] = []
        self.bodies: set[Named] = set()
        self.named: list[Named] = []

    def speak(self, named: Named, is_body: bool) -> None:
        """Remember a speaker; of one that the archive does not know `is_body` says whether it is no person."""
        if is_body and not named.uuid:
            self.bodies.add(named)
        self.spoke = [named, *(other for other in self.spoke if other.uuid != named.uuid or not other.uuid)][:20]

    def name(self, named: Named) -> None:
        if named.uuid:
            self.named = [named, *(other for other in self.named if other.uuid != named.uuid)][:40]

    def person(self) -> Named | None:
        """The last person that spoke or was named; an unknown speaker that is no office may be one."""
        return next((one for one in (*self.spoke, *self.named) if self._is_person(one)), None)

    def _is_person(self, named: Named) -> bool:
        return self.known.is_person(named.uuid) if named.uuid else named not in self.bodies

    def thing(self) -> Named | None:
        return next((one for one in (*self.spoke, *self.named) if not self._is_person(one)), None)

    def several(self) -> Named | None:
        """The last that spoke, if it is no single person: “officials”, a group, an office."""
        return next((one for one in self.spoke if not self.known.is_person(one.uuid)), None)

    def fitting(self, words: list[str]) -> str | None:
        """The UUID of whoever was named before and is such a thing: “the minister”, “the Foreign Ministry”."""
        wanted = self.known.meaning(words)
        uuids = [one.uuid for one in (*self.spoke, *self.named) if one.uuid]
        fitting = next((uuid for uuid in uuids if self._fits(uuid, wanted)), None)
        return fitting or next((uuid for uuid in self._offices(uuids) if self._fits(uuid, wanted)), None)

    def _offices(self, uuids: list[str]) -> Iterator[str]:
        """Where those people hold posts: “the ministry” after its minister."""
        for uuid in uuids:
            for post in self.known.held_by.get(uuid, ()):
                if post.organisation in self.known.actors:
                    yield post.organisation

    def _fits(self, uuid: str, wanted: frozenset[str]) -> bool:
        actor = self.known.actors[uuid]
        if self.known.is_person(uuid):
            return any(wanted <= title_words(post) for post in self.known.held_by.get(uuid, ()))
        if any(wanted <= meaning for meaning in self.known.meanings(uuid)):
            return True
        return len(wanted) == 1 and (
            wanted <= set(actor.kind.split("-")) or (wanted <= _FIRMS and "firm" in actor.kind)
        )
