"""Scores tell a hit from a miss, and say how sure they are."""

import pytest

from corpus.sentences import Span
from evals.cases import GOLDEN, Case, Evidence, read_cases
from evals.retrieval import RetrievalScore, score_retrieval, summary, wilson
from index.ranking import Mode
from index.search import Index

SYSTEMS = {*(str(mode) for mode in Mode), "stock LlamaIndex"}
Scores = list[RetrievalScore]


@pytest.fixture(scope="module")
def cases(open_index: Index) -> list[Case]:
    """Three golden cases, one whose evidence no document holds, one that names another document."""
    golden = read_cases(GOLDEN / "retrieval.jsonl", open_index.corpus)[:3]
    lantern = Evidence("opm-ai-competency-model", Span(0, 10), "Lanterns must be kept dry.")
    moved = Evidence("eo-14110", golden[1].evidence[0].span, golden[1].evidence[0].quote)
    return [
        *golden,
        Case("lantern", "made up", golden[0].question, (lantern,)),
        Case("moved", "made up", golden[1].question, (moved,)),
    ]


@pytest.fixture(scope="module")
def scores(open_index: Index, cases: list[Case]) -> Scores:
    """The scores of those cases with every way of searching."""
    return list(score_retrieval(open_index, cases))


def test_every_case_is_scored_once_with_every_system(scores: Scores, cases: list[Case]) -> None:
    scored = [(score.case, score.system) for score in scores]
    assert sorted(scored) == sorted((case.id, system) for case in cases for system in SYSTEMS)


def test_evidence_that_no_document_holds_scores_0(scores: Scores) -> None:
    assert {score.rank for score in scores if score.case == "lantern"} == {0}


def test_evidence_named_under_another_document_scores_0(scores: Scores) -> None:
    assert {score.rank for score in scores if score.case == "moved"} == {0}


def test_the_hybrid_search_finds_golden_evidence(scores: Scores) -> None:
    assert any(score.rank for score in scores if score.system == str(Mode.HYBRID))


def test_five_chunks_hold_at_most_a_thousand_tokens(scores: Scores) -> None:
    own = [score for score in scores if score.system in set(map(str, Mode))]
    assert max(score.tokens for score in own) <= 1000


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [  # Newcombe 1998, table I, method 3; 5 of 10 from the formula by hand
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (5, 10, 0.2366, 0.7634),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_wilson_intervals_are_those_of_the_literature(
    hits: int, count: int, low: float, high: float
) -> None:
    assert wilson(hits, count) == pytest.approx((low, high), abs=5e-5)


def test_no_case_leaves_everything_open() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize("count", [1, 5, 100])
def test_a_wilson_interval_stays_between_0_and_1(count: int) -> None:
    for hits in range(count + 1):
        low, high = wilson(hits, count)
        assert 0.0 <= low < high <= 1.0


def test_a_summary_counts_hits_and_mean_reciprocal_rank() -> None:
    row = next(row for row in summary(made_up()) if (row.system, row.group) == ("a", "all"))
    assert (row.hits, row.cases, row.most_tokens) == (2, 3, 900)
    assert row.mrr == pytest.approx((1 + 0 + 0.25) / 3)


def test_a_summary_has_a_group_for_each_stratum_and_for_low_overlap() -> None:
    groups = [(row.group, row.cases) for row in summary(made_up()) if row.system == "a"]
    assert groups == [("all", 3), ("low overlap", 2), ("memo", 2), ("table", 1)]


def made_up() -> Scores:
    """Three scores of one system and one of another."""
    return [
        RetrievalScore("1", "memo", 0.0, "a", 1, 100),
        RetrievalScore("2", "memo", 0.2, "a", 0, 900),
        RetrievalScore("3", "table", 0.5, "a", 4, 300),
        RetrievalScore("1", "memo", 0.0, "b", 2, 100),
    ]
