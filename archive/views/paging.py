"""Pages of what belongs to one record, such as the statements about an event."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.timeline.errors import FilterError
from archive.timeline.keyset import Page
from archive.views.cards import PageLinks

MOST_PAGES = 10_000


@dataclass(frozen=True)
class NumberedPage:
    """`items` of the page with this `number`, from 1; the addresses beside it are empty where none is.

    The names of the addresses are those that `archive/parts/pagination.html` reads.
    """

    items: list[Any]
    number: int
    newer: str = ""
    older: str = ""

    @property
    def newer_words(self) -> str:
        return _("Back")

    @property
    def older_words(self) -> str:
        return _("More")


def numbered(
    request: HttpRequest, records: Callable[[int, int], list[Any]], size: int, parameter: str = "page"
) -> NumberedPage:
    """`records` gives those from a first place to before a last one. Nothing is counted.

    Raises FilterError for what is no number of a page.
    """
    number = _number(request.GET.get(parameter, "1"), parameter)
    start = (number - 1) * size
    found = records(start, start + size + 1)
    if not found and number > 1:
        raise FilterError(_("This list ends before page %(number)s.") % {"number": number})

    def link(to: int) -> str:
        query = request.GET.copy()
        query[parameter] = str(to)
        if to == 1:
            del query[parameter]
        return f"{request.path}?{query.urlencode()}" if query else request.path

    return NumberedPage(
        items=found[:size],
        number=number,
        newer=link(number - 1) if number > 1 else "",
        older=link(number + 1) if len(found) > size else "",
    )


def _number(text: str, parameter: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= MOST_PAGES:
        return int(text)
    raise FilterError(_("“%(name)s” is the number of a page, such as 2.") % {"name": parameter})


def keyset_links(request: HttpRequest, found: Page[Any], parameters: dict[str, str]) -> PageLinks:
    """Links to the pages beside one that `archive.timeline.keyset.page` found, newest first."""

    def link(cursor: str) -> str:
        return f"{request.path}?{urlencode({**parameters, 'cursor': cursor})}#list" if cursor else ""

    return PageLinks(
        newer=link(found.before), older=link(found.after), newer_words=_("Later"), older_words=_("Earlier")
    )
