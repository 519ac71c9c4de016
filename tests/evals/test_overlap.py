"""The share of a question's words that its answer repeats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cases.overlap import content_overlap


@pytest.mark.parametrize(
    ("question", "evidence", "share"),
    [
        pytest.param("hiring data scientists", "hiring data scientists", 1.0, id="all"),
        pytest.param("lanterns burn oil", "Nothing of the kind.", 0.0, id="none"),
        pytest.param("lanterns burn oil", "They burn wood.", 1 / 3, id="one of three"),
        pytest.param("Lanterns BURN oil!", "lanterns, burn; oil", 1.0, id="case and signs"),
        pytest.param("oil oil oil wick", "oil", 0.5, id="a repeated word counts once"),
        pytest.param("What is the oil?", "What is the wick?", 0.0, id="function words"),
        pytest.param("Don't they burn?", "It burns.", 1.0, id="contractions"),
        pytest.param("training trained", "trains", 1.0, id="suffixes"),
        pytest.param("need needs", "needed", 1.0, id="four letters left"),
        pytest.param("use", "using", 0.0, id="too short to lose its suffix"),
    ],
)
def test_overlap_counts_shared_content_words(question: str, evidence: str, share: float) -> None:
    assert content_overlap(question, evidence) == pytest.approx(share)


@pytest.mark.parametrize("question", ["", "What is it?", "?!", "一二三"])
def test_a_question_without_content_words_shares_nothing(question: str) -> None:
    assert content_overlap(question, question) == 0.0


@given(st.text(), st.text())
def test_overlap_is_a_share(question: str, evidence: str) -> None:
    assert 0.0 <= content_overlap(question, evidence) <= 1.0


@given(st.text(), st.text(), st.text())
def test_more_evidence_never_shares_less(question: str, evidence: str, more: str) -> None:
    wider = content_overlap(question, f"{evidence} {more}")
    assert wider >= content_overlap(question, evidence)
