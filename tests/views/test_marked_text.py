"""Cited words in an archived text: whatever overlaps whatever, the text stays the text and the markup whole."""

import re
from dataclasses import dataclass
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from archive.views.marked_text import CitedSpan, paragraphs, whole_words
from tests.views.test_record_pages import Outline

TEXT = "One <two> & three\n\nfour “five” six seven\neight\n \nnine ten eleven twelve"
TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Note:
    url: str
    kind: str = "event"


def span(start, end, *urls, kind="event"):
    return CitedSpan(start, end, tuple(Note(url, kind) for url in urls or (f"/{start}-{end}/",)))


def words_of(*marked):
    return [unescape(TAGS.sub("", paragraph.html)) for paragraph in marked]


edges = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(edges, unique=True, max_size=8))
def test_any_spans_leave_the_text_as_it_is_and_the_markup_whole(chosen):
    shown = paragraphs(TEXT, [(0, len(TEXT))], [span(*pair) for pair in chosen])
    assert words_of(*shown) == [line for line in TEXT.split("\n") if line.strip()]
    outline = Outline("".join(f"<p>{paragraph.html}</p>" for paragraph in shown))
    assert outline.open == []
    visible = {f"c-{start}-{end}" for start, end in chosen if TEXT[start:end].strip()}
    assert {name for name, times in outline.ids.items() if times == 1} == set(outline.ids)
    assert visible <= set(outline.ids)


@given(edges, edges)
def test_every_cited_character_is_marked_and_no_other(first, second):
    shown = paragraphs(TEXT, [(0, len(TEXT))], [span(*pair) for pair in {first, second}])
    marked = "".join(re.findall(r"[a-z]", unescape("".join(_within_marks(p.html) for p in shown))))
    cited = {at for start, end in (first, second) for at in range(start, end)}
    assert marked == "".join(TEXT[at] for at in sorted(cited) if re.match(r"[a-z]", TEXT[at]))


def _within_marks(html):
    depth, found = 0, []
    for tag, text in re.findall(r"(<[^>]*>)|([^<]+)", html):
        depth += tag.startswith("<mark") - (tag == "</mark>")
        found.append(text if depth else "")
    return "".join(found)


def test_words_of_one_record_lead_to_it_and_words_of_several_to_their_notes():
    (shown,) = paragraphs("All of it here", [(0, 14)], [span(0, 3, "/one/"), span(7, 14, "/one/", "/two/")])
    assert '<a href="/one/">All</a>' in shown.html
    assert f'<a href="#{shown.anchor}">it here</a>' in shown.html
    assert [note.url for note in shown.notes] == ["/one/", "/two/"]


def test_words_that_events_and_statements_share_are_marked_as_both():
    notes = (Note("/one/", "event"), Note("/two/", "statement"))
    (shown,) = paragraphs("All of it", [(0, 9)], [CitedSpan(0, 3, notes)])
    assert 'class="cited cited-event cited-statement"' in shown.html


def test_what_is_not_public_is_a_gap():
    first, second = paragraphs("aaaa bbbb cccc dddd", [(5, 9), (15, 17)], [])
    assert words_of(first, second) == ["bbbb", "dd"]
    assert (first.gap, first.gap_after, second.gap, second.gap_after) == (True, False, True, True)


def test_excerpts_end_at_whole_words_but_never_within_cited_ones():
    assert whole_words("aaaa bbbb cccc dddd", [(2, 17)], []) == [(5, 14)]
    assert whole_words("aaaa bbbb cccc dddd", [(2, 17)], [span(3, 16)]) == [(3, 16)]
