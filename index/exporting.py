"""Exporting the model that torch runs to the faster runtime, if that gives the same vectors."""

import logging
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from index.runtime import INPUTS, Runtime, tokenizer_file
from index.transformer import Transformer

_OPSET = 17
# Least cosine between the vectors of both, over texts of all lengths.
_AGREES = 0.99999
_SAMPLES = (
    "Notes",
    "Who decides?",
    "May an employee enter a draft of 12 pages into a tool that is free on the internet?",
    "A person reads a text and says in own words what it is about, so that others may use it. " * 3,
    "Numbers, dates and names: 29 April 2024, GS-15, $1, M-25-21, e-mail; and ünusual çharacters.",
    "one two three four five six seven eight nine ten " * 40,
)
_LOG = logging.getLogger(__name__)


class _States(nn.Module):
    """A transformer that gives the states of its last layer alone."""

    def __init__(self, transformer: nn.Module) -> None:
        super().__init__()
        self._transformer = transformer

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        found: Tensor = self._transformer(
            input_ids=input_ids, attention_mask=attention_mask
        ).last_hidden_state
        return found


def export(transformer: Transformer, path: Path) -> Runtime | None:
    """Write a model and its tokenizer to files and open them.

    None, and an empty file of the model, where torch must go on.
    """
    beside = path.with_suffix(".tmp")
    tokenizer_file(path).write_text(transformer.tokenizer.to_str(), encoding="utf-8")
    try:
        _write(transformer, beside)
        runtime = Runtime(beside, transformer.tokenizer)
        worst = _agreement(transformer, runtime)
    except Exception as error:  # noqa: BLE001  whatever the exporter meets, torch can still read
        _leave_to_torch(path, beside, f"the model cannot be exported ({error})")
        return None
    if worst < _AGREES:
        _leave_to_torch(path, beside, f"exported vectors agree only to {worst:.6f}")
        return None
    beside.replace(path)
    return runtime


def _leave_to_torch(path: Path, beside: Path, why: str) -> None:
    _LOG.warning("questions are read by torch: %s", why)
    beside.unlink(missing_ok=True)
    path.touch()  # so that it is not tried again at every build


def _write(transformer: Transformer, path: Path) -> None:
    example = transformer.model.tokenizer(list(_SAMPLES[:3]), padding=True, return_tensors="pt")
    layers: Any = transformer.model[0].model
    attention = layers.config._attn_implementation  # noqa: SLF001  there is no other way to ask
    layers.set_attn_implementation("eager")  # the one that the exporter can follow
    try:
        with torch.no_grad(), warnings.catch_warnings(action="ignore"):
            # Of what might go wrong in general; what does, the comparison shows.
            torch.onnx.export(
                _States(layers).eval(),
                tuple(example[name] for name in INPUTS),
                str(path),
                dynamo=False,
                input_names=list(INPUTS),
                output_names=["states"],
                dynamic_axes={name: {0: "texts", 1: "tokens"} for name in (*INPUTS, "states")},
                opset_version=_OPSET,
            )
    finally:
        layers.set_attn_implementation(attention)


def _agreement(transformer: Transformer, runtime: Runtime) -> float:
    """The least cosine between what both make of the samples, read together and alone."""
    texts = list(_SAMPLES)
    expected = transformer.vectors(texts)
    together = runtime.read(texts)
    alone = [runtime.read([text])[0] for text in texts]
    found = (np.stack([reading.vector for reading in read]) for read in (together, alone))
    return min(float((expected * vectors).sum(axis=1).min()) for vectors in found)
