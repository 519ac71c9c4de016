"""Adding the adapter to the weights of a model in torch."""

from collections.abc import Iterator

import torch
from torch import nn

from index.adapter import Change

# The linear maps that are changed: those of attention and of the feed-forward layers.
_MAPS = ("query", "key", "value", "dense")


def linear_maps(model: nn.Module) -> Iterator[tuple[str, nn.Linear]]:
    """The maps of a transformer's layers by name; what comes after the layers is left alone."""
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear) and ".layer." in name and name.rsplit(".", 1)[-1] in _MAPS:
            yield name[name.index("layer.") :], module


def apply(model: nn.Module, change: Change) -> None:
    """Add a change to the weights of a model; a map that the model lacks is a `KeyError`."""
    maps = dict(linear_maps(model))
    with torch.no_grad():
        for name, (up, down) in change.items():
            maps[name].weight += torch.from_numpy(up @ down)
