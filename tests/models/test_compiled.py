"""A query that is compiled once gives what the queryset gives, whatever the values."""

import pytest
from django.db.models import Count, F, Q, Value

from archive.models import Actor, Compiled, Event, Participant
from tests.archive_factory import actor, event  # noqa: F401
