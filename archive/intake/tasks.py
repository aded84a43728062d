"""What is done in the background: by a thread of the demo's server, or by `manage.py db_worker`."""

import logging
import time
from typing import Any

from django.utils import timezone
from django_tasks import task

from archive.extraction.reading import PLAIN, Order
from archive.intake.fetching import Fetched, fetch
from archive.intake.problems import IntakeProblem, wording
from archive.intake.taking import take_bytes
from archive.models import Intake, IntakeState

logger = logging.getLogger(__name__)

#: seconds between two notes of how much has come
NOTED_EVERY = 0.5


@task()
def fetch_intake(pk: int, attempt: int) -> None:
    """Fetch the document of an intake and read it. What goes wrong stands in the intake's row, nowhere else."""
    mine = Intake.objects.filter(pk=pk, attempt=attempt)
    if not mine.filter(state=IntakeState.WAITING).update(state=IntakeState.FETCHING, begun_at=timezone.now()):
        return
    try:
        fetched = fetch(mine.values_list("given_address", flat=True).get(), Progress(mine))
        _take(mine, fetched)
    except IntakeProblem as problem:
        mine.update(state=IntakeState.FAILED, problem=problem.words)
    except Exception:
        logger.exception("Document %s could not be fetched.", pk)
        mine.update(state=IntakeState.FAILED, problem=wording("failed"))


def _take(mine: Any, fetched: Fetched) -> None:
    # Whoever discarded it meanwhile, or tries again, does not want this any more.
    intake = mine.filter(state=IntakeState.FETCHING).first()
    if intake is None:
        return
    intake.address, intake.declared_encoding = fetched.address[:2000], fetched.encoding
    intake.received = len(fetched.content)
    order = Order(
        # A server that calls it plain text means it; whatever else it says, the content decides.
        media_type=PLAIN if fetched.media_type == PLAIN else "",
        declared=fetched.encoding,
        manner=intake.manner,
        address=fetched.address,
    )
    take_bytes(intake, fetched.content, order)


class Progress:
    """Notes in the intake's row how many bytes have come, not at every one."""

    def __init__(self, mine: Any) -> None:
        self.mine, self.noted = mine, time.monotonic()

    def __call__(self, received: int) -> None:
        if time.monotonic() - self.noted >= NOTED_EVERY:
            self.noted = time.monotonic()
            self.mine.update(received=received)
