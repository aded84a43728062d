"""What XLSX writes for characters that XML cannot hold."""

import re

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """The text with `_x000D_` and its like as the characters they stand for (ECMA-376, part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    characters = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # Characters beyond U+FFFF are written in halves.
    return characters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
