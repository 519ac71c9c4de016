"""The paired tests of the gate: known values, fair under no change, and able to see a drop."""

from itertools import product

import numpy as np
import pytest

from corpus.errors import GuideError
from evals.gating.paired import (
    SIGNIFICANCE,
    cluster_bootstrap,
    compare_means,
    compare_passed,
    exact_mcnemar,
)


@pytest.mark.parametrize(
    ("lost", "gained", "expected"),
    [
        (0, 0, 1.0),
        (1, 1, 1.0),
        (5, 0, 0.0625),
        (6, 0, 0.03125),
        (0, 6, 0.03125),
        (8, 1, 0.0390625),
        (10, 2, 0.03857421875),
    ],
)
def test_mcnemar_gives_the_exact_values(lost: int, gained: int, expected: float) -> None:
    assert exact_mcnemar(lost, gained) == expected


def test_mcnemar_equals_the_sum_over_all_outcomes_that_are_as_rare() -> None:
    for lost, gained in product(range(6), repeat=2):
        count = lost + gained
        outcomes = [sum(flips) for flips in product((0, 1), repeat=count)]
        far = abs(lost - count / 2)
        share = sum(abs(found - count / 2) >= far for found in outcomes) / len(outcomes)
        assert exact_mcnemar(lost, gained) == pytest.approx(share)


def test_a_drop_is_a_regression_only_where_it_is_both_large_and_significant() -> None:
    cases = [f"case-{number}" for number in range(100)]

    def verdict(lost: int, gained: int) -> str:
        before = {case: place >= gained for place, case in enumerate(cases)}
        after = {case: place < len(cases) - lost for place, case in enumerate(cases)}
        return compare_passed(before, after).verdict

    assert verdict(10, 0) == "regression"
    assert verdict(10, 5) == "inconclusive"
    assert verdict(4, 0) == "held"
    assert verdict(0, 10) == "held"


def test_a_significant_drop_below_five_points_is_none() -> None:
    before = {f"case-{number}": True for number in range(1000)}
    after = {case: number >= 40 for number, case in enumerate(before)}
    change = compare_passed(before, after)
    assert change.p < SIGNIFICANCE
    assert change.verdict == "held"


def test_exactly_five_points_are_a_drop() -> None:
    before = {f"case-{number}": True for number in range(200)}
    after = {case: number >= 10 for number, case in enumerate(before)}
    assert compare_passed(before, after).drop == 0.05
    assert compare_passed(before, after).verdict == "regression"


def test_the_bootstrap_gives_the_same_every_time_and_never_zero() -> None:
    differences = [-0.5] * 30 + [-0.4] * 30
    clusters = [str(number) for number in range(60)]
    first = cluster_bootstrap(differences, clusters)
    assert first == cluster_bootstrap(differences, clusters)
    assert 0 < first < 0.001


def test_the_bootstrap_agrees_with_a_plain_one() -> None:
    random = np.random.default_rng(3)
    values = random.normal(-0.05, 0.3, size=80)
    clusters = [str(number // 2) for number in range(80)]
    pairs = (values - values.mean()).reshape(40, 2)
    plain = np.random.default_rng(9)
    means = [pairs[plain.integers(0, 40, 40)].mean() for _ in range(4000)]
    expected = np.mean(np.abs(means) >= abs(values.mean()))
    assert cluster_bootstrap(values.tolist(), clusters) == pytest.approx(expected, abs=0.03)


def test_the_bootstrap_raises_few_false_alarms_where_clusters_move_together() -> None:
    """Without clusters the same data would look three times as sure as they are."""
    random = np.random.default_rng(1)
    clusters = [str(number // 8) for number in range(160)]
    alarms = careless = 0
    for _ in range(200):
        moved = np.repeat(random.normal(0, 0.2, size=20), 8) + random.normal(0, 0.02, size=160)
        each = [str(number) for number in range(160)]
        alarms += cluster_bootstrap(moved.tolist(), clusters, resamples=400) < SIGNIFICANCE
        careless += cluster_bootstrap(moved.tolist(), each, resamples=400) < SIGNIFICANCE
    assert alarms <= 26  # 5 % expected; few clusters make the bootstrap somewhat bold
    assert careless > 60


def test_the_bootstrap_sees_a_drop_of_ten_points() -> None:
    random = np.random.default_rng(5)
    before = {f"case-{n}": float(value) for n, value in enumerate(random.uniform(0.5, 1, 150))}
    after = {case: max(value - 0.1 + random.normal(0, 0.1), 0) for case, value in before.items()}
    change = compare_means(before, after, {})
    assert change.verdict == "regression"
    assert change.cases == 150


def test_no_difference_at_all_is_no_change() -> None:
    same: dict[str, float | None] = {"a": 0.5, "b": 0.7}
    change = compare_means(same, same, {})
    assert (change.drop, change.p, change.verdict) == (0.0, 1.0, "held")


def test_what_is_not_measured_is_left_out_of_the_pairs_and_counted() -> None:
    before = {"a": True, "b": True, "c": None, "d": True}
    after = {"a": True, "b": None, "c": True}
    change = compare_passed(before, after)
    assert (change.cases, change.lost, change.before) == (1, 2, 1.0)


def test_nothing_in_common_is_one_clear_line() -> None:
    with pytest.raises(GuideError, match="no case is measured both in the run and in the baseline"):
        compare_passed({"a": True}, {"b": True})
