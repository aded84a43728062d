"""Files out are measured beside the least that has to be done for the same rows, and nothing stays of it."""

import json

import pytest
from django.db import connection

from archive.exchange import FILES
from archive.measuring import exports
from archive.measuring.exports import export_and_tell, measure_exports, tables_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def quick(monkeypatch):
    for name in ("ROUNDS", "FIRST_BYTES"):
        monkeypatch.setattr(exports, name, 1)
    monkeypatch.setattr(exports, "ENOUGH", 100)
    monkeypatch.setattr(exports, "run_apart", lambda *asked: json.dumps({"before": 100.0, "after": 140.0}))


def test_every_file_is_measured_beside_the_raw_rows_and_the_stock_way(made_up, quick):
    tables = connection.introspection.table_names()
    results = {result.what: result for result in measure_exports()}
    for name in FILES:
        assert results[name].value > 0
        assert results[f"{name}: django-import-export as it comes"].value > 0
        assert results[f"{name}: the first row of the public file"].goal == "≤ 200 ms"
    assert results["events: times the raw rows"].goal == "≤ 2 ×"
    assert "topics: times the raw rows" not in results
    memory = results["events: memory that the file takes"]
    assert (memory.value, memory.holds) == (40, False)
    assert connection.introspection.table_names() == tables


def test_an_archive_without_records_is_said_to_have_none(quick, db):
    results = list(measure_exports())
    assert [result.value for result in results[:-1]] == [None] * len(FILES)


def test_raw_are_the_rows_of_every_table_that_a_file_is_made_of():
    names = {model._meta.model_name for model, _columns, _filled in tables_of(FILES["events"])}
    assert names == {"event", "eventplace", "participant", "event_topics", "eventlink", "citation", "chain", "station"}
    citations = next(columns for model, columns, _filled in tables_of(FILES["statements"]) if "exact" in columns)
    assert sorted(citations) == sorted(
        ["version", "start", "end", "exact", "supports", "order", "statement_id", "source_id"]
    )


def test_the_memory_of_an_export_is_told(made_up):
    told = json.loads(export_and_tell("events"))
    assert told["after"] >= told["before"] > 10
