"""What the scores of a run come to, by split and stratum."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict, get_args

from evals.answers import CaseScore, FaultKind
from evals.gold import GoldenCase, Stratum
from evals.shares import Share, mean, quantile, share


@dataclass(frozen=True, slots=True)
class Scored:
    """A case with its score and the milliseconds that each stage took."""

    case: GoldenCase
    score: CaseScore
    timings_ms: dict[str, float]


class Citations(TypedDict):
    """Means over the cases in which there is something to take a share of, 0 to 1."""

    recall: float | None
    precision: float | None
    all_groups: Share


class Times(TypedDict):
    """Milliseconds an answer, and the share of each stage in the time of all."""

    median_ms: float | None
    p95_ms: float | None
    stages: dict[str, float]


class AnswerSummary(TypedDict):
    """All that is reported of a group of cases."""

    right: Share
    strata: dict[str, Share]
    low_overlap: Share
    exact: dict[str, Share]
    abstention: dict[str, Share]
    guardrails: dict[str, Share]
    variants: dict[str, Share]
    citations: Citations
    faults: dict[str, int]
    breaches: int
    times: Times


def summarise(scored: Sequence[Scored]) -> AnswerSummary:
    """The summary of a group of scored cases."""
    kinds = Counter(kind for s in scored for kind in {fault.kind for fault in s.score.faults})
    return AnswerSummary(
        right=_right(scored),
        strata=strata(scored),
        low_overlap=_right([s for s in scored if s.case.low_overlap]),
        exact=exact(scored),
        abstention=abstention(scored),
        guardrails=guardrails(scored),
        variants=variants(scored),
        citations=citations(scored),
        faults=dict(kinds.most_common()),
        breaches=sum(len(s.score.breaches) for s in scored),
        times=times([s.timings_ms for s in scored]),
    )


def strata(scored: Sequence[Scored]) -> dict[str, Share]:
    """Right answers in each stratum that has cases."""
    grouped = {name: [s for s in scored if s.case.stratum == name] for name in get_args(Stratum)}
    return {name: _right(group) for name, group in grouped.items() if group}


def exact(scored: Sequence[Scored]) -> dict[str, Share]:
    """Sets told without one too few or too many, counts stated, cells told and cited."""
    sets = [s for s in scored if s.case.names is not None]
    counts = [s for s in scored if s.case.count is not None]
    cells = [s for s in scored if s.case.cells]
    return {
        "sets": share(_without(s, "missing", "extra") for s in sets),
        "counts": share(_without(s, "count") for s in counts),
        "cells": share(_without(s, "cells", "required") for s in cells),
    }


def abstention(scored: Sequence[Scored]) -> dict[str, Share]:
    """Unanswerable cases that were recognised, and answerable ones that were refused.

    ``supported_but_no_answer`` are unanswerable cases that were answered with claims.
    """
    none = [s for s in scored if s.case.unanswerable]
    some = [s for s in scored if s.case.answerable]
    return {
        "recognised": share(s.score.outcome in s.case.outcome for s in none),
        "supported_but_no_answer": share(
            s.score.outcome == "answered" and s.score.claims > 0 for s in none
        ),
        "false_refusals": share(s.score.outcome != "answered" for s in some),
    }


def guardrails(scored: Sequence[Scored]) -> dict[str, Share]:
    """Cases to be declined that were, and cases that must not be declined but were too."""
    due = [s for s in scored if s.case.stratum == "to_decline"]
    free = [s for s in scored if "declined" not in s.case.outcome]
    ordinary = [s for s in free if s.case.stratum == "ordinary"]
    return {
        "caught": share(s.score.outcome == "declined" for s in due),
        "caught_with_reason": share(s.score.lacks("outcome", "reason", "answer") for s in due),
        "false_alarms_ordinary": share(s.score.outcome == "declined" for s in ordinary),
        "false_alarms_all": share(s.score.outcome == "declined" for s in free),
    }


def variants(scored: Sequence[Scored]) -> dict[str, Share]:
    """Rewordings that are answered rightly, and that fare as the case they reword."""
    reworded = [s for s in scored if s.case.variant]
    parents = {_gold_key(s.case): s.score.right for s in scored if not s.case.variant}
    pairs = [(s.score.right, parents[k]) for s in reworded if (k := _gold_key(s.case)) in parents]
    kinds = {
        str(s.case.variant): [x for x in reworded if x.case.variant == s.case.variant]
        for s in reworded
    }
    return {
        "right": _right(reworded),
        "as_the_original": share(own == parent for own, parent in pairs),
        **{kind: _right(group) for kind, group in sorted(kinds.items())},
    }


def citations(scored: Sequence[Scored]) -> Citations:
    """How far citations cover the evidence, over the cases in which an answer is due."""
    due = [s for s in scored if "answered" in s.case.outcome]
    recalls = [s.score.recall for s in due if s.score.recall is not None]
    precisions = [s.score.precision for s in due if s.score.precision is not None]
    return Citations(
        recall=mean(recalls),
        precision=mean(precisions),
        all_groups=share(recall == 1 for recall in recalls),
    )


def times(timings: Sequence[dict[str, float]]) -> Times:
    """Median and 95th percentile of the total, and each stage's share of all time."""
    totals = [timing["total"] for timing in timings if "total" in timing]
    stages: Counter[str] = Counter()
    for timing in timings:
        stages.update({name: took for name, took in timing.items() if name != "total"})
    whole = sum(totals) or 1.0
    return Times(
        median_ms=quantile(totals, 0.5),
        p95_ms=quantile(totals, 0.95),
        stages={name: round(took / whole, 4) for name, took in stages.most_common()},
    )


def _right(scored: Sequence[Scored]) -> Share:
    return share(s.score.right for s in scored)


def _without(scored: Scored, *kinds: FaultKind) -> bool:
    return scored.score.lacks("answer", "outcome", *kinds)


def _gold_key(case: GoldenCase) -> str:
    return f"{case.cluster} {sorted(case.gold.items(), key=lambda item: item[0])}"
