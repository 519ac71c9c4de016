"""The calibration set is sound, and a row that is not is named with file, line and field."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.errors import GuideError
from corpus.library import Corpus
from evals.__main__ import evals
from evals.calibration.checking import counted, faults_of
from evals.calibration.reading import FAULTS, FRESH, HALVES, PARTS, Pair, Part, read_pairs
from evals.cases.overlap import content_overlap

if TYPE_CHECKING:
    from subprocess import CompletedProcess

QUOTE = "Recalls information that has been presented previously."
SOUND: dict[str, Any] = {
    "id": "memory-1",
    "cluster": "memory",
    "sentence": "Memory is about calling back what one was shown.",
    "quotes": [{"document": "opm-ai-competency-model", "quote": QUOTE}],
    "faithful": True,
    "kind": "paraphrase",
    "why": "",
}


@pytest.fixture(scope="module")
def pairs() -> dict[Part, list[Pair]]:
    """All halves of the set, the fresh ones too."""
    return {half: read_pairs(half) for half in PARTS}


def test_nothing_in_the_calibration_set_is_amiss(corpus: Corpus) -> None:
    assert faults_of(corpus) == []


@pytest.mark.parametrize("halves", [HALVES, FRESH])
def test_every_document_is_cited(
    halves: tuple[Part, ...], pairs: dict[Part, list[Pair]], corpus: Corpus
) -> None:
    cited = {quoted.document for half in halves for pair in pairs[half] for quoted in pair.quotes}
    assert cited == {document.id for document in corpus.documents}


@pytest.mark.parametrize("half", HALVES)
def test_each_half_has_at_least_twenty_of_every_fault(
    half: Part, pairs: dict[Part, list[Pair]]
) -> None:
    counts = counted(pairs[half])
    assert {kind: counts[kind] for kind in FAULTS if counts[kind] < 20} == {}


@pytest.mark.parametrize("half", FRESH)
def test_each_fresh_half_has_at_least_ten_of_every_fault(
    half: Part, pairs: dict[Part, list[Pair]]
) -> None:
    counts = counted(pairs[half])
    assert {kind: counts[kind] for kind in FAULTS if counts[kind] < 10} == {}


def test_two_hundred_and_forty_faithful_sentences_are_in_each_half(
    pairs: dict[Part, list[Pair]],
) -> None:
    assert min(sum(pair.faithful for pair in pairs[half]) for half in HALVES) >= 240


@pytest.mark.parametrize("halves", [HALVES, FRESH])
def test_half_of_the_faithful_sentences_share_few_words_with_their_quotes(
    halves: tuple[Part, ...], pairs: dict[Part, list[Pair]]
) -> None:
    faithful = [pair for half in halves for pair in pairs[half] if pair.faithful]
    low = [pair for pair in faithful if shared(pair) <= 0.5]
    assert len(low) >= len(faithful) / 2


def test_a_cluster_that_stands_in_both_halves_is_named(tmp_path: Path, corpus: Corpus) -> None:
    other = {**SOUND, "id": "memory-2", "sentence": "It means to remember."}
    folder = written(tmp_path, dev=[SOUND], test=[other])
    assert faults_of(corpus, folder) == [
        f"{folder}/test.jsonl:1: cluster: 'memory' stands in dev already"
    ]


def test_a_cluster_of_the_tuned_halves_may_not_stand_in_a_fresh_one_too(
    tmp_path: Path, corpus: Corpus
) -> None:
    other = {**SOUND, "id": "memory-2", "sentence": "It means to remember."}
    folder = written(tmp_path, dev=[SOUND], fresh_test=[other])
    assert faults_of(corpus, folder) == [
        f"{folder}/fresh_test.jsonl:1: cluster: 'memory' stands in dev already"
    ]


def test_a_quote_that_its_document_lacks_is_named(tmp_path: Path, corpus: Corpus) -> None:
    strange = {"document": "opm-ai-competency-model", "quote": "Recalls nothing."}
    (fault,) = faults_of(corpus, written(tmp_path, dev=[{**SOUND, "quotes": [strange]}]))
    assert "dev.jsonl:1: quotes.1: quote: stands 0 times in opm-ai-competency-model" in fault


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"document": "no-such-memo"}, "has no 'no-such-memo'"),
        ({"quote": "Boats are lent."}, "quote: stands 0 times in memo, expected once"),
    ],
)
def test_a_quote_that_an_invented_document_lacks_is_named(
    tmp_path: Path, corpus: Corpus, change: dict[str, str], said: str
) -> None:
    quoted = read_pairs("unknown_dev")[0].quotes[0].model_dump() | {"document": "memo"} | change
    (fault,) = faults_of(corpus, written(tmp_path, unknown_dev=[{**SOUND, "quotes": [quoted]}]))
    assert "unknown_dev.jsonl:1: quotes.1: " in fault
    assert said in fault


def test_a_sentence_and_an_id_that_stand_twice_are_named(tmp_path: Path, corpus: Corpus) -> None:
    again = {**SOUND, "sentence": SOUND["sentence"].upper()}
    faults = faults_of(corpus, written(tmp_path, dev=[SOUND, again]))
    assert [fault.split(": ")[1] for fault in faults] == ["id", "sentence"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "number"}, "kind: 'number' does not go with faithful True"),
        ({"faithful": False}, "kind: 'paraphrase' does not go with faithful False"),
        ({"why": "a slip"}, "why: says what is wrong in a faulty row, and only there"),
        ({"kind": "merge"}, "quotes: a merge cites at least two, got one"),
        ({"kind": "guess"}, "kind: Input should be "),
        ({"quotes": []}, "quotes: Tuple should have at least 1 item"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    folder = written(tmp_path, dev=[SOUND, {**SOUND, **change}])
    with pytest.raises(GuideError) as refused:
        read_pairs("dev", folder)
    assert str(refused.value).startswith(f"{folder}/dev.jsonl:2: {said}")


def test_a_half_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match=r"dev\.jsonl cannot be read"):
        read_pairs("dev", tmp_path)


def test_the_command_counts_every_half(
    run_group: Callable[..., "CompletedProcess[str]"], pairs: dict[Part, list[Pair]]
) -> None:
    ended = run_group(evals, "evals", "calibration", "--check")
    (row,) = (line for line in ended.stdout.splitlines() if "all" in line.split())
    assert ended.returncode == 0
    assert [int(word) for word in row.split() if word.isdigit()] == [
        len(pairs[half]) for half in PARTS
    ]


def shared(pair: Pair) -> float:
    """The share of a sentence's content words, names left aside, that its quotes have too."""
    sentence = pair.sentence[:1].lower() + pair.sentence[1:]
    plain = " ".join(re.findall(r"(?<![\w-])[a-z]+", sentence))
    return content_overlap(plain, " ".join(quoted.quote for quoted in pair.quotes))


def written(folder: Path, **halves: list[dict[str, Any]]) -> Path:
    """A folder with all halves; one that is not given has no rows."""
    for half in PARTS:
        rows = "".join(json.dumps(row) + "\n" for row in halves.get(half, ()))
        (folder / f"{half}.jsonl").write_text(rows, encoding="utf-8")
    return folder
