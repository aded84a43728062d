"""The folded words of one entry, by where they stand, and the marks that are searched like words.

Marks begin with `_`, which no folded word does, so nobody can type them:

`_tlavrov`   the word stands in the title or in a name
`_kevent`    the entry is one of an event
`_s`         its record is one in 64, by which frequent words are counted
`_m`         its record has more than one section
"""

from collections.abc import Iterable
from typing import NamedTuple

from archive.search.folding import BREAK
from archive.search.places import is_sampled

# A list of names that nobody reads to its end must not outgrow what a database can index (1 MB in PostgreSQL).
MOST_NAME_WORDS = 1000
IN_TITLE, OF_KIND, IN_SAMPLE, IN_SECTIONS = "_t", "_k", "_s", "_m"


class Words(NamedTuple):
    """The columns of the databases' own indexes; each holds words with a space between them."""

    title: str = ""
    names: str = ""
    body: str = ""
    context: str = ""
    marks: str = ""


def joined(names: Iterable[str]) -> str:
    """Folded names one after another, with a break between them that no phrase runs across."""
    together = f" {BREAK} ".join(filter(None, names))
    if len(together) < MOST_NAME_WORDS or together.count(" ") < MOST_NAME_WORDS:
        return together
    return " ".join(together.split()[:MOST_NAME_WORDS])


def marks(kind: str, record_id: int, named: str, *, in_sections: bool) -> str:
    """`named`: the words of the title and of the names."""
    found = [f"{OF_KIND}{kind}"]
    if is_sampled(record_id):
        found.append(IN_SAMPLE)
    if in_sections:
        found.append(IN_SECTIONS)
    if named:
        found.append(IN_TITLE + named.replace(" ", f" {IN_TITLE}"))
    return " ".join(found)
