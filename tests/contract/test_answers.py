"""What `python -m bot ask` prints keeps the contract, over two hundred questions of every kind."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from bot.__main__ import bot

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions.jsonl"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def ask(built_data: Path) -> Callable[..., CompletedProcess[str]]:
    """Run `python -m bot ask …` as a process of its own."""
    environment = os.environ | {"GUIDE_DATA": str(built_data)}

    def run(*arguments: str) -> CompletedProcess[str]:
        return subprocess.run(  # noqa: S603  our own command
            [sys.executable, "-m", "bot", "ask", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def printed(ask: Callable[..., CompletedProcess[str]]) -> CompletedProcess[str]:
    """What a run over all the questions printed."""
    return ask("--jsonl", str(QUESTIONS))


@pytest.fixture(scope="module")
def questions() -> list[Row]:
    """The rows that were asked."""
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def answers(printed: CompletedProcess[str]) -> list[Row]:
    """The rows that came back."""
    return [json.loads(line) for line in printed.stdout.splitlines()]


def test_two_hundred_answers_break_no_invariant(
    printed: CompletedProcess[str], tmp_path: Path
) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(printed.stdout, encoding="utf-8")
    checker = [sys.executable, str(HERE / "check_answers.py"), str(file)]
    done = subprocess.run(  # noqa: S603  our own command
        [*checker, "--questions", str(QUESTIONS)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "200 answers, 0 breaches\n")


def test_a_run_ends_well_and_says_nothing_besides(printed: CompletedProcess[str]) -> None:
    assert (printed.returncode, printed.stderr) == (0, "")


def test_rows_come_back_in_order_with_their_ids(questions: list[Row], answers: list[Row]) -> None:
    assert [row["id"] for row in answers] == [row["id"] for row in questions]


def test_rows_of_a_conversation_share_one_id(questions: list[Row], answers: list[Row]) -> None:
    ids: dict[str, set[str]] = {}
    for asked, answer in zip(questions, answers, strict=True):
        if asked.get("conversation"):
            ids.setdefault(asked["conversation"], set()).add(answer["conversation"])
    assert len(ids) == 6
    assert all(len(shared) == 1 for shared in ids.values())


def test_other_rows_have_an_id_of_their_own(questions: list[Row], answers: list[Row]) -> None:
    alone = [
        answer["conversation"]
        for asked, answer in zip(questions, answers, strict=True)
        if not asked.get("conversation")
    ]
    shared = {a["conversation"] for a in answers} - set(alone)
    assert (len(alone), len(set(alone)), len(shared)) == (184, 184, 6)


def test_only_follow_ups_are_read_in_the_light_of_others(
    questions: list[Row], answers: list[Row]
) -> None:
    for asked, answer in zip(questions, answers, strict=True):
        if not asked.get("conversation"):
            assert answer["understood_as"] is None


def test_json_is_one_object_and_nothing_else(ask: Callable[..., CompletedProcess[str]]) -> None:
    done = ask("What counts as AI work?", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["outcome"] == "answered"
    assert done.stdout.count("\n") == 1


def test_an_answer_to_a_question_without_an_id_has_none(
    built_data: Path,
    run_group: Callable[..., CompletedProcess[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GUIDE_DATA", str(built_data))
    assert "id" not in json.loads(run_group(bot, "bot", "ask", "", "--json").stdout)


def test_a_row_that_is_no_json_is_exit_2_and_names_file_and_line(
    run_group: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": "a", "question": "AI?"}\n{"id": "b", "question": \n')
    done = run_group(bot, "bot", "ask", "--jsonl", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{file}:2" in done.stderr
    assert done.stderr.count("\n") == 1
