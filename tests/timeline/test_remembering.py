"""What a process remembers of the index belongs to one version of the archive, and does not grow without end."""

from pyroaring import BitMap

from archive.timeline import remembering
from archive.timeline.remembering import answered, of_version

KEY, OTHER = ("event.actor", "1"), ("event.actor", "2")


def test_a_new_version_begins_with_nothing():
    of_version(7).add({KEY: BitMap([1])})
    assert of_version(7).bitmaps == {KEY: BitMap([1])}
    assert of_version(8).bitmaps == {}
    assert of_version(7).bitmaps == {}


def test_an_answer_is_found_once_in_a_version():
    found = []

    def answer():
        found.append(1)
        return len(found)

    assert [answered(7, "how many", answer) for _time in range(3)] == [1, 1, 1]
    assert answered(8, "how many", answer) == 2


def test_nothing_is_an_answer_too():
    found = []
    for _time in range(2):
        assert answered(7, "where", lambda: found.append(1)) is None
    assert found == [1]


def test_bitmaps_that_are_too_many_make_room_for_the_latest(monkeypatch):
    monkeypatch.setattr(remembering, "MOST_BYTES", 400)
    remembered = of_version(7)
    for value in range(20):
        remembered.add({("event.actor", str(value)): BitMap([value])})
        assert ("event.actor", str(value)) in remembered.bitmaps
        assert len(remembered.bitmaps) < 5


def test_what_is_larger_than_all_that_may_be_remembered_is_not(monkeypatch):
    monkeypatch.setattr(remembering, "MOST_BYTES", 1000)
    remembered = of_version(7)
    remembered.add({KEY: BitMap([1])})
    remembered.add({OTHER: BitMap(range(0, 10_000, 2))})
    assert OTHER not in remembered.bitmaps


def test_answers_do_not_pile_up(monkeypatch):
    monkeypatch.setattr(remembering, "MOST_ANSWERS", 3)
    for question in range(20):
        assert answered(7, question, lambda question=question: question) == question
        assert len(of_version(7).answers) <= 3
