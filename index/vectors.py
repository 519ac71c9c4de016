"""The vectors in Chroma, filled through LlamaIndex. The only file that imports chromadb."""

import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar, cast
from urllib.parse import urlparse

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from llama_index.core.schema import TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore

from corpus.errors import GuideError
from index.reading import Vectors

_BATCH = 1000
# How many vectors the graph is walked for: so many that what is found does not depend on the order
# in which they were stored. With 1,000, one question in twenty missed some of its 400 nearest, and
# among a million made vectors one missed all of them. So long a walk takes 12 ms there.
_LOOKED_AT = 4000
# After how many new vectors Chroma writes the whole graph anew: seldom while it is filled, which
# would be most of the work; later often, because what is not written is replayed when it is opened.
_FILLING, _FILLED = 2000, 1000
# A server that says nothing for so long is taken for gone; Chroma's client would wait for ever.
_SILENT_S = 5.0

Found = TypeVar("Found")
_LOG = logging.getLogger(__name__)


class VectorsUnavailableError(GuideError):
    """The vectors cannot be searched now; they may be in a moment."""


class VectorStore:
    """One collection: an id and a vector for each chunk and each of its sentences.

    A server that was away is found again by the next question.
    """

    def __init__(self, client: Client, collection: Collection) -> None:
        self._client = client
        self._collection = collection

    def add(self, nodes: Sequence[TextNode]) -> None:
        """Store nodes that carry their embedding."""
        ChromaVectorStore(chroma_collection=self._collection).add(list(nodes))

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """The ids nearest to one vector with their cosine similarity, best first."""
        # Ids and distances alone: fetching texts here costs more than the search itself.
        found = self._reached(
            lambda: self._collection.query(
                query_embeddings=vector, n_results=count, include=["distances"]
            )
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
        return self._reached(lambda: self._collection.count())  # noqa: PLW0108  may be replaced

    def _reached(self, ask: Callable[[], Found]) -> Found:
        """What the store gives, asked again once: a connection may be one to a server that ended.

        It may have been given its vectors anew, so the collection is looked up before.
        """
        try:
            return ask()
        except Exception as first:  # noqa: BLE001  the client raises classes of its own and of httpx
            _LOG.warning("the vectors cannot be reached (%s)", _shown(first))
        try:
            name = self._collection.name
            self._collection = self._client.get_collection(name, embedding_function=None)
            return ask()
        except Exception as second:  # noqa: BLE001  likewise
            _LOG.error("the vectors cannot be reached (%s)", _shown(second))
            raise VectorsUnavailableError(
                "the search cannot be reached at this moment: please try again"
            ) from None

    def settle(self) -> None:
        """Once all is stored: have the graph written after fewer new vectors."""
        shape = {"sync_threshold": _FILLED}
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            # Chroma warns of its own way to store that there is no embedding function.
            self._collection.modify(configuration={"hnsw": shape})  # type: ignore[arg-type]

    def touch(self) -> None:
        """Store one vector again, so that all that were stored before it are written."""
        first = self._collection.get(limit=1, include=["embeddings"])
        if first["ids"]:
            self._collection.update(ids=first["ids"], embeddings=first["embeddings"])

    def drop(self) -> None:
        """Delete the collection."""
        self._client.delete_collection(self._collection.name)

    def close(self) -> None:
        """Let go of the files, so that the folder can be renamed or opened again."""
        self._client.close()


def create_vectors(folder: Path, url: str | None, name: str) -> VectorStore:
    """An empty collection ``name``; what a broken-off build left on a server is dropped."""
    with _named(folder, url):
        client = _client(folder, url)
        with suppress(NotFoundError, ValueError):
            client.delete_collection(name)
        walk = {"ef_search": _LOOKED_AT, "ef_construction": 200}
        hnsw = {"hnsw": {"space": "cosine", "sync_threshold": _FILLING, **walk}}
        collection = client.create_collection(name, configuration=hnsw, embedding_function=None)  # type: ignore[arg-type]
        return VectorStore(client, collection)


def finish_vectors(store: VectorStore, folder: Path, url: str | None, name: str) -> int:
    """Bring a filled collection into the form in which it is searched; how many vectors it has.

    Chroma keeps the form of a collection for as long as it is open. A server goes on having it
    open, and replays up to 2,000 vectors when it is started the next time.
    """
    store.settle()
    count = store.count()
    store.close()
    if url is None and count > _FILLED:
        again = open_vectors(folder, url, name)
        again.touch()
        again.close()
    return count


def open_vectors(folder: Path, url: str | None, name: str) -> VectorStore:
    """The collection ``name`` in ``folder/chroma``, or on the Chroma server at ``url``."""
    with _named(folder, url):
        client = _client(folder, url)
        if url is not None:
            _be_impatient(client)
        try:
            return VectorStore(client, client.get_collection(name, embedding_function=None))
        except BaseException:
            # Chroma keeps an open client by its path, also for whoever comes after a rebuild.
            client.close()
            raise


@contextmanager
def _named(folder: Path, url: str | None) -> Iterator[None]:
    """Say which store failed and what mends it."""
    try:
        yield
    except (ChromaError, ValueError, OSError) as error:
        place = f"the Chroma server at {url}" if url else f"the vectors in {folder}"
        mend = "check GUIDE_CHROMA_URL, or " if url else ""
        raise GuideError(
            f"{place} cannot be opened ({error}): {mend}run `python -m index build`"
        ) from None


def _client(folder: Path, url: str | None) -> Client:
    settings = Settings(anonymized_telemetry=False)
    if url is None:
        return cast("Client", chromadb.PersistentClient(str(folder / "chroma"), settings=settings))
    parts = urlparse(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{url!r} is not an http address")
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    client = chromadb.HttpClient(parts.hostname, port, ssl=secure, settings=settings)
    return cast("Client", client)


def _be_impatient(client: Client) -> None:
    """Let a question wait so long for a server and no longer, for which there is no setting."""
    client._server._session.timeout = _SILENT_S  # type: ignore[attr-defined]  # noqa: SLF001


def _shown(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def _batches(ids: Sequence[str]) -> Iterator[list[str]]:
    for at in range(0, len(ids), _BATCH):
        yield list(ids[at : at + _BATCH])
