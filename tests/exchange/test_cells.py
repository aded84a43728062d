"""The grammar of cells: what is written reads back as it was, and what breaks the grammar is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.exchange import cells
from archive.exchange.cells import CellError, CitedText, FigureText

TEXTS = st.text(st.sampled_from("a|:>\\ '=+-@\t\r\n,\"é") | st.characters(exclude_categories=["Cs"]), min_size=1)
SLUGS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)


def written(items):
    return cells.join_items(cells.join_parts(item) for item in items)


# Lists


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4).map(tuple), unique=True))
def test_any_list_is_read_back_as_it_was_written(items):
    assert cells.split_items(written(items)) == items


@given(st.text())
def test_any_text_is_read_as_a_list_or_refused(cell):
    try:
        items = cells.split_items(cell)
    except CellError:
        return
    assert cells.split_items(written(items)) == items


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("", []),
        ("kyiv", [("kyiv",)]),
        ("kyiv|minsk", [("kyiv",), ("minsk",)]),
        ("kyiv:venue", [("kyiv", "venue")]),
        ("a:2022-01-26T16\\:14\\:00", [("a", "2022-01-26T16:14:00")]),
        ("x > y", [("x > y",)]),
        ("x \\> y", [("x > y",)]),
        ("back\\\\slash|pi\\|pe", [("back\\slash",), ("pi|pe",)]),
        (" kyiv |  minsk", [(" kyiv ",), ("  minsk",)]),
        ("one\ntwo", [("one\ntwo",)]),
    ],
)
def test_a_list_is_read_to_the_letter(cell, items):
    assert cells.split_items(cell) == items


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("|a", "Item 1 is empty"),
        ("a|", "Item 2 is empty"),
        ("a||b", "Item 2 is empty"),
        ("a|b|a", "“a” stands twice"),
        ("a:x|b|a:x", "“a:x” stands twice"),
        ("a\\>b|a>b", "stands twice"),
        ("a\\n", "\\n means nothing"),
        ("a\\ b", "means nothing"),
        ("a\\", "single \\ stands at the end"),
    ],
)
def test_a_broken_list_is_refused(cell, complaint):
    with pytest.raises(CellError, match=complaint.replace("\\", "\\\\")):
        cells.split_items(cell)


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("a:", "nothing after a “:”"),
        (":en", "nothing before its “:”"),
        ("a:b:c", "one “:” too many"),
        ("::", "nothing before"),
    ],
)
def test_a_broken_qualifier_is_refused(cell, complaint):
    (parts,) = cells.split_items(cell)
    with pytest.raises(CellError, match=complaint):
        cells.checked_parts(parts, most=2)


# Formulas


@given(st.text())
def test_the_guard_loses_nothing(cell):
    assert cells.unguard(cells.guard(cell)) == cell


@given(st.text(st.sampled_from("'=+-@\t\rab"), max_size=6))
def test_no_guarded_cell_begins_as_a_formula(cell):
    assert cells.guard(cell)[:1] not in tuple("=+-@\t\r")


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-x", "'-x"),
        ("@you", "'@you"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=1", "''=1"),
        ("''-", "'''-"),
        ("'tis", "'tis"),
        ("'", "'"),
        ("", ""),
        (" =1", " =1"),
        ("\n=1", "\n=1"),
        ("a=b", "a=b"),
    ],
)
def test_what_could_run_gains_one_quote(cell, guarded):
    assert cells.guard(cell) == guarded
    assert cells.unguard(guarded) == cell


# Numbers


@pytest.mark.parametrize("text", ["0", "1", "-1", "48.5", "-0.25", "100000", "0.0000001"])
def test_plain_decimals_are_read(text):
    assert cells.plain_decimal(text) == text


@pytest.mark.parametrize(
    "text",
    ["1e3", "+1", "1,000", "1_000", "01", "1.50", "1.", ".5", "-0", " 1", "1 ", "", "NaN", "Infinity", "٣", "0x1"],
)
def test_other_numbers_are_refused(text):
    with pytest.raises(CellError, match="not a plain decimal"):
        cells.plain_decimal(text)


# Figures

NUMBERS = st.decimals(-(10**9), 10**9, places=2).map(
    lambda number: cells.plain_decimal(format(number.normalize(), "f"))
)


@st.composite
def figures(draw):
    numbers = sorted(draw(st.lists(NUMBERS, min_size=1, max_size=3, unique=True)), key=float)
    low, best, high = draw(
        st.sampled_from(
            {
                1: [(0, None, None), (None, 0, None), (None, None, 0)],
                2: [(0, 1, None), (0, None, 1), (None, 0, 1)],
                3: [(0, 1, 2)],
            }[len(numbers)]
        )
    )
    low, best, high = (None if place is None else numbers[place] for place in (low, best, high))
    unit = draw(TEXTS.filter(lambda text: text.split() == [text]))
    return FigureText(low, best, high, unit, draw(st.just("") | TEXTS))


@given(figures())
def test_any_figure_is_read_back_as_it_was_written(figure):
    assert cells.split_figure(cells.join_figure(figure)) == figure


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("122000 troops", FigureText(None, "122000", None, "troops", "")),
        ("90000..120000 troops", FigureText("90000", None, "120000", "troops", "")),
        ("1..2..3 km", FigureText("1", "2", "3", "km", "")),
        ("..175000 troops of Russian forces", FigureText(None, None, "175000", "troops", "Russian forces")),
        ("200.. km of the border", FigureText("200", None, None, "km", "the border")),
        ("..2..3 km", FigureText(None, "2", "3", "km", "")),
        ("-5..-1.5 °C", FigureText("-5", None, "-1.5", "°C", "")),
        ("5 of of men", FigureText(None, "5", None, "of", "men")),
    ],
)
def test_a_figure_is_read_to_the_letter(text, figure):
    assert cells.split_figure(text) == figure
    assert cells.join_figure(figure) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "5", "5 ", "troops", ".. km", "...... km", "1.. ..2 km", "3..1 km", "1..3..2 km", "1,000 km", "+5 km"),
        *("1e3 km", "5 km of", "5 km of ", "5 km north", "5  km", "1..2..3..4 km", "...5 km"),
    ],
)
def test_a_broken_figure_is_refused(text):
    with pytest.raises(CellError):
        cells.split_figure(text)


# Citations


@given(
    st.tuples(SLUGS, st.none() | st.integers(1, 99), st.none(), st.none(), st.just(""), st.sampled_from(["", "date"]))
    | st.tuples(
        SLUGS,
        st.none() | st.integers(1, 99),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        st.from_regex("[0-9a-f]{8}", fullmatch=True),
        st.sampled_from(["", "date", "place", "figure"]),
    )
)
def test_any_citation_is_read_back_as_it_was_written(values):
    citation = CitedText(*values)
    ((*parts,),) = cells.split_items(cells.join_citation(citation))
    assert cells.split_citation(tuple(parts)) == citation


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("a@", "not a whole number"),
        ("a@0", "versions are 1, 2, 3"),
        ("a@01", "not a whole number"),
        ("a:5:0123abcd", "not a span"),
        ("a:-5-6:0123abcd", "not a whole number"),
        ("a:5-6:0123ABCD", "first eight hexadecimal digits"),
        ("a:5-6:0123abc", "first eight hexadecimal digits"),
        ("a:5-6:0123abcd:date:x", "one “:” too many"),
        (":5-6:0123abcd", "nothing before"),
        ("a::0123abcd", "nothing after"),
    ],
)
def test_a_broken_citation_is_refused(cell, complaint):
    (parts,) = cells.split_items(cell)
    with pytest.raises(CellError, match=complaint):
        cells.split_citation(parts)


# Chains

STATIONS = st.tuples(SLUGS, st.just("") | SLUGS) | st.tuples(st.just(""), SLUGS)


@given(st.lists(STATIONS, min_size=1, max_size=4), SLUGS)
def test_any_chain_is_read_back_as_it_was_written(stations, source):
    chain = [*stations, ("", source)]
    (split,) = cells.split_chains(cells.join_chain(chain))
    assert cells.split_chain(split) == chain


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        (":page", "one station"),
        ("actor>actor", "does not end with a source alone"),
        ("a>b:page", "does not end with a source alone"),
        ("a>>:page", "station of a chain is empty"),
        (">:page", "station of a chain is empty"),
        ("a:>:page", "nothing after its"),
        ("a:b:c>:page", "one “:” too many"),
    ],
)
def test_a_broken_chain_is_refused(cell, complaint):
    (stations,) = cells.split_chains(cell)
    with pytest.raises(CellError, match=complaint):
        cells.split_chain(stations)
