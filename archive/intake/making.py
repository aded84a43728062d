"""From a document that was taken in to the archive: a new source, or a new version of one that is held."""

from typing import Any

from django.utils.translation import gettext as _

from archive.documents import Document, Problem
from archive.intake.working import working_document
from archive.models import Intake, IntakeState, Source, fixity
from archive.workflow import Act, Refused, captured, keep_text, save


def make_source(intake: Intake, document: Document, act: Act) -> Any:
    """The draft of a source as `document` has it, with the intake's text and original as its first capture.

    Raises Refused or NotPermitted; then nothing was written.
    """
    _require_text(intake)
    entry = _entry(intake, 1, document["captured_at"])
    return _taken(intake, save({**document, "captures": [entry]}, act))


def add_version(intake: Intake, captured_at: str, act: Act, base_version: int | None = None) -> Any:
    """The intake's text as its source's newest version; of a published source as a pending revision.

    Raises Refused where the latest version says the same.
    """
    _require_text(intake)
    source = intake.source
    if source is None:
        raise Refused([Problem("", _("The source that this is a newer capture of is no longer here."))])
    document = working_document(source)
    latest = max(document["captures"], key=lambda row: row["number"], default=None)
    if latest and latest["text"] == fixity(intake.text):
        message = _("The text is the same as that of version %(number)s, letter by letter: there is nothing new.")
        raise Refused([Problem("", message % {"number": latest["number"]})])
    entry = _entry(intake, latest["number"] + 1 if latest else 1, captured_at)
    document = {**document, "captures": [*document["captures"], entry], "captured_at": captured_at}
    return _taken(intake, save(document, act, base_version=base_version))


def _require_text(intake: Intake) -> None:
    # Asked anew and held until the act ends, for two may press the button at once.
    state = Intake.objects.select_for_update().filter(pk=intake.pk).values_list("state", flat=True).first()
    if state == IntakeState.TAKEN:
        raise Refused([Problem("", _("This document is in the archive already."))])
    if state != IntakeState.READY:
        raise Refused([Problem("", _("There is no text to archive."))])


def _entry(intake: Intake, number: int, captured_at: str) -> dict[str, Any]:
    kept = keep_text(intake.text)
    return captured(number, kept.sha256, captured_at, original=intake.original, original_sha256=intake.original_sha256)


def _taken(intake: Intake, source: Source) -> Source:
    intake.source, intake.state = source, IntakeState.TAKEN
    # The text is in the archive now; what was proposed and kept stays.
    intake.text = ""
    intake.save()
    return source
