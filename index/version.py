"""A version while it is written: words, chunks and vectors, batch by batch."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from llama_index.core.schema import TextNode

from index.chunk import Chunk, ChunkKind
from index.lexical import LexicalWriter
from index.reading import Vectors
from index.records import RecordsWriter
from index.spelling import words_of
from index.vectors import create_vectors, finish_vectors


class Text(NamedTuple):
    """A text that has a vector, under an id; its digest tells where it was seen before."""

    text: str
    digest: str
    vector: Vectors


class NewVersion:
    """Writes a version into the empty folder ``folder``, its vectors there or on a Chroma server.

    In memory are only a batch and the words of the documents with their frequency.
    """

    def __init__(self, folder: Path, chroma_url: str | None, collection: str) -> None:
        self._place = folder, chroma_url, collection
        self._lexical = LexicalWriter(folder / "lexical")
        self._records = RecordsWriter(folder / "chunks.sqlite")
        self._vectors = create_vectors(*self._place)
        self._words: Counter[str] = Counter()
        self._chunks = 0

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Store chunks, without their vectors."""
        self._lexical.add(chunks)
        self._records.add(chunks)
        self._chunks += len(chunks)
        for chunk in chunks:
            # Whole tables repeat their rows, which would make every word in them look common.
            if chunk.kind is not ChunkKind.TABLE:
                self._words.update(words_of(chunk.reading))

    def add_vectors(self, texts: Mapping[str, Text]) -> None:
        """Store vectors by their ids."""
        self._vectors.add(
            [
                TextNode(id_=i, text=one.text, embedding=one.vector.tolist())
                for i, one in texts.items()
            ]
        )
        self._records.add_vectors({one.digest: i for i, one in texts.items()})

    def finish(self) -> tuple[int, int]:
        """Write what is still in memory, and let go of the files; how many chunks and vectors."""
        self._lexical.finish()
        self._records.finish(self._words)
        return self._chunks, finish_vectors(self._vectors, *self._place)
