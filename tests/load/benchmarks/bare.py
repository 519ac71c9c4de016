"""What serving is measured against: the bare embedder, a bare Chroma query, stock LlamaIndex."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import onnxruntime
from chromadb.config import Settings
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.vector_stores.chroma import ChromaVectorStore
from tokenizers import Tokenizer

from corpus.library import Corpus
from index.embedding import bundled, load_embedder
from index.layout import Layout
from index.reading import Vectors
from index.search import _VECTORS, Index
from index.settings import IndexSettings
from index.stores import COLLECTION

_BATCH = 32
_TOKENS = 256


class Bare:
    """The file that serving runs, with nothing around it: tokens in, one vector a text out.

    One thread a batch as in serving, and as many batches at a time as there are cores.
    """

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(bundled() / "tokenizer.json"))
        self._tokenizer.enable_truncation(_TOKENS)
        self._tokenizer.enable_padding()
        self._threads = ThreadPoolExecutor(os.cpu_count())

    def one(self, text: str) -> Vectors:
        return self._batch([text])[0]

    def all(self, texts: list[str]) -> None:
        """In batches of texts of like length, so that little is padded."""
        texts = sorted(texts, key=len)
        batches = [texts[at : at + _BATCH] for at in range(0, len(texts), _BATCH)]
        for _ in self._threads.map(self._batch, reversed(batches)):
            pass

    def _batch(self, texts: list[str]) -> Vectors:
        read = self._tokenizer.encode_batch(texts)
        ids = np.array([one.ids for one in read], np.int64)
        mask = np.array([one.attention_mask for one in read], np.int64)
        (states,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        vectors = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def runtime_file(settings: IndexSettings) -> Path:
    """The exported model that serving runs."""
    layout = Layout.of(settings)
    return layout.runtime(layout.record(layout.current or "").model_sha256)


def bare_query(settings: IndexSettings, index: Index) -> Callable[[Any], Any]:
    """A query of the collection that serving asks, for as many vectors as serving asks for."""
    folder = str(Layout.of(settings).folder(index.record.version) / "chroma")
    client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    name = COLLECTION + index.record.version
    collection = client.get_collection(name, embedding_function=None)
    return lambda vector: collection.query(
        query_embeddings=vector, n_results=_VECTORS, include=["distances"]
    )


def stock(corpus: Corpus) -> Callable[[str], Any]:
    """Retrieval as LlamaIndex has it out of the box: its splitter, vectors by torch, five hits."""
    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
    store = ChromaVectorStore(chroma_collection=client.get_or_create_collection("stock"))
    texts = [Document(text=corpus.text(one.id)) for one in corpus.documents]
    index = VectorStoreIndex.from_documents(
        texts,
        storage_context=StorageContext.from_defaults(vector_store=store),
        embed_model=load_embedder(None),
    )
    return index.as_retriever(similarity_top_k=5).retrieve
