"""The cells of a batch of records with one query, in the form in which each database is quickest.

SQLite looks the lists up beside each record. PostgreSQL makes each list for the whole batch and joins them, and can
write CSV by itself. Plans are compiled once; for each batch only the primary keys change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce, Collate

from archive.exchange.columns import Column, Lists
from archive.exchange.expressions import KEYS, TEXT, Among, Listed, text
from archive.exchange.files import FILES, PUBLIC_OF_PRIVATE_SOURCE, File
from archive.models import Access

Cells = Sequence[str]


@dataclass(frozen=True)
class Plan:
    """SQL and its parameters, among them a place for the batch's keys; where it is another one, that for CSV."""

    sql: str
    parameters: tuple[Any, ...]
    sql_for_csv: str = ""

    def filled(self, keys: Sequence[int]) -> tuple[Any, ...]:
        """The parameters with the keys, as the database in use takes a list."""
        told = ",".join(map(str, keys))
        told = f"{{{told}}}" if connection.vendor == "postgresql" else f"[{told}]"
        return tuple(told if parameter == KEYS else parameter for parameter in self.parameters)

    def rows(self, keys: Sequence[int], size: int) -> Iterator[list[Cells]]:
        """The rows of cells, in the order of the file, at most `size` at a time."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(keys))
            while some := cursor.fetchmany(size):
                yield some

    def csv(self, keys: Sequence[int]) -> Iterator[bytes]:
        """The rows as PostgreSQL writes them, each with a line feed at its end."""
        with transaction.atomic(), connection.wrap_database_errors, connection.cursor() as cursor:
            # What it costs to compile so many expressions is more than a batch can give back.
            cursor.execute("SET LOCAL jit = off")
            cursor.execute("SET LOCAL work_mem = '32MB'")
            statement = f"COPY ({self.sql_for_csv}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')"
            with cursor.copy(statement, self.filled(keys)) as copy:
                yield from map(bytes, copy)


@cache
def plan(name: str, columns: tuple[str, ...], *, public: bool, vendor: str) -> Plan:
    """How the cells of these columns of a file are asked for."""
    file = FILES[name]
    chosen = [file.by_name[column] for column in columns]
    return _joined(file, chosen, public=public) if vendor == "postgresql" else _beside(file, chosen, public=public)


def _beside(file: File, columns: Sequence[Column], *, public: bool) -> Plan:
    cells = [_filled(column, _cell(file, column, public=public)) for column in columns]
    return Plan(*_compiled(_chosen(file).order_by(*file.key).values_list(*cells)))


def _filled(column: Column, cell: Any) -> Any:
    return Coalesce(cell, text(""), output_field=TEXT) if column.may_be_null else cell


def _chosen(file: File) -> Any:
    return file.kind.model._default_manager.filter(Among(F("pk"))).order_by()


def _cell(file: File, column: Column, *, public: bool) -> Any:
    """The cell; of a private source nothing but what may be told."""
    cell = column.expression(file.kind, public=public)
    if not public or file.kind.name != "source" or column.name in PUBLIC_OF_PRIVATE_SOURCE:
        return cell
    return Case(When(access=Access.PRIVATE, then=text("")), default=cell, output_field=TEXT)


def _compiled(queryset: Any) -> tuple[str, tuple[Any, ...]]:
    sql, parameters = queryset.query.get_compiler(using=connection.alias).as_sql()
    return sql, tuple(parameters)


# PostgreSQL


def _joined(file: File, columns: Sequence[Column], *, public: bool) -> Plan:
    own = [column for column in columns if not isinstance(column, Lists)]
    keys = [Collate(name, "C") for name in file.key]
    cells = [_cell(file, column, public=public) for column in own]
    sql, parameters = _compiled(_chosen(file).values_list(F("pk"), *keys, *cells))
    order = [f"key{number}" for number in range(len(keys))]
    names = ["pk", *order, *(f"own{number}" for number in range(len(own)))]
    joins, more = [f"({sql}) AS records ({', '.join(names)})"], parameters
    lists = [column for column in columns if isinstance(column, Lists)]
    for number, column in enumerate(lists):
        of_list, parameters = _list(file, column, public=public)
        joins.append(f"LEFT JOIN ({of_list}) AS list{number} (pk, cells) ON list{number}.pk = records.pk")
        more += parameters
    places = {column.name: f"own{number}" for number, column in enumerate(own)}
    places |= {column.name: f"list{number}.cells" for number, column in enumerate(lists)}
    told = ", ".join(f"COALESCE({places[column.name]}, '')" for column in columns)
    # In its CSV what is NULL has no quotes.
    for_csv = ", ".join(f"NULLIF({places[column.name]}, '')" for column in columns)
    rest = f"FROM {' '.join(joins)} ORDER BY {', '.join(order)}"
    return Plan(f"SELECT {told} {rest}", more, f"SELECT {for_csv} {rest}")


def _list(file: File, column: Lists, *, public: bool) -> tuple[str, tuple[Any, ...]]:
    """The cells of a list for all of the batch, beside the keys of their records."""
    rows = column.rows(file.kind, public=public)
    items = rows.of(Q(Among(F(f"{rows.owner}_id"))), the_owner=F(f"{rows.owner}_id"))
    sql, parameters = _compiled(items.order_by())
    joined = Listed(items, guard=rows.guard, by_item=not rows.in_order).joined_on_postgresql()
    return f"SELECT the_owner, {joined} FROM ({sql}) AS items GROUP BY the_owner", parameters  # noqa: S608 (our own words)
