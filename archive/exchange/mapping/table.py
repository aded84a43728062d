"""A table as its mapping sees it: the archive's own columns and cells, row by row, and what is to be made first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault
from archive.exchange.files import FILES
from archive.exchange.mapping.checking import check, missing_columns, names_of
from archive.exchange.mapping.errors import MappingError, Unfit
from archive.exchange.mapping.finding import LIMIT, Budget, Decisions
from archive.exchange.mapping.lookup import Archive, ArchiveLookup
from archive.exchange.mapping.made import MadeTable, made_tables
from archive.exchange.mapping.reading import MARK, Readers, Row, guarded
from archive.exchange.mapping.slugs import Fields, RowSlugs
from archive.exchange.mapping.targets import field_words, name_field
from archive.exchange.mapping.ways import Mapping, SlugOf, columns_of
from archive.exchange.names import batches
from archive.exchange.tables import Table, ragged
from archive.search.folding import folded_words

BATCH = 500
KEPT_FAULTS = 20_000
"""So many values that did not fit are remembered in the file's own words."""


class MappedTable:
    """What `mapped` gives. Its `header` has the names of the archive's file, its rows the numbers of the table.

    `rows` may be read as often as need be and has no more in memory than a batch. A value that does not fit stands
    in its cell behind `reading.MARK`, so that the importer refuses it; `told` says then what was wrong with it, and
    `on_unfit` hears of it while the rows are read.
    """

    def __init__(
        self, table: Table, mapping: Mapping, archive: Archive, *, near: bool = False, limit: int = LIMIT
    ) -> None:
        check(mapping)
        self.table, self.mapping = table, mapping
        self.names = names_of(mapping, table.header)
        if missing := missing_columns(mapping, self.names):
            raise MappingError("", _("The file lacks these columns: %(names)s.") % {"names": ", ".join(missing)})
        self.file = FILES[mapping.kind]
        self.header = [name for name in self.file.header if name in mapping.fields or self._is_noted(name)]
        self.readers = Readers(mapping, self.names)
        self.faults: dict[tuple[int, str], Fault] = {}
        self.on_unfit: Callable[[int, str, Unfit], None] | None = None
        self._budget = Budget(limit)
        self._skips = [(self.names.index(skip.column), frozenset(skip.values)) for skip in mapping.skip_rows]
        self._want()
        self.decisions = Decisions(self.readers.wishes, archive, near=near)
        self.readers.slugs = self.decisions.slug
        self._slugs = self._row_slugs(archive)
        self._prepare()

    def _is_noted(self, name: str) -> bool:
        return bool(self.mapping.notes and self.mapping.notes.into == name)

    # What is known before the first row is given

    def _want(self) -> None:
        """Gather the names that are to be looked up."""
        if not self.readers.wishes:
            return
        together = list(zip(self.readers.wishes, self.readers.seekers, self.readers.makers, strict=True))
        for number, row in self.source_rows():
            for wish, seek, make in together:
                try:
                    keys = list(seek(row))
                except Unfit:
                    continue
                for key in keys:
                    if wish.add(key, number, partial(make, row)):
                        self._budget.spend(columns_of(wish.found))

    def _row_slugs(self, archive: Archive) -> RowSlugs | None:
        way = self.mapping.fields.get("slug")
        if not isinstance(way, SlugOf):
            return None
        kind = self.file.kind.name
        self._identifier = self.names.index(way.id) if way.id else -1
        return RowSlugs(way, kind, archive, name_field(kind))

    def _prepare(self) -> None:
        kind = self.file.kind.name
        is_to_itself = any(wish.found.kind == kind and wish.found.by == "name" for wish in self.readers.wishes)
        if is_to_itself:
            # The slugs of the file's rows need no other record; what they name may need them.
            self.readers.slugs = lambda _wish, _key: ""
            self._count_slugs()
            wanted = {key[0] for wish in self.readers.wishes if wish.found.kind == kind for key in wish.by_key}
            self.decisions.know_own(kind, self._own(wanted))
            self.readers.slugs = self.decisions.slug
            self.decisions.decide_all()
            self.faults.clear()
        else:
            self.decisions.decide_all()
            self._count_slugs()

    def _count_slugs(self) -> None:
        way = self.mapping.fields.get("slug")
        if self._slugs is None or not isinstance(way, SlugOf) or not way.of:
            return
        for number, row in self.source_rows():
            fields = {name: self._cell(number, name, row) for name in way.of}
            self._slugs.note(self._id(row), fields)
        self._slugs.bases.close()

    def _own(self, wanted: set[str]) -> Iterator[tuple[str, str]]:
        """(name, slug) of the rows that other rows name."""
        words = {tuple(folded_words(name)) for name in wanted}
        shown = name_field(self.file.kind.name)
        for _number, fields in self._numbered_fields():
            if tuple(folded_words(fields.get(shown, ""))) in words and not fields.get("slug", "").startswith(MARK):
                yield fields[shown], fields.get("slug", "")

    # Rows

    def source_rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows of the table that are taken, as they stand there, without those of too many or too few cells."""
        return ((number, row) for number, row in self._taken() if len(row) == len(self.names))

    def _taken(self) -> Iterator[tuple[int, list[str]]]:
        return ((number, row) for number, row in self._all_rows() if not self.is_skipped(row))

    def _all_rows(self) -> Iterator[tuple[int, list[str]]]:
        if self.mapping.header:
            yield 1, list(self.table.header)
        yield from self.table.rows()

    def is_skipped(self, row: Row) -> bool:
        """Whether the row is blank throughout, or a rule of the mapping leaves it out."""
        if not any(cell and not cell.isspace() for cell in row):
            return True
        is_whole = len(row) == len(self.names)
        return is_whole and any(row[place].strip() in values for place, values in self._skips)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(row number, cells) in the grammar of the archive's files; [] for a row with too many or too few cells."""
        for number, fields in self._numbered_fields():
            yield number, [guarded(name, fields.get(name, "")) for name in self.header] if fields else []

    def _numbered_fields(self) -> Iterator[tuple[int, Fields]]:
        """The fields of each row; {} for a row with too many or too few cells."""
        if self._slugs:
            self._slugs.begin()
        for batch in batches(self._taken(), BATCH):
            together = [self._fields(number, row) for number, row in batch]
            self._add_slugs(batch, together)
            yield from ((number, fields) for (number, _row), fields in zip(batch, together, strict=True))

    def _fields(self, number: int, row: Row) -> Fields:
        if len(row) != len(self.names):
            self._keep(ragged(number, list(row), self.names), (number, ""))
            return {}
        fields = {name: self._cell(number, name, row) for name in self.readers.by_field}
        if self.mapping.notes:
            into = self.mapping.notes.into
            fields[into] = self._with_notes(fields.get(into, ""), row)
        return fields

    def _cell(self, number: int, name: str, row: Row) -> str:
        try:
            return self.readers.by_field[name](row)
        except Unfit as unfit:
            self._note(number, name, unfit)
            return MARK + unfit.value

    def _with_notes(self, text: str, row: Row) -> str:
        columns = self.mapping.notes.columns if self.mapping.notes else ()
        values = ((column, row[self.readers.places[column]].strip()) for column in columns)
        lines = "\n".join(f"{column}: {value}" for column, value in values if value)
        return "\n\n".join(filter(None, (text, lines)))

    def _id(self, row: Row) -> str:
        return row[self._identifier].strip() if self._identifier >= 0 else ""

    def _add_slugs(self, batch: Sequence[tuple[int, Row]], together: Sequence[Fields]) -> None:
        whole = [(number, row, fields) for (number, row), fields in zip(batch, together, strict=True) if fields]
        if self._slugs is None or not whole:
            return
        given = self._slugs.give([(self._id(row), fields) for _number, row, fields in whole])
        for (number, _row, fields), slug in zip(whole, given, strict=True):
            if isinstance(slug, Unfit):
                self._note(number, "slug", slug)
            fields["slug"] = MARK + slug.value if isinstance(slug, Unfit) else slug

    # Faults in the file's own words

    def _note(self, number: int, name: str, unfit: Unfit) -> None:
        self._keep(Fault(number, name, unfit.reason, unfit.value), (number, name))
        if self.on_unfit:
            self.on_unfit(number, name, unfit)

    def _keep(self, fault: Fault, place: tuple[int, str]) -> None:
        """`place`: row and column of the header, which is "" for the row as a whole."""
        if len(self.faults) < KEPT_FAULTS or place in self.faults:
            self.faults[place] = fault

    def origin(self, column: str) -> list[str]:
        """The table's own columns that a column of the header is filled from, by name."""
        way = self.mapping.fields.get(column)
        columns = columns_of(way) if way else []
        if isinstance(way, SlugOf):
            columns += [name for field in way.of for name in self.origin(field)]
        noted = list(self.mapping.notes.columns) if self.mapping.notes and self._is_noted(column) else []
        return list(dict.fromkeys([*columns, *noted]))

    def told(self, fault: Fault) -> Fault:
        """A fault of the importer in the file's own words: its columns and its value, and why the value did not fit."""
        if whole_row := self.faults.get((fault.row, "")):
            return whole_row
        columns = " + ".join(self.origin(fault.column)) or fault.column
        if known := self.faults.get((fault.row, fault.column)):
            return replace(known, column=columns)
        return replace(fault, column=columns, value=fault.value.replace(MARK, ""))

    def field_words(self, column: str) -> str:
        return field_words(self.mapping.kind, column)


def mapped(
    table: Table, mapping: Mapping, archive: Archive | None = None, *, near: bool = False, limit: int = LIMIT
) -> tuple[MappedTable, list[tuple[str, MadeTable]]]:
    """The table in the archive's own columns, and (name of a file, table) of records to be made first, in order.

    The table is read once for the names that are looked up, once for slugs that are made of fields, and once each
    time that the rows are asked for. `near`: the archive's near-matches are wanted too, for a person to choose from.
    Raises MappingError for a mapping that does not suit the table, FileFault for a file that cannot be read, TooMany
    for a file with more than `limit` different names to look up.
    """
    found = MappedTable(table, mapping, archive or ArchiveLookup(), near=near, limit=limit)
    return found, made_tables(found.decisions.to_make)
