"""Export → import → export is byte-identical, on either database, whatever the archive holds."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archive.demo import fixture_files, load_first_article
from archive.exchange import FILES, Result, import_file
from archive.models import Change, Event
from tests.exchange.archives import Archive
from tests.exchange.tables import exported

pytestmark = pytest.mark.django_db

# A whole archive takes seconds to make, so a failing one is shown as it was found.
THROUGHOUT = settings(
    max_examples=12,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@contextmanager
def another_archive() -> Iterator[None]:
    """One that nobody wrote to, and of which nothing is kept."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def all_files(*, public=False):
    return {plural: exported(plural, public=public) for plural in FILES}


def load(files):
    return {plural: import_file([text.encode()], plural) for plural, text in files.items()}


def lines(reports):
    return [line for report in reports.values() for line in report.lines]


@THROUGHOUT
@given(st.data())
def test_any_archive_comes_back_from_its_files(system, data):
    with another_archive():
        Archive(data.draw, versions=1).fill()
        before, public = all_files(), all_files(public=True)
    with another_archive():
        assert lines(load(before)) == []
        assert all_files() == before
        assert all_files(public=True) == public


@THROUGHOUT
@given(st.data())
def test_what_was_exported_changes_nothing_where_it_came_from(system, data):
    with another_archive():
        Archive(data.draw, versions=3).fill()
        before, changes = all_files(), Change.objects.count()
        reports = load(before)
        assert lines(reports) == []
        assert {result for report in reports.values() for result in report.counts} <= {Result.UNCHANGED}
        assert all_files() == before
        assert Change.objects.count() == changes


def test_the_first_article_comes_back_from_its_files(system):
    if not fixture_files():
        pytest.skip("the first article is not there")
    with another_archive():
        load_first_article()
        assert Event.objects.exists()
        before, public = all_files(), all_files(public=True)
    with another_archive():
        assert lines(load(before)) == []
        assert all_files() == before
        assert all_files(public=True) == public
