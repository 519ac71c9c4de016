"""The gate says whether a run may ship, why not, or that nobody can say."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from golden_rows import IDS, ROWS, read, written

from evals.__main__ import evals
from evals.gating.baseline import Accepted, Baseline, SuiteBaseline
from evals.gating.gate import Decision, Rules, decide, today
from evals.suites.registry import SUITES
from evals.suites.suite import Score

Run = Callable[..., CompletedProcess[str]]
Gate = Callable[..., CompletedProcess[str]]
NEAR_MISS = ("answers", "abstention")


@pytest.fixture
def gate(run_group: Run, folder: Path, tmp_path: Path) -> Gate:
    """Hold the run to the baseline: ``gate()``."""

    def gate_it(baseline: Path | None = None) -> CompletedProcess[str]:
        file = str(baseline or tmp_path / "baseline.json")
        return run_group(evals, "evals", "gate", "--run", str(folder), "--baseline", file)

    return gate_it


@pytest.fixture
def accept(run_group: Run, folder: Path, tmp_path: Path) -> Gate:
    """Accept the run as it is: ``accept(reason)``."""

    def accept_it(*reason: str) -> CompletedProcess[str]:
        baseline = ("--baseline", str(tmp_path / "baseline.json"))
        because = ("--reason", *reason) if reason else ()
        return run_group(evals, "evals", "accept", "--run", str(folder), *because, *baseline)

    return accept_it


@pytest.fixture
def score(run_group: Run, folder: Path) -> Gate:
    """Score the run anew: ``score(*options)``."""

    def score_it(*options: str) -> CompletedProcess[str]:
        return run_group(evals, "evals", "score", "--run", str(folder), *options)

    return score_it


@pytest.fixture
def accepted(accept: Gate, tmp_path: Path) -> Path:
    """The baseline: the run in which every case passes."""
    assert accept("all of it is right").returncode == 0
    return tmp_path / "baseline.json"


@pytest.fixture
def near_miss(folder: Path, score: Gate) -> Callable[[], None]:
    """Answer a near miss with what is sound, but not to the question; two suites see it."""

    def answer_it() -> None:
        rows = read(folder / "generated.jsonl")
        rows[IDS.index("unanswerable-1")]["answer"] = rows[0]["answer"]
        written(folder / "generated.jsonl", rows)
        assert score().returncode == 0

    return answer_it


@pytest.fixture
def shifted_quote(folder: Path, score: Gate) -> Callable[[], None]:
    """Break an invariant: a quote does not stand at its place."""

    def shift_it() -> None:
        rows = read(folder / "generated.jsonl")
        rows[0]["answer"]["citations"][0]["start"] += 1
        written(folder / "generated.jsonl", rows)
        assert score().returncode == 0

    return shift_it


@pytest.mark.usefixtures("accepted")
def test_an_unchanged_run_passes(gate: Gate, folder: Path) -> None:
    done = gate()
    assert (done.returncode, done.stdout.split()[0]) == (0, "PASS")
    assert record(folder)["reasons"] == []


@pytest.mark.usefixtures("accepted")
def test_a_newly_failing_case_fails_the_gate_and_is_named_with_its_suite(
    near_miss: Callable[[], None], gate: Gate, folder: Path
) -> None:
    near_miss()
    done = gate()
    assert (done.returncode, done.stdout.split()[0]) == (1, "FAIL")
    for suite in NEAR_MISS:
        assert f"{suite}: 1 newly failing: unanswerable-1" in done.stdout
        assert record(folder)["suites"][suite]["newly_failing"] == ["unanswerable-1"]


def test_a_newly_passing_case_alone_passes(
    near_miss: Callable[[], None], gate: Gate, accept: Gate, score: Gate, folder: Path
) -> None:
    right = (folder / "generated.jsonl").read_bytes()
    near_miss()
    accept("known")
    (folder / "generated.jsonl").write_bytes(right)
    score()
    assert gate().returncode == 0
    assert record(folder)["suites"]["answers"]["newly_passing"] == ["unanswerable-1"]


def test_a_case_that_failed_before_may_go_on_failing(
    near_miss: Callable[[], None], gate: Gate, accept: Gate
) -> None:
    near_miss()
    accept("known")
    assert gate().returncode == 0


def test_a_broken_invariant_fails_even_where_the_baseline_had_it(
    shifted_quote: Callable[[], None], gate: Gate, accept: Gate
) -> None:
    shifted_quote()
    assert accept("known").returncode == 0
    done = gate()
    assert done.returncode == 1
    assert "citations: an invariant is broken in fact-1" in done.stdout


@pytest.mark.parametrize(
    ("floor", "missed"),
    [
        pytest.param('suite = "answers"\nleast = 1.0', None, id="reached"),
        pytest.param(
            'suite = "abstention"\nmetric = "points"\nleast = 1.01',
            "abstention: floor missed: points: 1.000, asked at least 1.010",
            id="least",
        ),
        pytest.param(
            'suite = "abstention"\nmetric = "false refusals"\nmost = 0.0', None, id="at most"
        ),
        pytest.param(
            'suite = "guardrails"\nmetric = "caught"\nmost = 0.5',
            "guardrails: floor missed: caught: 1.000, asked at most 0.500",
            id="most",
        ),
        pytest.param(
            'suite = "answers"\ngroup = "stratum: fact"\nleast = 1.5',
            "answers: floor missed: passed, stratum: fact: 1.000, asked at least 1.500",
            id="group",
        ),
        pytest.param(
            'suite = "answers"\ngroup = "stratum: conflict"\nleast = 1.5', None, id="empty group"
        ),
        pytest.param(
            'suite = "answers"\nmetric = "lanterns"\nleast = 0.0',
            "answers: floor missed: lanterns: not measured",
            id="a metric that there is not",
        ),
    ],
)
def test_a_floor_is_asked_whatever_the_baseline_says(
    accepted: Path, gate: Gate, folder: Path, floor: str, missed: str | None
) -> None:
    accepted.with_name("floors.toml").write_text(f"[[floors]]\n{floor}\n")
    done = gate()
    assert done.returncode == (1 if missed else 0)
    assert [missed in reason for reason in record(folder)["reasons"]] == [True] * bool(missed)


@pytest.mark.usefixtures("accepted")
@pytest.mark.parametrize("text", ["floors = 3", "[[floors]]\nsuite = 'answers'", "[["])
def test_damaged_floors_are_exit_2(accepted: Path, gate: Gate, text: str) -> None:
    accepted.with_name("floors.toml").write_text(text)
    done = gate()
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "floors.toml" in done.stderr


@pytest.mark.parametrize(
    ("days", "code"),
    [
        pytest.param(30, 0, id="a month"),
        pytest.param(0, 0, id="up to and with its day"),
        pytest.param(-1, 1, id="expired"),
        pytest.param(31, 2, id="too long"),
    ],
)
def test_a_waiver_holds_until_its_day_and_for_at_most_thirty(  # noqa: PLR0913  fixtures and columns
    accepted: Path, near_miss: Callable[[], None], gate: Gate, folder: Path, days: int, code: int
) -> None:
    near_miss()
    waived(accepted, *((suite, "unanswerable-1", days) for suite in NEAR_MISS))
    done = gate()
    assert done.returncode == code
    if code == 0:
        assert record(folder)["suites"]["answers"]["waived"] == ["unanswerable-1"]
    said = {0: "waiver: answers unanswerable-1, until", 1: "waiver expired on", 2: "30 days"}
    assert said[code] in done.stdout + done.stderr


def test_a_waiver_for_another_case_or_suite_does_not_help(
    accepted: Path, near_miss: Callable[[], None], gate: Gate
) -> None:
    near_miss()
    waived(accepted, ("answers", "fact-1", 5), ("guardrails", "unanswerable-1", 5))
    done = gate()
    assert done.returncode == 1
    assert "waiver: answers fact-1, not needed" in done.stdout


def test_more_than_three_waivers_are_refused(accepted: Path, gate: Gate) -> None:
    waived(accepted, *(("answers", case, 5) for case in IDS[:3]))
    assert gate().returncode == 0
    waived(accepted, *(("answers", case, 5) for case in IDS[:4]))
    done = gate()
    assert (done.returncode, "4 waivers, at most 3" in done.stderr) == (2, True)


def test_a_waiver_covers_no_invariant(
    accepted: Path, shifted_quote: Callable[[], None], gate: Gate
) -> None:
    shifted_quote()
    waived(accepted, ("citations", "fact-1", 5))
    done = gate()
    assert (done.returncode, "an invariant is broken in fact-1" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    "text", ["[[waivers]]\nsuite = 'answers'", "waivers = 3", "[[", "[[waivers]]\nreason = ''"]
)
def test_damaged_waivers_are_exit_2(accepted: Path, gate: Gate, text: str) -> None:
    accepted.with_name("waivers.toml").write_text(text)
    done = gate()
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "waivers.toml" in done.stderr


@pytest.mark.usefixtures("accepted")
def test_another_set_of_cases_cannot_be_compared(
    score: Gate, gate: Gate, folder: Path, tmp_path: Path
) -> None:
    other = written(tmp_path / "other.jsonl", [{**ROWS[0], "required": [["not"]]}, *ROWS[1:]])
    score("--golden", str(other))
    done = gate()
    assert (done.returncode, done.stdout.split()[:2]) == (2, ["CANNOT", "COMPARE"])
    assert "answers: another set of cases" in done.stdout
    assert record(folder)["verdict"] == "cannot compare"


def test_scores_of_another_version_of_a_suite_cannot_be_compared(
    accepted: Path, gate: Gate
) -> None:
    changed(accepted, lambda row: row["suites"]["answers"].update(version=0))
    done = gate()
    assert done.returncode == 2
    assert "answers: scored by version 1, the baseline by 0" in done.stdout


def test_a_suite_that_the_baseline_has_not_cannot_be_compared(accepted: Path, gate: Gate) -> None:
    changed(accepted, lambda row: row["suites"].pop("followups"))
    done = gate()
    assert (done.returncode, "the baseline has no suite followups" in done.stdout) == (2, True)


@pytest.mark.usefixtures("accepted")
def test_a_suite_that_was_not_run_is_said(score: Gate, gate: Gate) -> None:
    score("--suite", "answers", "--suite", "citations")
    done = gate()
    assert done.returncode == 0
    assert "not run, and so not judged: retrieval, abstention" in done.stdout


@pytest.mark.usefixtures("accepted")
def test_other_versions_and_settings_are_compared_side_by_side_and_not_refused(
    score: Gate, gate: Gate, folder: Path
) -> None:
    def change(run: dict[str, Any]) -> None:
        run["corpus"] = "other corpus"
        run["index"]["model_sha256"] = "f" * 64
        run["settings"]["stale_days"] = 1
        run["versions"]["torch"] = "9.9"

    changed(folder / "run.json", change)
    score()
    assert gate().returncode == 0
    compared = record(folder)["compared"]
    assert compared["corpus"]["run"] == "other corpus"
    assert compared["corpus"]["baseline"] not in {"other corpus", "–"}
    assert "ffffffffffff" in compared["index"]["run"]
    assert (compared["setting stale_days"]["run"], compared["torch"]["run"]) == ("1", "9.9")


def test_no_baseline_is_exit_2_and_names_what_makes_one(gate: Gate, tmp_path: Path) -> None:
    done = gate(tmp_path / "none.json")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "python -m evals accept" in done.stderr


@pytest.mark.parametrize("text", ["", "[]", "{", '{"accepted": 3}', "\udcff"])
def test_a_damaged_baseline_is_exit_2(accepted: Path, gate: Gate, text: str) -> None:
    accepted.write_bytes(text.encode(errors="surrogateescape"))
    done = gate()
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "baseline.json" in done.stderr


@pytest.mark.usefixtures("accepted")
@pytest.mark.parametrize("name", ["scores.jsonl", "summary.json"])
def test_a_run_that_was_not_scored_is_exit_2_and_names_what_scores_it(
    gate: Gate, folder: Path, name: str
) -> None:
    (folder / name).unlink()
    done = gate()
    assert (done.returncode, "python -m evals score" in done.stderr) == (2, True)


@pytest.mark.usefixtures("accepted")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("scores.jsonl", "{}"),
        ("scores.jsonl", "{"),
        ("summary.json", "{}"),
        ("summary.json", '{"suites": 3}'),
        ("summary.json", '{"suites": {"answers": {}}}'),
    ],
)
def test_damaged_scores_are_exit_2_with_one_line(
    gate: Gate, folder: Path, name: str, text: str
) -> None:
    (folder / name).write_text(text)
    done = gate()
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert name in done.stderr


@pytest.mark.usefixtures("accepted")
def test_what_the_gate_decided_is_kept_with_the_answers_that_changed_sides(
    near_miss: Callable[[], None], gate: Gate, folder: Path
) -> None:
    near_miss()
    gate()
    kept = record(folder)
    assert (kept["verdict"], kept["exit"]) == ("fail", 1)
    assert kept["accepted"]["reason"] == "all of it is right"
    assert list(kept["suites"]) == list(SUITES)
    assert kept["suites"]["answers"]["metrics"]["passed"] == {"baseline": 1.0, "run": 0.8}
    assert kept["baseline_answers"]["unanswerable-1"]["outcome"] == "not_in_sources"
    assert list(kept["baseline_answers"]) == ["unanswerable-1"]
    assert kept["changed_answers"] == 1


@pytest.mark.parametrize(
    ("unmeasured", "verdict"), [(0, "pass"), (1, "pass"), (2, "cannot compare")]
)
def test_more_than_one_case_in_a_hundred_without_a_measure_never_passes(
    unmeasured: int, verdict: str
) -> None:
    decision = decided([None] * unmeasured + [True] * (100 - unmeasured))
    assert decision.verdict == verdict


def test_what_cannot_be_compared_is_no_mere_failure() -> None:
    decision = decided([None, False])
    assert (decision.verdict, decision.exit) == ("cannot compare", 2)
    assert len(decision.reasons) == 2


def test_a_suite_without_any_case_cannot_be_judged() -> None:
    assert decided([]).exit == 2


def test_a_run_without_any_suite_cannot_be_judged() -> None:
    nothing = Baseline(accepted=Accepted(on=today(), reason="none"), told={}, suites={})
    assert decide([], {}, nothing, Rules()).exit == 2


def test_accepting_says_what_fails_newly_before_what_passes_newly(
    accept: Gate,
    near_miss: Callable[[], None],
    folder: Path,
    score: Gate,
    tmp_path: Path,
) -> None:
    right = read(folder / "generated.jsonl")
    near_miss()
    first = accept("a near miss is answered")
    rows = read(folder / "generated.jsonl")
    rows[-1] = right[-1]
    rows[1]["answer"]["reason"] = "misuse"
    written(folder / "generated.jsonl", rows)
    score()
    second = accept("declined for another reason").stdout
    assert "There was no baseline" in first.stdout
    assert second.index("newly failing to_decline-1") < second.index("newly passing unanswerable-1")
    kept = json.loads((tmp_path / "baseline.json").read_text())
    assert kept["accepted"]["reason"] == "declined for another reason"
    assert kept["suites"]["answers"]["failing"] == ["to_decline-1"]


def test_accepting_fewer_suites_says_which_are_no_longer_measured(
    accept: Gate, score: Gate
) -> None:
    accept("all of it")
    score("--suite", "answers")
    assert "no longer measured: followups" in accept("one suite is enough").stdout


@pytest.mark.parametrize("reason", [(), ("",), ("  ",)])
def test_accepting_needs_a_reason_and_writes_nothing_without(
    accept: Gate, tmp_path: Path, reason: tuple[str, ...]
) -> None:
    done = accept(*reason)
    assert (done.returncode, "--reason" in done.stderr) == (2, True)
    assert not (tmp_path / "baseline.json").exists()


def test_a_run_that_does_not_say_what_it_was_made_with_is_not_accepted(
    accept: Gate, score: Gate, folder: Path
) -> None:
    (folder / "run.json").unlink()
    score()
    done = accept("unknown")
    assert (done.returncode, "does not say what it was made with" in done.stderr) == (2, True)


def test_a_damaged_baseline_is_not_written_over_and_its_mend_is_named(
    accepted: Path, accept: Gate
) -> None:
    accepted.write_text('{"accepted": 3}')
    done = accept("another")
    assert (done.returncode, "remove it" in done.stderr) == (2, True)
    accepted.unlink()
    assert accept("another").returncode == 0


def decided(passed: list[bool | None]) -> Decision:
    """The decision on a suite with such scores, where nothing failed before."""
    scores = [
        Score(
            suite="answers", case=f"fact-{n}", stratum="fact", split="dev", cluster="c", passed=each
        )
        for n, each in enumerate(passed)
    ]
    suite = SuiteBaseline(version=1, digest="d", cases=len(passed), metrics={}, failing=())
    baseline = Baseline(
        accepted=Accepted(on=today(), reason="made up"), told={}, suites={"answers": suite}
    )
    return decide(scores, {"answers": SUITES["answers"].summary(scores, "d")}, baseline, Rules())


def record(folder: Path) -> dict[str, Any]:
    """What the gate wrote."""
    kept: dict[str, Any] = json.loads((folder / "gate.json").read_text(encoding="utf-8"))
    return kept


def changed(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a file of JSON."""
    row = json.loads(file.read_text(encoding="utf-8"))
    change(row)
    file.write_text(json.dumps(row), encoding="utf-8")


def waived(baseline: Path, *waivers: tuple[str, str, int]) -> None:
    """Write waivers of suite, case and days from today."""
    entries = [
        f'[[waivers]]\nsuite = "{suite}"\ncase = "{case}"\nreason = "being looked into"\n'
        f"expires = {date.fromordinal(today().toordinal()) + timedelta(days)}\n"
        for suite, case, days in waivers
    ]
    baseline.with_name("waivers.toml").write_text("\n".join(entries))
