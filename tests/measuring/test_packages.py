"""A package is measured on its way out and into an empty archive, and nothing stays of either."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from archive.measuring import packages
from archive.measuring.packages import empty_archive, export_and_tell, import_and_tell, measure_packages
from tests.exchange.test_packages import empty_the_archive

pytestmark = pytest.mark.django_db


@pytest.fixture
def apart(monkeypatch):
    """What would be done in other processes: exports write three bytes."""
    asked = []

    def run_apart(function, path, environment=None):
        asked.append((function.split(":")[1], environment or {}))
        Path(path).write_bytes(b"zip")
        return json.dumps({"seconds": 40.0, "processor": 50.0, "records": 7, "most": 90.0})

    monkeypatch.setattr(packages, "run_apart", run_apart)
    return asked


def test_both_ways_are_measured_and_the_goal_is_for_both_together(made_up, apart, monkeypatch):
    monkeypatch.setattr(packages, "empty_archive", lambda folder: nullcontext({"DATELINE_STATE": str(folder)}))
    out, back, both = measure_packages()
    assert [function for function, _environment in apart] == ["export_and_tell", "import_and_tell"]
    assert (out.value, back.value, both.value, both.goal, both.holds) == (40, 40, 80, "≤ 60 s", False)
    assert "7 records" in back.note
    assert apart[0][1] == {}
    assert "dateline-measured-" in apart[1][1]["DATELINE_STATE"]


def test_an_archive_without_events_is_said_to_have_none(db):
    (nothing,) = measure_packages()
    assert nothing.value is None


def test_where_no_empty_database_can_be_made_that_is_said(made_up, apart, monkeypatch):
    def refuse(_folder):
        raise DatabaseError("permission denied")

    monkeypatch.setattr(packages, "empty_archive", refuse)
    out, nothing = measure_packages()
    assert out.value == 40
    assert (nothing.value, "permission denied" in nothing.note) == (None, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite makes its files by itself")
def test_postgresql_gets_a_database_beside_this_one_which_does_not_stay(tmp_path):
    def databases():
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database")
            return {name for (name,) in cursor.fetchall()}

    before = databases()
    with empty_archive(tmp_path) as environment:
        (made,) = databases() - before
        assert environment["DATABASE_URL"].endswith(f"/{made}")
    assert databases() == before


def test_what_each_way_took_is_told(made_up, tmp_path):
    path = str(tmp_path / "archive.zip")
    out = json.loads(export_and_tell(path))
    empty_the_archive()
    back = json.loads(import_and_tell(path))
    assert out["records"] == back["records"] > 10
    assert min(out["seconds"], back["seconds"], out["most"], back["most"]) > 0
