"""What a reviewer says, to one record or to many in one act, and what they need to know before they say it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from archive.admin.steps import STEPS, named
from archive.documents import KINDS, Document, Problem
from archive.models import Action, Change
from archive.workflow import Refused, Stale, act

PAST_SHOWN = 12


@dataclass(frozen=True)
class Verdict:
    """`step` is the workflow's: `publish` or `send_back`, which needs a reason."""

    step: str
    reason: str

    @property
    def is_approval(self) -> bool:
        return self.step == "publish"


def read_verdict(posted: Mapping[str, Any]) -> Verdict:
    """Raises Refused for anything else than the two, and for a sending back without a word why."""
    verdict = Verdict(posted.get("verdict", ""), posted.get("reason", "").strip())
    if verdict.step not in ("publish", "send_back"):
        raise Refused([Problem("verdict", _("Approve it or send it back."))])
    if not verdict.is_approval and not verdict.reason:
        raise Refused([Problem("reason", _("Say why it goes back, so that its author knows what to mend."))])
    return verdict


def verdict_on(keys: Iterable[str], verdict: Verdict, user: Any) -> int:
    """Take the step for every chosen record, or for none; returns how many. Raises Refused, naming the records.

    Keys are `kind:uuid:version`. What others rest on comes first, so that a source and the statements that cite it
    are published in one act.
    """
    chosen = sorted({_read_key(key) for key in keys})
    if not chosen:
        raise Refused([Problem("chosen", _("Choose at least one record."))])
    problems: list[Problem] = []
    try:
        with act(user, verdict.reason) as this:
            for key in chosen:
                try:
                    named(STEPS[verdict.step].take, _seen(key), this)
                except Refused as refused:
                    problems += refused.problems
            if problems:
                raise Refused(problems)
    except Refused as refused:
        raise Refused([*refused.problems, Problem("", _("Nothing was changed."))]) from refused
    return len(chosen)


_ORDER = {name: number for number, name in enumerate(KINDS)}


def _read_key(key: str) -> tuple[int, str, str, int]:
    kind, _colon, rest = key.partition(":")
    uuid, _colon, version = rest.partition(":")
    try:
        return _ORDER[kind], kind, str(UUID(uuid)), int(version)
    except (KeyError, ValueError) as error:
        raise Refused([Problem("chosen", _("This names no record: %(key)s") % {"key": key[:100]})]) from error


def _seen(key: tuple[int, str, str, int]) -> Any:
    _number, kind, uuid, version = key
    record: Any = KINDS[kind].model._default_manager.filter(uuid=uuid).first()
    if record is None:
        raise Refused([Problem("chosen", _("One of the chosen records is no longer here."))])
    if record.version != version:
        stale = Stale(version, record.version)
        raise Refused([Problem("", f"“{record}”: {problem.message}") for problem in stale.problems])
    return record


def last_public(record: Any) -> tuple[Document | None, datetime | None]:
    """The document that is public now; of a withdrawn one the last that was, and until when."""
    if record.is_published:
        return record.opened.live, None
    changes = Change.objects.filter(record_uuid=record.uuid)
    withdrawal = changes.filter(action=Action.WITHDRAWN).order_by("-version").first()
    return (withdrawal.document_before, withdrawal.at) if withdrawal else (None, None)


def past_changes(record: Any) -> list[Change]:
    """Who did what and said what about it lately, the latest first; without the documents."""
    changes = Change.objects.filter(record_uuid=record.uuid).order_by("-version")
    return list(changes.defer("before", "after")[:PAST_SHOWN])
