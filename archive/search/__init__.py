"""Full text over everything public: events, actors, statements, sources, places and topics.

    results = search("lavrov \\"red line\\" -NATO", kinds=["statement"], limit=20, after=cursor)
    results.hits            # Hit(kind, record, title, snippet, language), best first
    results.next            # the cursor of the next page, "" on the last
    results.total           # exact up to 2,000, beyond that an estimate (results.total_is_exact is False)

`hit.record` is the record itself, published, loaded with what `SEARCHED[kind].joins` names; `hit.title` and
`hit.snippet` are lists of (text, is_hit) pairs of plain text, which a template escapes like any other:

    {% for text, is_hit in hit.snippet %}
      {% if is_hit %}<mark>{{ text }}</mark>{% else %}{{ text }}{% endif %}
    {% endfor %}

Words stand for themselves whatever their case, accents or script, a name for the other ways to write it; "in quotes"
they stand side by side as they are, `-word` must not be there, `wor*` begins so (of two or three letters: a word of a
title or of a name). Everything else somebody types is just words. An empty query finds nothing. A query of more than
400 characters or 24 terms, an unknown kind or a foreign cursor raises `SearchError` (a ValueError, and a BadRequest, so
Django answers 400 by itself). `within` narrows the search to bitmaps of primary keys by kind.

However frequent a word is, a page is there in a bounded time: of many hits only the most important are ranked, and
their number is told from a sample (see `archive.search.matching`). `results.suggestions` are names that may have been
meant where little was found. `suggest(facet, text)` completes names while somebody types.

Scores are those of the moment: an insert between two pages may move hits across their border. Of a long text words
asked for together must stand in one section of up to 5,000 words; an excluded word counts wherever it stands.

The index follows every act of the workflow in the same transaction (`keep_in_step`, or `follow_many`). `rebuild()`
makes it anew; `drift()` says what of it is wrong, for `verify`.
"""

from archive.search.checking import drift
from archive.search.declared import SEARCHED
from archive.search.errors import SearchError
from archive.search.following import follow_many
from archive.search.keeping import follow_flush, keep_in_step, rebuild
from archive.search.searching import Hit, Results, search
from archive.search.snippets import Segments
from archive.search.spelling import Suggestion
from archive.search.suggesting import Suggested, suggest

__all__ = [
    "SEARCHED",
    "Hit",
    "Results",
    "SearchError",
    "Segments",
    "Suggested",
    "Suggestion",
    "drift",
    "follow_flush",
    "follow_many",
    "keep_in_step",
    "rebuild",
    "search",
    "suggest",
]
