"""RAGAS without a judge: every measure sees its own fault, and nothing is sent anywhere."""

import os
import socket
import sys
from typing import Any

import pytest
from made_runs import (
    FREE,
    GUIDANCE,
    MEMOS,
    OFFICER,
    POLICY,
    answer_of,
    golden,
    made_answers,
    made_cases,
    made_run,
)

from corpus.library import Corpus
from corpus.settings import PROJECT
from evals.suites.ragas_suite import (
    FACTS,
    NUMBERS,
    QUOTES,
    SUITE,
    VALUES,
    RagasMissingError,
    ragas_version,
    require_ragas,
)
from evals.suites.suite import Score

MEMO = "opm-ai-competency-model"
HEAD = (
    "| Competency | GS-11 | GS-12 | GS-13 | GS-14 | GS-15 |\n"
    "| --- | --- | --- | --- | --- | --- |\n"
)
ROW = "| Accountability | NR | X | X | X | X |"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.open(PROJECT / "corpus")


@pytest.fixture(scope="module")
def right(corpus: Corpus) -> dict[str, Score]:
    """The scores of right answers."""
    return scored(corpus, made_answers(corpus))


def scored(corpus: Corpus, answers: dict[str, dict[str, Any]]) -> dict[str, Score]:
    return {score.case: score for score in SUITE.score(made_run(corpus, answers))}


def test_right_answers_get_full_marks(right: dict[str, Score]) -> None:
    for score in right.values():
        assert score.passed
        assert set(score.values) == set(VALUES)
        assert all(value is not None and value > 0.99 for value in score.values.values())


def test_the_same_run_gives_the_same_bytes(corpus: Corpus, right: dict[str, Score]) -> None:
    again = scored(corpus, made_answers(corpus))
    assert [s.model_dump_json() for s in again.values()] == [
        s.model_dump_json() for s in right.values()
    ]


def test_a_quote_that_is_shifted_by_a_character_breaks_its_check(corpus: Corpus) -> None:
    answers = made_answers(corpus)
    answers["fact-001"]["citations"][0]["start"] += 1
    score = scored(corpus, answers)["fact-001"]
    assert score.passed is False
    assert score.values[QUOTES] == 0
    assert score.why[0].kind == QUOTES
    assert "not the text from" in score.why[0].what


@pytest.mark.parametrize(
    "said",
    [
        "Agencies had 207 days to have a generative AI policy.",
        "Agencies had until 28 December 2025 to have a generative AI policy.",
        "OMB memo M-25-22 set a deadline for a generative AI policy.",
    ],
)
def test_a_wrong_number_date_or_memo_breaks_its_check(corpus: Corpus, said: str) -> None:
    answers = made_answers(corpus) | {"fact-002": answer_of(corpus, MEMOS, POLICY, said)}
    score = scored(corpus, answers)["fact-002"]
    assert score.passed is False
    assert (score.values[QUOTES], score.values[NUMBERS]) == (1, 0)
    assert score.why[0].kind == NUMBERS


def test_a_paraphrase_with_the_right_numbers_passes(corpus: Corpus) -> None:
    said = "Agencies had 270 days, until December 29, 2025, for a policy on generative AI."
    answers = made_answers(corpus) | {"fact-002": answer_of(corpus, MEMOS, POLICY, said)}
    assert scored(corpus, answers)["fact-002"].passed


@pytest.mark.parametrize(("said", "expected"), [("3", False), ("4", True)])
def test_counts_of_a_table_are_recomputed(corpus: Corpus, said: str, *, expected: bool) -> None:
    text = corpus.text(MEMO)
    answer = answer_of(corpus, MEMO, text[text.index(HEAD) : text.index(ROW) + len(ROW)])
    answer["claims"][0] |= {"kind": "table", "text": f"Accountability is marked at {said} grades."}
    answer["text"] = f"Accountability is marked at {said} grades. [1]"
    place = text.index(ROW) + len("| Accountability ")
    cells = []
    for column, mark in zip(
        ("GS-11", "GS-12", "GS-13", "GS-14", "GS-15"), ("NR", "X", "X", "X", "X"), strict=True
    ):
        start = text.index(mark, place)
        place = start + len(mark)
        cells.append({"row": "Accountability", "column": column, "start": start, "end": place})
    answer["citations"][0] |= {"cells": cells, "source": "full_text"}
    case = golden(1, MEMO, HEAD + ROW, [], corpus)
    score = next(SUITE.score(made_run(corpus, {case.id: answer}, [case])))
    assert score.passed is expected, score.why


def test_another_document_is_told_by_id(corpus: Corpus) -> None:
    answers = made_answers(corpus) | {"fact-001": answer_of(corpus, MEMOS, POLICY)}
    values = scored(corpus, answers)["fact-001"].values
    assert {values[name] for name in VALUES if name.startswith("context")} == {0}


def test_another_place_of_the_same_document_is_told_by_id(corpus: Corpus) -> None:
    answers = made_answers(corpus) | {"fact-002": answer_of(corpus, MEMOS, OFFICER)}
    values = scored(corpus, answers)["fact-002"].values
    assert values["context recall (documents)"] == 1
    assert values["context recall (spans)"] == 0
    assert values["context precision (spans)"] == 0


def test_texts_are_compared_with_the_evidence(corpus: Corpus, right: dict[str, Score]) -> None:
    said = "Lanterns in the harbor office must be kept dry."
    answers = made_answers(corpus) | {"fact-001": answer_of(corpus, GUIDANCE, FREE, said)}
    values = scored(corpus, answers)["fact-001"].values
    for name in ("semantic similarity", "ROUGE-L recall", "chrF"):
        worse, better = values[name], right["fact-001"].values[name]
        assert worse is not None
        assert better is not None
        assert worse < better / 2
    assert values[FACTS] == 0


def test_facts_given_by_a_pattern_alone_do_not_count_as_strings(right: dict[str, Score]) -> None:
    assert right["fact-002"].values[FACTS] == 1


@pytest.mark.parametrize("outcome", ["not_in_sources", "needs_clarification"])
def test_an_answer_that_says_nothing_gets_nothing(corpus: Corpus, outcome: str) -> None:
    answers = made_answers(corpus)
    answers["fact-001"] |= {"outcome": outcome}
    score = scored(corpus, answers)["fact-001"]
    assert score.passed is False
    assert set(score.values.values()) == {0}
    assert score.why[0].kind == "empty"


def test_what_is_no_answer_object_gets_nothing(corpus: Corpus) -> None:
    score = scored(corpus, made_answers(corpus) | {"fact-001": {"text": FREE}})["fact-001"]
    assert score.passed is False
    assert set(score.values.values()) == {0}


def test_a_case_without_an_answer_is_not_measured(corpus: Corpus) -> None:
    answers = made_answers(corpus)
    del answers["fact-001"]
    assert scored(corpus, answers)["fact-001"].passed is None


def test_cases_where_no_answer_is_due_are_left_out(corpus: Corpus) -> None:
    case = made_cases(corpus)[0].model_copy(update={"outcome": ("declined",)})
    assert list(SUITE.score(made_run(corpus, made_answers(corpus), [case]))) == []


def test_the_summary_has_every_measure(right: dict[str, Score]) -> None:
    found = SUITE.metrics(list(right.values()))
    assert set(found) == set(VALUES)
    assert found[QUOTES]["value"] == 1


def test_nothing_is_sent_and_no_telemetry_is_on(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.delenv("RAGAS_DO_NOT_TRACK", raising=False)
    require_ragas()
    assert os.environ["RAGAS_DO_NOT_TRACK"] == "true"
    from ragas._analytics import do_not_track  # noqa: PLC0415  an extra, imported when needed

    assert do_not_track()
    assert all(score.passed for score in scored(corpus, made_answers(corpus)).values())


def test_without_ragas_nothing_is_measured_and_one_line_says_why(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ragas.metrics.collections", None)
    with pytest.raises(RagasMissingError) as raised:
        require_ragas()
    assert "pip install" in str(raised.value)
    assert "'.[evals]'" in str(raised.value)
    assert "\n" not in str(raised.value)
    scores = scored(corpus, made_answers(corpus))
    assert {score.passed for score in scores.values()} == {None}
    assert scores["fact-001"].why[0].what == str(raised.value)


def test_ragas_is_the_version_that_was_tried() -> None:
    assert ragas_version() == "0.4.3"
