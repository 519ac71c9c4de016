"""Shares of cases and other measures, with how sure they are."""

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import TypedDict

_DIGITS = 4
# The 97.5 % quantile of the normal distribution: two tails leave 95 %.
_Z = 1.959964


class Metric(TypedDict):
    """A measure over ``cases`` cases, None where there are none.

    For a share of cases, ``hits`` of them and a 95 % Wilson interval; for a mean, both are None.
    """

    value: float | None
    cases: int
    hits: int | None
    interval: tuple[float, float] | None


def share(found: Iterable[bool]) -> Metric:
    """The share of those that are true, 0 to 1."""
    values = list(found)
    hits, count = sum(values), len(values)
    low, high = wilson(hits, count)
    return Metric(
        value=round(hits / count, _DIGITS) if count else None,
        cases=count,
        hits=hits,
        interval=(round(low, _DIGITS), round(high, _DIGITS)),
    )


def mean(values: Iterable[float | None]) -> Metric:
    """The mean of those that are measured."""
    known = [value for value in values if value is not None]
    whole = round(sum(known) / len(known), _DIGITS) if known else None
    return Metric(value=whole, cases=len(known), hits=None, interval=None)


def quantile(values: Sequence[float], part: float) -> float | None:
    """The nearest-rank quantile, ``part`` between 0 and 1; None of nothing."""
    ranked = sorted(values)
    return round(ranked[min(int(part * len(ranked)), len(ranked) - 1)], 1) if ranked else None


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share, both ends between 0 and 1."""
    if not count:
        return 0.0, 1.0
    found = hits / count
    centre = found + _Z * _Z / (2 * count)
    spread = _Z * sqrt(found * (1 - found) / count + _Z * _Z / (4 * count * count))
    scale = 1 + _Z * _Z / count
    return max((centre - spread) / scale, 0.0), min((centre + spread) / scale, 1.0)
