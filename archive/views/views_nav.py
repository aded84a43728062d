"""The three ways to see a selection of events: drawn along time, on a map, as a calendar. All keep its filters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from archive.timeline.filters import Selection
from archive.views.filtering import address


@dataclass(frozen=True)
class ViewLink:
    words: str
    url: str
    current: bool


def view_links(path: str, selection: Selection) -> Sequence[ViewLink]:
    """Links to the same selection in each view, the one that is shown being `current`."""
    views = (("", _("Timeline")), ("map", _("Map")), ("calendar", _("Calendar")))
    return [ViewLink(words, _address(path, selection, view), view == selection.view) for view, words in views]


def _address(path: str, selection: Selection, view: str) -> str:
    return address(path, replace(selection, view=view).parameters())
