"""The embedding model in ONNX Runtime: the same vectors in less than half the time, without torch.

Exported once from the model that torch runs (`index.exporting`), kept beside the index, and used
only where it was seen to give the same vectors; torch reads the questions otherwise. The only file
that imports onnxruntime.
"""

import logging
import os
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from index.reading import Reading, Vectors, reading_of

INPUTS = ("input_ids", "attention_mask")
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
        self.tokenizer = tokenizer

    def read(self, texts: list[str]) -> list[Reading]:
        """Vector and token vectors of each text, as `Embedder.read` gives them."""
        read = self.tokenizer.encode_batch(texts)
        ids = np.array([one.ids for one in read], np.int64)
        mask = np.array([one.attention_mask for one in read], np.int64)
        (states,) = self._session.run(None, dict(zip(INPUTS, (ids, mask), strict=True)))
        counts = mask.sum(axis=1)
        return [
            reading_of(states[n, :count].mean(axis=0), states[n, :count], ids[n, :count])
            for n, count in enumerate(counts)
        ]

    def vectors(self, texts: list[str]) -> Vectors:
        """The vectors of texts alone, shape (len(texts), d)."""
        found = [reading.vector for reading in self.read(texts)] if texts else []
        dimensions = self._session.get_outputs()[0].shape[-1]
        return np.array(found, np.float32).reshape(len(texts), dimensions)

    def sizes(self, texts: list[str]) -> list[int]:
        """How many tokens of each text are read."""
        return [sum(one.attention_mask) for one in self.tokenizer.encode_batch(texts)]


def tokenizer_file(path: Path) -> Path:
    """Where the tokenizer of an exported model is kept."""
    return path.with_suffix(".json")


def is_exported(path: Path) -> bool:
    """Whether a model was exported to a file, or it was seen there that torch must go on."""
    return all(one.exists() for one in files_of(path))


def files_of(path: Path) -> set[Path]:
    """All files of an exported model."""
    return {path, tokenizer_file(path)}


def opened(path: Path, threads: int | None = None) -> Runtime | None:
    """The runtime of an exported file; None where there is none that can be read."""
    if not is_exported(path) or not path.stat().st_size:
        return None
    try:
        return Runtime(path, Tokenizer.from_file(str(tokenizer_file(path))), threads)
    except Exception as error:  # noqa: BLE001  onnxruntime raises classes of its own; torch can read
        _LOG.warning("questions are read by torch: %s cannot be opened (%s)", path, error)
        return None
