"""The golden set is sound, and a row that is not is named with file, line and field."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.sentences import without_marks
from evals.cases.checking import faults_of
from evals.cases.gold import GoldenCase
from evals.cases.golden_files import digest, golden_files, read_golden
from evals.cases.quotes import find_quote

QUOTE = "Makes clear and convincing oral presentations."
SOUND: dict[str, Any] = {
    "id": "fact-1",
    "cluster": "fact-1",
    "stratum": "fact",
    "question": "How should one talk?",
    "outcome": "answered",
    "required": [["clear"]],
    "evidence": [{"document": "opm-ai-competency-model", "quote": QUOTE, "group": 1}],
}
EVIDENCE = SOUND["evidence"][0]


@pytest.fixture(scope="module")
def all_cases(corpus: Corpus) -> list[GoldenCase]:
    """All cases of the project."""
    return read_golden(golden_files(), corpus)


def test_nothing_in_the_golden_set_is_amiss(corpus: Corpus) -> None:
    assert faults_of(golden_files(), corpus) == []


def test_every_quote_stands_where_it_was_found(all_cases: list[GoldenCase], corpus: Corpus) -> None:
    for case in all_cases:
        for evidence in case.evidence:
            start, end = evidence.span
            assert without_marks(corpus.text(evidence.document)[start:end]) == evidence.quote


def test_there_are_six_hundred_cases(all_cases: list[GoldenCase]) -> None:
    assert len(all_cases) >= 600


def test_both_halves_are_about_as_large(all_cases: list[GoldenCase]) -> None:
    dev = sum(case.split == "dev" for case in all_cases)
    assert 0.4 <= dev / len(all_cases) <= 0.6


def test_cases_of_a_cluster_are_in_one_half(all_cases: list[GoldenCase]) -> None:
    halves = {(case.cluster, case.split) for case in all_cases}
    assert len(halves) == len({case.cluster for case in all_cases})


def test_forty_percent_of_the_answerable_cases_share_few_words(all_cases: list[GoldenCase]) -> None:
    due = [case for case in all_cases if case.answerable and case.evidence]
    assert sum(case.low_overlap for case in due) >= 0.4 * len(due)


def test_the_files_of_the_retrieval_suite_are_no_answer_cases() -> None:
    assert not [file for file in golden_files() if "retrieval" in file.name]


def test_a_cluster_is_dev_where_its_digest_begins_even(tmp_path: Path, corpus: Corpus) -> None:
    # printf alpha | sha256sum begins with 8, printf c with 2, printf a with c, printf b with 3
    splits = [
        read_one(tmp_path, corpus, {**SOUND, "cluster": cluster}).split
        for cluster in ("alpha", "c", "a", "b")
    ]
    assert splits == ["dev", "dev", "dev", "test"]


def test_a_sound_row_is_read_and_its_quote_located(tmp_path: Path, corpus: Corpus) -> None:
    case = read_one(tmp_path, corpus, SOUND)
    start, end = case.evidence[0].span
    assert corpus.text("opm-ai-competency-model")[start:end] == QUOTE


def test_one_outcome_or_reason_stands_for_a_list_of_one(tmp_path: Path, corpus: Corpus) -> None:
    row = {**SOUND, "outcome": "declined", "reason": "misuse"}
    case = read_one(tmp_path, corpus, row)
    assert (case.outcome, case.reason) == (("declined",), ("misuse",))


def test_a_case_that_shares_no_word_has_low_overlap(tmp_path: Path, corpus: Corpus) -> None:
    assert read_one(tmp_path, corpus, {**SOUND, "question": "How to chat?"}).low_overlap
    assert not read_one(tmp_path, corpus, {**SOUND, "question": "Convincing?"}).low_overlap
    assert not read_one(tmp_path, corpus, {**SOUND, "evidence": []}).low_overlap


def test_a_quote_may_run_over_footnote_marks(corpus: Corpus) -> None:
    quote = "Schedule A appointments.\nDirect hire authority belongs"
    start, end = find_quote(corpus, "ai-hiring-authorities", quote)
    found = corpus.text("ai-hiring-authorities")[start:end]
    assert found == quote.replace(".\n", ".[^2.8][^2.9]\n")


def test_a_quote_that_stands_more_than_once_needs_its_place(tmp_path: Path, corpus: Corpus) -> None:
    text = corpus.text("opm-ai-competency-model")
    start = text.rindex("competency model")
    place = {**EVIDENCE, "quote": "competency model", "start": start, "end": start + 16}
    case = read_one(tmp_path, corpus, {**SOUND, "evidence": [place]})
    assert case.evidence[0].span.start == start


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"colour": "red"}, "colour: is no field", id="unknown field"),
        pytest.param(
            {"evidence": [{**EVIDENCE, "page": 2}]}, "evidence.0.page: is no field", id="in one"
        ),
        pytest.param({"question": ...}, "question: Field required", id="no question"),
        pytest.param({"question": ""}, "question: ", id="empty question"),
        pytest.param({"stratum": "facts"}, "stratum: .*'facts'", id="stratum"),
        pytest.param({"outcome": "refused"}, "outcome.0: .*'refused'", id="outcome"),
        pytest.param({"outcome": []}, "outcome: ", id="no outcome"),
        pytest.param({"reason": "rudeness", "outcome": "declined"}, "reason.0: ", id="reason"),
        pytest.param({"reason": "misuse"}, "reason: goes only with", id="reason of an answer"),
        pytest.param({"required": ["clear"]}, "required.0: ", id="no group"),
        pytest.param({"required": [[]]}, "required.0: ", id="empty group"),
        pytest.param({"required": [["re:("]]}, "required.0.0: .*expression", id="pattern"),
        pytest.param({"forbidden": ["re:["]}, "forbidden.0: .*expression", id="forbidden"),
        pytest.param({"count": "two"}, "count: .*'two'", id="count"),
        pytest.param({"set": ["a"], "universe": ["b"]}, "set: 'a'", id="outside the universe"),
        pytest.param({"notices": ["warning"]}, "notices.0: ", id="notice"),
        pytest.param({"variant": "slang"}, "variant: ", id="variant"),
        pytest.param({"must_not_cite": ["lanterns"]}, "no 'lanterns'", id="must not cite"),
        pytest.param(
            {"cells": [{"document": "lanterns", "row": "a", "column": "b"}]},
            "no 'lanterns'",
            id="cell of no document",
        ),
        pytest.param(
            {"evidence": [EVIDENCE, {**EVIDENCE, "quote": "Makes lanterns."}]},
            "evidence 2: quote: stands 0 times in opm-ai-competency-model",
            id="drift",
        ),
        pytest.param(
            {"evidence": [{**EVIDENCE, "quote": "competency model"}]}, "expected once", id="twice"
        ),
        pytest.param(
            {"evidence": [{**EVIDENCE, "start": 0, "end": 9}]},
            "quote: does not stand at 0 to 9",
            id="another place",
        ),
        pytest.param(
            {"evidence": [{**EVIDENCE, "document": "lanterns"}]}, "no 'lanterns'", id="document"
        ),
    ],
)
def test_a_row_that_does_not_hold_is_refused_with_file_line_and_field(
    tmp_path: Path, corpus: Corpus, change: dict[str, Any], words: str
) -> None:
    row = {key: value for key, value in {**SOUND, **change}.items() if value is not ...}
    with pytest.raises(GuideError, match=words) as refused:
        read_one(tmp_path, corpus, row)
    assert str(refused.value).startswith(f"{tmp_path / 'cases.jsonl'}:2: ")


@pytest.mark.parametrize("line", ['{"id": ', "3", "[]"])
def test_a_row_that_is_no_object_is_refused(tmp_path: Path, corpus: Corpus, line: str) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(line)
    with pytest.raises(GuideError, match=r"cases\.jsonl:1: "):
        read_golden([file], corpus)


def test_an_id_that_stands_twice_is_refused(tmp_path: Path, corpus: Corpus) -> None:
    file = written(tmp_path, SOUND, {**SOUND, "question": "Another?"})
    with pytest.raises(GuideError, match=r"cases\.jsonl:2: id: 'fact-1' stands at .*:1 already"):
        read_golden([file], corpus)


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match="has no cases"):
        golden_files(tmp_path)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        pytest.param([{"id": "lantern-1"}], "id: expected fact-<number>", id="id"),
        pytest.param([{"outcome": "declined"}], "reason: left out", id="no reason"),
        pytest.param([{"evidence": [], "required": []}], "nothing says", id="nothing to go by"),
        pytest.param([{}, {"id": "fact-2"}], "fact-2: question: asked in fact-1", id="twice"),
        pytest.param(
            [{}, {"id": "fact-2", "question": "Talk?", "variant": "typo", "required": [["loud"]]}],
            "fact-2: variant: its gold",
            id="variant of another gold",
        ),
        pytest.param(
            [{}, {"id": "fact-2", "question": "Talk?", "variant": "typo", "cluster": "other"}],
            "fact-2: variant: its gold",
            id="variant of another cluster",
        ),
    ],
)
def test_what_no_single_row_shows_is_found(
    tmp_path: Path, corpus: Corpus, rows: list[dict[str, Any]], words: str
) -> None:
    file = written(tmp_path, *({**SOUND, **row} for row in rows))
    faults = faults_of([file], corpus)
    assert len(faults) == 1
    assert words in faults[0]


def test_a_variant_with_the_gold_of_its_original_is_sound(tmp_path: Path, corpus: Corpus) -> None:
    variant = {**SOUND, "id": "fact-2", "question": "TALK HOW?", "variant": "capitals"}
    assert faults_of([written(tmp_path, SOUND, variant)], corpus) == []


def test_the_digest_knows_a_changed_case_but_no_order(tmp_path: Path, corpus: Corpus) -> None:
    one = read_one(tmp_path, corpus, SOUND)
    two = read_one(tmp_path, corpus, {**SOUND, "id": "fact-2"})
    other = read_one(tmp_path, corpus, {**SOUND, "count": 3})
    assert digest([one, two]) == digest([two, one]) != digest([other, two])


def read_one(folder: Path, corpus: Corpus, row: dict[str, Any]) -> GoldenCase:
    """The case of a row on line 2 of a file."""
    file = folder / "cases.jsonl"
    file.write_text(f"\n{json.dumps(row)}\n", encoding="utf-8")
    return read_golden([file], corpus)[0]


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    """A file of rows."""
    file = folder / "cases.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return file
