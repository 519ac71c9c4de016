"""Results on a terminal: suites, the cases that went wrong, and what the gate decided."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.gating.baseline import Baseline
from evals.gating.gate import Decision
from evals.impact import Change
from evals.judging import judged
from evals.planting import Plant
from evals.running.run import Run
from evals.shares import Metric
from evals.suites.registry import ON_PASSAGES, SUITES
from evals.suites.suite import Metrics, Score, SuiteSummary

_SAID = {name: suite.what for name, suite in SUITES.items()} | {judged.NAME: judged.SUITE.what}
_WIDTH = 110
_NONE = "–"
_SHOWN = 300
_COLOURS = {"pass": "green", "fail": "red", "cannot compare": "yellow"}


def show_summaries(suites: Mapping[str, SuiteSummary]) -> None:
    """Each suite with its metrics by split, then the strata of the whole."""
    console = Console(width=_WIDTH)
    for name, summary in suites.items():
        halves = {half: summary["groups"].get(half, {}) for half in ("dev", "test")}
        table = Table("", *halves, title=f"{name}: {_SAID[name]}", title_justify="left")
        for label, cells in _lines(summary, halves):
            table.add_row(label, *cells)
        console.print(table)
        if summary["not_measured"]:
            console.print(
                f"Not measured: {len(summary['not_measured'])} of {summary['cases']} cases"
            )


def show_wrong(run: Run, scores: Sequence[Score]) -> None:
    """Each case that failed: question, why, and what was answered."""
    cases = {case.id: case for case in run.cases}
    searched = {case.id: case.question for case in run.retrieval_cases}
    console = Console(width=_WIDTH, highlight=False)
    for score in scores:
        if score.passed:
            continue
        case = cases.get(score.case)
        asked = [*case.history, case.question] if case else [searched.get(score.case, "")]
        console.print(f"[bold]{score.case}[/] {escape(' / '.join(asked))}")
        for why in score.why:
            console.print(f"  [red]{escape(why.kind)}[/]: {escape(why.what)}")
        answer = run.answers.get(score.case, {}) if score.suite != ON_PASSAGES else {}
        text = " ".join(str(answer.get("text", "")).split())
        console.print(f"  [dim]{answer.get('outcome', '')}:[/] {escape(text[:_SHOWN])}\n")


def show_decision(decision: Decision, baseline: Baseline, folder: Path) -> None:
    """The verdict, what speaks against it, and what was compared."""
    console = Console(width=_WIDTH, highlight=False)
    colour = _COLOURS[decision.verdict]
    accepted = baseline.accepted
    console.print(f"[bold {colour}]{decision.verdict.upper()}[/]  {escape(str(folder))}")
    console.print(f"Baseline of {accepted.on}: {escape(accepted.reason)}")
    for reason in decision.reasons:
        console.print(f"[{colour}]•[/] {escape(reason)}")
    for remark in decision.remarks:
        console.print(f"[dim]• {escape(remark)}[/]")
    table = Table(
        "suite", "newly failing", "newly passing", "waived", "passed before", "passed now"
    )
    for name, change in decision.suites.items():
        before, now = change.metrics["passed"]["baseline"], change.metrics["passed"]["run"]
        table.add_row(
            name,
            str(len(change.newly_failing)),
            str(len(change.newly_passing)),
            str(len(change.waived)),
            _percent(before),
            _percent(now),
        )
    console.print(table)


def show_accepted(before: Baseline | None, fresh: Baseline) -> None:
    """What a new baseline accepts, newly failing cases first."""
    console = Console(width=_WIDTH, highlight=False)
    if before is None:
        console.print("There was no baseline; this is the first.")
    for name, suite in fresh.suites.items():
        old = before.suites.get(name) if before else None
        failed = set(old.failing) if old else set()
        console.print(f"[bold]{name}[/]: {suite.cases} cases, {len(suite.failing)} fail")
        if old is None:
            continue
        for case in sorted(set(suite.failing) - failed):
            console.print(f"  [red]newly failing[/] {case}")
        for case in sorted(failed - set(suite.failing)):
            console.print(f"  [green]newly passing[/] {case}")
    for name in sorted(set(before.suites) - set(fresh.suites)) if before else ():
        console.print(f"[red]no longer measured[/]: {name}")


def show_plant(plant: Plant, decision: Decision) -> None:
    """Whether the suites that should have caught a planted regression did."""
    console = Console(width=_WIDTH, highlight=False)
    caught = decision.caught_by
    missed = sorted(set(plant.suites) - caught)
    by = ", ".join(sorted(caught)) or "no suite"
    console.print(f"Planted: {plant.name}, {plant.what}. Caught by {by}.")
    if missed:
        console.print(f"[red]Not caught by[/] {', '.join(missed)}")


def show_impact(changes: Sequence[Change], *, every: bool) -> None:
    """The answers that changed, those that turned wrong first."""
    console = Console(width=_WIDTH, highlight=False)
    for change in changes:
        console.print(f"[bold]{change.case}[/] {escape(change.question)}")
        console.print(f"  {escape(change.what)}")
        if every:
            console.print(f"  [dim]before:[/] {escape(change.before)}")
            console.print(f"  [dim]after:[/]  {escape(change.after)}")
    console.print(f"{len(changes)} answers changed")


def _lines(summary: SuiteSummary, halves: Mapping[str, Metrics]) -> Iterator[tuple[str, list[str]]]:
    """Label and a cell for each half: the metrics of the whole, then each stratum."""
    for label in summary["metrics"]:
        yield label, [_said(metrics.get(label)) for metrics in halves.values()]
    yield from ((f"passed, {name}", cells) for name, cells in _strata(summary, halves))


def _strata(
    summary: SuiteSummary, halves: Mapping[str, Metrics]
) -> Iterator[tuple[str, list[str]]]:
    for group in summary["groups"]:
        kind, _, name = group.partition(": ")
        if kind == "stratum":
            yield (
                name,
                [
                    _said(summary["groups"].get(f"{half}, {name}", {}).get("passed"))
                    for half in halves
                ],
            )


def _said(metric: Metric | None) -> str:
    if metric is None or metric["value"] is None:
        return _NONE
    if metric["hits"] is None or metric["interval"] is None:
        return f"{metric['value']:.3f}"
    low, high = metric["interval"]
    share = f"{metric['value']:6.1%} ({low:.0%}–{high:.0%})"
    return f"{metric['hits']:>4} of {metric['cases']:<4} {share}"


def _percent(value: float | None) -> str:
    return _NONE if value is None else f"{value:.1%}"
