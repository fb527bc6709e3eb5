"""The text check is right about texts that nobody tuned it on: what it flags is wrong, and what is wrong it flags."""

import sys

import pytest

from tests.unit.policy import text_scores

LEAST = 0.95
SIZE = 400
PART_HELD_OUT = 1 / 3


@pytest.fixture(scope="module")
def results() -> text_scores.Judged:
    """The held-out texts judged, their confusion table printed (`-s` shows it, and every failure does)."""
    judged = text_scores.judged(text_scores.held_out())
    sys.stdout.write(f"\nheld out: {len(judged)} texts\n{text_scores.table(judged)}\n")
    return judged


def _clean(part: list[text_scores.Labelled]) -> float:
    """The part of some texts that breaks nothing."""
    return sum(not row.breaks for row in part) / len(part)


def test_the_corpus_is_large_and_half_of_it_is_clean() -> None:
    tuned, held_out = text_scores.tuned(), text_scores.held_out()
    assert _clean(tuned + held_out) >= 0.5
    assert min(_clean(tuned), _clean(held_out)) >= 0.49
    assert len(tuned + held_out) >= SIZE


def test_enough_of_the_corpus_is_held_out_and_breaks_every_rule() -> None:
    tuned, held_out = text_scores.tuned(), text_scores.held_out()
    assert len(held_out) >= SIZE / 3
    assert len(held_out) >= PART_HELD_OUT * len(tuned + held_out)
    assert {rule for row in held_out for rule in row.breaks} == set(text_scores.RULES)


def test_no_held_out_text_was_tuned_on() -> None:
    known = {row.text for row in text_scores.tuned() + text_scores.regression()}
    assert sum(row.text in known for row in text_scores.held_out()) == 0


def test_a_text_that_nobody_tuned_on_is_flagged_when_it_should_be(results: text_scores.Judged) -> None:
    score = text_scores.by_text(results)
    assert min(score.precision, score.recall) >= LEAST, f"\n{text_scores.table(results)}"


def test_a_text_that_nobody_tuned_on_is_flagged_by_the_right_rule(results: text_scores.Judged) -> None:
    score = text_scores.by_rule(results)
    assert min(score.precision, score.recall) >= LEAST, f"\n{text_scores.table(results)}"


def test_the_texts_that_the_check_was_tuned_on_stay_judged_well() -> None:
    results = text_scores.judged(text_scores.tuned())
    score = text_scores.by_rule(results)
    assert min(score.precision, score.recall) >= 0.98, f"\n{text_scores.table(results)}"
