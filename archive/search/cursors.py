"""Where a page of results ended, as it stands in an address."""

import base64
import binascii
import json
import zlib

from django.utils.translation import gettext as _

from archive.search.errors import SearchError

_LONGEST = 200
#: (score turned round, number of the entry): smaller is better
Position = tuple[float, int]


def write_cursor(last: Position) -> str:
    content = json.dumps(last, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(zlib.crc32(content).to_bytes(4) + content).decode().rstrip("=")


def read_cursor(text: str) -> Position | None:
    """Where the page before ended. Raises SearchError for anything that `write_cursor` did not make."""
    if not text:
        return None
    try:
        packed = base64.b64decode(text[:_LONGEST] + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        content = packed[4:]
        if zlib.crc32(content).to_bytes(4) != packed[:4]:
            raise ValueError(text)
        score, number = json.loads(content)
        if not isinstance(score, float) or type(number) is not int:
            raise ValueError(text)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise SearchError(_("This page of results is not there; start the search again.")) from None
    return score, number
