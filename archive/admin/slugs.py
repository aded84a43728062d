"""A slug for a record that was given none."""

import re
from typing import Any

from anyascii import anyascii

from archive.models import Address
from archive.models.records import SLUG_LENGTH

#: how many characters of the words to take, so that people can still read an address out
LONGEST = 60


def propose_slug(record: Any, values: dict[str, Any]) -> str:
    """An address made of the record's name, title or words that no record has or had."""
    base = slug_of(*_words(values)) or record.record_kind
    taken = set(Address.objects.filter(kind=record.address_kind, slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _words(values: dict[str, Any]) -> list[str]:
    # A statement has no name: its speaker and its first words tell it apart. A position is named after its person.
    if "speaker" in values:
        return [str(values.get("speaker") or ""), values.get("quote") or values.get("summary") or ""]
    names = [values.get("person"), values.get("title") or values.get("name") or values.get("alt")]
    return [str(name) for name in names if name]


def slug_of(*words: str) -> str:
    """`slug_of("Сергій", "Peace is near")` is `sergij-peace-is-near`; cut between words; "" where no letter is left."""
    text = re.sub(r"[^a-z0-9]+", "-", anyascii(" ".join(words)).lower()).strip("-")
    if len(text) > LONGEST:
        text = text[: LONGEST + 1].rpartition("-")[0] or text[:LONGEST]
    return text[:SLUG_LENGTH].strip("-")
