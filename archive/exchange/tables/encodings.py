"""In which encoding a file is written: by its mark, by its form, by its letters; and which others it could be."""

import codecs

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.decoding import shown_encoding
from archive.exchange.tables.languages import likely_encodings
from archive.exchange.tables.told import Finding, Sureness

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEAST_ZEROS = 0.2
"""UTF-16 without a mark: so many of the bytes at even or odd places, and hardly any of the others, are zero."""

NO_LANGUAGE = -4.2
"""Characters that are less likely than this make no language that is known here."""

EAST = frozenset({"gb18030", "gbk", "gb2312", "big5", "big5hkscs", "shift_jis", "cp932", "euc_kr", "cp949", "euc_jp"})
LIKELY_LEAD = 0.25
MOST_RIGHT = 10
"""So many characters beyond ASCII for each wrong byte make it UTF-8 all the same."""
LETTERS_LOOKED_AT = 20_000


def find_encoding(sample: bytes, told: str, whole: bool) -> tuple[Finding, tuple[str, ...]]:
    """The encoding of a file that begins with the sample, and all that may be chosen. Raises FileFault.

    `whole`: the sample is all of the file, and so does not end within a character.
    """
    if told:
        encoding = known_encoding(told)
        return Finding("encoding", encoding, "told", _("As chosen.")), _choices(encoding, sample)
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return Finding("encoding", encoding, "certain", _("The file begins with its mark.")), (encoding,)
    if encoding := _without_mark(sample):
        reason = _("Every other byte is zero, as in UTF-16.")
        return Finding("encoding", encoding, "likely", reason), (encoding, "utf-8", "cp1252")
    if is_utf8(sample, whole):
        return _utf8(sample), _choices("utf-8", sample)
    if _is_nearly_utf8(sample):
        reason = _("It is UTF-8 but for some bytes, which reading it will name.")
        return Finding("encoding", "utf-8", "likely", reason), _choices("utf-8", sample)
    return _by_letters(_letters_of(sample))


def known_encoding(name: str) -> str:
    """Python's name of an encoding. Raises FileFault for none."""
    try:
        found = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        found = None
    if found is None or not getattr(found, "_is_text_encoding", True) or found.name in ("idna", "punycode"):
        reason = _("There is no encoding of that name.")
        raise FileFault(Fault(0, "", reason, name, _("a name such as utf-8 or windows-1252")))
    return found.name


def is_utf8(sample: bytes, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(sample, whole)
    except UnicodeDecodeError:
        return False
    return True


def _is_nearly_utf8(sample: bytes) -> bool:
    """A damaged file is to be told so, not to be taken for one in another encoding."""
    text = sample.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(sample.translate(None, bytes(range(0x80, 0x100))))
    wrong = text.count("\ufffd")
    return beyond_ascii - wrong >= MOST_RIGHT * wrong


def _utf8(sample: bytes) -> Finding:
    if sample.isascii():
        return Finding("encoding", "utf-8", "likely", _("No letter in it is beyond ASCII."))
    return Finding("encoding", "utf-8", "certain", _("Its bytes are valid UTF-8, which no other encoding's are."))


def _without_mark(sample: bytes) -> str:
    even, odd = sample[0::2], sample[1::2]
    if not odd:
        return ""
    zeros = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros[1] > LEAST_ZEROS and zeros[0] < zeros[1] / 10:
        return "utf-16-le"
    if zeros[0] > LEAST_ZEROS and zeros[1] < zeros[0] / 10:
        return "utf-16-be"
    return ""


def _letters_of(sample: bytes) -> bytes:
    """The lines of a sample that have bytes beyond ASCII, as many as suffice."""
    found: list[bytes] = []
    length = 0
    for line in sample.split(b"\n"):
        if not line.isascii() and length < LETTERS_LOOKED_AT:
            found.append(line)
            length += len(line)
    return b"\n".join(found)[: LETTERS_LOOKED_AT * 2]


def _by_letters(letters: bytes) -> tuple[Finding, tuple[str, ...]]:
    likely = likely_encodings(letters)
    known = bool(likely) and likely[0][1] >= NO_LANGUAGE
    names = tuple(dict.fromkeys([*([] if known else _of_the_east(letters)), *(name for name, _mean in likely)]))
    if not names:
        raise FileFault(Fault(0, "", _("No encoding is known in which this file could be read.")))
    if not known:
        reason = _("Its letters make no language that is known here; please look at the sample.")
        return Finding("encoding", names[0], "guess", reason), names
    return Finding("encoding", names[0], *_how_sure(likely)), names


def _how_sure(likely: list[tuple[str, float]]) -> tuple[Sureness, str]:
    values = {"encoding": shown_encoding(likely[0][0])}
    second = next((name for name, mean in likely[1:] if likely[0][1] - mean < LIKELY_LEAD), "")
    if not second:
        return "likely", _("Its letters make words in %(encoding)s.") % values
    values["other"] = shown_encoding(second)
    return "guess", _("Its letters fit %(encoding)s and %(other)s alike; please look at the sample.") % values


def _of_the_east(letters: bytes) -> list[str]:
    """Encodings of Chinese, Japanese and Korean, with more than one byte a character, that the bytes look like."""
    best = from_bytes(letters).best()
    found = [] if best is None else [known_encoding(name) for name in (best.encoding, *best.could_be_from_charset)]
    return [name for name in found if name in EAST]


def _choices(first: str, sample: bytes) -> tuple[str, ...]:
    if sample.isascii():
        return tuple(dict.fromkeys([first, "utf-8", "cp1252", "cp1250", "cp1251"]))
    others = [name for name, _likelihood in likely_encodings(_letters_of(sample))]
    return tuple(dict.fromkeys([first, *others]))
