"""What waits for whom, as a table: a row for each colleague who has something under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.queue import STATE_LABELS
from archive.workflow import UNDERWAY_STATES, Colleague, colleagues

COLLEAGUES_SHOWN, APPROVERS_SHOWN = 20, 3


@dataclass(frozen=True)
class Row:
    """A colleague in the table: how much of theirs is in which state, with the list of just that."""

    name: str
    cells: Sequence[tuple[str, str]]
    oldest: datetime | None
    approvers: str
    unapproved: int


@dataclass(frozen=True)
class Table:
    """Who has what under way. `more` colleagues are left out; `is_cut`: the numbers are the least that there is."""

    headings: Sequence[str]
    rows: Sequence[Row]
    more: int
    is_cut: bool


def by_colleague(user: Any) -> Table | None:
    """What waits for whom, by author; None where nothing is under way."""
    found = colleagues(user)
    rows = [_row(colleague, found.publishers) for colleague in found.colleagues[:COLLEAGUES_SHOWN]]
    headings = [str(STATE_LABELS[state]) for state in UNDERWAY_STATES]
    return Table(headings, rows, len(found.colleagues) - len(rows), found.is_cut) if rows else None


def _row(colleague: Colleague, publishers: dict[int, str]) -> Row:
    queue = reverse("admin:archive_review")
    addresses = [f"{queue}?list={state}&by={colleague.user}" if colleague.user else "" for state in UNDERWAY_STATES]
    numbers = [f"{colleague.numbers[state]:,}" if colleague.numbers[state] else "" for state in UNDERWAY_STATES]
    return Row(
        colleague.name,
        list(zip(numbers, addresses, strict=True)),
        colleague.oldest,
        _named(sorted(publishers[pk] for pk in colleague.approvers)),
        colleague.unapproved,
    )


def _named(names: list[str]) -> str:
    """The first few; “Anna Berg, Bruno Kahn and 3 more”."""
    listed, more = ", ".join(names[:APPROVERS_SHOWN]), len(names) - APPROVERS_SHOWN
    return _("%(names)s and %(number)s more") % {"names": listed, "number": more} if more > 0 else listed
