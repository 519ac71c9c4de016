"""The adapter: a small change to the bundled model's weights, fitted to how people ask.

A low-rank change of each linear map of the transformer (Hu et al. 2021, LoRA): the map ``W`` of
shape (out, in) becomes ``W + up @ down`` with ``up`` (out, r) and ``down`` (r, in). It is added to
the weights once, when the model is loaded, so that reading a text costs what it did before.
`index.fitting` makes it from the questions that people wrote down (`corpus/questions`),
`index.adapting` adds it to a model.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ADAPTER = Path(__file__).with_name("adapter.npz")
# How many steps of fitting the change in use took.
STEPS = 500
# For each map its ``up`` and ``down``.
Change = Mapping[str, tuple[NDArray[np.float32], NDArray[np.float32]]]


def save(change: Change, path: Path = ADAPTER) -> None:
    """Write a change in half precision, which is finer than what it makes of a vector needs."""
    stored: dict[str, Any] = {}
    for name, (up, down) in change.items():
        stored[f"{name} up"], stored[f"{name} down"] = (
            up.astype(np.float16),
            down.astype(np.float16),
        )
    np.savez(path, **stored)


def load(path: Path = ADAPTER) -> Change:
    """A change as it was written."""
    with np.load(path, allow_pickle=False) as data:
        names = {name.rsplit(" ", 1)[0] for name in data.files}
        return {
            name: (
                data[f"{name} up"].astype(np.float32),
                data[f"{name} down"].astype(np.float32),
            )
            for name in sorted(names)
        }


def fingerprint(path: Path = ADAPTER) -> str:
    """The sha256 of a stored change."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
