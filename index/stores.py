"""The files of one version, opened together and known to be whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from corpus.errors import GuideError
from index.layout import MEND, BuildRecord, Layout
from index.lexical import LexicalIndex, open_lexical
from index.records import ChunkRecords, open_records
from index.vectors import VectorStore, open_vectors

COLLECTION = "guide-"


@dataclass(frozen=True)
class Stores:
    """Chunks, words and vectors of one version."""

    records: ChunkRecords
    lexical: LexicalIndex
    vectors: VectorStore

    def close(self) -> None:
        self.records.close()
        self.vectors.close()


@contextmanager
def open_stores(layout: Layout, record: BuildRecord) -> Iterator[Stores]:
    """Open a version for as long as the context lasts; a damaged one is a `GuideError`."""
    stores = opened(layout, record)
    try:
        yield stores
    finally:
        stores.close()


def opened(layout: Layout, record: BuildRecord) -> Stores:
    """Open a version; a `GuideError` if a file is missing, damaged or not of its size."""
    folder = layout.folder(record.version)
    lexical = open_lexical(folder / "lexical")
    records = open_records(folder / "chunks.sqlite")
    vectors = open_vectors(folder, record.chroma_url, COLLECTION + record.version)
    sizes = {
        "chunks": (records.count(), record.chunks),
        "words": (lexical.count(), record.chunks),
        "vectors": (vectors.count(), record.vectors),
    }
    for name, (found, expected) in sizes.items():
        if found != expected:
            records.close()
            vectors.close()
            raise GuideError(
                f"the index in {folder} is damaged ({found} {name}, expected {expected}): {MEND}"
            )
    return Stores(records, lexical, vectors)
