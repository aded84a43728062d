"""Why two records look alike, in words."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def reason_words(reasons: Iterable[Sequence[str]]) -> list[str]:
    """Each reason as a person reads it; a code that is not known any more is left out."""
    return [words for code, text in reasons if (words := _words(code, text))]


def _words(code: str, text: str) -> str:
    if code == "people":
        number = int(text)
        return ngettext("%(number)s participant in common", "%(number)s participants in common", number) % {
            "number": number
        }
    told = {
        "id": _("both are %(text)s"),
        "name": _("both are called “%(text)s”"),
        "spelling": _("spelt almost alike: %(text)s"),
        "day": _("on the same day"),
        "days": _("on days that touch"),
        "title": _("with the same title"),
        "words": _("titles alike to %(text)s %%"),
        "place": _("at the same place"),
        "text": _("with the same archived text"),
        "url": _("with the same address on the web: %(text)s"),
        "publisher": _("by the same publisher"),
        "issued": _("issued on the same day"),
    }.get(code)
    return told % {"text": text} if told else ""
