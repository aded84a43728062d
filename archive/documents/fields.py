"""How each field of a record is read into its document, checked, and written back.

A field's value in a document is plain JSON: text ("" for none), a whole number or null, a decimal number as text
or null, a UUID or a term's slug (or null/"") for a reference, a list of such values or of objects for what belongs
to the record. Lists whose order people chose keep it; the others are sorted, so equal records have equal documents.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.dates.fields import EDTFField
from archive.documents.catalogue import Reference
from archive.documents.glances import Glance, glance_at
from archive.documents.problems import Problem, Problems
from archive.documents.values import is_uuid, plain, unstorable

Resolve = Callable[[Reference], int | None]

_SHA256 = re.compile("[0-9a-f]{64}")

NO_SUCH_RECORD = _("No such record.")


class Field(ABC):
    """One entry of a document. `model` is the table that the value stands in or hangs on."""

    #: relations that reading follows with a join, and those that it fetches beforehand
    joins: tuple[str, ...] = ()
    prefetches: tuple[str | models.Prefetch, ...] = ()
    empty: Any = ""

    def __init__(self, name: str) -> None:
        self.name = name

    def bind(self, model: type[models.Model]) -> None:
        self.model = model

    @property
    def label(self) -> str:
        """The field's name for people."""
        return str(getattr(self.model._meta.get_field(self.name), "verbose_name", self.name))

    @abstractmethod
    def read(self, record: Any) -> Any:
        """The value as it stands in the database."""

    @abstractmethod
    def problems(self, value: Any) -> Problems:
        """What is wrong with a value, for itself."""

    @abstractmethod
    def is_right(self, value: Any) -> bool:
        """Whether a glance tells that `problems` would find nothing; False says nothing."""

    @property
    def is_normal_as_it_is(self) -> bool:
        """Whether `normal` gives every value back."""
        return type(self).normal is Field.normal

    def normal(self, value: Any) -> Any:
        """The value as `read` would give it: what nobody put in order, sorted."""
        return value

    def references(self, value: Any) -> Iterator[tuple[str, Reference]]:
        """(path, reference) of every record that the value names."""
        return iter(())

    def targets(self, value: Any) -> Iterable[Reference]:
        """The same without their paths, of a value that was checked."""
        return ()

    def assign(self, record: Any, value: Any, resolve: Resolve) -> None:
        """Set what stands in the record's own row."""

    def clear(self, record: Any) -> None:
        """Remove what hangs on the record's row."""

    def store(self, record: Any, value: Any, resolve: Resolve) -> None:
        """Write what hangs on the record's row, which is saved by now and has nothing of it yet."""


class Scalar(Field):
    """Text or a number in a column of the record's own row."""

    def bind(self, model: type[models.Model]) -> None:
        super().bind(model)
        column: Any = model._meta.get_field(self.name)
        self.column = column
        self.is_decimal = isinstance(column, models.DecimalField)
        self.is_number = self.is_decimal or isinstance(column, models.IntegerField)
        self.empty = None if self.is_number else ""
        self._is_date = isinstance(column, EDTFField)
        self._canonical_date = lru_cache(maxsize=2000)(column.to_python)

    def read(self, record: Any) -> Any:
        value = getattr(record, self.name)
        return plain(value) if self.is_decimal and value is not None else value

    @cached_property
    def is_right(self) -> Glance:
        return glance_at(self.column, lambda value: not any(self.problems(value)))

    def problems(self, value: Any) -> Problems:
        expected = (int, type(None)) if self.is_number and not self.is_decimal else (str, type(None))
        if not isinstance(value, expected) or isinstance(value, bool) or (value is None and not self.is_number):
            yield Problem(self.name, _("This is not a value of the right type."), value)
            return
        if isinstance(value, str) and (reason := unstorable(value)):
            yield Problem(self.name, reason, value)
            return
        try:
            cleaned = self.column.clean(value, None)
            if self.is_decimal and cleaned is not None:
                self._check_precision(cleaned)
        except ValidationError as error:
            for message in error.messages:
                yield Problem(self.name, message, value)

    @property
    def is_normal_as_it_is(self) -> bool:
        return not (self._is_date or self.is_decimal)

    def normal(self, value: Any) -> Any:
        if self._is_date:
            return self._canonical_date(value) if isinstance(value, str) else self.column.to_python(value)
        return plain(Decimal(value)) if self.is_decimal and value is not None else value

    def _check_precision(self, number: Decimal) -> None:
        # SQLite keeps numbers as 64-bit floats, which hold 15 significant digits and no more.
        if len(number.normalize().as_tuple().digits) > 15:
            raise ValidationError(_("A number has at most 15 significant digits."))

    def assign(self, record: Any, value: Any, resolve: Resolve) -> None:
        if self.is_decimal and value is not None:
            value = Decimal(value)
        setattr(record, self.name, value)


class RecordReference(Field):
    """Another record, by UUID; null for none."""

    empty: Any = None

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name)
        self.kind = kind
        self.joins = (name,)

    def bind(self, model: type[models.Model]) -> None:
        super().bind(model)
        self.is_required = not model._meta.get_field(self.name).null

    def read(self, record: Any) -> str | None:
        target = getattr(record, self.name)
        return str(target.uuid) if target else None

    def problems(self, value: Any) -> Problems:
        if value is None:
            if self.is_required:
                yield Problem(self.name, _("This is required."), value)
        elif not is_uuid(value):
            yield Problem(self.name, _("A record is named by its permanent identifier (UUID)."), value)

    def is_right(self, value: Any) -> bool:
        return not self.is_required if value is None else is_uuid(value)

    def references(self, value: Any) -> Iterator[tuple[str, Reference]]:
        if is_uuid(value):
            yield self.name, Reference(self.kind, value)

    def targets(self, value: Any) -> Iterable[Reference]:
        return (Reference(self.kind, value),) if value else ()

    def assign(self, record: Any, value: Any, resolve: Resolve) -> None:
        setattr(record, f"{self.name}_id", resolve(Reference(self.kind, value)) if value else None)


class TermReference(RecordReference):
    """A word of a vocabulary, by its slug; "" for none."""

    empty = ""

    def read(self, record: Any) -> str:
        term = getattr(record, self.name)
        return term.slug if term else ""

    def problems(self, value: Any) -> Problems:
        if not isinstance(value, str):
            yield Problem(self.name, _("A term is named by its slug."), value)
        elif not value and self.is_required:
            yield Problem(self.name, _("This is required."), value)

    def is_right(self, value: Any) -> bool:
        return isinstance(value, str) and bool(value or not self.is_required)

    def references(self, value: Any) -> Iterator[tuple[str, Reference]]:
        if isinstance(value, str) and value:
            yield self.name, Reference(self.kind, value)


class RecordReferences(Field):
    """Any number of other records, by UUID, sorted."""

    empty: Any = ()

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name)
        self.kind = kind
        self.prefetches = (name,)

    def read(self, record: Any) -> list[str]:
        return sorted(str(target.uuid) for target in getattr(record, self.name).all())

    def problems(self, value: Any) -> Problems:
        if not isinstance(value, list) or not all(map(is_uuid, value)):
            yield Problem(self.name, _("This is a list of permanent identifiers (UUID)."), value)
        elif len(set(value)) != len(value):
            yield Problem(self.name, _("A record is named twice."), value)

    def is_right(self, value: Any) -> bool:
        return isinstance(value, list) and all(map(is_uuid, value)) and len(set(value)) == len(value)

    def references(self, value: Any) -> Iterator[tuple[str, Reference]]:
        if isinstance(value, list):
            for index, item in enumerate(value):
                if is_uuid(item):
                    yield f"{self.name}[{index}]", Reference(self.kind, item)

    def targets(self, value: Any) -> Iterable[Reference]:
        return [Reference(self.kind, item) for item in value]

    def normal(self, value: Any) -> Any:
        return sorted(value, key=str) if isinstance(value, list | tuple) else value

    def clear(self, record: Any) -> None:
        getattr(record, self.name).clear()

    def store(self, record: Any, value: Any, resolve: Resolve) -> None:
        getattr(record, self.name).add(*(resolve(Reference(self.kind, item)) for item in value))


class ArchivedTextHash(Field):
    """An archived text by the SHA-256 that is its key."""

    def read(self, record: Any) -> str:
        return record.text_id

    def problems(self, value: Any) -> Problems:
        if not isinstance(value, str) or not _SHA256.fullmatch(value):
            yield Problem(self.name, _("An archived text is named by its SHA-256."), value)

    def is_right(self, value: Any) -> bool:
        return isinstance(value, str) and _SHA256.fullmatch(value) is not None

    def assign(self, record: Any, value: Any, resolve: Resolve) -> None:
        record.text_id = value
