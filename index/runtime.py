"""The embedding model in ONNX Runtime: the same vectors in less than half the time.

Exported once from the model that torch runs, kept beside the index, and used only where it was seen
to give the same vectors; torch reads the questions otherwise. The only file that imports
onnxruntime.
"""

import logging
import os
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer
from torch import Tensor, nn

from index.reading import Reading, Vectors, reading_of

_INPUTS = ("input_ids", "attention_mask")
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


class Runtime:
    """A model read from an exported file. Safe to use from several threads.

    ``threads`` is how many one call takes: by default what OMP_NUM_THREADS says, else all cores.
    """

    def __init__(self, path: Path, tokenizer: Tokenizer, threads: int | None = None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or int(os.environ.get("OMP_NUM_THREADS") or 0)
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = tokenizer

    def read(self, texts: list[str]) -> list[Reading]:
        """Vector and token vectors of each text, as `Embedder.read` gives them."""
        read = self._tokenizer.encode_batch(texts)
        ids = np.array([one.ids for one in read], np.int64)
        mask = np.array([one.attention_mask for one in read], np.int64)
        (states,) = self._session.run(None, dict(zip(_INPUTS, (ids, mask), strict=True)))
        counts = mask.sum(axis=1)
        return [
            reading_of(states[n, :count].mean(axis=0), states[n, :count], ids[n, :count])
            for n, count in enumerate(counts)
        ]

    def vectors(self, texts: list[str]) -> Vectors:
        """The vectors of texts alone, shape (len(texts), d)."""
        return np.stack([reading.vector for reading in self.read(texts)])

    def sizes(self, texts: list[str]) -> list[int]:
        """How many tokens of each text are read."""
        return [sum(one.attention_mask) for one in self._tokenizer.encode_batch(texts)]


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


def export(model: SentenceTransformer, path: Path) -> Runtime | None:
    """Write a model to a file and open it; None, and an empty file, where torch must go on."""
    beside = path.with_suffix(".tmp")
    try:
        _write(model, beside)
        runtime = Runtime(beside, tokenizer_of(model))
        worst = _agreement(model, runtime)
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


def opened(model: SentenceTransformer, path: Path, threads: int | None = None) -> Runtime | None:
    """The runtime of an exported file; None where there is none that can be read."""
    if not path.is_file() or not path.stat().st_size:
        return None
    try:
        return Runtime(path, tokenizer_of(model), threads)
    except Exception as error:  # noqa: BLE001  onnxruntime raises classes of its own; torch can read
        _LOG.warning("questions are read by torch: %s cannot be opened (%s)", path, error)
        return None


def tokenizer_of(model: SentenceTransformer) -> Tokenizer:
    """A model's tokenizer of its own, which pads a batch and cuts what the model cannot read."""
    tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
    if model.max_seq_length is not None:
        tokenizer.enable_truncation(model.max_seq_length)
    tokenizer.enable_padding(
        pad_id=model.tokenizer.pad_token_id, pad_token=model.tokenizer.pad_token
    )
    return tokenizer


def _write(model: SentenceTransformer, path: Path) -> None:
    example = model.tokenizer(list(_SAMPLES[:3]), padding=True, return_tensors="pt")
    transformer: Any = model[0].model
    attention = transformer.config._attn_implementation  # noqa: SLF001  there is no other way to ask
    transformer.set_attn_implementation("eager")  # the one that the exporter can follow
    try:
        with torch.no_grad(), warnings.catch_warnings(action="ignore"):
            # Of what might go wrong in general; what does, the comparison shows.
            torch.onnx.export(
                _States(transformer).eval(),
                tuple(example[name] for name in _INPUTS),
                str(path),
                dynamo=False,
                input_names=list(_INPUTS),
                output_names=["states"],
                dynamic_axes={name: {0: "texts", 1: "tokens"} for name in (*_INPUTS, "states")},
                opset_version=_OPSET,
            )
    finally:
        transformer.set_attn_implementation(attention)


def _agreement(model: SentenceTransformer, runtime: Runtime) -> float:
    """The least cosine between what both make of the samples, read together and alone."""
    texts = list(_SAMPLES)
    expected: Vectors = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    together = runtime.read(texts)
    alone = [runtime.read([text])[0] for text in texts]
    found = (np.stack([reading.vector for reading in read]) for read in (together, alone))
    return min(float((expected * vectors).sum(axis=1).min()) for vectors in found)
