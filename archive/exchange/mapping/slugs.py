"""The slugs of a file's own rows: unique in file and archive, and the same when the file comes again."""

import hashlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from archive.exchange.mapping.errors import Unfit
from archive.exchange.mapping.lookup import Archive
from archive.exchange.mapping.names import numbered, slug_of
from archive.exchange.mapping.ways import SlugOf
from archive.models.records import SLUG_LENGTH
from archive.search.folding import folded_words

Fields = dict[str, str]
"""The cells of a row by field, as they are in the archive's files but without the `'` before formulas."""

_BUCKETS = 256
_HASH = 9
_TRIED = 20


class Bases:
    """How often each slug would be wanted: eight bytes a row, and no more."""

    def __init__(self) -> None:
        self._buckets = [array("Q") for _number in range(_BUCKETS)]

    def add(self, base: str) -> None:
        value = _hash(base)
        self._buckets[value % _BUCKETS].append(value)

    def close(self) -> None:
        self._buckets = [array("Q", sorted(bucket)) for bucket in self._buckets]

    def count(self, base: str) -> int:
        """0, 1, or 2 for more than one."""
        value = _hash(base)
        bucket = self._buckets[value % _BUCKETS]
        place = bisect_left(bucket, value)
        return sum(1 for found in bucket[place : place + 2] if found == value)


def _hash(base: str) -> int:
    return hash(base) & 0xFFFF_FFFF_FFFF_FFFF


class RowSlugs:
    """Gives slugs to rows in batches. `get_id`: the identifier of a row in its own register."""

    def __init__(self, way: SlugOf, kind: str, archive: Archive, name_field: str) -> None:
        self.way = way
        self.kind = kind
        self.archive = archive
        self.name_field = name_field
        self.bases = Bases()
        self._given: Counter[str] = Counter()

    def begin(self) -> None:
        """Start with the first row again."""
        self._given.clear()

    def base(self, identifier: str, fields: Fields) -> str:
        """The slug that a row would have if it were the only one. Raises Unfit."""
        if identifier and self.way.id:
            return _of_identifier(self.way.prefix, identifier)
        texts = [
            fields.get(name, "").partition("T")[0] if _is_date(name) else fields.get(name, "") for name in self.way.of
        ]
        if not any(texts):
            reason = _("There is no identifier to make a slug of.") if self.way.id else _("A slug needs these fields.")
            raise Unfit("", reason)
        ends = slug_of(texts[1:], 40)
        slug = "-".join(filter(None, (slug_of(texts[:1], SLUG_LENGTH - 10 - len(ends)), ends)))
        if not slug:
            raise Unfit(texts[0], _("No slug can be made of this."))
        return slug

    def note(self, identifier: str, fields: Fields) -> None:
        """Count a row, before any is given its slug."""
        if not identifier or not self.way.id:
            try:
                self.bases.add(self.base(identifier, fields))
            except Unfit:
                return

    def give(self, rows: Sequence[tuple[str, Fields]]) -> list[str | Unfit]:
        """The slugs of a batch of (identifier, fields), in the order of the file."""
        bases = [self._base_or_unfit(*row) for row in rows]
        registered = self._registered([identifier for identifier, _fields in rows])
        made = Counter(
            base for base, row in zip(bases, rows, strict=True) if isinstance(base, str) and not self._by_id(row)
        )
        held = _Held(self.kind, self.archive)
        held.ask(slug for base, count in made.items() for slug in self._likely(base, count))
        given: list[str | Unfit] = []
        for base, row in zip(bases, rows, strict=True):
            if slug := registered.get(row[0], "") if row[0] else "":
                given.append(slug)
            elif isinstance(base, Unfit) or self._by_id(row):
                given.append(base)
            else:
                given.append(self._numbered(base, row[1], held))
        return given

    def _likely(self, base: str, count: int) -> Iterable[str]:
        """The slugs that the rows of a batch with this base will be given, if nobody has them."""
        if self.bases.count(base) < 2:
            return [base]
        first = self._given[base] + 1
        return (numbered(base, number) for number in range(first, first + count))

    def _by_id(self, row: tuple[str, Fields]) -> bool:
        return bool(self.way.id and row[0])

    def _base_or_unfit(self, identifier: str, fields: Fields) -> str | Unfit:
        try:
            return self.base(identifier, fields)
        except Unfit as unfit:
            return unfit

    def _registered(self, identifiers: Iterable[str]) -> dict[str, str]:
        if not self.way.register:
            return {}
        return self.archive.registered(self.kind, self.way.register, {text for text in identifiers if text})

    def _numbered(self, base: str, fields: Fields, held: "_Held") -> str:
        """The base, or the next number of it that is free or is this very record's from an earlier import."""
        name = folded_words(fields.get(self.name_field, ""))
        number = self._given[base]
        while True:
            number += 1
            slug = numbered(base, number)
            is_another = number > 1 and self.bases.count(slug)
            if not is_another and held.is_free(slug, name):
                if number > 1 or self.bases.count(base) > 1:
                    self._given[base] = number
                return slug


class _Held:
    """Which slugs records have or had; those of a batch are asked for at once, others as many at a time."""

    def __init__(self, kind: str, archive: Archive) -> None:
        self.kind = kind
        self.archive = archive
        self._asked: set[str] = set()
        self._titles: dict[str, str] = {}
        self._former: set[str] = set()

    def ask(self, slugs: Iterable[str]) -> None:
        new = set(slugs) - self._asked
        if new:
            self._asked |= new
            self._titles |= self.archive.titles(self.kind, new)
            self._former |= self.archive.former(self.kind, new)

    def is_free(self, slug: str, name: list[str]) -> bool:
        """Whether no record has or had the slug, but for one of this name, which is the row's own."""
        if slug not in self._asked:
            self.ask([slug, *_following(slug)])
        return slug not in self._former and (slug not in self._titles or folded_words(self._titles[slug]) == name)


def _following(slug: str) -> list[str]:
    base, _hyphen, number = slug.rpartition("-")
    if not base or not number.isdecimal():
        return []
    return [numbered(base, following) for following in range(int(number) + 1, int(number) + _TRIED)]


def _is_date(name: str) -> bool:
    return name in {"when", "said_on", "issued", "held", "active"}


def _of_identifier(prefix: str, identifier: str) -> str:
    """Raises Unfit."""
    slug = slug_of([prefix, identifier], 10 * SLUG_LENGTH)
    if not slug:
        raise Unfit(identifier, _("No slug can be made of this identifier."))
    if len(slug) <= SLUG_LENGTH:
        return slug
    print_of_it = hashlib.sha256(identifier.encode()).hexdigest()[: _HASH - 1]
    return f"{slug[: SLUG_LENGTH - _HASH].rstrip('-')}-{print_of_it}"
