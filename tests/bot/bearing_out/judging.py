"""Judging: what the checks on words alone say of a sentence and what it cites."""

import numpy as np
from numpy.typing import NDArray

from bot.bearing_out import Evidence, Verdict, Verifier


def alike(texts: list[str]) -> NDArray[np.float32]:
    """Vectors that are all the same, so that only the checks on words decide."""
    return np.ones((len(texts), 1), dtype=np.float32)


def judge(sentence: str, *quotes: str) -> Verdict:
    return Verifier(alike).judge(sentence, [Evidence(quote) for quote in quotes])
