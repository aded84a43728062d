"""How far an import is, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.exchange.underway import Standing, is_stopped, is_unattended, standing
from archive.models import Import, ImportState

MINUTE = 60


@dataclass(frozen=True)
class ToldStanding:
    """`needs_person`: nothing more will happen by itself; `total` is 0 while nobody knows it."""

    words: str
    rows: int = 0
    total: int = 0
    needs_person: bool = False
    is_unattended: bool = False


def told_standing(held: Import) -> ToldStanding:
    if not held.is_under_way:
        return ToldStanding("")
    if is_stopped(held):
        return ToldStanding(_stopped(held), needs_person=True)
    now = standing(held)
    if now is None:
        waits = _("It waits for its turn.")
        if is_unattended(held):
            waits = _("It still waits for its turn: others are before it, or the background worker does not run.")
        return ToldStanding(waits, is_unattended=is_unattended(held))
    return ToldStanding(_words(now), now.rows, now.total)


def _stopped(held: Import) -> str:
    if held.state == ImportState.UNDOING:
        return _("The work was stopped, perhaps because the server was started anew. Nothing was undone.")
    return _("The work was stopped, perhaps because the server was started anew. Nothing was written.")


def _words(now: Standing) -> str:
    done = {"rows": f"{now.rows:,}", "total": f"{now.total:,}"}
    steps = {
        "find": _("Finding the records: %(rows)s rows") % done,
        "examine": _("Looking at the rows: %(rows)s of %(total)s") % done,
        "write": _("Writing: %(rows)s of %(total)s records") % done,
        "look": _("Looking at what would be undone: %(rows)s records") % done,
        "take back": _("Undoing: %(rows)s records") % done,
        "follow": _("Bringing lists and search up to date"),
    }
    words = [steps.get(now.step, _("It begins"))]
    if now.rate >= 1 and now.step != "follow":
        words.append(_("%(rate)s a second") % {"rate": f"{now.rate:,.0f}"})
    left = now.seconds_left
    if left is not None and now.step in ("examine", "write"):
        words.append(_left(left))
    return ", ".join(words) + "."


def _left(seconds: int) -> str:
    if seconds < MINUTE:
        return ngettext("about %(n)s second left", "about %(n)s seconds left", seconds) % {"n": seconds}
    minutes = round(seconds / MINUTE)
    return ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes) % {"n": minutes}
