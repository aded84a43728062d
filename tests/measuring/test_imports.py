"""Files in are measured beside the very same rows written raw, and nothing stays of it."""

import json

import pytest
from django.apps import apps

from archive.exchange import FILES
from archive.measuring import imports
from archive.measuring.imports import import_and_tell, measure_imports, write_again

pytestmark = pytest.mark.django_db


def rows():
    return {model: model._base_manager.count() for model in apps.get_app_config("archive").get_models()}


def test_imports_are_measured_beside_the_raw_rows_and_the_stock_way(made_up, monkeypatch):
    monkeypatch.setattr(imports, "STOCK_ROWS", 5)
    monkeypatch.setattr(imports, "MOST_ROWS", 40)
    monkeypatch.setattr(imports, "run_apart", lambda *asked: json.dumps({"before": 70.0, "most": 130.0}))
    before = rows()
    results = {result.what: result for result in measure_imports()}
    assert rows() == before
    for name in ("events", "statements"):
        assert results[f"{name}: import"].value > results[f"{name}: the same rows raw"].value > 0
        assert results[f"{name}: import, times raw"].goal == "≤ 2 ×"
        assert results[f"{name}: the same file again, of the first time"].goal == "≤ 0.5 ×"
        assert results[f"{name}: preview"].goal == "≤ 100 µs"
        assert results[f"{name}: django-import-export as it comes"].value > 0
        assert not results[f"{name}: memory of the import"].holds


def test_an_archive_without_records_is_said_to_have_none(db):
    assert [result.value for result in measure_imports()] == [None, None]


def test_the_memory_of_an_import_is_told(made_up, tmp_path):
    before = rows()
    write_again(FILES["statements"], path := tmp_path / "again.csv", 10)
    told = json.loads(import_and_tell("statements", str(path)))
    assert told["most"] >= told["before"] > 10
    assert rows() == before
