"""What every suite gives: a score for each case, and what the scores come to."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

from pydantic import BaseModel, ConfigDict

from evals.cases.gold import GoldenCase
from evals.running.run import Run
from evals.shares import Metric, share


class Why(BaseModel):
    """One reason why a case did not pass: what kind, and what in particular."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    what: str


class Score(BaseModel):
    """How one case fared in one suite: a row of ``scores.jsonl``.

    ``passed`` is None where it could not be measured, and ``why`` then says why. ``values`` are
    further measures of the case; None is one that does not apply.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    suite: str
    case: str
    stratum: str
    split: str
    cluster: str
    variant: str | None = None
    passed: bool | None
    why: tuple[Why, ...] = ()
    values: dict[str, float | None] = {}

    @classmethod
    def of(
        cls,
        suite: str,
        case: GoldenCase,
        why: Iterable[Why],
        values: dict[str, float | None] | None = None,
    ) -> "Score":
        """The score of a golden case: passed unless there is a reason why not."""
        reasons = tuple(why)
        return cls(
            suite=suite,
            case=case.id,
            stratum=case.stratum,
            split=case.split,
            cluster=case.cluster,
            variant=case.variant,
            passed=not reasons,
            why=reasons,
            values=values or {},
        )

    @classmethod
    def unmeasured(cls, suite: str, case: GoldenCase, what: str) -> "Score":
        """The score of a golden case that could not be measured."""
        why = (Why(kind="not measured", what=what),)
        return cls.of(suite, case, why).model_copy(update={"passed": None})


Metrics = dict[str, Metric]


class SuiteSummary(TypedDict):
    """What the scores of a suite come to; ``groups`` holds the same by split, stratum and both.

    ``digest`` is over all that the cases ask and expect: two runs can be compared if it is one.
    """

    version: int
    digest: str
    cases: int
    not_measured: list[str]
    metrics: Metrics
    groups: dict[str, Metrics]


@dataclass(frozen=True, slots=True)
class Suite:
    """A way of scoring a run.

    ``version`` rises whenever the same folder would get other scores. ``gated`` is False for a
    suite that informs only. ``judged`` needs a model that judges, and its scores vary. In an
    ``invariant`` suite no case may fail, whatever the baseline says.
    """

    name: str
    version: int
    what: str
    score: Callable[[Run], Iterator[Score]]
    metrics: Callable[[Sequence[Score]], Metrics]
    gated: bool = True
    judged: bool = False
    invariant: bool = False

    def summary(self, scores: Sequence[Score], digest: str) -> SuiteSummary:
        """What scores of this suite come to, as a whole and by split and stratum."""
        groups: dict[str, list[Score]] = defaultdict(list)
        for score in scores:
            groups[score.split].append(score)
            groups[f"stratum: {score.stratum}"].append(score)
            groups[f"{score.split}, {score.stratum}"].append(score)
        return SuiteSummary(
            version=self.version,
            digest=digest,
            cases=len(scores),
            not_measured=[score.case for score in scores if score.passed is None],
            metrics=self._metrics(scores),
            groups={name: self._metrics(group) for name, group in sorted(groups.items())},
        )

    def _metrics(self, scores: Sequence[Score]) -> Metrics:
        known = [score for score in scores if score.passed is not None]
        return {"passed": passed(known), **self.metrics(known)}


def passed(scores: Iterable[Score]) -> Metric:
    """The share of the measured cases that passed."""
    return share(score.passed for score in scores if score.passed is not None)
