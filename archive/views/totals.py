"""How many a list holds, in words. The index counts exactly whatever is selected, so nothing is rounded."""

from collections.abc import Callable

from django.utils.formats import number_format
from django.utils.translation import ngettext

_WORDS: dict[str, Callable[[int], str]] = {
    "event": lambda count: ngettext("%(count)s event", "%(count)s events", count),
    "statement": lambda count: ngettext("%(count)s statement", "%(count)s statements", count),
    "source": lambda count: ngettext("%(count)s source", "%(count)s sources", count),
    "actor": lambda count: ngettext("%(count)s actor", "%(count)s actors", count),
}


def records_words(of: str, count: int) -> str:
    """“1,234 events”, of the list `of`."""
    return _WORDS[of](count) % {"count": number_format(count, force_grouping=True)}
