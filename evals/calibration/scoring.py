"""Scoring: how often a verifier releases a faulty sentence or withholds a faithful one."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.bearing_out import Evidence, Verdict
from evals.calibration.making import MECHANICAL, made
from evals.calibration.reading import FAULTS, HALVES, Pair, Part, read_pairs
from evals.shares import wilson

Judge = Callable[[str, Sequence[Evidence]], Verdict]
FAITHFUL_BAR = 0.08
# At most so many faulty sentences of a kind may be released.
BARS = dict.fromkeys(MECHANICAL, 1 / 400) | {
    "modality": 0.05,
    "quantifier": 0.05,
    "direction": 0.05,
    "condition": 0.15,
    "half": 0.15,
    "outside": 0.15,
}


@dataclass(frozen=True)
class Line:
    """Of so many sentences of a kind, how many were judged wrongly, and how many may be."""

    kind: str
    wrong: int
    count: int
    bar: float

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.wrong, self.count)

    @property
    def share(self) -> float:
        return self.wrong / self.count if self.count else 0.0

    @property
    def ok(self) -> bool:
        return self.wrong <= self.bar * self.count


def judged(half: Part, judge: Judge, *, rules: bool = True) -> list[tuple[Pair, Verdict]]:
    """The verdicts on the labelled pairs of a half, and on the faults made by rule if wanted.

    None are made from the fresh halves: what a rule finds there tells nothing new of the rules.
    """
    by_rule = [fault for old in HALVES if rules and old == half for fault in made(old)]
    pairs = [*read_pairs(half), *by_rule]
    return [
        (pair, judge(pair.sentence, [Evidence(q.quote) for q in pair.quotes])) for pair in pairs
    ]


def seconds(half: Part, judge: Judge) -> list[float]:
    """How long the verdict on each labelled pair took; a first one, uncounted, loads everything."""
    pairs, spent = read_pairs(half), list[float]()
    for pair in [pairs[-1], *pairs]:
        begun = time.perf_counter()
        judge(pair.sentence, [Evidence(quoted.quote) for quoted in pair.quotes])
        spent.append(time.perf_counter() - begun)
    return spent[1:]


def lines(found: Sequence[tuple[Pair, Verdict]]) -> list[Line]:
    """A line a kind: faithful sentences withheld, then faulty ones released."""
    faithful = [verdict.holds for pair, verdict in found if pair.faithful]
    table = [Line("faithful, withheld", faithful.count(False), len(faithful), FAITHFUL_BAR)]
    for kind in FAULTS:
        released = [verdict.holds for pair, verdict in found if pair.kind == kind]
        table.append(Line(f"{kind}, released", sum(released), len(released), BARS[kind]))
    return table
