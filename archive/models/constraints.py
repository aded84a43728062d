"""Constraints that several tables share, each with a name made of its table and what it keeps."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

UNDATED = 2**63 - 1


def one_of(table: str, field: str, values: Iterable[str]) -> models.CheckConstraint:
    """`field` holds one of `values`."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": list(values)}), name=f"{table}_{field}_known")


def matches(table: str, field: str, pattern: str) -> models.CheckConstraint:
    """`field` matches the regular expression `pattern`."""
    # PostgreSQL has no \Z, and to Python (which SQLite asks) a bare $ also stands before a last line feed.
    portable = pattern.replace(r"\Z", r"(?!\n)$")
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": portable}), name=f"{table}_{field}_form")


def not_itself(table: str, one: str, other: str) -> models.CheckConstraint:
    """`one` and `other` are different records."""
    return models.CheckConstraint(condition=~Q(**{one: F(other)}), name=f"{table}_not_itself")


def one_carrier(table: str) -> models.CheckConstraint:
    """The row belongs to an event or to a statement, never to both or neither."""
    event_only = Q(event__isnull=False, statement__isnull=True)
    statement_only = Q(event__isnull=True, statement__isnull=False)
    return models.CheckConstraint(condition=event_only | statement_only, name=f"{table}_one_carrier")


def dated(table: str) -> list[models.BaseConstraint]:
    """Bounds in order, times of day within the day, and the sort day that the bounds give."""
    bounds = Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(first_day__lte=F("last_day"))
    no_time = Q(first_second__isnull=True, last_second__isnull=True)
    # A comparison with NULL is no refusal, so what must be there is named.
    both_times = Q(first_second__isnull=False, last_second__isnull=False)
    times = both_times & Q(first_second__gte=0, first_second__lte=F("last_second"), last_second__lte=86_400)
    sort_day = Q(sort_day=Coalesce(F("first_day"), F("last_day"), models.Value(UNDATED)))
    return [
        models.CheckConstraint(condition=bounds, name=f"{table}_bounds_in_order"),
        models.CheckConstraint(condition=no_time | times, name=f"{table}_times_in_order"),
        models.CheckConstraint(condition=sort_day, name=f"{table}_sort_day"),
    ]
