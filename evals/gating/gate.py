"""The gate: may what was run ship, compared with the baseline?

What is compared, corpus, index, model and settings, may differ: its versions are shown side by side
and the change is judged. Only another set of cases or another version of a scorer cannot be
compared, and too much that was not measured cannot be judged.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from evals.gating.baseline import Baseline, SuiteBaseline, answer_line
from evals.gating.floors import Floor, Reached, reached
from evals.gating.paired import compare_means
from evals.gating.waivers import Waiver
from evals.judging import judged
from evals.judging.summary import JudgeSummary
from evals.running.run import Run
from evals.suites.ragas_suite import JUDGED
from evals.suites.registry import SUITES
from evals.suites.suite import Score, SuiteSummary

Verdict = Literal["pass", "fail", "cannot compare"]
EXIT: dict[Verdict, int] = {"pass": 0, "fail": 1, "cannot compare": 2}
# The share of the cases of a suite that may go without a measure before nothing can be said.
_UNMEASURED = 0.01
# The share of a judge's measurements that may fail; endpoints are less steady than our own code.
_UNJUDGED = 0.1
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Rules:
    """What a run is held to, beside the baseline."""

    floors: tuple[Floor, ...] = ()
    waivers: Sequence[Waiver] = ()
    expired: Sequence[Waiver] = ()


@dataclass(frozen=True, slots=True)
class SuiteChange:
    """One suite of a run beside the baseline; cases by id."""

    newly_failing: list[str]
    newly_passing: list[str]
    waived: list[str]
    floors: list[Reached]
    metrics: dict[str, dict[str, float | None]]


@dataclass(frozen=True, slots=True)
class Failure:
    """What a suite has against shipping."""

    suite: str
    what: str


@dataclass(slots=True)
class Decision:
    """May it ship? ``failures`` and ``obstacles`` speak against it."""

    failures: list[Failure] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    suites: dict[str, SuiteChange] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """Fail where anything failed; what cannot be compared never passes."""
        if self.obstacles:
            return "cannot compare"
        return "fail" if self.failures else "pass"

    @property
    def exit(self) -> int:
        """The exit code that tells the verdict."""
        return EXIT[self.verdict]

    @property
    def reasons(self) -> list[str]:
        """Why it does not pass, what cannot be compared first."""
        return [*self.obstacles, *(f"{failure.suite}: {failure.what}" for failure in self.failures)]

    @property
    def caught_by(self) -> set[str]:
        """The suites that speak against shipping."""
        return {failure.suite for failure in self.failures}

    def record(self, run: Run, baseline: Baseline) -> dict[str, object]:
        """All of it, with the versions side by side and the answers that changed sides."""
        told = run.configuration.told if run.configuration else {}
        turned = {
            case
            for change in self.suites.values()
            for case in [*change.newly_failing, *change.newly_passing]
        }
        return {
            "verdict": self.verdict,
            "exit": self.exit,
            "reasons": self.reasons,
            "remarks": self.remarks,
            "accepted": baseline.accepted.model_dump(mode="json"),
            "compared": {
                name: {"baseline": baseline.told.get(name, "–"), "run": told.get(name, "–")}
                for name in dict.fromkeys([*baseline.told, *told])
            },
            "suites": {name: _record(change) for name, change in self.suites.items()},
            "baseline_answers": {
                case: _parted(baseline.answers[case])
                for case in sorted(turned & set(baseline.answers))
            },
            "changed_answers": sum(
                answer_line(answer) != baseline.answers[case]
                for case, answer in run.answers.items()
                if case in baseline.answers
            ),
        }


def decide(
    scores: Sequence[Score],
    suites: Mapping[str, SuiteSummary],
    baseline: Baseline,
    rules: Rules,
    judge: JudgeSummary | None = None,
) -> Decision:
    """Hold the scores of a run to the baseline, the floors and the invariants.

    Judged scores vary by themselves: they are held to the baseline by paired tests, as far as the
    judge was found fit to gate.
    """
    decision = Decision()
    if judge is not None and judge.configured:
        _judge(decision, [s for s in scores if s.suite == judged.NAME], baseline, judge)
    suites = {name: summary for name, summary in suites.items() if name != judged.NAME}
    unknown = [name for name in suites if name not in baseline.suites]
    if unknown:
        decision.obstacles.append(
            f"the baseline has no suite {', '.join(unknown)}: accept a run that has it"
        )
    left_out = [n for n in baseline.suites if n not in suites and n != judged.NAME]
    if left_out:
        decision.remarks.append(f"not run, and so not judged: {', '.join(left_out)}")
    if not suites:
        decision.obstacles.append("the run has no suite")
    found: dict[str, list[Reached]] = {floor.suite: [] for floor in rules.floors}
    for one in reached(rules.floors, suites):
        found[one.suite].append(one)
    for name, summary in suites.items():
        before = baseline.suites.get(name)
        if before is None:
            continue
        own = [score for score in scores if score.suite == name]
        decision.obstacles += _obstacles(name, own, summary, before)
        change = _change(name, own, summary, before, rules.waivers, found.get(name, []))
        decision.suites[name] = change
        decision.failures += _failures(name, own, change)
    decision.remarks += _waivers(rules, decision)
    return decision


def _judge(
    decision: Decision, scores: Sequence[Score], baseline: Baseline, judge: JudgeSummary
) -> None:
    """What a judge has against shipping; one that may not gate only informs."""
    decision.remarks.append(judge.line)
    if judge.attempts and judge.failed > _UNJUDGED * judge.attempts:
        decision.obstacles.append(
            f"{judged.NAME}: {judge.failed} of {judge.attempts} measurements came to nothing"
        )
    elif not judge.cases:
        decision.obstacles.append(f"{judged.NAME}: nothing was measured: {judge.reason}")
    before = baseline.suites.get(judged.NAME)
    if before is None:
        decision.remarks.append(f"{judged.NAME}: the baseline has no judged scores to compare with")
        return
    clusters = {score.case: score.cluster for score in scores}
    for name in JUDGED:
        was = {case: values.get(name) for case, values in before.values.items()}
        now = {score.case: score.values.get(name) for score in scores}
        if not any(was.get(case) is not None and now[case] is not None for case in now):
            continue
        change = compare_means(was, now, clusters)
        said = f"{name} {change.before:.3f} before, {change.after:.3f} now, p = {change.p:.3f}"
        if change.verdict == "regression" and judge.gates:
            decision.failures.append(Failure(judged.NAME, said))
        else:
            decision.remarks.append(f"{judged.NAME}: {said}")


def _obstacles(
    name: str, scores: Sequence[Score], now: SuiteSummary, before: SuiteBaseline
) -> Iterator[str]:
    if now["version"] != before.version:
        yield (
            f"{name}: scored by version {now['version']}, the baseline by {before.version}: "
            "score again or accept a new baseline"
        )
    elif now["digest"] != before.digest:
        yield f"{name}: another set of cases ({now['digest']}, the baseline has {before.digest})"
    missing = [score.case for score in scores if score.passed is None]
    if len(missing) > _UNMEASURED * max(len(scores), 1):
        yield f"{name}: {len(missing)} of {len(scores)} cases were not measured: {_some(missing)}"
    if not scores:
        yield f"{name}: no case was measured"


def _change(  # noqa: PLR0913  one parameter for each thing that is compared
    name: str,
    scores: Sequence[Score],
    now: SuiteSummary,
    before: SuiteBaseline,
    waivers: Sequence[Waiver],
    floors: list[Reached],
) -> SuiteChange:
    failed_before = set(before.failing)
    waived = {waiver.case for waiver in waivers if waiver.suite == name}
    failing = [s.case for s in scores if s.passed is False and s.case not in failed_before]
    return SuiteChange(
        newly_failing=[case for case in failing if case not in waived],
        newly_passing=[s.case for s in scores if s.passed and s.case in failed_before],
        waived=[case for case in failing if case in waived],
        floors=floors,
        metrics={
            metric: {
                "baseline": before.metrics.get(metric),
                "run": now["metrics"][metric]["value"] if metric in now["metrics"] else None,
            }
            for metric in dict.fromkeys([*before.metrics, *now["metrics"]])
        },
    )


def _failures(name: str, scores: Sequence[Score], change: SuiteChange) -> Iterator[Failure]:
    if SUITES[name].invariant:
        broken = [score.case for score in scores if score.passed is False]
        if broken:
            yield Failure(name, f"an invariant is broken in {_some(broken)}")
    elif change.newly_failing:
        count = len(change.newly_failing)
        yield Failure(name, f"{count} newly failing: {_some(change.newly_failing)}")
    for one in change.floors:
        if not one.ok:
            yield Failure(name, f"floor missed: {one.said}")


def _waivers(rules: Rules, decision: Decision) -> Iterator[str]:
    used = {(name, case) for name, change in decision.suites.items() for case in change.waived}
    for waiver in rules.waivers:
        state = "until" if (waiver.suite, waiver.case) in used else "not needed, until"
        yield f"waiver: {waiver.suite} {waiver.case}, {state} {waiver.expires}: {waiver.reason}"
    for waiver in rules.expired:
        yield f"waiver expired on {waiver.expires}: {waiver.suite} {waiver.case}"


def _record(change: SuiteChange) -> dict[str, object]:
    return {
        "newly_failing": change.newly_failing,
        "newly_passing": change.newly_passing,
        "waived": change.waived,
        "floors": [floor.model_dump() for floor in change.floors],
        "metrics": change.metrics,
    }


def _parted(line: str) -> dict[str, str]:
    outcome, _, text = line.partition(": ")
    return {"outcome": outcome, "text": text}


def _some(cases: Sequence[str]) -> str:
    more = len(cases) - _NAMED
    return ", ".join(cases[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def today() -> date:
    """The day on which waivers are looked at."""
    return date.today()  # noqa: DTZ011  a waiver ends with the day of whoever reads it
