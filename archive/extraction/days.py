"""Moments as pages and files write them, in EDTF as far as they say it; whether it is valid is for others to say."""

import re

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"\d{4}(-\d{2})?", re.ASCII)
_PDF = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})(\d{2})?)?(?:(Z)|([+-]\d{2})'?(\d{2})?)?", re.ASCII)
_IN_ADDRESS = re.compile(r"[/_-]((?:19|20)\d{2})[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_.-]|$)", re.ASCII)


def moment(text: str) -> str:
    """`2021-12-22T16:14:00+02:00` with its offset; without one the time of day is not trusted. Or an empty text."""
    text = text.strip()
    if compact := _COMPACT.fullmatch(text):
        return "-".join(compact.groups())
    if _MONTH.fullmatch(text):
        return text
    found = _MOMENT.match(text)
    if found is None:
        return ""
    day, time, offset = found.groups()
    if not time or not offset:
        return day
    time = time if time.count(":") == 2 else f"{time}:00"
    return f"{day}T{time}{offset if offset == 'Z' or ':' in offset else offset[:3] + ':' + offset[3:]}"


def pdf_moment(text: str) -> str:
    """A PDF's `D:20211222161400+02'00'`, likewise."""
    found = _PDF.match(text.strip())
    if found is None:
        return ""
    year, month, day, hour, minute, second, zulu, hours, minutes = found.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if not day or not hour or not (zulu or hours):
        return date
    return f"{date}T{hour}:{minute}:{second or '00'}{'Z' if zulu else f'{hours}:{minutes or chr(48) * 2}'}"


def day_in_address(address: str) -> str:
    """The day that an address such as `…/2021/12/22/…` names, or an empty text."""
    found = _IN_ADDRESS.search(address.partition("?")[0])
    return "-".join(found.groups()) if found else ""
