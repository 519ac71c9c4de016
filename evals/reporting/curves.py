"""The plots of a report over single cases: when to abstain, and how long answers take."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10

from evals.reporting.findings import Findings
from evals.reporting.formats import milliseconds, percent
from evals.reporting.records import TimesRecord
from evals.reporting.svg import WIDTH, Figure, Plot, Scale, Table, share_axis

_ABSTENTION = "abstention"
_SCORES = ("likely", "score")
# A score of right, silent and wrong has three values; a decision's score has many.
_FEWEST_SCORES = 5
_SHOWN_POINTS = 12
_BINS = 30
_ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
_SMALLEST_STAGE = 0.005


@dataclass(frozen=True, slots=True)
class _Point:
    """Shares of the answerable cases that are refused, and of the unanswerable that are."""

    refused: float
    recognised: float
    threshold: float | None = None

    @property
    def label(self) -> str:
        return "as it ran" if self.threshold is None else f"{self.threshold:.3f}"


def abstention(findings: Findings) -> Figure | None:
    """Recognised unanswerable cases against false refusals, over every threshold if known."""
    none, some = _sides(findings)
    if not none or not some:
        return None
    now = _Point(_share(case.refused for case in some), _share(case.refused for case in none))
    points = _curve(none, some)
    says = (
        f"As it ran, {percent(now.recognised)} of the unanswerable cases were recognised, and "
        f"{percent(now.refused)} of the answerable ones were refused. "
    ) + (
        "The curve shows what other thresholds of the same decision would give; cases that "
        "something else decided stay as they are."
        if points
        else "The folder has no scores of the decision, so that other thresholds are not known."
    )
    title = "Abstention: recognised against refused"
    plot = Plot("abstention", title, says, WIDTH, 350)
    across, up = Scale(0, 1, 44, 385), Scale(0, 1, 300, 26)
    share_axis(plot, across, 26, 300)
    for part in (0, 0.25, 0.5, 0.75, 1):
        plot.line(44, up(part), 385, up(part), "grid")
        plot.text(38, up(part) + 4, f"{part:.0%}", "tick", "end")
    plot.text(214, 340, "answerable cases refused (less is better) ▸", "label", "middle")
    plot.text(8, 12, "▴ unanswerable cases recognised (more is better)", "label")
    plot.line(across(0), up(0), across(1), up(1), "chance")
    plot.curve([(across(p.refused), up(p.recognised)) for p in points], "curve")
    plot.mark(across(now.refused), up(now.recognised), "diamond", "mark one")
    left = now.refused < 0.6  # noqa: PLR2004  beyond it the label would leave the drawing
    x = across(now.refused) + (10 if left else -10)
    plot.text(x, up(now.recognised) + 4, "as it ran", "value", "start" if left else "end")
    rows = [now, *points[:: max(len(points) // _SHOWN_POINTS, 1)]]
    cells = tuple((p.label, percent(p.recognised), percent(p.refused)) for p in rows)
    columns = ("Threshold", "Unanswerable recognised", "Answerable refused")
    return Figure(title, says, plot, Table(title, columns, cells))


def latency(times: TimesRecord | None) -> Figure | None:
    """How long answers took."""
    if times is None or not times.answers:
        return None
    title = "How long answers took"
    says = (
        f"Half of {len(times.answers):,} answers took {milliseconds(times.median_ms)} or less, "
        f"95 of 100 {milliseconds(times.p95_ms)} or less. The longest took "
        f"{milliseconds(max(times.answers))}."
    )
    # A single slow answer must not squeeze all others into one bar.
    last = _round_up(min(max(times.answers), 3 * (times.p95_ms or max(times.answers))))
    bins = _bins(times.answers, last)
    plot = Plot("latency", title, says, WIDTH, 230)
    across, up = Scale(0, last, 40, 385), Scale(0, max(bins), 180, 38)
    wide = (385 - 40) / _BINS
    for number, many in enumerate(bins):
        plot.bar(40 + number * wide, up(many), wide - 1, 180 - up(many), "bar")
    plot.line(40, 180, 385, 180, "axis")
    for part in (0, 0.25, 0.5, 0.75, 1):
        more = "+" if part == 1 and last < max(times.answers) else ""
        plot.text(across(part * last), 195, f"{part * last:,.0f}{more}", "tick", "middle")
    plot.text(214, 218, "milliseconds for the whole answer", "label", "middle")
    plot.text(34, up(max(bins)) + 4, f"{max(bins):,}", "tick", "end")
    plot.text(34, 184, "0", "tick", "end")
    for value, name, y in ((times.median_ms, "median", 12), (times.p95_ms, "p95", 28)):
        if value is not None:
            plot.line(across(value), y - 4, across(value), 180, "limit")
            plot.text(across(value) + 5, y, f"{name} {milliseconds(value)}", "value")
    edge = last / _BINS
    cells = tuple(
        (f"{n * edge:,.0f} to {(n + 1) * edge:,.0f} ms", f"{many:,}")
        for n, many in enumerate(bins)
        if many
    )
    return Figure(title, says, plot, Table(title, ("Time", "Answers"), cells))


def stages(times: TimesRecord | None) -> Figure | None:
    """Which steps the time goes into."""
    parts = {
        name: part
        for name, part in (times.stages if times else {}).items()
        if part >= _SMALLEST_STAGE
    }
    if not parts:
        return None
    title = "Where the time goes"
    says = f"Most of the time of all answers goes into {max(parts, key=lambda n: parts[n])}."
    plot = Plot("stages", title, says, WIDTH, 22 * len(parts) + 8)
    across = Scale(0, max(parts.values()), 0, 240)
    for number, (name, part) in enumerate(parts.items()):
        y = 4 + 22 * number
        plot.text(92, y + 12, name.replace("_", " "), "label", "end")
        plot.bar(98, y, across(part), 15, "bar")
        plot.text(103 + across(part), y + 12, percent(part), "value")
    cells = tuple((name.replace("_", " "), percent(part)) for name, part in parts.items())
    return Figure(title, says, plot, Table(title, ("Step", "Share of the time"), cells))


@dataclass(frozen=True, slots=True)
class _Case:
    """Whether a case was refused, and how likely an answer was held to be, if that decided."""

    refused: bool
    score: float | None

    def refused_below(self, threshold: float) -> bool:
        """Whether another threshold would refuse it; what else decided, decides still."""
        return self.refused if self.score is None else self.score < threshold


def _sides(findings: Findings) -> tuple[list[_Case], list[_Case]]:
    """The unanswerable and the answerable cases that were answered."""
    scores = {
        score.case: next((score.values[name] for name in _SCORES if name in score.values), None)
        for score in findings.scores
        if score.suite == _ABSTENTION
    }
    none: list[_Case] = []
    some: list[_Case] = []
    for case, answer in findings.run.answered():
        if answer is None:
            continue
        if case.unanswerable:
            recognised = answer.get("outcome") in case.outcome
            none.append(_Case(recognised, scores.get(case.id)))
        elif case.answerable:
            some.append(_Case(answer.get("outcome") != "answered", scores.get(case.id)))
    return none, some


def _curve(none: Sequence[_Case], some: Sequence[_Case]) -> list[_Point]:
    """The two shares at each threshold below which a score means that nothing answers."""
    thresholds = sorted({case.score for case in (*none, *some) if case.score is not None})
    if len(thresholds) < _FEWEST_SCORES:
        return []
    above = thresholds[-1] + 1e-9
    return [
        _Point(
            _share(case.refused_below(threshold) for case in some),
            _share(case.refused_below(threshold) for case in none),
            threshold,
        )
        for threshold in [*thresholds, above]
    ]


def _share(held: Iterable[bool]) -> float:
    values = list(held)
    return sum(values) / len(values)


def _round_up(value: float) -> float:
    """The next value of which quarters are round numbers."""
    step = max(value, 1.0) / 4
    power = 10.0 ** floor(log10(step))
    return 4 * power * next(part for part in _ROUND if part * power >= step)


def _bins(values: Sequence[float], last: float) -> list[int]:
    bins = [0] * _BINS
    for value in values:
        bins[min(int(value / last * _BINS), _BINS - 1)] += 1
    return bins
