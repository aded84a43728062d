"""The grammar of cells in the database's own words: what `cells` does to a text in Python, for columns in SQL.

A database joins, escapes and guards ten thousand cells in the time in which Python reads the rows they are made of.
Each of these gives, for the same values, the very text that its counterpart in `cells` gives; tests hold them to it.
"""

from typing import Any

from django.db.models import BooleanField, Case, F, Func, Model, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce

from archive.documents import KINDS
from archive.models import Term, Vocabulary, publicity

#: stands among the parameters of compiled SQL where a batch's primary keys go
KEYS = "the keys of the batch"
TEXT = TextField()


class Written(Func):
    """A text made of the expressions; PostgreSQL's way where it is another one."""

    output_field = TEXT
    on_postgresql = ""

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        if self.on_postgresql:
            context["template"] = self.on_postgresql
        return self.as_sql(compiler, connection, **context)


class Joined(Written):
    """The texts one after another; NULL where one of them is NULL."""

    template = "(%(expressions)s)"
    arg_joiner = " || "


class Escaped(Written):
    """`cells.escape`."""

    arity = 1
    template = "REPLACE(REPLACE(REPLACE(REPLACE(%(expressions)s, '\\', '\\\\'), '|', '\\|'), ':', '\\:'), '>', '\\>')"


class Fixity(Written):
    """The first eight hexadecimal digits of the SHA-256 of a text in UTF-8; SQLite has the function from Django."""

    arity = 1
    template = "SUBSTR(SHA256(%(expressions)s), 1, 8)"
    on_postgresql = "LEFT(ENCODE(SHA256(CONVERT_TO(%(expressions)s, 'UTF8')), 'hex'), 8)"


class Plain(Written):
    """A decimal number as `plain` writes it; `places`: so many decimals are kept of it."""

    arity = 1
    on_postgresql = "TRIM_SCALE(%(expressions)s)::text"

    def __init__(self, expression: Any, places: int) -> None:
        super().__init__(expression)
        # Four signs of percent are one: the template takes two of them, and the parameters of the query one.
        printed = f"PRINTF('%%%%.{places}f', %(expressions)s)"
        self.template = f"CASE WHEN %(expressions)s IS NOT NULL THEN RTRIM(RTRIM({printed}, '0'), '.') END"
        self.places = places


class Guarded(Written):
    """`cells.guard` of a column, which stands in the SQL more than once and so must be cheap.

    All signs that have to be guarded come before the letters, and most texts begin with one.
    """

    arity = 1
    guarded = (
        "CASE WHEN {0} < 'A' AND SUBSTR(LTRIM({0}, ''''), 1, 1) IN ('=', '+', '@', '-', CHAR(9), CHAR(13))"
        " THEN '''' || {0} ELSE {0} END"
    )
    guarded_on_postgresql = guarded.replace("CHAR(", "CHR(").replace("{0} <", '{0} COLLATE "C" <')
    template = guarded.format("%(expressions)s")
    on_postgresql = guarded_on_postgresql.format("%(expressions)s")

    @classmethod
    def words(cls, expression: str, vendor: str) -> str:
        """The same as SQL, of an expression in SQL that has no parameters."""
        return (cls.guarded_on_postgresql if vendor == "postgresql" else cls.guarded).format(expression)


class Among(Func):
    """Whether a number is one of the keys of the batch, which are one parameter: the SQL stays the same."""

    arity = 1
    output_field = BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, parameters = compiler.compile(self.source_expressions[0])
        return f"{sql} IN (SELECT value FROM JSON_EACH(%s))", [*parameters, KEYS]  # noqa: S608 (our own words)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, parameters = compiler.compile(self.source_expressions[0])
        return f"{sql} = ANY(%s::bigint[])", [*parameters, KEYS]


class Listed(Subquery):
    """Rows as one text, their items joined: a queryset with the values `the_item` and `the_place`, which orders them.

    `by_item`: in the order of the items instead; then it has no `the_place`.
    """

    output_field = TEXT

    def __init__(self, rows: Any, *, between: str = "|", guard: bool = False, by_item: bool = False) -> None:
        super().__init__(rows, output_field=TEXT)
        self.between, self.guard, self.by_item = between, guard, by_item

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # SQLite joins what a subquery gives in the order in which it gives it.
        joined = f"GROUP_CONCAT(the_item, '{self.between}')"
        told = Guarded.words(joined, "sqlite") if self.guard else joined
        template = f"(SELECT {told} FROM (%(subquery)s))"  # noqa: S608 (our own words)
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = f"(SELECT {self.joined_on_postgresql()} FROM (%(subquery)s) AS listed)"  # noqa: S608
        return self.as_sql(compiler, connection, template=template, **context)

    def joined_on_postgresql(self) -> str:
        order = 'the_item COLLATE "C"' if self.by_item else "the_place"
        joined = f"STRING_AGG(the_item, '{self.between}' ORDER BY {order})"
        return Guarded.words(joined, "postgresql") if self.guard else joined


def model_of(kind: str) -> Any:
    """The table of a kind of record, or of the terms of a vocabulary."""
    return Term if kind in Vocabulary.values else KINDS[kind].model


def text(value: str) -> Value:
    return Value(value, output_field=TEXT)


def if_any(before: str, expression: Any) -> Coalesce:
    """`before` and the expression; nothing where that is NULL."""
    return Coalesce(Joined(text(before), expression), text(""))


def slug_of(model: type[Model], path: str, *, public: bool) -> Any:
    """The slug of the record that a row reaches by `path`; in public NULL where that is not published."""
    slug = F(f"{path}__slug")
    return Case(When(publicity(model, path), then=slug)) if public else slug
