"""The golden questions are anchored in the documents, and a damaged row is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.settings import PROJECT
from evals.cases import GOLDEN, LOW_OVERLAP, Case, read_cases

FILES = sorted(GOLDEN.glob("retrieval*.jsonl"))
SOUND = {
    "id": "t001",
    "stratum": "memo_text",
    "question": "How should one talk?",
    "document": "opm-ai-competency-model",
    "quote": "Makes clear and convincing oral presentations.",
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The project's own documents."""
    return Corpus.open(PROJECT / "corpus")


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_every_quote_of_a_golden_file_stands_where_it_says(file: Path, corpus: Corpus) -> None:
    for case in read_cases(file, corpus):
        for evidence in case.evidence:
            text = corpus.text(evidence.document_id)[evidence.span.start : evidence.span.end]
            assert len(text) == len(evidence.quote)


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
    assert (case.id, case.evidence[0].document_id) == ("t001", "opm-ai-competency-model")


def test_further_evidence_is_read(tmp_path: Path, corpus: Corpus) -> None:
    also = {"document": "eo-14110", "quote": "so the fact sheet is historic"}
    assert len(read_one(tmp_path, corpus, {**SOUND, "also": [also]}).evidence) == 2


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


def read_one(folder: Path, corpus: Corpus, row: dict[str, Any]) -> Case:
    """The case of a row on line 2 of a file."""
    file = folder / "cases.jsonl"
    file.write_text(f"\n{json.dumps(row)}\n", encoding="utf-8")
    return read_cases(file, corpus)[0]
