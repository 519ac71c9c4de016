"""What verifying costs is told beside the bare stream of the same server."""

from evals.cases.gold import GoldenCase
from evals.endpoints.costing import costs
from index.search import Index

PACE_S = 0.01


def test_a_sentence_is_shown_after_it_is_verified_and_that_after_it_is_whole(
    open_index: Index, text_cases: list[GoldenCase]
) -> None:
    (cost,) = costs(open_index, text_cases, lambda: None, PACE_S)
    assert cost.verified is not None
    assert cost.shown is not None
    assert cost.verified <= cost.shown
    assert 0 < cost.first <= cost.last
    assert 0 < min(cost.sentences) < cost.verified


def test_a_question_that_no_model_is_asked_costs_nothing(
    open_index: Index, declined_cases: list[GoldenCase]
) -> None:
    assert list(costs(open_index, declined_cases, lambda: None, PACE_S)) == []
