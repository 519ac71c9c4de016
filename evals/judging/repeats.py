"""Several measurements of the same thing: their median, and how often they disagree."""

from dataclasses import dataclass
from statistics import median

from evals.suites.ragas_suite import FAITHFULNESS

# Whoever is told one thing that no source says is misled: all of it must be borne out. For the
# rest, where no such line can be drawn, a verdict only serves to see whether repeats agree.
_BARS = {FAITHFULNESS: 1.0}
_BAR = 0.5
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Repeated:
    """One metric of one case, measured K times; None where that failed, with the reason why."""

    metric: str
    values: tuple[float | None, ...]
    fault: str = ""

    @property
    def measured(self) -> list[float]:
        """What was measured, in order."""
        return [value for value in self.values if value is not None]

    @property
    def value(self) -> float | None:
        """The median, None unless more than half of the measurements succeeded."""
        known = self.measured
        return round(median(known), _DIGITS) if 2 * len(known) > len(self.values) else None

    @property
    def verdict(self) -> bool | None:
        """Whether the median reaches the bar of this metric, None if not measured."""
        return None if self.value is None else self.value >= bar_of(self.metric)

    @property
    def flips(self) -> float | None:
        """The share of the measurements whose verdict is not that of the median, 0 to 1."""
        if self.value is None:
            return None
        against = [(value >= bar_of(self.metric)) is not self.verdict for value in self.measured]
        return round(sum(against) / len(against), _DIGITS)


def bar_of(metric: str) -> float:
    """From which value on a metric counts as passed."""
    return _BARS.get(metric, _BAR)
