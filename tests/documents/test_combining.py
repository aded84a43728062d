"""Two people at one record: what each changed, and both their work in one document."""

import pytest

from archive.documents import KINDS, blank
from archive.documents.combining import combined, sides

pytestmark = pytest.mark.django_db


def topic(**values):
    return {**blank(KINDS["topic"], slug="talks", name="Talks", description="Of the two."), "uuid": "u", **values}


@pytest.mark.parametrize(
    ("theirs", "mine", "both"),
    [
        ({"name": "Theirs"}, {"description": "Mine"}, {"name": "Theirs", "description": "Mine"}),
        ({"name": "Theirs"}, {"name": "Mine"}, {"name": "Mine"}),
        ({"name": "Theirs"}, {}, {"name": "Theirs"}),
        ({}, {"name": "Mine"}, {"name": "Mine"}),
        ({"description": ""}, {"name": "Mine"}, {"name": "Mine", "description": ""}),
    ],
)
def test_what_i_changed_is_mine_and_all_else_theirs(theirs, mine, both):
    assert combined(topic(), topic(**theirs), topic(**mine)) == topic(**both)


def test_where_nobody_knows_what_we_began_with_mine_is_mine():
    assert combined(None, topic(name="Theirs"), topic(name="Mine")) == topic(name="Mine")


def test_it_is_a_conflict_only_where_both_changed_one_thing_to_different_things():
    found = sides(
        topic(), topic(name="Theirs", slug="ours", language="uk"), topic(name="Mine", slug="ours", description="Mine")
    )
    assert {side.field: side.is_conflict for side in found} == {
        "slug": False,
        "name": True,
        "language": False,
        "description": False,
    }
