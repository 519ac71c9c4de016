"""Scoring: how likely a reading is what is asked, by its signs.

A linear model, fitted by `python -m evals fit`: of all readings of a question the right one is to
have the highest score, and none a score above nought where no table answers.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.tables.choosing.signs import SIGNS
from corpus.errors import GuideError

FITTED = Path(__file__).with_name("fitted.json")


def score(signs: Mapping[str, float]) -> float:
    """The log odds that a reading with these signs is what is asked."""
    weights = fitted()
    return sum(weights[name] * value for name, value in signs.items())


@cache
def fitted(path: Path = FITTED) -> Mapping[str, float]:
    """The weight of each sign; a damaged file, or one of other signs, is a `GuideError`."""
    try:
        weights = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _spoilt(path, f"cannot be read ({type(error).__name__})") from error
    if not isinstance(weights, dict):
        raise _spoilt(path, "expected an object of weights")
    if missing := sorted(SIGNS - weights.keys()):
        raise _spoilt(path, f"no weight for the sign {missing[0]!r}")
    if strange := sorted(weights.keys() - SIGNS):
        raise _spoilt(path, f"a weight for {strange[0]!r}, which is no sign")
    for name, weight in weights.items():
        if isinstance(weight, bool) or not isinstance(weight, int | float):
            raise _spoilt(path, f"the weight of {name!r} is {weight!r}, expected a number")
    return weights


def write(weights: Mapping[str, float], path: Path = FITTED) -> None:
    """Write the weights, one a line."""
    told = json.dumps(dict(sorted(weights.items())), indent=2)
    path.write_text(f"{told}\n", encoding="utf-8")


def _spoilt(path: Path, what: str) -> GuideError:
    return GuideError(f"{path}: {what}; `python -m evals fit` writes it anew")
