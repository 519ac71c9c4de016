"""What verifying costs is told beside the bare stream of the same server."""

from corpus.library import Corpus
from evals.cases.golden_files import golden_files, read_golden
from evals.endpoints.costing import costs
from index.search import Index

QUESTION = "How many days did OMB memo M-25-21 give agencies to have a Chief AI Officer?"
PACE_S = 0.01


def test_a_sentence_is_shown_after_it_is_verified_and_that_after_it_is_whole(
    open_index: Index, corpus: Corpus
) -> None:
    first = next(case for case in read_golden(golden_files(), corpus) if case.stratum == "fact")
    case = first.model_copy(update={"question": QUESTION})
    (cost,) = costs(open_index, [case], lambda: None, PACE_S)
    assert cost.verified is not None
    assert cost.shown is not None
    assert cost.verified <= cost.shown
    assert 0 < cost.first <= cost.last
    assert 0 < min(cost.sentences) < cost.verified


def test_a_question_that_no_model_is_asked_costs_nothing(open_index: Index, corpus: Corpus) -> None:
    first = next(case for case in read_golden(golden_files(), corpus) if case.stratum == "fact")
    case = first.model_copy(update={"question": "Should I fire my deputy?"})
    assert list(costs(open_index, [case], lambda: None, PACE_S)) == []
