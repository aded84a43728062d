"""What is derived is measured without changing anything of the archive."""

import json

import pytest

from archive.measuring import derived
from archive.measuring.derived import measure_acts, measure_rebuild, rebuild_and_tell
from archive.models import ArchiveVersion, Change, Event, Listing
from archive.verification import verify

pytestmark = pytest.mark.django_db


def test_acts_are_measured_and_taken_back(made_up, monkeypatch):
    monkeypatch.setattr(derived, "ACTS", 2)
    before = (ArchiveVersion.current(), Change.objects.count(), list(Event.objects.order_by("pk").values()))
    results = {result.what: result for result in measure_acts()}
    assert results["an event is edited"].value > 0
    assert results["a statement is withdrawn"].goal == "≤ 20 ms"
    assert (ArchiveVersion.current(), Change.objects.count(), list(Event.objects.order_by("pk").values())) == before
    assert verify() == []


def test_what_is_made_anew_is_taken_back(made_up):
    before = list(Listing.objects.order_by("pk").values_list("pk", flat=True))
    told = json.loads(rebuild_and_tell("lists"))
    assert told["seconds"] > 0
    assert told["megabytes"] > 10
    assert list(Listing.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_all_of_it_is_added_up(monkeypatch):
    monkeypatch.setattr(derived, "_in_its_own_process", lambda name: {"seconds": 70.0, "megabytes": 150.0})
    *parts, total, memory = measure_rebuild()
    assert [part.what for part in parts] == ["lists anew", "search anew"]
    assert (total.value, total.holds) == (140, False)
    assert (memory.value, memory.holds) == (150, True)
