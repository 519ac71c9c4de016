"""The model in torch, by sentence-transformers, where no faster runtime has been exported.

Importing torch takes seconds and hundreds of megabytes, so `index.embedding` imports this only when
it has to.
"""

from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np
from safetensors import SafetensorError
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer
from transformers.utils import logging as transformers_logging

from corpus.errors import GuideError
from index.adapter import Change
from index.adapting import apply
from index.reading import Reading, Vectors, reading_of

_BATCH = 32
# Loading takes a second; its progress bar would only clutter what the commands print.
transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]


class Transformer:
    """A model that torch runs; it gives what `index.runtime.Runtime` gives."""

    def __init__(self, model: SentenceTransformer) -> None:
        self.model = model

    @classmethod
    def load(cls, folder: Path, change: Change | None) -> "Transformer":
        """The model in a folder, with a change added to its weights."""
        try:
            model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
            raise GuideError(
                f"GUIDE_EMBED_MODEL: {folder} is not a sentence-transformers model "
                f"({str(error).splitlines()[0]}): give the folder of one, or unset the variable"
            ) from None
        if change is not None:
            apply(model, change)
        return cls(model)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """A tokenizer of its own, which pads a batch and cuts what the model cannot read."""
        known = self.model.tokenizer
        tokenizer = Tokenizer.from_str(known.backend_tokenizer.to_str())
        if self.model.max_seq_length is not None:
            tokenizer.enable_truncation(self.model.max_seq_length)
        tokenizer.enable_padding(pad_id=known.pad_token_id, pad_token=known.pad_token)
        return tokenizer

    def read(self, texts: list[str]) -> list[Reading]:
        """Vector and token vectors of each text."""
        outputs = self.model.encode(
            texts, batch_size=_BATCH, output_value=None, show_progress_bar=False
        )
        return [_reading(output) for output in cast("list[dict[str, Any]]", outputs)]

    def vectors(self, texts: list[str]) -> Vectors:
        """The vectors of texts alone, shape (len(texts), d)."""
        vectors = self.model.encode(
            texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


def _reading(output: dict[str, Any]) -> Reading:
    # The library gives the vectors of padding too; the attention mask says which are real.
    count = int(output["attention_mask"].sum())
    states = output["token_embeddings"][:count].numpy().astype(np.float32)
    ids = output["input_ids"][:count].numpy()
    return reading_of(output["sentence_embedding"].numpy().astype(np.float32), states, ids)
