"""What the program is fitted on holds no question of the golden set, nor one almost like it."""

import json
import re
from collections.abc import Iterable

from sklearn.feature_extraction.text import CountVectorizer

from bot.guardrails.phrasings import read_phrasings
from corpus.asked import FOLDER, read_asked, read_outside
from corpus.settings import PROJECT
from evals.cases.golden_files import GOLDEN

CORPUS = PROJECT / "corpus"
WORD = r"[a-z0-9']+"
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


def test_no_question_about_something_else_is_almost_a_golden_question() -> None:
    outside = read_outside(CORPUS)
    assert len(outside) > 1500
    assert close_to_golden(outside) == []


def close_to_golden(texts: Iterable[str]) -> list[str]:
    """Those of the texts that share most of their words with a golden question."""
    golden = long_ones(json.loads(line)["question"] for line in golden_lines())
    told = long_ones(texts)
    assert len(golden) > 1000
    marked = CountVectorizer(token_pattern=WORD, binary=True).fit(golden + told)
    ours, theirs = marked.transform(told), marked.transform(golden)
    both = (ours @ theirs.T).tocoo()  # how many words each two share, where they share any
    either = ours.sum(axis=1).A1[both.row] + theirs.sum(axis=1).A1[both.col] - both.data
    return [told[at] for at in sorted({*both.row[both.data >= _ALIKE * either]})]


def golden_lines() -> list[str]:
    """The rows of all golden files."""
    files = sorted(GOLDEN.rglob("*.jsonl"))
    return [line for f in files for line in f.read_text("utf-8").splitlines() if line]


def long_ones(texts: Iterable[str]) -> list[str]:
    """The texts that have enough different words to be told from others."""
    return [text for text in texts if len({*re.findall(WORD, text.lower())}) >= _SHORT]


def test_a_question_in_nearly_the_same_words_would_be_seen() -> None:
    own = json.loads(next(iter(golden_lines())))["question"]
    assert close_to_golden([f"so {own}", "where do penguins sleep at night"]) == [f"so {own}"]
