"""The adapter: a small change to the bundled model's weights, fitted to how people ask.

A low-rank change of each linear map of the transformer (Hu et al. 2021, LoRA): the map ``W`` of
shape (out, in) becomes ``W + up @ down`` with ``up`` (out, r) and ``down`` (r, in). It is added to
the weights once, when the model is loaded, so that reading a text costs what it did before.
`index.fitting` makes it from the questions that people wrote down (`corpus/questions`).
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import nn

ADAPTER = Path(__file__).with_name("adapter.npz")
# The linear maps that are changed: those of attention and of the feed-forward layers.
_MAPS = ("query", "key", "value", "dense")

# For each map its ``up`` and ``down``.
Change = Mapping[str, tuple[NDArray[np.float32], NDArray[np.float32]]]


def linear_maps(model: "nn.Module") -> Iterator[tuple[str, "nn.Linear"]]:
    """The maps of a transformer's layers by name; what comes after the layers is left alone."""
    from torch import nn  # noqa: PLC0415  serving reads the adapter's name and needs no torch

    for name, module in model.named_modules():
        if isinstance(module, nn.Linear) and ".layer." in name and name.rsplit(".", 1)[-1] in _MAPS:
            yield name[name.index("layer.") :], module


def apply(model: "nn.Module", change: Change) -> None:
    """Add a change to the weights of a model; a map that the model lacks is a `KeyError`."""
    import torch  # noqa: PLC0415

    maps = dict(linear_maps(model))
    with torch.no_grad():
        for name, (up, down) in change.items():
            maps[name].weight += torch.from_numpy(up @ down)


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
