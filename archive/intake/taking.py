"""Taking a document in: pasted, uploaded or fetched; kept, read, and put before an editor."""

from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from archive.extraction.reading import ARTICLE, PLAIN, Order, Reading
from archive.intake.addresses import web_address
from archive.intake.apart import checked_text, read_apart
from archive.intake.originals import keep_original, let_go, read_original
from archive.intake.problems import IntakeProblem, wording
from archive.intake.proposing import proposals_for
from archive.models import Intake, IntakeState, Source, Way

OWN = "own"

#: problems for which the original is kept all the same: its text can come from elsewhere
KEPT_WITHOUT_TEXT = {"scanned", "encrypted", "no text", "reading time", "too large inside", "pages", "too long"}


def now() -> str:
    """This moment, with the site's offset (RFC 3339)."""
    return timezone.localtime().isoformat(timespec="seconds")


def _begun(user: Any, way: Way, source: Source | None, **values: Any) -> Intake:
    return Intake(
        by=user,
        by_name=(user.get_full_name() or user.username)[:150],
        way=way,
        source=source,
        renews=source is not None,
        manner=ARTICLE,
        **values,
    )


def take_pasted(user: Any, text: str, source: Source | None = None) -> Intake:
    """What somebody pasted, word for word. Raises IntakeProblem."""
    intake = _begun(user, Way.PASTE, source)
    text = checked_text(text)
    return take_bytes(intake, text.encode(), Order(media_type=PLAIN, encoding="utf-8"))


def take_uploaded(user: Any, upload: "File[bytes]", source: Source | None = None) -> Intake:
    """A file, known by its content. Raises IntakeProblem."""
    upload.seek(0)
    content = upload.read(settings.INTAKE_MAX_BYTES + 1)
    if len(content) > settings.INTAKE_MAX_BYTES:
        raise IntakeProblem("size")
    name = (upload.name or "").replace("\\", "/").rpartition("/")[2].replace("\x00", "")[-255:]
    return take_bytes(_begun(user, Way.UPLOAD, source, file_name=name), content, Order())


def take_link(user: Any, address: str, source: Source | None = None) -> Intake:
    """What an address on the web has; it is fetched in the background. Raises IntakeProblem."""
    checked = web_address(address)
    intake = _begun(user, Way.LINK, source, given_address=checked.url[:2000], state=IntakeState.WAITING)
    intake.save()
    _enqueue(intake)
    return intake


def fetch_again(intake: Intake) -> None:
    """Try once more to fetch what could not be fetched; an answer to the earlier try is not heard any more."""
    intake.attempt += 1
    intake.state, intake.problem, intake.received, intake.begun_at = IntakeState.WAITING, "", 0, timezone.now()
    intake.save()
    _enqueue(intake)


def _enqueue(intake: Intake) -> None:
    from archive.intake.tasks import fetch_intake  # noqa: PLC0415 - tasks know the taking, not the other way round

    transaction.on_commit(lambda: fetch_intake.enqueue(intake.pk, intake.attempt))


def take_bytes(intake: Intake, content: bytes, order: Order) -> Intake:
    """Keep the bytes of a document and read them. Raises IntakeProblem for what cannot be taken in at all."""
    intake.captured_at = now()
    reading = read_apart(order, content)
    if reading.problem and reading.problem not in KEPT_WITHOUT_TEXT:
        raise IntakeProblem(reading.problem)
    intake.original, intake.original_sha256 = keep_original(content)
    intake.original_size = len(content)
    hear(intake, reading)
    intake.save()
    return intake


def hear(intake: Intake, reading: Reading) -> None:
    """Note what a reading found."""
    problem, text = reading.problem, ""
    if not problem:
        try:
            text = checked_text(reading.text)
        except IntakeProblem as found:
            problem = found.code
    intake.media_type, intake.encoding, intake.encodings = reading.media_type, reading.encoding, reading.encodings
    intake.text, intake.problem = text, wording(problem) if problem else ""
    intake.proposals = proposals_for(intake, reading.proposals)
    intake.state = IntakeState.READY if text else IntakeState.UNREADABLE


def read_again(intake: Intake, encoding: str, manner: str) -> None:
    """Read the kept bytes in another encoding, or find the text in another manner."""
    intake.manner = manner
    order = Order(
        media_type=intake.media_type,
        encoding=encoding,
        declared=intake.declared_encoding,
        manner=manner,
        address=intake.address or intake.given_address,
    )
    hear(intake, read_apart(order, read_original(intake.original)))
    intake.save()


def give_text(intake: Intake, text: str) -> None:
    """Let an editor's text stand for what was found, or was not, in the original. Raises IntakeProblem."""
    intake.text, intake.manner, intake.problem, intake.state = checked_text(text), OWN, "", IntakeState.READY
    intake.save()


def discard(intake: Intake) -> None:
    """Forget a document that was not taken; its original goes with it unless something else refers to it."""
    name = intake.original
    intake.delete()
    transaction.on_commit(lambda: let_go(name))
