"""Proposals are scored against texts that a person coded, and do not get worse unseen."""

from dataclasses import replace

import pytest

from archive.measuring.coded_texts import coded_texts, first_article, second_report
from archive.measuring.proposals import FLOORS, measure_proposals
from archive.measuring.scoring import ASPECTS, score
from archive.models.statements import StatementKind


@pytest.mark.parametrize("coded", [*coded_texts()], ids=lambda coded: coded.name)
def test_precision_and_recall_have_a_floor_for_both_texts(coded):
    scored = score(coded)
    precision, recall = FLOORS[coded.name]
    assert scored.both_precision >= precision, [coded.text[one.start : one.end] for one in scored.surplus()]
    assert scored.both_recall >= recall, [coded.text[slice(*one.spans[0])] for one in scored.missed()]


@pytest.mark.parametrize("aspect", ASPECTS)
def test_what_is_found_is_found_with_its_day_chain_figures_and_post(aspect):
    for coded in coded_texts():
        scored = score(coded)
        assert scored.right(aspect) >= 0.85 * len(scored.pairs)


def test_the_article_is_scored_as_it_is_coded_in_the_archive():
    coded = first_article()
    assert len(coded.statements) == 21
    assert sum(bool(one.quote) for one in coded.statements) == 6
    assert {figure for one in coded.statements for figure in one.figures} == {
        ("", "122000", "", "troops"),
        ("", "", "175000", "troops"),
    }


def test_the_second_report_is_coded_soundly():
    coded = second_report()
    assert 20 <= len(coded.statements) <= 30
    for one in coded.statements:
        assert one.kind in StatementKind.values
        assert one.speaker in coded.known.actors or one.speaker_text in coded.text
        assert set(one.chain) <= coded.known.actors.keys()


def test_a_worse_coding_is_a_worse_score():
    coded = second_report()
    whole = score(coded)
    missing = score(replace(coded, statements=coded.statements[:10]))
    assert missing.precision < whole.precision
    wrong = score(replace(coded, statements=tuple(replace(one, speaker="nobody") for one in coded.statements)))
    assert (wrong.recall, wrong.both_recall) == (whole.recall, 0)
    moved = score(replace(coded, statements=tuple(replace(one, spans=((0, 1),)) for one in coded.statements)))
    assert moved.recall <= 1 / len(coded.statements)


@pytest.mark.django_db
def test_benchmark_prints_the_scores_of_both_texts():
    lines = [result.line("proposals") for result in measure_proposals()]
    for name in FLOORS:
        assert any(f"{name}: recall with the right speaker" in line and "holds" in line for line in lines)
