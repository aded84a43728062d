"""A page of the web: its article without what stands around it, or all of its words."""

import re
from typing import Any

from lxml import etree, html
from trafilatura import bare_extraction

from archive.extraction import metadata
from archive.extraction.days import moment
from archive.extraction.reading import ARTICLE, Proposals, Unreadable

_UNSEEN = ("script", "style", "noscript", "template", "iframe", "object", "svg", "head", "select", "textarea")
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "br",
            "caption",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "figcaption",
        ),
        *(
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
        ),
        *("pre", "section", "summary", "table", "td", "th", "tr", "ul"),
    )
)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_page(page: str, address: str, manner: str, proposals: Proposals) -> str:
    """The text of a page; adds what it says about itself. Raises Unreadable if there is none."""
    page = _XML.sub("", page, count=1)
    try:
        tree = html.document_fromstring(page)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable("no text") from None
    metadata.say(tree, proposals)
    text = _article(page, address, proposals) if manner == ARTICLE else ""
    text = text or whole_text(tree)
    if not text.strip():
        raise Unreadable("no text")
    return text


def _article(page: str, address: str, proposals: Proposals) -> str:
    """The article as trafilatura finds it, or an empty text; it takes some seconds for a page of a megabyte."""
    found = bare_extraction(
        page,
        url=address or None,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": True, "max_date": None},
    )
    if found is None:
        return ""
    _say_found(found, proposals)
    return str(getattr(found, "text", "") or "")


def _say_found(found: Any, proposals: Proposals) -> None:
    """What trafilatura makes of the page where its metadata say nothing."""
    proposals.add("title", found.title, "layout", "trafilatura")
    proposals.add("byline", found.author, "layout", "trafilatura")
    proposals.add("publisher", found.sitename, "layout", "trafilatura")
    if not any(item.field == "issued" for item in proposals.found):
        proposals.add("issued", moment(found.date or ""), "layout", "htmldate")


def whole_text(tree: Any) -> str:
    """All words that a reader of the page sees, a line for each block of them."""
    for element in list(tree.iter(*_UNSEEN, etree.Comment, etree.ProcessingInstruction)):
        if element.getparent() is not None:
            element.drop_tree()
    pieces: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            pieces.append("\n")
        pieces.append(_spaced((element.text if event == "start" else element.tail) or ""))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _spaced(text: str) -> str:
    """In a page a line break is a space like any other."""
    return re.sub(r"\s+", " ", text)
