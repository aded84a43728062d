"""A PDF: the text that stands in it, and its properties."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, EmptyFileError, LimitReachedError, PyPdfError

from archive.extraction.days import pdf_moment
from archive.extraction.reading import LONGEST_TEXT, Proposals, Unreadable

MOST_PAGES = 2000


def read_pdf(content: bytes, proposals: Proposals) -> str:
    """The text of all pages, an empty line between two; adds the properties. Raises Unreadable."""
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("pages")
        _say_properties(reader, proposals)
        text = _text(reader)
    except DependencyError:
        raise Unreadable("encrypted") from None
    except EmptyFileError:
        raise Unreadable("empty") from None
    except LimitReachedError:
        raise Unreadable("too large inside") from None
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, RecursionError):
        # Whatever the reader stumbles over, it is the file that is wrong.
        raise Unreadable("damaged") from None
    if not text.strip():
        raise Unreadable("scanned")
    return text


def _text(reader: PdfReader) -> str:
    pages, length = [], 0
    for page in reader.pages:
        pages.append(page.extract_text().strip("\n"))
        length += len(pages[-1])
        if length > LONGEST_TEXT:
            raise Unreadable("too long")
    return "\n\n".join(page for page in pages if page.strip())


def _say_properties(reader: PdfReader, proposals: Proposals) -> None:
    properties: Any = reader.metadata or {}
    for name, key in (("title", "/Title"), ("byline", "/Author")):
        proposals.add(name, _string(properties.get(key)), "properties", key.strip("/"))
    proposals.add("issued", pdf_moment(_string(properties.get("/CreationDate"))), "properties", "CreationDate")
    proposals.add("language", _string(reader.root_object.get("/Lang")), "properties", "Lang")


def _string(value: Any) -> str:
    return str(value).replace("\x00", "").strip() if value is not None else ""
