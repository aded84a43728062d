"""Fields whose values are rows of other tables, which belong to the record."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.documents.catalogue import Reference
from archive.documents.fields import Field, RecordReference, Resolve
from archive.documents.glances import Glance
from archive.documents.problems import Problem, Problems
from archive.documents.values import sort_key


class Rows(Field):
    """Rows that belong to the record, each an object of `fields`.

    `ordered`: people chose the order, kept in the column `order`; otherwise rows stand sorted by their content.
    """

    empty: Any = ()

    def __init__(self, name: str, fields: Sequence[Field], *, ordered: bool = False) -> None:
        super().__init__(name)
        self.fields = fields
        self.ordered = ordered
        self._names = frozenset(field.name for field in fields)
        #: what tells rows that are right from each other
        self._content: Callable[[Any], Any] = itemgetter(*self._names) if fields else sort_key

    def bind(self, model: type[models.Model]) -> None:
        super().bind(model)
        relation: Any = model._meta.get_field(self.name)
        self.row_model: type[models.Model] = relation.related_model
        self.owner = relation.field.name
        for field in self.fields:
            field.bind(self.row_model)
        self._referring = [(field.name, field) for field in self.fields if isinstance(field, RecordReference)]
        self._fixed = all(field.is_normal_as_it_is for field in self.fields)
        joins = [name for field in self.fields for name in field.joins]
        nested = [prefetch for field in self.fields for prefetch in field.prefetches]
        rows = self.row_model._default_manager.select_related(*joins).prefetch_related(*nested)
        self.prefetches = (models.Prefetch(self.name, queryset=rows),)

    @property
    def label(self) -> str:
        return str(self.row_model._meta.verbose_name_plural)

    def read(self, record: Any) -> list[Any]:
        rows = [self.read_row(row) for row in getattr(record, self.name).all()]
        return rows if self.ordered else sorted(rows, key=sort_key)

    def read_row(self, row: Any) -> Any:
        return {field.name: field.read(row) for field in self.fields}

    def normal(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        rows = [self._normal_row(row) for row in value]
        return rows if self.ordered or len(rows) < 2 else sorted(rows, key=sort_key)

    def _normal_row(self, row: Any) -> Any:
        if self._fixed and isinstance(row, dict) and row.keys() == self._names:
            return row
        return {field.name: field.normal(row[field.name]) for field in self.fields}

    def problems(self, value: Any) -> Problems:
        if not isinstance(value, list):
            yield Problem(self.name, _("This is a list."), value)
            return
        for index, row in enumerate(value):
            yield from self._row_problems(f"{self.name}[{index}]", row)
        if len(value) > 1 and len({sort_key(row) for row in value}) != len(value):
            yield Problem(self.name, _("An item stands twice."), value)

    @cached_property
    def _glances(self) -> list[tuple[str, Glance]]:
        return [(field.name, field.is_right) for field in self.fields]

    def is_right(self, value: Any) -> bool:
        if not isinstance(value, list) or not all(map(self._is_row_right, value)):
            return False
        return len(value) < 2 or len(set(map(self._content, value))) == len(value)

    def _is_row_right(self, row: Any) -> bool:
        if not isinstance(row, dict) or row.keys() != self._names:
            return False
        return all(is_right(row[name]) for name, is_right in self._glances)

    def _row_problems(self, path: str, row: Any) -> Problems:
        if not isinstance(row, dict) or row.keys() != self._names:
            expected = ", ".join(field.name for field in self.fields)
            yield Problem(path, _("This is an object with: %(names)s.") % {"names": expected}, row)
            return
        for field in self.fields:
            for problem in field.problems(row[field.name]):
                yield Problem(f"{path}.{problem.path}", problem.message, problem.value)

    def references(self, value: Any) -> Iterator[tuple[str, Reference]]:
        for index, row in enumerate(value if isinstance(value, list) else ()):
            for field in self.fields:
                for path, reference in field.references(row.get(field.name) if isinstance(row, dict) else None):
                    yield f"{self.name}[{index}].{path}", reference

    def targets(self, value: Any) -> Iterable[Reference]:
        return [target for row in value for name, field in self._referring for target in field.targets(row[name])]

    def clear(self, record: Any) -> None:
        getattr(record, self.name).all().delete()

    def store(self, record: Any, value: Any, resolve: Resolve) -> None:
        self.row_model._default_manager.bulk_create(self._row(record, row, n, resolve) for n, row in enumerate(value))

    def _row(self, record: Any, values: Any, order: int, resolve: Resolve) -> Any:
        row: Any = self.row_model(**{self.owner: record})
        if self.ordered:
            row.order = order
        for field in self.fields:
            field.assign(row, values[field.name], resolve)
        if hasattr(row, "derive_bounds"):
            row.derive_bounds()
        return row


class Chains(Rows):
    """Chains of attribution: each a list of stations, from the first speaker outwards."""

    def __init__(self, name: str) -> None:
        super().__init__(name, (), ordered=True)
        self.stations = Rows(
            "stations", (RecordReference("actor", "actor"), RecordReference("source", "source")), ordered=True
        )

    def bind(self, model: type[models.Model]) -> None:
        super().bind(model)
        self.stations.bind(self.row_model)
        rows = self.row_model._default_manager.prefetch_related(*self.stations.prefetches)
        self.prefetches = (models.Prefetch(self.name, queryset=rows),)

    def read_row(self, row: Any) -> Any:
        return self.stations.read(row)

    def _normal_row(self, row: Any) -> Any:
        return self.stations.normal(row)

    def _is_row_right(self, row: Any) -> bool:
        return self.stations.is_right(row)

    def _row_problems(self, path: str, row: Any) -> Problems:
        for problem in self.stations.problems(row):
            yield Problem(path + problem.path.removeprefix("stations"), problem.message, problem.value)

    def references(self, value: Any) -> Iterator[tuple[str, Reference]]:
        for index, row in enumerate(value if isinstance(value, list) else ()):
            for path, reference in self.stations.references(row):
                yield f"{self.name}[{index}]{path.removeprefix('stations')}", reference

    def targets(self, value: Any) -> Iterable[Reference]:
        return [target for stations in value for target in self.stations.targets(stations)]

    def store(self, record: Any, value: Any, resolve: Resolve) -> None:
        for order, stations in enumerate(value):
            chain = self.row_model._default_manager.create(**{self.owner: record, "order": order})
            self.stations.store(chain, stations, resolve)
