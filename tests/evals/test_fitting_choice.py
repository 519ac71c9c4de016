"""What chooses between readings learns from examples which signs speak for the right one."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.tables.choosing.signs import SIGNS
from corpus.errors import GuideError
from evals.by_hand import read_by_hand
from evals.fitting_choice import Asked, fit, report
from evals.made_questions import TABLES

NAMES = sorted(SIGNS)
STRONG, WEAK = ["one", "exact row"], ["one", "strange"]


def asked(*readings: Sequence[str], right: int | None = None, weight: float = 1.0) -> Asked:
    """A question with readings that have these signs, of which one is right, or none."""
    rows = [[float(name in signs) for name in NAMES] for signs in readings]
    labels = tuple(at == right for at in range(len(readings)))
    return Asked(np.array(rows), labels, silence=right is None, weight=weight)


EXAMPLES = [
    *(asked(WEAK, STRONG, right=1) for _ in range(20)),
    *(asked(STRONG, right=0) for _ in range(20)),
    *(asked(WEAK) for _ in range(20)),
]


def test_a_sign_of_right_readings_speaks_for_a_reading() -> None:
    weights = fit(EXAMPLES)
    assert weights["exact row"] > 0 > weights["strange"]


def test_a_reading_that_was_never_right_is_not_chosen() -> None:
    weights = fit(EXAMPLES)
    assert sum(weights[name] for name in WEAK) < 0 < sum(weights[name] for name in STRONG)


def test_there_is_a_weight_for_every_sign() -> None:
    assert fit(EXAMPLES).keys() == SIGNS


def test_the_same_examples_give_the_same_weights() -> None:
    assert fit(EXAMPLES) == fit(EXAMPLES)


def test_what_weighs_nothing_teaches_nothing() -> None:
    contrary = [asked(STRONG, WEAK, right=1, weight=0.0) for _ in range(50)]
    spread = fit([*EXAMPLES, *contrary])
    assert spread["exact row"] > 0 > spread["strange"]


def test_the_report_tells_how_questions_are_read() -> None:
    halves = {"dev": [("table_set", one) for one in EXAMPLES]}
    assert "| dev | table_set | 60 | 40 | 40 | 0 | 20 |" in report(fit(EXAMPLES), halves)


def test_every_question_by_hand_is_about_an_invented_table() -> None:
    tables = {file.stem for file in TABLES.glob("*.md")}
    assert {one.document for one in read_by_hand()} <= tables


@pytest.mark.parametrize(
    "line",
    ["boats\tHow many?", "boats\tHow many?\tseven", "boats\tHow many?\t# seven", "boats\t\t-"],
)
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "questions.tsv"
    file.write_text(f"boats\tHow many boats?\t# 7\n{line}\n", encoding="utf-8")
    with pytest.raises(GuideError, match=r"questions\.tsv:2: ") as caught:
        read_by_hand(file)
    assert "\n" not in str(caught.value)
