"""Fitting: the bounds of coverage that withhold a set share of the faithful sentences of dev."""

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.bearing_out import Evidence, case_of
from bot.bearing_out.coverage import Bounds, Encode, Signs, signs_of
from evals.calibration.making import made
from evals.calibration.reading import Pair, read_pairs

# Of the faithful sentences of dev, how many each bound may withhold.
OTHER, TAIL = 0.03, 0.012
_DIGITS = 4


def fit(encode: Encode) -> Bounds:
    """The bounds fitted on the development half alone."""
    faithful = _signs([pair for pair in read_pairs("dev") if pair.faithful], encode)
    pairs = [*read_pairs("dev"), *made("dev")]
    elsewhere = _signs([pair for pair in pairs if pair.kind == "citation"], encode)
    share = _share(faithful, elsewhere)

    def bound(budget: float, sign: Callable[[Signs], float]) -> float:
        return round(float(np.quantile([sign(one) for one in faithful], 1 - budget)), _DIGITS)

    return Bounds(
        share=share,
        other=bound(OTHER, lambda one: one.strange + share * one.bare),
        tail=bound(TAIL, lambda one: one.tail),
    )


def _signs(pairs: Sequence[Pair], encode: Encode) -> list[Signs]:
    cases = [case_of(p.sentence, [Evidence(q.quote) for q in p.quotes]) for p in pairs]
    return [signs for case in cases if (signs := signs_of(case, encode)) is not None]


def _share(faithful: Sequence[Signs], elsewhere: Sequence[Signs]) -> float:
    """How much ``bare`` counts beside ``strange`` in telling another passage from the right one."""
    rows = np.array([(one.strange, one.bare) for one in (*faithful, *elsewhere)])
    wrong = np.arange(len(rows)) >= len(faithful)
    model = LogisticRegression(class_weight="balanced").fit(rows / rows.std(axis=0), wrong)
    strange, bare = model.coef_[0] / rows.std(axis=0)
    return round(float(bare / strange), _DIGITS)
