"""What a page says about itself in places made for it: meta elements, JSON-LD, its heading, its language."""

import json
from collections.abc import Iterator
from typing import Any

from archive.extraction.days import moment
from archive.extraction.reading import Proposals

_TITLES = ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title")
_BYLINES = ("author", "article:author", "citation_author", "dc.creator", "parsely-author", "sailthru.author")
_MOMENTS = (
    *("article:published_time", "datepublished", "citation_publication_date", "citation_date", "dc.date.issued"),
    *("dcterms.issued", "dcterms.created", "dc.date", "parsely-pub-date", "pubdate", "publishdate", "date"),
)
_PUBLISHERS = ("og:site_name", "application-name", "dc.publisher", "citation_publisher")
_ARTICLES = ("Article", "Report", "Posting", "WebPage", "CreativeWork")


def say(tree: Any, proposals: Proposals) -> None:
    """Add what stands in the page's metadata, the most deliberate first."""
    metas = _metas(tree)
    for item in _linked_data(tree):
        _say_linked_data(item, proposals)
    for name in _TITLES:
        proposals.add("title", metas.get(name), "metadata", name)
    for name in _BYLINES:
        value = metas.get(name, "")
        proposals.add("byline", "" if value.startswith(("http://", "https://")) else value, "metadata", name)
    for name in _MOMENTS:
        proposals.add("issued", moment(metas.get(name, "")), "metadata", name)
    for name in _PUBLISHERS:
        proposals.add("publisher", metas.get(name), "metadata", name)
    _say_elements(tree, metas, proposals)


def _say_elements(tree: Any, metas: dict[str, str], proposals: Proposals) -> None:
    for heading in tree.xpath("//h1")[:2]:
        proposals.add("title", heading.text_content(), "page", "h1")
    for title in tree.xpath("//head/title")[:1]:
        proposals.add("title", title.text_content(), "page", "title")
    for written in tree.xpath("//time[@datetime]/@datetime")[:1]:
        proposals.add("issued", moment(written), "page", "time")
    languages = [*tree.xpath("/html/@lang | /html/@xml:lang")[:1], metas.get("og:locale", "")]
    for language, detail in zip(languages, ("lang", "og:locale"), strict=False):
        proposals.add("language", language.replace("_", "-"), "metadata", detail)
    for link in tree.xpath("//link[@rel='canonical']/@href")[:1]:
        proposals.add("url", link if link.startswith(("http://", "https://")) else "", "metadata", "canonical")


def _metas(tree: Any) -> dict[str, str]:
    """Name (or property, or itemprop) in small letters → content; the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := (meta.get("content") or "").strip():
            found.setdefault(name.strip().lower(), content[:2000])
    return found


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that describe a text."""
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        try:
            data = json.loads(script.text_content())
        except (ValueError, RecursionError):
            continue
        for item in _flattened(data):
            kinds = item.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and name.endswith(_ARTICLES) for name in names):
                yield item


def _flattened(data: Any) -> Iterator[dict[str, Any]]:
    items = data if isinstance(data, list) else [data]
    for item in items[:50]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (part for part in graph[:50] if isinstance(part, dict))


def _say_linked_data(item: dict[str, Any], proposals: Proposals) -> None:
    proposals.add("title", _text(item.get("headline")), "metadata", "JSON-LD headline")
    authors = item.get("author")
    names = [_text(author) for author in (authors if isinstance(authors, list) else [authors])]
    proposals.add("byline", ", ".join(name for name in names if name), "metadata", "JSON-LD author")
    proposals.add("issued", moment(_text(item.get("datePublished"))), "metadata", "JSON-LD datePublished")
    proposals.add("publisher", _text(item.get("publisher")), "metadata", "JSON-LD publisher")
    proposals.add("language", _text(item.get("inLanguage")), "metadata", "JSON-LD inLanguage")


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) and not value.startswith(("http://", "https://")) else ""
