"""No side door publishes: 10,000 forged posts change no status and nothing that the public sees.

On PostgreSQL it is a twentieth of them: the doors are the same, and each post takes as long as a page.
"""

from collections import Counter

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.urls import resolve

from tests.admin.forging import Forger
from tests.conftest import person

POSTS = 2000 if connection.vendor == "sqlite" else 100
ROLES = ("anyone", "staff", "editor", "publisher", "administrator")


def somebody(role: str) -> User | None:
    if role == "anyone":
        return None
    groups = {"staff": (), "editor": ("Editors",), "publisher": ("Publishers",), "administrator": ("Administrators",)}
    return person(f"forger-{role}", *groups[role])


def send_all(forger: Forger) -> Counter[str]:
    """How often it sent to which address."""
    return Counter(forger.send() for _each in range(POSTS))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a twentieth of them is sent on PostgreSQL")
def test_there_are_ten_thousand_of_them():
    assert POSTS * len(ROLES) == 10_000


@pytest.mark.parametrize("role", ROLES)
def test_no_forged_post_moves_anything(role, archive, other_publisher):
    may_publish = role in ("publisher", "administrator")
    forger = Forger(somebody(role), archive, other_publisher, may_publish=may_publish, seed=ROLES.index(role))
    sent = send_all(forger)
    assert sent.total() == POSTS
    assert len(sent) > POSTS // 20


def test_they_are_sent_to_the_desk_to_taking_in_and_to_merging(archive, editor, other_publisher):
    """Each of the addresses that take posts there, and they do write: a draft, a revision, a note."""
    forger = Forger(editor, archive, other_publisher, may_publish=False, seed=1)
    forger.doors = forger.at_the_desk.doors
    written = Counter()
    for _each in range(400):
        written[name_of(forger.send())] += forger.has_written
    names = {"desk_actor", "desk_cite", "desk_delete", "desk_dismiss", "desk_keep", "desk_mention", "desk_save"}
    names |= {"desk_submit", "desk_undo", "take_in", "capture", "citations", "intake"}
    names |= {f"intake_{name}" for name in ("read", "fetch", "renews", "discard")}
    assert {f"archive_source_{name}" for name in names} <= set(written)
    assert {"archive_merge_two", "archive_merge_undo", "archive_likeness_apart", "archive_presence"} <= set(written)
    for name in ("desk_actor", "desk_cite", "desk_keep", "desk_mention", "desk_save", "intake", "intake_discard"):
        assert written[f"archive_source_{name}"], name


def name_of(address: str) -> str:
    return str(resolve(address).url_name)


def test_the_forger_would_notice_if_something_moved(archive, publisher, other_publisher, settings):
    """Where four eyes are lifted a publisher's own post does publish, and the forger says so."""
    settings.FOUR_EYES = False
    forger = Forger(publisher, archive, other_publisher, may_publish=True, seed=1)
    with pytest.raises(AssertionError, match="moved"):
        send_all(forger)
