"""Did a judged measure fall? Tests on pairs: each case before with the same case after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.errors import GuideError

LEAST_DROP = 0.05
SIGNIFICANCE = 0.05
# With fewer clusters a bootstrap is blind to chance: two that fall alike would be certain. Six
# are the fewest of which all falling together is rarer than one in twenty (2 / 2^6).
FEWEST_CLUSTERS = 6
_RESAMPLES = 10_000
_SEED = 20_240_429
_BLOCK = 1_000

Test = Literal["exact McNemar", "cluster bootstrap"]
Verdict = Literal["regression", "inconclusive", "held"]


@dataclass(frozen=True, slots=True)
class Change:
    """How a measure changed from one run to another, over the cases measured in both.

    ``before`` and ``after`` are means between 0 and 1, ``drop`` is the first less the second, and
    ``p`` the two-sided p-value of no change. ``lost`` counts cases measured before and not after.
    ``verdict`` is ``regression`` for a drop of at least `LEAST_DROP` with p below `SIGNIFICANCE`,
    ``inconclusive`` for such a drop that chance explains as well, otherwise ``held``.
    """

    test: Test
    cases: int
    lost: int
    before: float
    after: float
    p: float

    @property
    def drop(self) -> float:
        return round(self.before - self.after, 9)

    @property
    def verdict(self) -> Verdict:
        if self.drop < LEAST_DROP:
            return "held"
        return "regression" if self.p < SIGNIFICANCE else "inconclusive"


def exact_mcnemar(lost: int, gained: int) -> float:
    """The two-sided p-value that as many cases fail newly as pass newly.

    ``lost`` passed before and fail now, ``gained`` the other way round; cases that did not change
    tell nothing. Under no change ``lost`` is binomial with n = lost + gained and p = 1/2; twice
    the smaller tail, at most 1. Exact, since the chi-squared form is too bold for few pairs.

    Sources: Q. McNemar, Psychometrika 12 (1947) 153-157; M. W. Fagerland, S. Lydersen and
    P. Laake, BMC Medical Research Methodology 13:91 (2013), who compare the forms of the test.
    """
    changed = lost + gained
    tail = sum(comb(changed, k) for k in range(min(lost, gained) + 1))
    return min(1.0, 2 * tail / (1 << changed))


def cluster_bootstrap(
    differences: Sequence[float],
    clusters: Sequence[str],
    resamples: int = _RESAMPLES,
    seed: int = _SEED,
) -> float:
    """The two-sided p-value that the mean of paired differences is zero.

    ``differences`` has shape (n,), ``clusters`` names the cluster of each. Whole clusters are
    drawn with replacement, since variants of a question rise and fall together, from differences
    moved to a mean of zero; p is the share of resampled means at least as far from zero, counting
    the sample itself, so that it is never 0. Equal arguments give equal results. Fewer than
    `FEWEST_CLUSTERS` clusters tell nothing, and p is 1.

    Sources: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 16, for
    the test; A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997),
    section 4.2, for counting the sample; A. C. Cameron, J. B. Gelbach and D. L. Miller, Review of
    Economics and Statistics 90 (2008) 414-427, for clusters; E. Miller, arXiv:2411.00640 (2024),
    for paired differences in evaluations of language models.
    """
    names, which = np.unique(list(clusters), return_inverse=True)
    values = np.asarray(differences, dtype=np.float64)
    if len(names) < FEWEST_CLUSTERS:
        return 1.0
    observed = float(values.mean())
    sums = np.bincount(which, weights=values - observed).astype(np.float64)
    sizes = np.bincount(which).astype(np.float64)
    random = np.random.default_rng(seed)
    # What floating-point sums of the same numbers may differ by.
    bar = abs(observed) - 1e-12
    extreme = [
        int(np.count_nonzero(np.abs(_means(random, sums, sizes, count)) >= bar))
        for count in _blocks(resamples)
    ]
    return (sum(extreme) + 1) / (resamples + 1)


def compare_passed(before: Mapping[str, bool | None], after: Mapping[str, bool | None]) -> Change:
    """How a share of passed cases changed, by the exact McNemar test; None is not measured.

    A `GuideError` if no case is measured in both.
    """
    pairs = [(bool(before[case]), bool(after[case])) for case in _paired(before, after)]
    lost = sum(was and not now for was, now in pairs)
    gained = sum(now and not was for was, now in pairs)
    return Change(
        test="exact McNemar",
        cases=len(pairs),
        lost=_lost(before, after),
        before=sum(was for was, _ in pairs) / len(pairs),
        after=sum(now for _, now in pairs) / len(pairs),
        p=exact_mcnemar(lost, gained),
    )


def compare_means(
    before: Mapping[str, float | None],
    after: Mapping[str, float | None],
    clusters: Mapping[str, str],
) -> Change:
    """How a mean over cases changed, by the cluster bootstrap; None is not measured.

    A case without an entry in ``clusters`` is a cluster of its own. A `GuideError` if no case is
    measured in both.
    """
    cases = _paired(before, after)
    was = np.array([before[case] for case in cases], dtype=np.float64)
    now = np.array([after[case] for case in cases], dtype=np.float64)
    names = [clusters.get(case, case) for case in cases]
    return Change(
        test="cluster bootstrap",
        cases=len(cases),
        lost=_lost(before, after),
        before=float(was.mean()),
        after=float(now.mean()),
        p=cluster_bootstrap((now - was).tolist(), names),
    )


def _means(
    random: np.random.Generator, sums: NDArray[np.float64], sizes: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    """Means of ``count`` resamples, shape (count,)."""
    drawn = random.integers(0, len(sums), size=(count, len(sums)))
    means: NDArray[np.float64] = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    return means


def _blocks(resamples: int) -> list[int]:
    """Resamples in blocks that fit into memory, however many clusters there are."""
    whole, rest = divmod(resamples, _BLOCK)
    return [_BLOCK] * whole + [rest] * bool(rest)


def _paired(before: Mapping[str, float | None], after: Mapping[str, float | None]) -> list[str]:
    both = [
        case for case in sorted(before) if before[case] is not None and after.get(case) is not None
    ]
    if not both:
        raise GuideError(
            "no case is measured both in the run and in the baseline: judge the run again "
            "with the cases of the baseline"
        )
    return both


def _lost(before: Mapping[str, float | None], after: Mapping[str, float | None]) -> int:
    return sum(value is not None and after.get(case) is None for case, value in before.items())
