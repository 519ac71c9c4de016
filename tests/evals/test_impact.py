"""What a change does to answers is listed, those that turned wrong first."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from subprocess import CompletedProcess
from typing import Any

import pytest
from golden_rows import IDS, read, written

from evals.__main__ import evals

Run = Callable[..., CompletedProcess[str]]
Given = dict[str, Any]
STANDING = {"kind": "standing", "text": "Superseded since 2 May 2026.", "citations": [1]}


@pytest.fixture
def impact(run_group: Run, folder: Path, tmp_path: Path) -> Callable[..., str]:
    """What is said after some answers changed: ``impact({case: change})``."""

    def impact_of(
        changes: dict[str, Callable[[Given], object]], *options: str, back: bool = False
    ) -> str:
        after = copytree(folder, tmp_path / "after")
        rows = read(after / "generated.jsonl")
        for row in rows:
            changes.get(row["case"], lambda _answer: None)(row["answer"])
        written(after / "generated.jsonl", rows)
        runs = (after, folder) if back else (folder, after)
        where = ("--before", str(runs[0]), "--after", str(runs[1]))
        done = run_group(evals, "evals", "impact", *where, *options)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return impact_of


def test_of_identical_runs_no_answer_changed(impact: Callable[..., str]) -> None:
    assert impact({}) == "0 answers changed\n"


def test_times_and_conversations_are_no_change(impact: Callable[..., str]) -> None:
    def later(answer: Given) -> None:
        answer.update(conversation="z" * 22, timings_ms={"total": 9.0})

    assert impact(dict.fromkeys(IDS, later)) == "0 answers changed\n"


def cite_elsewhere(answer: Given) -> None:
    """The passage of another document is cited."""
    answer["citations"][0]["document_id"] = "eo-14110"


def restand(answer: Given) -> None:
    """The cited document has another standing."""
    answer["citations"][0]["standing"] = "superseded"


def move(answer: Given) -> None:
    """The same words are cited from another place."""
    answer["citations"][0]["start"] += 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(lambda a: a.update(text=f"{a['text']} Indeed."), ["other words"], id="text"),
        pytest.param(
            lambda a: a.update(outcome="not_in_sources"),
            ["right before, wrong now", "answered before, not_in_sources now"],
            id="outcome",
        ),
        pytest.param(
            cite_elsewhere,
            ["no longer cites what-may-be-entered", "now cites eo-14110"],
            id="document",
        ),
        pytest.param(restand, ["what-may-be-entered was in_force, is superseded"], id="standing"),
        pytest.param(lambda a: a["notices"].append(STANDING), ["a standing notice now"], id="new"),
        pytest.param(move, ["other passages"], id="passage"),
    ],
)
def test_what_changed_about_an_answer_is_said(
    impact: Callable[..., str], change: Callable[[Given], object], words: list[str]
) -> None:
    said = impact({"fact-1": change})
    assert said.startswith("fact-1 May CUI be entered")
    assert said.endswith("1 answers changed\n")
    assert [word for word in words if word not in " ".join(said.split())] == []


def test_a_notice_that_is_gone_is_said(impact: Callable[..., str]) -> None:
    said = impact({"fact-1": lambda a: a["notices"].append(STANDING)}, back=True)
    assert "no standing notice any more" in said


def test_another_text_of_the_same_notice_is_a_change_of_the_notice(
    impact: Callable[..., str], folder: Path
) -> None:
    rows = read(folder / "generated.jsonl")
    rows[0]["answer"]["notices"] = [STANDING]
    written(folder / "generated.jsonl", rows)
    later = {**STANDING, "text": "Superseded since 9 June 2026."}
    said = impact({"fact-1": lambda a: a.update(notices=[later])})
    assert "another standing notice" in said


def test_another_reason_to_decline_is_said(impact: Callable[..., str]) -> None:
    said = impact({"to_decline-1": lambda a: a.update(reason="misuse")})
    assert "declined for personal_data before, for misuse now" in said


def test_what_turned_wrong_comes_first_and_what_turned_right_is_told(
    impact: Callable[..., str],
) -> None:
    said = impact(
        {
            "fact-1": lambda a: a.update(text=f"{a['text']} Indeed."),
            "fact-2": lambda a: a.update(outcome="not_in_sources"),
        }
    )
    assert said.index("fact-2") < said.index("fact-1")
    assert said.endswith("2 answers changed\n")


def test_what_turned_right_is_told(impact: Callable[..., str]) -> None:
    said = impact({"fact-1": lambda a: a.update(outcome="not_in_sources")}, back=True)
    assert "wrong before, right now" in said


def test_both_answers_are_shown_if_asked_for(impact: Callable[..., str]) -> None:
    said = impact({"fact-1": lambda a: a.update(text="Lanterns. [1]")}, "--all")
    assert "before: answered: CUI must not be entered" in " ".join(said.split())
    assert "after: answered: Lanterns. [1]" in " ".join(said.split())


def test_runs_without_a_case_in_common_are_exit_2(
    folder: Path, run_group: Run, tmp_path: Path
) -> None:
    other = copytree(folder, tmp_path / "other")
    for name in ("generated.jsonl", "cases.jsonl"):
        written(other / name, read(other / name)[:1])
        written(folder / name, read(folder / name)[1:])
    done = run_group(evals, "evals", "impact", "--before", str(folder), "--after", str(other))
    assert (done.returncode, "no case in common" in done.stderr) == (2, True)
