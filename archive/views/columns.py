"""Which columns the cards show: what `only` asks for, so that a page does not read a record whole to name it."""

from collections.abc import Iterable

IMAGE = ("slug", "width", "height", "alt", "credit", "is_public")
LINK = ("name", "slug", "language")
DATES = ("first_day", "last_day", "first_second", "sort_day")


def under(path: str, columns: Iterable[str]) -> tuple[str, ...]:
    """The same columns of the record that `path` leads to."""
    return tuple(f"{path}__{column}" for column in columns)


ACTOR = (*LINK, "status", *under("portrait", IMAGE))
POSITION = ("title", "is_public", "organisation__name")
SOURCE = (
    *("title", "slug", "language", "status", "access", "byline", "reliability", "issued", *DATES),
    *("kind__name", *under("publisher", LINK), "publisher__status"),
)
STATEMENT = (
    *("slug", "quote", "summary", "language", "kind", "venue", "said_on", "status", *DATES),
    *(*under("speaker", ACTOR), *under("position", POSITION), "cue__name"),
)
EVENT = ("slug", "title", "language", "when", *DATES)
PLACE = ("name", "slug", "latitude", "longitude", "uncertainty_m")
CITATION = ("version", "start", "end", "exact", "prefix", "suffix", "supports", *under("source", SOURCE))
