"""What the cells of a file name and cite, found in the archive and among what the files bring."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from django.utils.translation import gettext as _

from archive.documents import cite, span
from archive.documents.many import CatalogueOfMany
from archive.exchange.cells import CellError, CitedText
from archive.exchange.items import Cited, fixity_of
from archive.exchange.names import Lookup, Named


class Archive:
    """What reading a file asks of the archive: records by name, and the words of held sources."""

    def __init__(self, lookup: Lookup, catalogue: CatalogueOfMany) -> None:
        self.lookup = lookup
        self.catalogue = catalogue

    def key(self, named: Named) -> str:
        return self.lookup.find(named)

    def prime(self, named: set[Named], cited: Iterable[Cited]) -> None:
        """Look up all that is named and all that is cited, with few queries."""
        self.lookup.prime(named)
        found = list(self._cited_sources(cited))
        self.catalogue.prepare_sources({source for source, _written in found})
        self.catalogue.prepare_words(
            (source, version, written.start, written.end)
            for source, written in found
            if written.start is not None
            and written.end is not None
            and (version := written.version or self.latest_version(source))
        )

    def _cited_sources(self, cited: Iterable[Cited]) -> Iterator[tuple[str, CitedText]]:
        """(UUID, citation as written), where there is such a source."""
        for citation in cited:
            with suppress(CellError):
                yield self.key(citation.source), citation.written

    def latest_version(self, source: str) -> int | None:
        return max(self.catalogue.versions(source), default=None)

    def citation(self, cited: Cited) -> dict[str, Any]:
        """The citation's entry in a document, its words taken from the archived text. Raises CellError."""
        source, written = self.key(cited.source), cited.written
        latest = self.latest_version(source)
        if written.version is not None and (latest is None or written.version > latest):
            message = _("“%(slug)s” is not held in version %(version)s.")
            raise CellError(message % {"slug": written.source, "version": written.version})
        if written.start is None or written.end is None:
            return cite(source, version=written.version, supports=written.supports)
        if latest is None:
            message = _("“%(slug)s” is not held here, so it is cited without a span.")
            raise CellError(message % {"slug": written.source})
        version = written.version or latest
        words = self._words(written, source, version, written.start, written.end)
        return cite(source, version=version, supports=written.supports, **words)

    def _words(self, written: CitedText, source: str, version: int, start: int, end: int) -> dict[str, Any]:
        try:
            words = self.catalogue.span(source, version, start, end) or span("", start, end)
        except ValueError:
            message = _("%(start)s-%(end)s is no span of “%(slug)s”, whose text has %(length)s characters.")
            length = len(self.catalogue.text(source, version) or "")
            values = {"start": start, "end": end, "slug": written.source, "length": length}
            raise CellError(message % values) from None
        if (fixity := fixity_of(words["exact"])) != written.fixity:
            message = _("At %(start)s-%(end)s of “%(slug)s” stands “%(words)s” (%(fixity)s), not what %(given)s names.")
            values = {"start": start, "end": end, "slug": written.source, "given": written.fixity}
            raise CellError(message % {**values, "words": words["exact"][:100], "fixity": fixity})
        return words
