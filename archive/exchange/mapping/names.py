"""Names of columns, and slugs made of words."""

from collections.abc import Iterable, Sequence

from archive.models.records import SLUG_LENGTH
from archive.search.folding import folded_words

SHORT = 80
"""So long a slug made of a name may be, so that a day and a number have room behind it."""


def column_names(header: Sequence[str]) -> list[str]:
    """A name of its own for each column: the header's, numbered where it is blank or stands twice.

    `["a", "", "a"]` → `["a", "Column 2", "a (2)"]`.
    """
    names: list[str] = []
    taken: set[str] = set()
    for number, written in enumerate(header, start=1):
        plain = written.strip() or f"Column {number}"
        name, again = plain, 2
        while name in taken:
            name, again = f"{plain} ({again})", again + 1
        names.append(name)
        taken.add(name)
    return names


def folded_name(name: str) -> str:
    """The same for all ways of writing one column: “Start_Date”, “start date” → `start date`."""
    return " ".join(folded_words(name.replace("_", " ")))


def slug_of(texts: Iterable[str], longest: int = SHORT) -> str:
    """Words as a slug, cut after a whole word; empty where nothing of a–z and 0–9 is left."""
    words = [word for text in texts for word in folded_words(text.replace("_", " "))]
    slug = "-".join(words)[: longest + 1]
    if len(slug) <= longest:
        return slug
    return slug[: slug.rfind("-")] if "-" in slug else slug[:longest]


def numbered(slug: str, number: int) -> str:
    """The slug of the `number`th record that would have it: `talks`, `talks-2`, `talks-3`."""
    return slug if number == 1 else f"{slug[: SLUG_LENGTH - 8].rstrip('-')}-{number}"
