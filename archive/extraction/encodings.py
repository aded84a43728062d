"""From bytes to characters: what a text says of its encoding, what its bytes look like, and what else they could be."""

import codecs
import re

from charset_normalizer import from_bytes

from archive.extraction.reading import Unreadable

#: as much of a text as its encoding is guessed from
SAMPLE = 200_000
#: what a person may choose from where the bytes allow it, beside what was found
USUAL = (
    *("utf-8", "cp1252", "cp1250", "cp1251", "iso8859-2", "iso8859-15", "cp1254", "cp1253", "cp1257", "koi8-r"),
    *("koi8-u", "mac-roman", "cp1255", "cp1256", "gb18030", "big5", "shift_jis", "euc-kr"),
)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
# As the WHATWG's Encoding Standard has it: what calls itself Latin-1 or ASCII is windows-1252.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}


def known_encoding(name: str) -> str:
    """Python's name of an encoding, or an empty text for none that turns bytes into characters."""
    try:
        found = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return ""
    if not getattr(found, "_is_text_encoding", True):
        return ""
    return _MEANT.get(found.name, found.name)


def marked(content: bytes) -> str:
    """The encoding that a byte-order mark says, or an empty text."""
    return next((name for mark, name in _MARKS if content.startswith(mark)), "")


def declared_in_page(content: bytes) -> str:
    """The encoding that a page names in its first kilobytes, or an empty text."""
    found = _DECLARED.search(content[:4096])
    return known_encoding(found[1].decode("ascii", "replace")) if found else ""


def decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def guessed(content: bytes) -> list[str]:
    """What the bytes look like, the likeliest first. cp1250 stands beside cp1252, which they are seldom told from."""
    best = from_bytes(content[:SAMPLE]).best()
    if best is None:
        return []
    found = [known_encoding(name) for name in (best.encoding, *best.could_be_from_charset)]
    if "cp1250" in found and "cp1252" in found:
        found = ["cp1252", *found]
    return list(dict.fromkeys(name for name in found if name))


def choose(content: bytes, wanted: str, declared: list[str]) -> tuple[str, list[str]]:
    """The encoding to read in, and all that the bytes can be read in. Raises Unreadable.

    A byte-order mark goes before everything but a person's choice, then valid UTF-8, then what was declared, then
    what the bytes look like.
    """
    mark = marked(content)
    claimed = [name for name in map(known_encoding, declared) if name]
    likely = [mark] if mark else ["utf-8", *claimed]
    first = next((name for name in likely if name and decodes(content, name)), "")
    looks = [] if first in ("utf-8", mark) and first else guessed(content)
    order = dict.fromkeys([*([first] if first else []), *claimed, *looks, *USUAL])
    possible = [name for name in order if decodes(content, name)]
    if wanted and (known := known_encoding(wanted)) and decodes(content, known):
        return known, list(dict.fromkeys([*possible, known]))
    if not possible:
        raise Unreadable("encoding")
    return possible[0], possible
