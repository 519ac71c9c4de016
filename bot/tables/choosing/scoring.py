"""Scoring: how likely a reading is what is asked, by its signs.

A linear model, fitted by `python -m evals fit` to the questions of the development half: of all
readings of a question the right one is to have the highest score, and none a score above nought
where no table answers.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FITTED = Path(__file__).with_name("fitted.json")


def score(signs: Mapping[str, float]) -> float:
    """The log odds that a reading with these signs is what is asked."""
    weights = fitted()
    return sum(weights.get(name, 0.0) * value for name, value in signs.items())


@cache
def fitted(path: Path = FITTED) -> Mapping[str, float]:
    """The weight of each sign."""
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return weights
