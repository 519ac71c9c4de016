"""Shares come with how sure they are, and of nothing there is no share."""

import pytest

from evals.shares import Metric, mean, quantile, share, wilson


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [  # Newcombe 1998, table I, method 3; 5 of 10 from the formula by hand
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (5, 10, 0.2366, 0.7634),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_wilson_intervals_are_those_of_the_literature(
    hits: int, count: int, low: float, high: float
) -> None:
    assert wilson(hits, count) == pytest.approx((low, high), abs=5e-5)


def test_no_case_leaves_everything_open() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize("count", [1, 5, 100])
def test_a_wilson_interval_stays_between_0_and_1(count: int) -> None:
    for hits in range(count + 1):
        low, high = wilson(hits, count)
        assert 0.0 <= low < high <= 1.0


def test_a_share_has_its_interval() -> None:
    found = share([True, False, True])
    assert (found["hits"], found["cases"], found["value"]) == (2, 3, 0.6667)
    assert found["interval"] == pytest.approx(wilson(2, 3), abs=5e-5)


def test_a_share_of_nothing_is_none_and_not_zero() -> None:
    assert share([]) == Metric(value=None, cases=0, hits=0, interval=(0.0, 1.0))
    assert mean([]) == Metric(value=None, cases=0, hits=None, interval=None)
    assert quantile([], 0.5) is None


def test_a_mean_is_over_what_is_known() -> None:
    assert mean([1.0, None, 0.5]) == Metric(value=0.75, cases=2, hits=None, interval=None)


def test_quantiles_are_of_the_nearest_rank() -> None:
    values = [float(n) for n in range(100, 0, -1)]
    assert (quantile(values, 0.5), quantile(values, 0.95)) == (51.0, 96.0)
    assert quantile([7.0], 0.95) == 7.0
