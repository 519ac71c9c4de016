"""The plots of a report over shares: strata, ways of searching, change against the baseline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evals.reporting.findings import Findings, SuiteRow
from evals.reporting.formats import NONE, count, counted, interval, measure, percent
from evals.reporting.records import MetricRecord
from evals.reporting.svg import WIDTH, Figure, Plot, Scale, Shape, Table, share_axis

_LABELS = 86
_TOP = 30
_ROW = 13
_GAP = 7
_SYSTEM = re.compile(r"(dense|lexical|hybrid|stock(?: LlamaIndex)?) (.+)")
_SHAPES: tuple[tuple[Shape, str], ...] = (
    ("round", "one"),
    ("square", "two"),
    ("diamond", "three"),
    ("triangle", "four"),
)


@dataclass(frozen=True, slots=True)
class _Dots:
    """Named groups of metrics; each metric of a group goes by one of ``series``."""

    series: tuple[str, ...]
    groups: dict[str, dict[str, MetricRecord]]

    def plot(self, name: str, title: str, description: str) -> Plot:
        """A line for each metric: its value, its interval, and both in a legend's shape."""
        rows = sum(len(group) for group in self.groups.values())
        bottom = _TOP + rows * _ROW + len(self.groups) * (_ROW + _GAP)
        plot = Plot(name, title, description, WIDTH, bottom + 22)
        scale = Scale(0, 1, 12, WIDTH - 50)
        self._legend(plot)
        share_axis(plot, scale, _TOP - 6, bottom)
        y = float(_TOP)
        for label, group in self.groups.items():
            plot.text(8, y + 10, label, "label")
            y += _ROW
            for series, metric in group.items():
                self._dot(plot, scale, y + _ROW / 2, self.series.index(series), metric)
                y += _ROW
            y += _GAP
        return plot

    def _legend(self, plot: Plot) -> None:
        x = 14.0
        for series, (shape, css) in zip(self.series, _SHAPES, strict=False):
            plot.mark(x, 10, shape, f"mark {css}")
            plot.text(x + 9, 14, series, "label")
            x += 36 + 6.2 * len(series)

    @staticmethod
    def _dot(plot: Plot, scale: Scale, y: float, series: int, metric: MetricRecord) -> None:
        if metric.value is None:
            return
        shape, css = _SHAPES[series]
        if metric.interval:
            plot.line(scale(metric.interval[0]), y, scale(metric.interval[1]), y, f"range {css}")
        plot.mark(scale(metric.value), y, shape, f"mark {css}")
        plot.text(WIDTH - 42, y + 4, measure(metric), "value")


def strata(findings: Findings, suite: str) -> Figure | None:
    """The share of passed cases of a suite by stratum, development and test half apart."""
    groups = findings.strata(suite)
    if not groups:
        return None
    halves = tuple(dict.fromkeys(half for group in groups.values() for half in sorted(group)))
    dots = _Dots(halves, {_plain(name): group for name, group in groups.items()})
    weakest = min(groups, key=lambda name: min(m.value or 0 for m in groups[name].values()))
    says = (
        f"Share of cases that passed in {suite}, by stratum and half, with 95% Wilson intervals. "
        f"The lowest share is in {_plain(weakest)}. Where an interval is wide, there are few cases."
    )
    rows = tuple(
        (_plain(stratum), half, counted(metric), percent(metric.value), interval(metric))
        for stratum, group in groups.items()
        for half, metric in group.items()
    )
    columns = ("Stratum", "Half", "Passed", "Share", "95% interval")
    title = f"Strata of {suite}"
    plot = dots.plot(f"strata-{suite}", title, says)
    return Figure(title, says, plot, Table(title, columns, rows))


def retrieval(suites: Sequence[SuiteRow]) -> Figure | None:
    """Each way of searching on the same cases: what hybrid search gains over its parts."""
    found = next((suite for suite in suites if suite.name == "retrieval"), None)
    groups: dict[str, dict[str, MetricRecord]] = {}
    for name, metric in (found.record.metrics if found else {}).items():
        match = _SYSTEM.fullmatch(name)
        # Numbers of tokens and other measures above one have no place on an axis of shares.
        if match and metric.value is not None and metric.value <= 1:
            groups.setdefault(match[2], {})[match[1]] = metric
    if not groups:
        return None
    known = ("hybrid", "dense", "lexical", "stock", "stock LlamaIndex")
    systems = tuple(name for name in known if any(name in group for group in groups.values()))
    ordered = {
        measure_: {name: groups[measure_][name] for name in systems if name in groups[measure_]}
        for measure_ in sorted(groups, key=_of_a_part)
    }
    says = (
        "Ways of searching on the same cases: the hybrid search that the chatbot uses, its dense "
        "and its lexical half alone, and stock LlamaIndex. Shares have 95% Wilson intervals; "
        "means have none."
    )
    rows = tuple(
        (name, system, measure(metric), counted(metric), interval(metric))
        for name, group in ordered.items()
        for system, metric in group.items()
    )
    title = "Retrieval, one part at a time"
    plot = _Dots(systems, ordered).plot("retrieval", title, says)
    return Figure(
        title,
        says,
        plot,
        Table(title, ("Measure", "Search", "Value", "Over", "95% interval"), rows),
    )


def change(suites: Sequence[SuiteRow]) -> Figure | None:
    """Cases that fail now and passed before to the left, the other way round to the right."""
    rows = [(s, s.failing(), s.change.newly_passing) for s in suites if s.change]
    if not rows:
        return None
    height = _TOP + 24 * len(rows) + 8
    title = "Change against the baseline"
    worse, better = sum(len(row[1]) for row in rows), sum(len(row[2]) for row in rows)
    says = (
        f"Over all suites {count(worse, 'score')} got worse (to the left) and {better:,} better "
        "(to the right). A case counts once in each suite."
    )
    plot = Plot("change", title, says, WIDTH, height)
    middle = (_LABELS + WIDTH) / 2
    most = max(1, *(max(len(row[1]), len(row[2])) for row in rows))
    reach = Scale(0, most, 0, middle - _LABELS - 34)
    plot.text(middle - 10, 14, "◂ newly failing", "label", "end")
    plot.text(middle + 10, 14, "newly passing ▸", "label")
    for number, (suite, failing, passing) in enumerate(rows):
        y = _TOP + 24 * number
        plot.text(_LABELS - 6, y + 12, suite.name, "label", "end")
        plot.bar(middle - reach(len(failing)), y, reach(len(failing)), 16, "worse")
        plot.bar(middle, y, reach(len(passing)), 16, "better")
        plot.text(middle - reach(len(failing)) - 5, y + 12, str(len(failing)), "value", "end")
        plot.text(middle + reach(len(passing)) + 5, y + 12, str(len(passing)), "value")
    plot.line(middle, _TOP - 6, middle, height - 6, "axis")
    cells = tuple(
        (suite.name, str(len(failing)), str(len(passing)), str(len(suite.change.waived)))
        for suite, failing, passing in rows
        if suite.change
    )
    columns = ("Suite", "Newly failing", "Newly passing", "Waived")
    return Figure(title, says, plot, Table(title, columns, cells))


def _plain(name: str) -> str:
    return name.replace("_", " ") or NONE


def _of_a_part(name: str) -> bool:
    """Whether a measure is over a part of the cases, as in ``hit@5, lowest overlap``."""
    return "," in name
