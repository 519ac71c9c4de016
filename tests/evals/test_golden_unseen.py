"""What the program is fitted on holds no question of the golden set, nor one almost like it."""

import json
import re

from bot.guardrails.phrasings import read_phrasings
from evals.cases.golden_files import GOLDEN

_ALIKE = 0.6
# Shorter questions, such as "and for GS-15?", are anybody's.
_SHORT = 4


def test_no_phrasing_of_the_guardrails_is_almost_a_golden_question() -> None:
    golden = [words(json.loads(line)["question"]) for line in golden_lines()]
    golden = [question for question in golden if len(question) >= _SHORT]
    phrasings = {p.text: words(p.text) for p in read_phrasings() if p.weight == 1}
    close = [
        text
        for text, own in phrasings.items()
        if len(own) >= _SHORT and any(shared(own, question) >= _ALIKE for question in golden)
    ]
    assert len(golden) > 1000
    assert close == []


def golden_lines() -> list[str]:
    """The rows of all golden files."""
    files = sorted(GOLDEN.rglob("*.jsonl"))
    return [line for f in files for line in f.read_text("utf-8").splitlines() if line]


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9']+", text.lower()))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
