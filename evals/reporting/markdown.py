"""The report as Markdown for a pull request: what got worse stands first."""

import re
from collections.abc import Iterator, Mapping, Sequence

from evals.reporting.findings import SPLITS, Findings
from evals.reporting.formats import (
    NONE,
    count,
    counted,
    interval,
    milliseconds,
    one_line,
    percent,
)
from evals.reporting.records import MetricRecord
from evals.reporting.verdict import verdict

_MOST_CASES = 30
_LONGEST = 160
_TICKS = re.compile(r"`+")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$])")
_STAGES = 6
_EXAMPLES = 3


def page(findings: Findings) -> str:
    """Verdict, newly failing cases, shares, versions, times, and what was not measured."""
    parts = (
        _head(findings),
        _newly_failing(findings),
        _suites(findings),
        _strata(findings),
        _versions(findings),
        _times(findings),
        _unmeasured(findings),
    )
    return "\n".join(line for part in parts for line in part)


def code(text: str, most: int = _LONGEST) -> str:
    """Foreign text on one line as code: no markup, link or mention can come of it."""
    line = one_line(text, most).replace("|", "¦")
    ticks = "`" * (max(map(len, _TICKS.findall(line)), default=0) + 1)
    return (
        f"{ticks} {line} {ticks}"
        if line.startswith("`") or line.endswith("`")
        else (f"{ticks}{line}{ticks}" if line else "–")
    )


def prose(text: str) -> str:
    """A sentence of our own tools, in which names of others may stand, without markup."""
    escaped = _MARKUP.sub(r"\\\1", one_line(text))
    # A word joiner keeps names from being mentioned and addresses from being linked.
    return escaped.replace("@", "@\u2060").replace("://", ":\u2060//")


def _head(findings: Findings) -> Iterator[str]:
    yield "# Evaluation report"
    yield ""
    yield f"**{prose(verdict(findings))}**"
    yield ""
    remarks = findings.gate.remarks if findings.gate else []
    for line in [*findings.reasons, *remarks]:
        yield f"- {prose(line)}"
    if findings.reasons or remarks:
        yield ""


def _newly_failing(findings: Findings) -> Iterator[str]:
    if findings.gate:
        yield from _cases(findings, "Newly failing", findings.newly_failing)
    if findings.broken:
        yield from _cases(findings, "Broken invariants", findings.broken)
    if findings.gate is None:
        return
    yield (
        f"Newly passing: {len(findings.newly_passing):,}. Waived: {len(findings.waived):,}"
        f"{': ' + ', '.join(map(code, findings.waived)) if findings.waived else ''}."
    )
    yield ""


def _cases(findings: Findings, title: str, cases: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield f"## {title}: {len(cases):,}"
    yield ""
    for case, suites in list(cases.items())[:_MOST_CASES]:
        yield f"- {code(case)} in {prose(', '.join(suites))}: {code(findings.question(case))}"
        yield f"  - {code(findings.why(case, suites))}"
    left = len(cases) - _MOST_CASES
    if left > 0:
        yield f"- … and {left:,} more: see `report.html`"
    if not cases:
        yield "None."
    yield ""


def _suites(findings: Findings) -> Iterator[str]:
    yield "## Suites"
    yield ""
    rows = [
        (
            suite.name,
            counted(suite.passed),
            percent(suite.passed.value),
            interval(suite.passed),
            f"{len(suite.record.not_measured):,}",
        )
        for suite in findings.suites
    ]
    yield from _table(("suite", "passed", "share", "95% interval", "not measured"), rows)
    missed = [
        (suite.name, floor)
        for suite in findings.suites
        for floor in (suite.change.floors if suite.change else ())
        if not floor.ok
    ]
    for name, floor in missed:
        value = "not measured" if floor.value is None else f"{floor.value:.4g}"
        asked = f"{floor.bound} {floor.floor}"
        yield f"- Floor missed: {prose(name)} {prose(floor.metric)} {value}, asked {asked}"
    if missed:
        yield ""


def _strata(findings: Findings) -> Iterator[str]:
    name = findings.main_suite
    if name is None:
        return
    yield f"## Strata of {prose(name)}"
    yield ""
    halves = {half for found in findings.strata(name).values() for half in found}
    columns = [half for half in SPLITS if half in halves]
    rows = [
        (
            stratum.replace("_", " "),
            *(cell for half in columns for cell in _half(found.get(half))),
        )
        for stratum, found in findings.strata(name).items()
    ]
    titles = (title for half in columns for title in (f"{half} passed", "share", "95% interval"))
    yield from _table(("stratum", *titles), rows)


def _half(metric: MetricRecord | None) -> tuple[str, str, str]:
    if metric is None:
        return NONE, NONE, NONE
    return counted(metric), percent(metric.value), interval(metric)


def _versions(findings: Findings) -> Iterator[str]:
    yield "## Versions"
    yield ""
    rows = findings.versions
    accepted = findings.gate.accepted if findings.gate else None
    if accepted:
        yield f"Baseline accepted on {accepted.on}: {prose(accepted.reason)}"
        yield ""
    if any(row.baseline is not None for row in rows):
        cells = [
            (row.name, row.baseline or "–", row.run, "differs" if row.differs else "")
            for row in rows
        ]
        yield from _table(("", "baseline", "run", ""), cells)
    else:
        yield from _table(("", "run"), [(row.name, row.run) for row in rows])


def _times(findings: Findings) -> Iterator[str]:
    yield "## Times"
    yield ""
    times = findings.times
    if times is None:
        yield "Not measured: the folder has no times."
    else:
        stages = list(times.stages.items())[:_STAGES]
        shares = ", ".join(f"{prose(name)} {percent(part, 0)}" for name, part in stages)
        yield (
            f"Median {milliseconds(times.median_ms)}, p95 {milliseconds(times.p95_ms)} over "
            f"{count(len(times.answers), 'answer')}. {shares}"
        )
    yield ""


def _unmeasured(findings: Findings) -> Iterator[str]:
    yield "## Not measured"
    yield ""
    for each in findings.unmeasured:
        examples = ", ".join(map(code, each.cases[:_EXAMPLES]))
        cases = f" ({count(len(each.cases), 'case')}: {examples} …)" if each.cases else ""
        yield f"- {prose(each.suite)}: {prose(each.why)}{cases}"
    if not findings.unmeasured:
        yield "Nothing: every case of every suite was measured."
    yield ""


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if not rows:
        yield "None."
        yield ""
        return
    for cells in (columns, ["---"] * len(columns), *(map(prose, row) for row in rows)):
        yield f"| {' | '.join(cells)} |"
    yield ""
