"""What rules propose, as the page shows it: ghost marks with a form filled in for each."""

from typing import Any

from archive.admin.desk import proposing
from archive.admin.desk.forms import FIELDS, names_in
from archive.admin.desk.marked import told_day
from archive.admin.desk.sheets import Sheet
from archive.models import DeskAct

KEY_LENGTH = 100


def offered(sheet: Sheet) -> list[dict[str, Any]]:
    """The proposals that nobody dismissed, in the order of the text, each with the values of its form."""
    gone = DeskAct.objects.dismissed(sheet.source)
    found = [proposal for proposal in proposing.proposals(sheet) if proposal.key[:KEY_LENGTH] not in gone]
    documents = proposing.statement_documents(found, sheet)
    names = names_in(*documents)
    return [_told(proposal, document, names, sheet) for proposal, document in zip(found, documents, strict=True)]


def _told(proposal: Any, document: dict[str, Any], names: dict[str, str], sheet: Sheet) -> dict[str, Any]:
    values = {name: document[name] for name in FIELDS["statement"] if name in document}
    own = [row for row in document["citations"] if row["source"] == sheet.uuid and row["start"] is not None]
    values["citations"] = [{"start": row["start"], "end": row["end"], "supports": row["supports"]} for row in own]
    return {
        "key": proposal.key[:KEY_LENGTH],
        "start": proposal.start,
        "end": proposal.end,
        "quote": list(proposal.quote) if proposal.quote else None,
        "speaker": proposal.speaker.text if proposal.speaker else "",
        "day": told_day(document["said_on"]),
        "sort": document["kind"],
        "confidence": round(proposal.confidence, 2),
        "reasons": [str(reason) for reason in proposal.reasons],
        "values": values,
        "names": {key: names[key] for key in _keys(values) if key in names},
    }


def _keys(value: Any) -> set[str]:
    """Every text that stands anywhere in the values; those that are UUIDs have a name."""
    match value:
        case str():
            return {value}
        case list():
            return set().union(*map(_keys, value))
        case dict():
            return set().union(*map(_keys, value.values()))
    return set()


def days(sheet: Sheet) -> list[dict[str, Any]]:
    """The days that the text names: `{start, end, edtf, words, reason}`."""
    return [
        {"start": day.start, "end": day.end, "edtf": day.edtf, "words": told_day(day.edtf), "reason": str(day.reason)}
        for day in proposing.days_in(sheet)
    ]
