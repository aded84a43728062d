"""Mark-up that is provably plain, and so need not go through the parser: rows as every program writes them.

A stretch of whole rows is plain when all its tags are of the few forms that a pattern knows. That is so when they
are as many as the pattern found: a comment, a section or another element would be one `<` too many. Whatever is not
plain goes to the parser, which has the last word.
"""

import re

TEXT = r"[^<>\x00-\x08\x0b\x0c\x0e-\x1f\r]*"
"""Character data without what XML refuses or changes. References are still in it."""

_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));|&")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ENCODING = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=["']([^"']*)["']""")


class NotPlain(Exception):
    """The parser has to look at it."""


def is_utf8(beginning: bytes) -> bool:
    """Whether a part that begins so is in UTF-8, by its mark or its declaration."""
    declared = _ENCODING.match(beginning)
    if declared:
        return declared[1].lower() == b"utf-8"
    return beginning.removeprefix(b"\xef\xbb\xbf").startswith(b"<")


def resolved(text: str) -> str:
    """Character data with its references resolved. Raises NotPlain for what is none of XML's own."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    if reference[1]:
        return _NAMED[reference[1]]
    number = int(reference[2]) if reference[2] else int(reference[3], 16) if reference[3] else 0
    # What a control character or half of one means is for the parser to say.
    if number < 0x20 or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
        raise NotPlain
    return chr(number)


def refuse_other_tags(text: str, expected: int) -> None:
    """Raises NotPlain unless there are exactly so many tags in the text."""
    if text.count("<") != expected:
        raise NotPlain
