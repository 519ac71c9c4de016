"""The vectors in Chroma, filled through LlamaIndex. The only file that imports chromadb."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlparse

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import ChromaError
from llama_index.core.schema import TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore

from corpus.errors import GuideError
from index.embedding import Vectors

_BATCH = 1000


class VectorStore:
    """One collection: an id and a vector for each chunk and each of its sentences."""

    def __init__(self, client: ClientAPI, name: str) -> None:
        self._client = client
        self._name = name
        self._collection = client.get_or_create_collection(
            name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )

    def add(self, nodes: Sequence[TextNode]) -> None:
        """Store nodes that carry their embedding."""
        ChromaVectorStore(chroma_collection=self._collection).add(list(nodes))

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """The ids nearest to one vector with their cosine similarity, best first."""
        # Ids and distances alone: fetching texts here costs more than the search itself.
        found = self._collection.query(
            query_embeddings=vector, n_results=count, include=["distances"]
        )
        distances = (found["distances"] or [[]])[0]
        return [(i, 1.0 - d) for i, d in zip(found["ids"][0], distances, strict=True)]

    def vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """The stored vectors of those ids that there are."""
        found: dict[str, Vectors] = {}
        for batch in _batches(ids):
            rows = self._collection.get(ids=batch, include=["embeddings"])
            stored = rows["embeddings"]
            if stored is not None and len(stored):
                vectors = np.asarray(stored, dtype=np.float32)
                found.update(zip(rows["ids"], vectors, strict=True))
        return found

    def count(self) -> int:
        return self._collection.count()

    def drop(self) -> None:
        """Delete the collection."""
        self._client.delete_collection(self._name)

    def close(self) -> None:
        """Let go of the files, so that the folder can be renamed or opened again."""
        close = getattr(self._client, "close", None)
        if close is not None:
            close()


def open_vectors(folder: Path, url: str | None, name: str) -> VectorStore:
    """The collection ``name`` in ``folder/chroma``, or on the Chroma server at ``url``."""
    try:
        return VectorStore(_client(folder, url), name)
    except (ChromaError, ValueError, OSError) as error:
        place = f"the Chroma server at {url}" if url else f"the vectors in {folder}"
        mend = "check GUIDE_CHROMA_URL" if url else "run `python -m index build`"
        raise GuideError(f"{place} cannot be opened ({error}): {mend}") from None


def _client(folder: Path, url: str | None) -> ClientAPI:
    settings = Settings(anonymized_telemetry=False)
    if url is None:
        return chromadb.PersistentClient(str(folder / "chroma"), settings=settings)
    parts = urlparse(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{url!r} is not an http address")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return chromadb.HttpClient(parts.hostname, port, ssl=parts.scheme == "https", settings=settings)


def _batches(ids: Sequence[str]) -> Iterator[list[str]]:
    for at in range(0, len(ids), _BATCH):
        yield list(ids[at : at + _BATCH])
