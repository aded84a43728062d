"""Why something is proposed, in words that an editor reads."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from archive.dates import display, display_day, parse
from archive.proposals.calendar_words import Issue

_NAMED = gettext_noop("“%(words)s” is a name of %(name)s.")
_UNKNOWN = gettext_noop("The archive does not know “%(words)s”.")
_SPEAKERS = {
    "pronoun": gettext_noop("“%(words)s” is taken for the last that fits: %(name)s."),
    "spokesperson": gettext_noop("Somebody speaks for %(name)s."),
    "office": gettext_noop("“%(words)s” has the words of the name %(name)s."),
    "post": gettext_noop("“%(words)s” is a post that %(name)s held."),
    "before": gettext_noop("“%(words)s” is taken for the last that fits: %(name)s."),
    "seat": gettext_noop("“%(words)s” is taken for the state: %(name)s."),
    "surname": gettext_noop("“%(words)s” ends with the surname of %(name)s."),
}


def _issue(issue: Issue) -> str:
    day = issue.day or issue.about
    return display_day(day.toordinal()) if day else ""


def by_weekday_reason(words: str, edtf: str, issue: Issue) -> str:
    day = parse(edtf)
    if issue.day and day.first_day and day.first_day > issue.day.toordinal():
        message = _("“%(words)s” is the next such day after the issue of %(issue)s: %(meant)s.")
    else:
        message = _("“%(words)s” is the latest such day up to the issue of %(issue)s: %(meant)s.")
    return message % {"words": words, "issue": _issue(issue), "meant": display(day)}


def by_phrase_reason(words: str, edtf: str, issue: Issue) -> str:
    message = _("“%(words)s” is counted from the issue of %(issue)s: %(meant)s.")
    return message % {"words": words, "issue": _issue(issue), "meant": display(parse(edtf))}


def by_month_reason(words: str, edtf: str, issue: Issue) -> str:
    message = _("“%(words)s” gives no year; the nearest to the issue of %(issue)s is meant: %(meant)s.")
    return message % {"words": words, "issue": _issue(issue), "meant": display(parse(edtf))}


def written_reason(words: str, edtf: str, issue: Issue) -> str:
    return _("The text gives the date: “%(words)s”.") % {"words": words}


def why_quoted() -> str:
    return _("The words stand in quotation marks.")


def why_cue(words: str) -> str:
    return _("“%(words)s” says that somebody speaks.") % {"words": words}


def why_inherited() -> str:
    return _("No speaker is named here; the words follow others of the same speaker.")


def why_lead(name: str) -> str:
    return _("At its start the text names %(name)s as the origin of what it tells.") % {"name": name}


def why_position() -> str:
    return _("The archive knows this post of the speaker on that day.")


def speaker_reason(how: str, words: str, name: str) -> str:
    """How the speaker was found; `name` is the actor's in the archive, "" for one that it does not know."""
    message = _SPEAKERS.get(how, _NAMED) if name else _UNKNOWN
    return _(message) % {"words": words, "name": name}
