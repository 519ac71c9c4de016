"""What the program is fitted on holds no question of the golden set, nor one almost like it."""

import json
import re
from collections.abc import Iterable

from bot.guardrails.phrasings import read_phrasings
from corpus.asked import FOLDER, read_asked
from corpus.settings import PROJECT
from evals.cases.golden_files import GOLDEN

CORPUS = PROJECT / "corpus"
_ALIKE = 0.6
# Shorter questions, such as "and for GS-15?", are anybody's.
_SHORT = 4


def test_no_phrasing_of_the_guardrails_is_almost_a_golden_question() -> None:
    assert close_to_golden(p.text for p in read_phrasings() if p.weight == 1) == []


def test_no_question_by_which_a_sentence_is_found_is_almost_a_golden_question() -> None:
    files = sorted((CORPUS / FOLDER).glob("*.jsonl"))
    rows = [row for file in files for row in read_asked(CORPUS, file.stem) or ()]
    assert len(rows) > 400
    assert close_to_golden(question for row in rows for question in row.questions) == []


def test_no_question_that_nobody_answers_is_almost_a_golden_question() -> None:
    files = sorted((CORPUS / FOLDER).glob("*.jsonl"))
    opened = [q for f in files for row in read_asked(CORPUS, f.stem) or () for q in row.open]
    assert len(opened) > 4000
    assert close_to_golden(opened) == []


def close_to_golden(texts: Iterable[str]) -> list[str]:
    """Those of the texts that share most of their words with a golden question."""
    golden = [words(json.loads(line)["question"]) for line in golden_lines()]
    golden = [question for question in golden if len(question) >= _SHORT]
    assert len(golden) > 1000
    told = [(text, words(text)) for text in texts]
    return [
        text
        for text, own in told
        if len(own) >= _SHORT and any(shared(own, question) >= _ALIKE for question in golden)
    ]


def golden_lines() -> list[str]:
    """The rows of all golden files."""
    files = sorted(GOLDEN.rglob("*.jsonl"))
    return [line for f in files for line in f.read_text("utf-8").splitlines() if line]


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9']+", text.lower()))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
