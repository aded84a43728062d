"""No side door publishes: 10,000 forged posts change no status and nothing that the public sees.

On PostgreSQL it is a quarter of them: the doors are the same, and each post takes as long as a page.
"""

from collections import Counter

import pytest
from django.contrib.auth.models import User
from django.db import connection

from tests.admin.forging import Forger
from tests.conftest import person

POSTS = 500
SEEDS = range(4 if connection.vendor == "sqlite" else 1)
ROLES = ("anyone", "staff", "editor", "publisher", "administrator")


def somebody(role: str) -> User | None:
    if role == "anyone":
        return None
    groups = {"staff": (), "editor": ("Editors",), "publisher": ("Publishers",), "administrator": ("Administrators",)}
    return person(f"forger-{role}", *groups[role])


def send_all(forger: Forger) -> Counter[str]:
    """How often it sent to which address."""
    return Counter(forger.send() for _each in range(POSTS))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a quarter of them is sent on PostgreSQL")
def test_there_are_ten_thousand_of_them():
    assert POSTS * len(SEEDS) * len(ROLES) == 10_000


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("role", ROLES)
def test_no_forged_post_moves_anything(role, seed, archive, other_publisher):
    may_publish = role in ("publisher", "administrator")
    forger = Forger(somebody(role), archive, other_publisher, may_publish=may_publish, seed=seed)
    sent = send_all(forger)
    assert sent.total() == POSTS
    assert len(sent) > 30


def test_the_forger_would_notice_if_something_moved(archive, publisher, other_publisher, settings):
    """Where four eyes are lifted a publisher's own post does publish, and the forger says so."""
    settings.FOUR_EYES = False
    forger = Forger(publisher, archive, other_publisher, may_publish=True, seed=1)
    with pytest.raises(AssertionError, match="moved"):
        send_all(forger)
