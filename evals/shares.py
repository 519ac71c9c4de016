"""Shares of cases, with how sure they are."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from evals.retrieval import wilson


class Share(TypedDict):
    """``hits`` of ``cases``: their share, 0 to 1, with its 95 % Wilson interval.

    The share is None where there are no cases.
    """

    hits: int
    cases: int
    share: float | None
    interval: tuple[float, float]


def share(found: Iterable[bool]) -> Share:
    """The share of those that are true."""
    values = list(found)
    hits, count = sum(values), len(values)
    low, high = wilson(hits, count)
    return Share(
        hits=hits,
        cases=count,
        share=round(hits / count, 4) if count else None,
        interval=(round(low, 4), round(high, 4)),
    )


def mean(values: Sequence[float]) -> float | None:
    """The mean, None of nothing."""
    return round(sum(values) / len(values), 4) if values else None


def quantile(values: Sequence[float], part: float) -> float | None:
    """The nearest-rank quantile, ``part`` between 0 and 1; None of nothing."""
    ranked = sorted(values)
    return round(ranked[min(int(part * len(ranked)), len(ranked) - 1)], 1) if ranked else None
