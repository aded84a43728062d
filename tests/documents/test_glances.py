"""What is right at a glance is right in full; and nothing that is wrong passes for right at a glance."""

import pytest

from archive.documents import KINDS
from archive.documents.parts import Chains, Rows

UUID = "9f0b6f0c-3a52-4f63-8a57-0d9a4a4c8f10"
OTHER = "11111111-2222-4333-8444-555555555555"

#: all sorts of values, for fields of every kind
VALUES = (
    *(None, True, False, 0, 1, -1, 2**31, 2**63, 10**30, 1.0, "", " ", "0", "1", "1.50", "1.5", "-0", "a", "a" * 201),
    *("a" * 10_000, "a\x00b", "\ud800", "Ф", "2022", "2022-13", "2022-01-26?", "published", "full", "occurred", "en"),
    *("en_US", "UA", "ua", "https://example.org/", "javascript:x", "2022-01-26T16:14:00+02:00", UUID, UUID.upper()),
    *("f" * 64, [], [None], [UUID], [UUID, UUID], [OTHER, UUID], (UUID,), {}, [{}], [[]], [1, True]),
)
FIELDS = [pytest.param(item, id=f"{kind.name}.{item.name}") for kind in KINDS.values() for item in kind.fields]


def parts_of(item):
    return [item, *item.fields] if isinstance(item, Rows) else [item]


def test_chains_pass_only_whole_and_once():
    chains = next(item for item in KINDS["event"].fields if isinstance(item, Chains))
    station, page = {"actor": UUID, "source": None}, {"actor": None, "source": OTHER}
    assert chains.is_right([[station, page], [page]])
    assert not chains.is_right([[station, page], [station, page]])
    assert not chains.is_right([[station, station]])
    assert not chains.is_right([[{"actor": UUID}]])


def test_true_is_no_number_and_stands_for_none():
    citations = KINDS["event"].by_name["citations"]
    citation = {"source": UUID, "version": 1, "start": None, "end": None, "supports": ""}
    citation |= dict.fromkeys(("exact", "prefix", "suffix"), "")
    assert citations.is_right([citation, {**citation, "version": None}])
    assert not citations.is_right([citation, {**citation, "version": True}])
    assert not citations.is_right([citation, dict(citation)])


def agrees(item, value):
    """A glance never lets through what the full check finds something wrong with."""
    return not item.is_right(value) or not list(item.problems(value))


@pytest.mark.parametrize("item", FIELDS)
def test_what_passes_at_a_glance_passes_the_full_check(item):
    # Twice, for what was seen once is remembered.
    for part in parts_of(item):
        assert [value for value in VALUES * 2 if not agrees(part, value)] == []


@pytest.mark.parametrize("item", [it for it in FIELDS if isinstance(it.values[0], Rows)])
def test_rows_pass_only_whole_and_once(item):
    plain = [{field.name: value for field in item.fields} for value in VALUES]
    lists = [[row] for row in plain] + [[row, dict(row)] for row in plain] + [[{**row, "more": 1}] for row in plain]
    assert [value for value in lists if not agrees(item, value)] == []
