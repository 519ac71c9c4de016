"""From judged scores to the exit code of the gate, on the command line, against scripted judges."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from click.testing import CliRunner
from golden_rows import IDS, read, written
from judge_server import Script, serving

from evals.__main__ import evals
from evals.judging.calibration import Labelled, read_labelled
from evals.suites.sample import MARKER

Command = Callable[..., CompletedProcess[str]]
COPIES = 8


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    """The project's own labelled answers, which a judge is measured on before it judges."""
    return read_labelled()


@pytest.fixture(scope="module")
def judged(
    made_folder: Path, labelled: list[Labelled], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with a run and the baseline it was accepted as: every answer was borne out.

    The run has eight more cases, each a cluster of its own, rightly answered.
    """
    root = Path(shutil.copytree(made_folder, tmp_path_factory.mktemp("judged") / "run")).parent
    for name, keys in (("cases.jsonl", ("id", "cluster")), ("generated.jsonl", ("case",))):
        rows = read(root / "run" / name)
        copied = rows[IDS.index("fact-1")]
        new = [copied | dict.fromkeys(keys, f"fact-10{n}") for n in range(COPIES)]
        written(root / "run" / name, [*rows, *new])
    run, baseline = ("--run", str(root / "run")), ("--baseline", str(root / "baseline.json"))
    with asked_by(judge(labelled, 1.0), root / "data"):
        scored = CliRunner().invoke(evals, ["score", *run])
        reason = ("--reason", "all of it is borne out")
        accepted = CliRunner().invoke(evals, ["accept", *run, *baseline, *reason])
    assert (scored.exit_code, accepted.exit_code) == (0, 0), scored.output + accepted.output
    return root


@pytest.fixture
def run_folder(judged: Path, tmp_path: Path) -> Path:
    """A copy of that run, its baseline beside it."""
    shutil.copy(judged / "baseline.json", tmp_path)
    return Path(shutil.copytree(judged / "run", tmp_path / "run"))


@pytest.fixture
def command(run_group: Command, run_folder: Path, tmp_path: Path) -> Command:
    """Carry out a command of the evaluation on the folder: ``command("gate")``."""

    def carry_out(name: str, *options: str) -> CompletedProcess[str]:
        baseline = (
            [] if name in {"score", "report"} else ["--baseline", str(tmp_path / "baseline.json")]
        )
        return run_group(evals, "evals", name, "--run", str(run_folder), *options, *baseline)

    return carry_out


@contextmanager
def asked_by(script: Script, data: Path) -> Iterator[None]:
    """Name in the environment a judge that follows a script, and where its replies are kept."""
    with serving(script) as address, pytest.MonkeyPatch.context() as patch:
        name_judge(patch, address, data)
        yield


def name_judge(patch: pytest.MonkeyPatch, address: str, data: Path) -> None:
    """Set what a run reads of its judge: asked once, not again, for at most five seconds."""
    wanted = {
        "GUIDE_DATA": str(data),
        "GUIDE_JUDGE_BASE_URL": address,
        "GUIDE_JUDGE_MODEL": "scripted",
        "GUIDE_JUDGE_REPEATS": "1",
        "GUIDE_JUDGE_RETRIES": "0",
        "GUIDE_JUDGE_TIMEOUT_S": "5",
        "GUIDE_JUDGE_BACKOFF_S": "0",
    }
    for name, value in wanted.items():
        patch.setenv(name, value)


def judge(labelled: Sequence[Labelled], accuracy: float, **script: Any) -> Script:  # noqa: ANN401
    """A judge that is right about this share of the labelled answers of each label."""
    faithful = [row.answer for row in labelled if row.label == "faithful"]
    faulty = [row.answer for row in labelled if row.label == "faulty"]
    wrong = [round(len(rows) * (1 - accuracy)) for rows in (faithful, faulty)]
    return Script(faulty={*faithful[: wrong[0]], *faulty[wrong[1] :]}, **script)


def against_the_answers(script: Script, folder: Path) -> Script:
    """The same judge, which no longer finds what the run answers borne out."""
    answers = [row["answer"]["text"] for row in read(folder / "generated.jsonl")]
    script.faulty = {*script.faulty, *(MARKER.sub("", text).strip() for text in answers)}
    return script


@pytest.mark.parametrize(
    ("accuracy", "fell", "code", "said"),
    [
        (0.9, True, 1, "judge: faithfulness 1.000 before, 0.000 now, p = 0.000"),
        (0.9, False, 0, "Judge scripted gates: balanced accuracy 0.90"),
        (0.7, True, 0, "Judge scripted informs and does not gate: balanced accuracy 0.70"),
    ],
)
def test_a_judge_stops_a_change_only_if_it_was_found_fit_to(  # noqa: PLR0913  fixtures and columns
    command: Command,
    labelled: list[Labelled],
    run_folder: Path,
    accuracy: float,
    fell: bool,  # noqa: FBT001
    code: int,
    said: str,
) -> None:
    script = judge(labelled, accuracy)
    chosen = against_the_answers(script, run_folder) if fell else script
    with asked_by(chosen, run_folder.parent / "data"):
        scored = command("score")
    done = command("gate")
    assert (scored.returncode, done.returncode) == (0, code), done.stdout
    assert said in done.stdout
    assert command("report").returncode == 0
    assert said in (run_folder / "report.md").read_text(encoding="utf-8")
    summary = json.loads((run_folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["judge"]["usage"]["calls"] == script.calls > COPIES
    assert summary["judge"]["usage"]["prompt_tokens"] == script.prompt_tokens
    assert summary["judge"]["usage"]["completion_tokens"] == script.completion_tokens


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ({"statuses": (500, 200)}, "measurements came to nothing"),
        ({"reply": "I think it is fine."}, "measurements came to nothing"),
        ({"statuses": (503,)}, "the judge cannot be used"),
        ({"finish": "length"}, "measurements came to nothing"),
    ],
)
def test_a_judge_that_measures_too_little_is_never_a_pass(
    command: Command,
    labelled: list[Labelled],
    run_folder: Path,
    behaviour: dict[str, Any],
    said: str,
) -> None:
    with asked_by(judge(labelled, 1.0, **behaviour), run_folder.parent / "data"):
        assert command("score").returncode == 0
    done = command("gate")
    assert done.returncode == 2, done.stdout
    assert said in done.stdout
    summary = json.loads((run_folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["judge"]["gates"] is False
    assert summary["judge"]["failed"] > 0


def test_a_dead_judge_is_never_a_pass(
    command: Command, labelled: list[Labelled], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with serving(judge(labelled, 1.0)) as address:
        pass  # and the server is gone
    name_judge(monkeypatch, address, tmp_path / "data")
    assert command("score").returncode == 0
    done = command("gate")
    assert done.returncode == 2
    assert "the endpoint cannot be reached" in done.stdout


def test_a_run_without_a_judge_is_held_to_the_rest_of_a_judged_baseline(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GUIDE_JUDGE_BASE_URL", raising=False)
    scored = command("score")
    assert "No judge is configured" in scored.stdout
    assert command("gate").returncode == 0


def test_a_slow_judge_comes_to_the_same_verdict(
    command: Command, labelled: list[Labelled], run_folder: Path
) -> None:
    script = against_the_answers(judge(labelled, 0.9, delay=0.02), run_folder)
    with asked_by(script, run_folder.parent / "data"):
        assert command("score").returncode == 0
    assert command("gate").returncode == 1
