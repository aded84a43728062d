"""What becomes of records when an import is undone, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.models import Import
from archive.workflow import Fate

FATES: tuple[tuple[Fate, Promise], ...] = (
    (Fate.REMOVED, gettext_lazy("removed")),
    (Fate.RESTORED, gettext_lazy("become what they were")),
    (Fate.REVISED, gettext_lazy("become what they were, once a second person approves it")),
    (Fate.DISCARDED, gettext_lazy("revisions discarded")),
    (Fate.WITHDRAWN, gettext_lazy("withdrawn, because they are public")),
    (Fate.EDITED, gettext_lazy("left: edited since")),
    (Fate.NEEDED, gettext_lazy("left: others name them")),
    (Fate.REFUSED, gettext_lazy("left: not allowed")),
    (Fate.GONE, gettext_lazy("no longer here")),
    (Fate.SAME, gettext_lazy("nothing to be undone")),
)


def told_fates(held: Import) -> list[tuple[str, int]]:
    """What becomes of how many records."""
    return [(str(label), held.undone[fate]) for fate, label in FATES if held.undone.get(fate)]
