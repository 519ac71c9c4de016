"""What a report says, whatever kind of file it becomes: changes, shares, versions and gaps."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from evals.reporting.formats import one_line
from evals.reporting.records import (
    GateRecord,
    MetricRecord,
    SuiteChange,
    SuiteRecord,
    SummaryRecord,
    TimesRecord,
)
from evals.running.run import Run
from evals.shares import share
from evals.suites.registry import SUITES
from evals.suites.suite import Score

SPLITS = ("dev", "test")
# The suite whose strata stand for the whole, where a run has it.
MAIN = "answers"
# Scored only where a judge or the library is there, and looked for all the same.
_OPTIONAL = {"ragas": "measures of the RAGAS library; those that need a judge, if there is one"}
ABOUT = {**_OPTIONAL, **{name: suite.what for name, suite in SUITES.items()}}
_ORDER = [*SUITES, *(name for name in _OPTIONAL if name not in SUITES)]


@dataclass(frozen=True, slots=True)
class Version:
    """A version or setting; ``baseline`` is None where there is nothing to compare with."""

    name: str
    baseline: str | None
    run: str

    @property
    def differs(self) -> bool:
        return self.baseline is not None and self.baseline != self.run


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """Cases of a suite that were not measured, for one reason; none of them: the whole suite."""

    suite: str
    why: str
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuiteRow:
    """A suite with what it came to and how it changed; ``change`` is None without a gate."""

    name: str
    record: SuiteRecord
    change: SuiteChange | None

    @property
    def what(self) -> str:
        """What a case must do to pass."""
        return ABOUT.get(self.name, "")

    @property
    def gated(self) -> bool:
        """Whether it decides over the verdict, or informs only."""
        return self.name not in SUITES or SUITES[self.name].gated

    @property
    def passed(self) -> MetricRecord:
        return self.record.metrics.get("passed", MetricRecord())

    def failing(self) -> list[str]:
        """Newly failing cases that nobody has waived."""
        gone = self.change.newly_failing if self.change else []
        waived = set(self.change.waived) if self.change else set()
        return [case for case in gone if case not in waived]


@dataclass(frozen=True)
class Findings:
    """A run with its scores, and what follows from them."""

    run: Run
    scores: Sequence[Score]
    summary: SummaryRecord
    times: TimesRecord | None
    gate: GateRecord | None

    @cached_property
    def by_case(self) -> dict[str, list[Score]]:
        """The scores of each case, cases in the order of the run."""
        asked = [*(case.id for case in self.run.cases), *(c.id for c in self.run.retrieval_cases)]
        found: dict[str, list[Score]] = {case: [] for case in asked}
        for score in self.scores:
            found.setdefault(score.case, []).append(score)
        return found

    @cached_property
    def suites(self) -> list[SuiteRow]:
        """Every suite of the run, in the usual order."""
        changes = self.gate.suites if self.gate else {}
        names = sorted({*self.summary.suites, *changes}, key=_order)
        return [
            SuiteRow(
                name,
                self.summary.suites.get(name, SuiteRecord()),
                changes.get(name, SuiteChange()) if self.gate else None,
            )
            for name in names
        ]

    @property
    def reasons(self) -> list[str]:
        """What the gate gave as its reasons."""
        return self.gate.reasons if self.gate else []

    @cached_property
    def newly_failing(self) -> dict[str, list[str]]:
        """Cases that fail and passed in the baseline, each with its suites; waived ones apart."""
        found: dict[str, list[str]] = defaultdict(list)
        for suite in self.suites:
            for case in suite.failing():
                found[case].append(suite.name)
        return dict(found)

    @cached_property
    def broken(self) -> dict[str, list[str]]:
        """Cases in which an invariant is broken, whatever the baseline says, with the suites."""
        found: dict[str, list[str]] = defaultdict(list)
        for score in self.scores:
            suite = SUITES.get(score.suite)
            if score.passed is False and suite is not None and suite.invariant:
                found[score.case].append(score.suite)
        return dict(found)

    @cached_property
    def newly_passing(self) -> dict[str, list[str]]:
        """Cases that pass and failed in the baseline, each with its suites."""
        found: dict[str, list[str]] = defaultdict(list)
        for suite in self.suites:
            for case in suite.change.newly_passing if suite.change else ():
                found[case].append(suite.name)
        return dict(found)

    @cached_property
    def waived(self) -> dict[str, list[str]]:
        """Cases that may fail for a while, each with its suites."""
        found: dict[str, list[str]] = defaultdict(list)
        for suite in self.suites:
            for case in suite.change.waived if suite.change else ():
                found[case].append(suite.name)
        return dict(found)

    def why(self, case: str, suites: Sequence[str]) -> str:
        """Why a case failed in these suites, in one line."""
        return one_line(
            "; ".join(
                f"{each.kind}: {each.what}"
                for score in self.by_case.get(case, ())
                if score.suite in suites
                for each in score.why
            ),
            300,
        )

    def question(self, case: str) -> str:
        """What a case asks."""
        return self._questions.get(case, "")

    @cached_property
    def _questions(self) -> dict[str, str]:
        searched = {case.id: case.question for case in self.run.retrieval_cases}
        return searched | {case.id: case.question for case in self.run.cases}

    @cached_property
    def versions(self) -> list[Version]:
        """Versions and settings, those of the baseline beside them; what differs first."""
        if self.gate and self.gate.compared:
            pairs = self.gate.compared.items()
            rows = [Version(name, _said(pair.baseline), _said(pair.run)) for name, pair in pairs]
            return sorted(rows, key=lambda row: not row.differs)
        configuration = self.run.configuration
        told = configuration.told if configuration else _flat(self.summary.run or {})
        return [Version(name, None, value) for name, value in told.items()]

    def strata(self, suite: str) -> dict[str, dict[str, MetricRecord]]:
        """The share of passed cases by stratum, then by split."""
        groups: dict[str, dict[str, list[bool]]] = {}
        for score in self.scores:
            if score.suite == suite and score.passed is not None:
                halves = groups.setdefault(score.stratum, defaultdict(list))
                halves[score.split].append(score.passed)
        return {
            stratum: {
                split: MetricRecord.model_validate(share(halves[split]))
                for split in SPLITS
                if split in halves
            }
            for stratum, halves in groups.items()
        }

    @property
    def main_suite(self) -> str | None:
        """The suite whose strata are shown first."""
        scored = [suite.name for suite in self.suites if suite.record.cases]
        return MAIN if MAIN in scored else next(iter(scored), None)

    @cached_property
    def unmeasured(self) -> list[Unmeasured]:
        """What was not measured, and why."""
        return list(self._unmeasured())

    def _unmeasured(self) -> Iterator[Unmeasured]:
        present = {suite.name for suite in self.suites}
        for name in _ORDER:
            if name not in present:
                yield Unmeasured(name, "the folder has no scores of this suite")
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for score in self.scores:
            if score.passed is None:
                why = "; ".join(each.what for each in score.why) or "no reason is given"
                groups[score.suite, one_line(why, 200)].append(score.case)
        for (suite, why), cases in groups.items():
            yield Unmeasured(suite, why, tuple(cases))


def _order(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)


def _said(value: object) -> str:
    return "–" if value is None else one_line(str(value)) or "(empty)"


def _flat(record: object, name: str = "") -> dict[str, str]:
    """A nested record as one list of names and values."""
    if not isinstance(record, dict):
        return {name: _said(record)}
    found: dict[str, str] = {}
    for key, value in record.items():
        found |= _flat(value, f"{name} {key}".strip())
    return found
