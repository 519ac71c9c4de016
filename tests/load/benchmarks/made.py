"""Made passages, for sizes that no documents here have: said to be made wherever they count.

A vector is that of a real passage plus noise, a text a row of the documents' own words, drawn by
their rank as words are in language. They go into the stores through the writers of a build, whose
embedding alone is left out.
"""

import resource
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
from benchmarks.measuring_in_turns import seconds

from index.chunk import Chunk, ChunkKind
from index.layout import BuildRecord
from index.making import digest_of
from index.reading import Vectors
from index.stores import COLLECTION
from index.version import NewVersion, Text

_BATCH, _WORDS, _SEED = 2000, 60, 1300
# Noise as long as this share of a vector: two passages about one thing have a cosine of about 0.64.
_NOISE = 0.75
_ZIPF = 1.1


@dataclass(frozen=True)
class Source:
    """What passages are made of, and what is asked of them.

    ``centres`` are vectors of real passages, shape (m, d), ``words`` begin with the most frequent,
    ``questions`` are vectors, shape (q, d), each of which asks for so many ``nearest``.
    """

    centres: Vectors
    words: list[str]
    questions: Vectors
    nearest: int


@dataclass(frozen=True)
class Filled:
    """A filled index: its record, what filling took, and the exact nearest of each question."""

    record: BuildRecord
    seconds: float
    most_mb: float
    exact: list[list[str]]


def fill(folder: Path, expected: BuildRecord, source: Source, count: int) -> Filled:
    """Write ``count`` passages into a new folder, as a build does."""
    folder.mkdir(parents=True)
    new = NewVersion(folder, None, COLLECTION + expected.version)
    nearest, spent = _Nearest(source), 0.0
    for chunks, vectors in _passages(source, count):
        nearest.see([chunk.id for chunk in chunks], vectors)
        spent += seconds(new.add, chunks)
        spent += seconds(new.add_vectors, _texts(chunks, vectors))
    started = perf_counter()
    stored, vectors_stored = new.finish()
    spent += perf_counter() - started
    record = expected.model_copy(update={"chunks": stored, "vectors": vectors_stored})
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Filled(record, spent, most, nearest.ids())


def _texts(chunks: list[Chunk], vectors: Vectors) -> dict[str, Text]:
    return {
        chunk.id: Text(chunk.reading, digest_of(chunk.reading), vector)
        for chunk, vector in zip(chunks, vectors, strict=True)
    }


def _passages(source: Source, count: int) -> Iterator[tuple[list[Chunk], Vectors]]:
    """Chunks with their vectors, batch by batch; the same every time."""
    chance = np.random.default_rng(_SEED)
    shares = 1 / np.arange(1, len(source.words) + 1) ** _ZIPF
    shares /= shares.sum()
    for at in range(0, count, _BATCH):
        size = min(_BATCH, count - at)
        drawn = chance.choice(len(source.words), size=(size, _WORDS), p=shares)
        texts = [" ".join(source.words[word] for word in row) for row in drawn]
        centres = source.centres[chance.integers(len(source.centres), size=size)]
        noise = chance.normal(size=centres.shape) * _NOISE / np.sqrt(centres.shape[1])
        vectors = (centres + noise).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        yield [_chunk(at + n, text) for n, text in enumerate(texts)], vectors


def _chunk(number: int, text: str) -> Chunk:
    name = f"{number:020x}"
    return Chunk(
        name, name, "made", ChunkKind.PASSAGE, ("Made",), "Made", 0, len(text), text, text, _WORDS
    )


class _Nearest:
    """Exact search beside the filling: the nearest so far of each question."""

    def __init__(self, source: Source) -> None:
        self._questions, self._count = source.questions, source.nearest
        self._cosines = np.zeros((len(source.questions), 0), np.float32)
        self._ids = np.zeros((len(source.questions), 0), "U20")

    def see(self, ids: list[str], vectors: Vectors) -> None:
        cosines = np.hstack([self._cosines, self._questions @ vectors.T])
        new = np.broadcast_to(np.array(ids, "U20"), (len(self._questions), len(ids)))
        known = np.hstack([self._ids, new])
        best = np.argsort(-cosines, axis=1)[:, : self._count]
        self._cosines = np.take_along_axis(cosines, best, axis=1)
        self._ids = np.take_along_axis(known, best, axis=1)

    def ids(self) -> list[list[str]]:
        rows: list[list[str]] = self._ids.tolist()
        return rows
