"""Names in a file for which records are wanted: gathered from all rows, looked up at once, decided one by one."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from archive.exchange.mapping.errors import Nobody, TooMany, Unfit
from archive.exchange.mapping.lookup import Archive
from archive.exchange.mapping.names import numbered, slug_of
from archive.exchange.mapping.nearness import Match
from archive.exchange.mapping.targets import kind_words
from archive.exchange.mapping.ways import LEAVE, MAKE, Found
from archive.search.folding import folded_words

LIMIT = 100_000
"""So many different names may be looked up for one file; they are kept in memory."""

Key = tuple[str, ...]
"""A name, and what tells it from its namesakes (see `Found.apart`)."""


def shown(key: Key) -> str:
    """A name for a person: “Springfield (Illinois, United States)”."""
    apart = ", ".join(filter(None, key[1:]))
    return f"{key[0]} ({apart})" if apart else key[0]


@dataclass
class Wanted:
    """A name as the file has it. `row`: the first row with it; `cells`: what a record made for it has there."""

    key: Key
    row: int
    count: int = 0
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.key[0]

    @property
    def shown(self) -> str:
        return shown(self.key)


class Wishes:
    """The names that one look-up of the mapping wants."""

    def __init__(self, found: Found, field_name: str) -> None:
        self.found = found
        self.field = field_name
        self.by_key: dict[Key, Wanted] = {}

    def add(self, key: Key, row: int, made: Callable[[], dict[str, str]]) -> bool:
        """Whether it is seen for the first time."""
        wanted = self.by_key.get(key)
        is_new = wanted is None
        if wanted is None:
            wanted = self.by_key[key] = Wanted(key, row)
            if self.may_make(key):
                wanted.cells = made()
        wanted.count += 1
        return is_new

    def chosen(self, key: Key) -> str | None:
        """What a person decided on a name, told apart from its namesakes or for all of them."""
        return self.found.chosen.get(shown(key), self.found.chosen.get(key[0]))

    def may_make(self, key: Key) -> bool:
        chosen = self.chosen(key)
        return chosen == MAKE or (chosen is None and self.found.otherwise == "make")


@dataclass
class Made:
    """A record for a name: one to be made first or, if not `is_new`, one that an earlier import of the file made.

    `row`: the first row with the name; `cells` has no slug and no name.
    """

    found: Found
    slug: str
    name: str
    row: int
    cells: dict[str, str]
    is_new: bool = True


class Decisions:
    """What becomes of every wanted name: a slug, nothing, or a refusal.

    `own`: folded name → slugs of the file's own records, for references to rows of the same file.
    """

    def __init__(self, wishes: Sequence[Wishes], archive: Archive, *, near: bool = False) -> None:
        self.wishes = wishes
        self.archive = archive
        self.made: dict[tuple[str, Key], Made] = {}
        self.own: dict[tuple[str, ...], set[str]] = {}
        self.own_kind = ""
        self.matches: dict[tuple[str, str], dict[str, Match]] = {}
        for kind, by in dict.fromkeys((wish.found.kind, wish.found.by) for wish in wishes):
            names = {key[0] for wish in self._of(kind, by) for key in wish.by_key}
            self.matches[kind, by] = archive.find(kind, by, names, near=near)
        self._ambiguous = {id(wish): _namesakes(wish) for wish in wishes}

    def _of(self, kind: str, by: str) -> Iterable[Wishes]:
        return (wish for wish in self.wishes if (wish.found.kind, wish.found.by) == (kind, by))

    def know_own(self, kind: str, names: Iterable[tuple[str, str]]) -> None:
        """The file's own records: (name, slug)."""
        self.own_kind = kind
        for name, slug in names:
            self.own.setdefault(tuple(folded_words(name)), set()).add(slug)

    def decide_all(self) -> None:
        """Give every record that is to be made its slug, in the order in which the file names them."""
        making: dict[tuple[str, Key], Made] = {}
        for wish in self.wishes:
            for key, wanted in wish.by_key.items():
                if self._is_made(wish, key):
                    made = Made(wish.found, "", wanted.name, wanted.row, wanted.cells)
                    making.setdefault((wish.found.kind, key), made)
        for kind in dict.fromkeys(kind for kind, _key in making):
            self._give_slugs(kind, {key: made for (of, key), made in making.items() if of == kind})

    def _give_slugs(self, kind: str, making: dict[Key, Made]) -> None:
        bases = {key: _base(key, made) for key, made in making.items()}
        slugs = set(bases.values())
        titles, gone = self.archive.titles(kind, slugs), self.archive.former(kind, slugs)
        used: set[str] = set()
        for key, made in making.items():
            base = bases[key]
            held = titles.get(base)
            if held is not None and len(key) > 1 and folded_words(held) == folded_words(made.name):
                # Made by an earlier import of the same file: told apart by its slug, not by its name.
                self.made[kind, key] = replace(made, slug=base, is_new=False)
                continue
            made.slug = self._free(kind, base, used, is_taken=base in titles or base in gone or base in used)
            used.add(made.slug)
            self.made[kind, key] = made

    def _free(self, kind: str, base: str, used: set[str], *, is_taken: bool) -> str:
        if not is_taken or not base:
            return base
        number = 2
        while True:
            offered = [numbered(base, following) for following in range(number, number + 20)]
            held = self.archive.titles(kind, offered).keys() | self.archive.former(kind, offered) | used
            if free := next((slug for slug in offered if slug not in held), ""):
                return free
            number += 20

    @property
    def to_make(self) -> list[Made]:
        return [made for made in self.made.values() if made.is_new and made.slug]

    # One name

    def slug(self, wish: Wishes, key: Key) -> str:
        """The slug for a name; "" to leave the field empty. Raises Unfit."""
        state, slug = self.decision(wish, key)
        if state == "make":
            made = self.made.get((wish.found.kind, key))
            if made is None or not made.slug:
                raise Unfit(key[0], _("No slug can be made of this name."))
            return made.slug
        if state == "refuse":
            raise Nobody(key[0], self._refusal(wish, key))
        return slug

    def decision(self, wish: Wishes, key: Key) -> tuple[str, str]:
        """(`chosen`, `found`, `make`, `leave` or `refuse`; slug)."""
        chosen = wish.chosen(key)
        if chosen == MAKE:
            return "make", ""
        if chosen is not None:
            return ("leave", "") if chosen == LEAVE else ("chosen", chosen)
        match = self.matches[wish.found.kind, wish.found.by].get(key[0], Match())
        own = self._own_slugs(wish, key)
        if key[0] in self._ambiguous[id(wish)]:
            return wish.found.otherwise, ""
        slugs = own or {candidate.slug for candidate in match.exact}
        if len(slugs) == 1:
            return "found", next(iter(slugs))
        return ("refuse", "") if slugs else (wish.found.otherwise, "")

    def _own_slugs(self, wish: Wishes, key: Key) -> set[str]:
        if wish.found.kind != self.own_kind or wish.found.by != "name":
            return set()
        return self.own.get(tuple(folded_words(key[0])), set())

    def _is_made(self, wish: Wishes, key: Key) -> bool:
        return self.decision(wish, key)[0] == "make"

    def _refusal(self, wish: Wishes, key: Key) -> str:
        match = self.matches[wish.found.kind, wish.found.by].get(key[0], Match())
        slugs = {candidate.slug for candidate in match.exact} | self._own_slugs(wish, key)
        values = {"kind": kind_words(wish.found.kind), "slugs": ", ".join(sorted(slugs))}
        if len(slugs) > 1:
            return _("This is the name of several (%(slugs)s); choose which is meant.") % values
        return _("No %(kind)s has this name; choose one, have it made or leave it empty.") % values


def _namesakes(wish: Wishes) -> set[str]:
    """Names that the file tells apart: more than one key has them."""
    counts = Counter(key[0] for key in wish.by_key)
    return {name for name, count in counts.items() if count > 1}


def _base(key: Key, made: Made) -> str:
    words = made.name.partition("://")[2] or made.name if made.found.by == "url" else made.name
    return slug_of([words, *key[1:]])


class Budget:
    """Counts the names that are kept, over all look-ups of a file."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self.kept = 0

    def spend(self, columns: Sequence[str]) -> None:
        """Raises TooMany."""
        self.kept += 1
        if self.kept > self.limit:
            message = _("More than %(limit)s different names are to be looked up; take the file in parts.")
            raise TooMany(", ".join(columns), message % {"limit": self.limit})
