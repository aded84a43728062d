"""Values that are right at a glance. Most are; of the others a full check tells what is wrong, if anything."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.core.validators import BaseValidator, MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models

from archive.documents.values import unstorable

Glance = Callable[[Any], bool]
"""True only for what the column takes as it is; False says nothing."""

SHORT = 200
"""Characters up to which a value is remembered as right."""


def glance_at(column: Any, is_right: Glance) -> Glance:
    """A glance at values of a column of texts or whole numbers; `is_right` is the full check of a text."""
    validators = {type(it) for it in column.validators}
    if column.choices:
        return _among_a_few(is_right)
    if type(column) in (models.CharField, models.TextField) and validators <= {MaxLengthValidator}:
        return _free_text(column)
    if isinstance(column, models.IntegerField) and validators <= {MinValueValidator, MaxValueValidator}:
        return _whole_number(column)
    return _among_a_few(is_right)


def _among_a_few(is_right: Glance) -> Glance:
    """Most values of most columns are among a few; what is right once is right always."""
    remembered = lru_cache(maxsize=2000)(is_right)
    return lambda value: isinstance(value, str) and len(value) <= SHORT and remembered(value)


def _free_text(column: Any) -> Glance:
    most = min(_limits(column, MaxLengthValidator), default=None)
    may_be_empty = column.blank

    def glance(value: Any) -> bool:
        if not isinstance(value, str) or not (value or may_be_empty):
            return False
        return (most is None or len(value) <= most) and not unstorable(value)

    return glance


def _whole_number(column: Any) -> Glance:
    least = max(_limits(column, MinValueValidator), default=None)
    most = min(_limits(column, MaxValueValidator), default=None)
    may_be_none = column.null and column.blank

    def glance(value: Any) -> bool:
        # True and False are whole numbers, too, but not of this type.
        if type(value) is not int:
            return value is None and may_be_none
        return (least is None or least <= value) and (most is None or value <= most)

    return glance


def _limits(column: Any, validator: type[BaseValidator]) -> Iterable[int]:
    limits = (it.limit_value for it in column.validators if isinstance(it, validator))
    return [limit() if callable(limit) else limit for limit in limits]
