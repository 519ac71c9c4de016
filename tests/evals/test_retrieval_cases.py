"""Retrieval questions are anchored in the documents, and a damaged row is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.sentences import without_marks
from evals.cases.gold import LOW_OVERLAP, GoldenCase
from evals.cases.golden_files import GOLDEN, read_golden
from evals.cases.retrieval_cases import RetrievalCase, read_cases, retrieval_cases

FILES = sorted(GOLDEN.glob("retrieval*.jsonl"))
SOUND = {
    "id": "t001",
    "stratum": "memo_text",
    "question": "How should one talk?",
    "document": "opm-ai-competency-model",
    "quote": "Makes clear and convincing oral presentations.",
}


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_every_quote_of_a_golden_file_stands_where_it_says(file: Path, corpus: Corpus) -> None:
    for case in read_cases(file, corpus):
        for evidence in case.groups[0]:
            text = corpus.text(evidence.document)[evidence.span.start : evidence.span.end]
            assert without_marks(text) == evidence.quote


def test_the_first_set_has_a_hundred_questions(corpus: Corpus) -> None:
    assert len(read_cases(GOLDEN / "retrieval.jsonl", corpus)) == 100


def test_at_least_forty_of_the_first_hundred_share_few_words(corpus: Corpus) -> None:
    cases = read_cases(GOLDEN / "retrieval.jsonl", corpus)
    assert sum(case.overlap <= LOW_OVERLAP for case in cases) >= 40


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_what_a_row_says_of_its_overlap_is_true(file: Path, corpus: Corpus) -> None:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    cases = read_cases(file, corpus)
    wrong = [
        row["id"]
        for row, case in zip(rows, cases, strict=True)
        if "low_overlap" in row and row["low_overlap"] is not (case.overlap <= LOW_OVERLAP)
    ]
    assert wrong == []


def test_no_golden_question_or_id_stands_twice(corpus: Corpus) -> None:
    cases = [case for file in FILES for case in read_cases(file, corpus)]
    assert len({case.id for case in cases}) == len(cases)
    assert len({case.question.casefold() for case in cases}) == len(cases)


def test_a_sound_row_is_read(tmp_path: Path, corpus: Corpus) -> None:
    case = read_one(tmp_path, corpus, SOUND)
    assert (case.id, case.groups[0][0].document) == ("t001", "opm-ai-competency-model")


def test_any_of_the_further_evidence_will_do(tmp_path: Path, corpus: Corpus) -> None:
    row = {**SOUND, "also": [{"document": "eo-14110", "quote": "so the fact sheet is historic"}]}
    assert [len(group) for group in read_one(tmp_path, corpus, row).groups] == [2]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(
            {"quote": "Makes convincing oral presentations."}, "stands 0 times", id="drift"
        ),
        pytest.param({"quote": "competency model"}, "expected once", id="more than once"),
        pytest.param({"document": "lanterns"}, "lanterns", id="unknown document"),
        pytest.param({"question": ...}, "question", id="no question"),
        pytest.param({"also": [{"document": "eo-14110"}]}, "quote", id="further without a quote"),
    ],
)
def test_a_row_that_does_not_hold_is_refused_with_file_and_line(
    tmp_path: Path, corpus: Corpus, change: dict[str, Any], words: str
) -> None:
    row = {key: value for key, value in {**SOUND, **change}.items() if value is not ...}
    with pytest.raises(GuideError, match=words) as refused:
        read_one(tmp_path, corpus, row)
    assert f"{tmp_path / 'cases.jsonl'}:2:" in str(refused.value)


def test_a_row_that_is_no_json_is_refused_with_file_and_line(
    tmp_path: Path, corpus: Corpus
) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('{"id": ')
    with pytest.raises(GuideError) as refused:
        read_cases(file, corpus)
    assert f"{file}:1:" in str(refused.value)


def test_the_held_out_file_is_the_test_half(corpus: Corpus) -> None:
    halves = {file.name: {case.split for case in read_cases(file, corpus)} for file in FILES}
    assert halves == {"retrieval.jsonl": {"dev"}, "retrieval_heldout.jsonl": {"test"}}


@pytest.mark.parametrize(
    ("change", "searched"),
    [
        pytest.param({}, True, id="running text"),
        pytest.param({"count": 2}, False, id="a table is queried"),
        pytest.param({"set": ["a"], "universe": ["a"]}, False, id="a set of names"),
        pytest.param({"history": ["Earlier?"]}, False, id="leans on another question"),
        pytest.param({"outcome": ["answered", "not_in_sources"]}, False, id="either will do"),
        pytest.param({"evidence": []}, False, id="no evidence"),
    ],
)
def test_golden_cases_whose_answer_stands_in_running_text_are_searched_too(
    tmp_path: Path, corpus: Corpus, change: dict[str, Any], *, searched: bool
) -> None:
    case = golden_case(tmp_path, corpus, change)
    found = retrieval_cases(tmp_path / "none", [case], corpus)
    assert [each.id for each in found] == [case.id] * searched


def test_every_group_of_a_golden_case_is_needed_and_any_of_a_group_will_do(
    tmp_path: Path, corpus: Corpus
) -> None:
    own = {"document": SOUND["document"], "quote": SOUND["quote"], "group": 1}
    other = {"document": "eo-14110", "quote": "so the fact sheet is historic", "group": 2}
    case = golden_case(tmp_path, corpus, {"evidence": [own, other, {**other, "group": 1}]})
    (found,) = retrieval_cases(tmp_path / "none", [case], corpus)
    assert [len(group) for group in found.groups] == [2, 1]
    assert found.required == (("clear",),)


def golden_case(folder: Path, corpus: Corpus, change: dict[str, Any]) -> GoldenCase:
    """A golden case, changed."""
    row = {
        "id": "fact-1",
        "cluster": "fact-1",
        "stratum": "fact",
        "question": SOUND["question"],
        "outcome": "answered",
        "required": [["clear"]],
        "evidence": [{"document": SOUND["document"], "quote": SOUND["quote"], "group": 1}],
    }
    file = folder / "golden.jsonl"
    file.write_text(json.dumps({**row, **change}), encoding="utf-8")
    return read_golden([file], corpus)[0]


def read_one(folder: Path, corpus: Corpus, row: dict[str, Any]) -> RetrievalCase:
    """The case of a row on line 2 of a file."""
    file = folder / "cases.jsonl"
    file.write_text(f"\n{json.dumps(row)}\n", encoding="utf-8")
    return read_cases(file, corpus)[0]
