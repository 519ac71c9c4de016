"""The verdict over a run in one plain sentence."""

from evals.reporting.findings import Findings
from evals.reporting.formats import count


def verdict(findings: Findings) -> str:
    """May this ship? What the gate decided and on how much it rests; its reasons stand apart."""
    if findings.gate is None:
        return f"No verdict: this run has not been compared with a baseline. {_alone(findings)}"
    if findings.gate.verdict == "cannot compare":
        return "Cannot compare: this run gets no verdict, neither good nor bad."
    if findings.gate.verdict == "fail":
        return f"Fail: {_regressions(findings) or 'for the reasons below'}."
    if findings.newly_failing:
        # Judged suites vary, so that a case alone does not decide there.
        return f"Pass, although {_regressions(findings)}: no suite fell by more."
    return f"Pass: no case fails that passed before{_waived(findings)}, and every floor holds."


def _alone(findings: Findings) -> str:
    measured = [
        known
        for scores in findings.by_case.values()
        if (known := [score.passed for score in scores if score.passed is not None])
    ]
    if not measured:
        return "It has no scores."
    whole = sum(all(passed) for passed in measured)
    return f"{whole:,} of {count(len(measured), 'case')} passed in every suite that measured them."


def _regressions(findings: Findings) -> str:
    changes = findings.gate.suites.values() if findings.gate else ()
    floors = sum(not floor.ok for change in changes for floor in change.floors)
    broken, many = len(findings.broken), len(findings.newly_failing)
    now = count(many, "case that passed before fails", "cases that passed before fail")
    parts = {
        f"an invariant is broken in {count(broken, 'case')}": broken,
        f"{now} now{_waived(findings)}": many,
        count(floors, "floor is missed", "floors are missed"): floors,
    }
    *others, last = [part for part, number in parts.items() if number] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def _waived(findings: Findings) -> str:
    many = len(findings.waived)
    return f" (besides {many:,} waived)" if many else ""
