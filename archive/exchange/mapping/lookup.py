"""What a mapping asks of the archive, in few queries however many rows there are."""

from collections.abc import Collection, Iterator
from typing import Any, Protocol

from archive.documents import KINDS
from archive.exchange.mapping.nearness import Candidate, Match, Nearness
from archive.exchange.mapping.targets import name_field
from archive.exchange.names import batches, current, former
from archive.models import ActorId, ActorName, PlaceId, PlaceName, Source, Term, Vocabulary

_OTHER_NAMES: dict[str, tuple[Any, str]] = {"actor": (ActorName, "actor"), "place": (PlaceName, "place")}
_REGISTERS: dict[str, tuple[Any, str]] = {"actor": (ActorId, "actor"), "place": (PlaceId, "place")}


class Archive(Protocol):
    """`kind` is a kind of record (`actor`), or a vocabulary for its terms."""

    def find(self, kind: str, by: str, names: Collection[str], *, near: bool = False) -> dict[str, Match]:
        """What there is for each name; with `near` also what is only like it. `by`: see `ways.Found`."""

    def titles(self, kind: str, slugs: Collection[str]) -> dict[str, str]:
        """Slug → name, title or first words, of the records that there are."""

    def former(self, kind: str, slugs: Collection[str]) -> set[str]:
        """Those of the slugs that records had once and no record may be given again."""

    def registered(self, kind: str, register: str, ids: Collection[str]) -> dict[str, str]:
        """Identifier → slug, of the records that have it in that register."""


class ArchiveLookup:
    """The archive as it is now. Everything that editors see is found, whatever its status."""

    def find(self, kind: str, by: str, names: Collection[str], *, near: bool = False) -> dict[str, Match]:
        if not names:
            return {}
        if by == "slug":
            return _exact(names, {slug: [slug] for slug in current(kind, names)})
        return _by_url(names) if by == "url" else self._by_name(kind, names, near=near)

    def _by_name(self, kind: str, names: Collection[str], *, near: bool) -> dict[str, Match]:
        """Every name in the archive is read once, in a stream."""
        nearness = Nearness(names, near=near)
        for slug, name in named(kind):
            nearness.hold(slug, name)
        return nearness.found

    def titles(self, kind: str, slugs: Collection[str]) -> dict[str, str]:
        if kind in Vocabulary.values:
            terms = Term.objects.filter(vocabulary=kind)
            return dict(terms.filter(slug__in=slugs).values_list("slug", "name")) if slugs else {}
        records: Any = KINDS[kind].model._default_manager
        found: dict[str, str] = {}
        for batch in batches(slugs):
            found |= dict(records.filter(slug__in=batch).values_list("slug", name_field(kind)))
        return found

    def former(self, kind: str, slugs: Collection[str]) -> set[str]:
        return set(former(kind, slugs)) - set(current(kind, slugs))

    def registered(self, kind: str, register: str, ids: Collection[str]) -> dict[str, str]:
        table, owner = _REGISTERS[kind]
        found: dict[str, str] = {}
        for batch in batches(ids):
            held = table.objects.filter(scheme=register, value__in=batch).order_by(f"-{owner}__pk")
            found |= dict(held.values_list("value", f"{owner}__slug"))
        return found


def named(kind: str) -> Iterator[tuple[str, str]]:
    """(slug, name) of every name that records of a kind have, in no order; of a term also its slug."""
    if kind in Vocabulary.values:
        for slug, name in Term.objects.filter(vocabulary=kind).values_list("slug", "name"):
            yield slug, name
            if slug != name:
                yield slug, slug.replace("-", " ")
        return
    records: Any = KINDS[kind].model._default_manager
    yield from records.order_by().values_list("slug", name_field(kind)).iterator(chunk_size=2000)
    if kind in _OTHER_NAMES:
        table, owner = _OTHER_NAMES[kind]
        yield from table.objects.order_by().values_list(f"{owner}__slug", "name").iterator(chunk_size=2000)


def _by_url(names: Collection[str]) -> dict[str, Match]:
    found: dict[str, list[str]] = {}
    for batch in batches(names):
        for url, slug in Source.objects.filter(url__in=batch).values_list("url", "slug"):
            found.setdefault(url, []).append(slug)
    return _exact(names, found)


def _exact(names: Collection[str], slugs: dict[str, list[str]]) -> dict[str, Match]:
    return {name: Match([Candidate(100, slug, name) for slug in slugs.get(name, ())]) for name in names}
