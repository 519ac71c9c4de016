"""Coverage: what a sentence says beyond its facts stands in the quotes too, in other words or not."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from bot.bearing_out.text import Case

_LEAST = 0.3


def coverage_fault(
    case: Case, encode: Callable[[list[str]], NDArray[np.float32]]
) -> tuple[str, str] | None:
    """The kind of fault and why the quotes do not cover a sentence; None if they do."""
    together = " ".join(quote.text for quote in case.quotes)
    vectors = encode([case.said.text, together, *(quote.text for quote in case.quotes)])
    likeness = float((vectors[1:] @ vectors[0]).max())
    return ("citation", "the quotes speak of something else") if likeness < _LEAST else None
