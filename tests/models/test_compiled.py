"""A query that is compiled once gives what the queryset gives, whatever the values."""

from tests.archive_factory import actor, event  # noqa: F401
