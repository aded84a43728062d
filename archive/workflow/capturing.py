"""Capturing a text: normalised once, hashed, kept for good. A new capture is a new version."""

from typing import Any

from django.utils.translation import gettext as _

from archive.documents import read
from archive.documents.values import unstorable
from archive.models import TEXT_LIMIT, ArchivedText, Source, fixity
from archive.workflow.acts import Act
from archive.workflow.editing import save
from archive.workflow.errors import refuse


def line_feeds(text: str) -> str:
    """The text with its line ends as LF; nothing else is touched."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def keep_text(text: str) -> ArchivedText:
    """The archived text that says this, word for word; made if there is none yet. Raises Refused."""
    text = checked_text(text)
    kept = ArchivedText.objects.filter(sha256=fixity(text)).first()
    return kept or ArchivedText.objects.create(sha256=fixity(text), body=text, length=len(text))


def checked_text(text: str) -> str:
    """The text as it can be archived. Raises Refused for one that cannot."""
    text = line_feeds(text)
    if not text:
        raise refuse(_("There is no text to archive."), "text")
    if len(text) > TEXT_LIMIT:
        message = _("An archived text has at most %(limit)s characters; this one has %(length)s.")
        raise refuse(message % {"limit": TEXT_LIMIT, "length": len(text)}, "text")
    if reason := unstorable(text):
        raise refuse(reason, "text")
    return text


def capture(source: Source, text: str, captured_at: str, act: Act) -> Any:
    """Add `text` as the source's newest version. A text equal to the latest is no new version. Raises Refused."""
    kept = keep_text(text)
    document = read(source)
    latest = max(document["captures"], key=lambda row: row["number"], default=None)
    if latest and latest["text"] == kept.sha256:
        return source
    number = latest["number"] + 1 if latest else 1
    document["captures"].append(captured(number, kept.sha256, captured_at))
    document["captured_at"] = captured_at
    return save(document, act)


def captured(
    number: int, sha256: str, captured_at: str, *, original: str = "", original_sha256: str = ""
) -> dict[str, Any]:
    """A capture's entry in a source's document; `original`: the name in its storage of the file that the text is of."""
    return {
        "number": number,
        "text": sha256,
        "captured_at": captured_at,
        "original": original,
        "original_sha256": original_sha256,
    }
