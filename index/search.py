"""Hybrid search: dense and lexical rankings find, late interaction orders."""

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from corpus.library import Corpus
from index.chunk import Chunk, ChunkKind, Part
from index.embedding import Embedder, Reading, Vectors, load_embedder
from index.late import LateScorer, Match, TokenWeights
from index.layout import BuildRecord, Layout, fitting_version, wanted
from index.locks import hold
from index.ranking import (
    Hit,
    Mode,
    Scores,
    best_by_parent,
    within_budget,
)
from index.settings import IndexSettings
from index.spelling import Spelling
from index.stores import Stores, opened
from index.synonyms import read_synonyms

# How many vectors and words are asked for, and how many chunks are looked at more closely.
_VECTORS = 300
_WORDS = 50
_POOL = 30
# What five chunks may hold together, so that a language model can be given them all.
_TOKENS = 1000
_CHUNKS = 5


# A question as it stands, and its vector with synonyms added.
Read = tuple[Reading, Vectors]


class Index:
    """An open index: the corpus it was built from, and search over it."""

    def __init__(
        self, corpus: Corpus, record: BuildRecord, embedder: Embedder, stores: Stores
    ) -> None:
        self.corpus = corpus
        self.record = record
        self.embedder = embedder
        self.lexical = stores.lexical
        self.synonyms = read_synonyms()
        self._stores = stores
        self._records = stores.records
        self._vectors = stores.vectors
        counts = stores.records.token_counts()
        self._weights = TokenWeights.from_counts(embedder, counts, record.chunks)
        self._spelling = Spelling(stores.records.words(), embedder.whole_words())
        self._held: int | None = None

    @classmethod
    def open(cls, settings: IndexSettings) -> "Index":
        """Open the version in use; a `GuideError` names the mend if it does not fit the corpus."""
        corpus = Corpus.open(settings.corpus)
        layout = Layout.of(settings)
        version = fitting_version(layout, wanted(corpus, settings))
        record = layout.record(version)
        embedder = load_embedder(settings.embed_model)
        # Held before it is opened, so that no build removes it in between.
        held = hold(layout.folder(version))
        index = cls(corpus, record, embedder, opened(layout, record))
        index._held = held
        return index

    def is_whole(self) -> bool:
        """Whether the stores can still be read and have the size they were built with."""
        try:
            sizes = (self._records.count(), self._vectors.count())
        except Exception:  # noqa: BLE001  whatever a store raises, it cannot be read
            return False
        return sizes == (self.record.chunks, self.record.vectors)

    def close(self) -> None:
        """Let go of the files; the next build may remove this version."""
        self._stores.close()
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def search(self, question: str, count: int = _CHUNKS, mode: Mode = Mode.HYBRID) -> list[Hit]:
        """The chunks that bear most on the question, at most 200 tokens each on average."""
        return self.search_read(question, self.read(question), count, mode)

    def search_read(
        self, question: str, read: Read, count: int = _CHUNKS, mode: Mode = Mode.HYBRID
    ) -> list[Hit]:
        """As `search`, for a question that has been read already."""
        hits = self._ranked(question, read, mode)
        return within_budget(hits, count, _TOKENS * count // _CHUNKS)

    def asks_for_something(self, question: str) -> bool:
        """Whether a question has a word that is more than a function word."""
        return self._weights.count_for_something(self.embedder.token_ids(question))

    def read(self, question: str) -> Read:
        """What the model makes of a question: as it stands, and its vector with synonyms added."""
        question = self._spelling.corrected(question)
        wide = " ".join([question, *self.synonyms.expansions(question)])
        if wide == question:
            reading = self.embedder.read([question])[0]
            return reading, reading.vector
        reading, widened = self.embedder.read([question, wide])
        return reading, widened.vector

    def weights(self, reading: Reading) -> Vectors:
        """How much each token of a question counts, summing to one."""
        return self._weights.of(reading)

    def corrected(self, question: str) -> str:
        """The question with words that nobody knows read as the nearest ones of the documents."""
        return self._spelling.corrected(question)

    def _ranked(self, question: str, read: Read, mode: Mode) -> list[Hit]:
        similar = self._similar(read) if mode is not Mode.LEXICAL else {}
        lexical = self._lexical(question) if mode is not Mode.DENSE else {}
        scores = Scores(similar, lexical)
        chunks, parents = self._pool(scores.first())
        late = self._late(read[0], chunks) if mode is Mode.HYBRID else {}
        hits = [scores.hit(chunk, late.get(chunk.id, [])) for chunk in chunks]
        return best_by_parent(hits, parents)

    def _similar(self, read: Read) -> dict[str, float]:
        """The nearest vectors by their best cosine with the question as asked or widened."""
        best: dict[str, float] = {}
        reading, widened = read
        for vector in [reading.vector] if widened is reading.vector else [reading.vector, widened]:
            for vector_id, similarity in self._vectors.nearest(vector, _VECTORS):
                best[vector_id] = max(best.get(vector_id, -1.0), similarity)
        return best

    def _lexical(self, question: str) -> dict[str, float]:
        question = self._spelling.corrected(question)
        return dict(self.lexical.search(question, self.synonyms.expansions(question), _WORDS))

    def _pool(self, scores: dict[str, float]) -> tuple[list[Chunk], dict[str, Chunk]]:
        """The best chunks with all rows of their tables, and the chunks that are shown."""
        found = self._records.fetch(list(scores))
        best: dict[str, float] = {}
        for chunk_id, chunk in found.items():
            best[chunk.parent] = max(best.get(chunk.parent, -1.0), scores[chunk_id])
        pool = sorted(best, key=lambda parent: -best[parent])[:_POOL]
        parents = self._records.fetch(pool)
        passages = [c for c in parents.values() if c.kind is ChunkKind.PASSAGE]
        return passages + self._records.rows_of(pool), parents

    def _late(self, reading: Reading, chunks: list[Chunk]) -> dict[str, list[Match]]:
        scorer = LateScorer(reading, self._weights)
        contexts = {chunk.context_id for chunk in chunks}
        asked = [chunk.asked_id for chunk in chunks if any(part.asked for part in chunk.parts)]
        own = [chunk.id for chunk in chunks]
        vectors = self._records.token_vectors([*contexts, *asked, *own])
        near = {i: scorer.nearest(vectors[i][0]) for i in contexts}
        questions = [tokens for i in asked for tokens in vectors[i]]
        agreed = iter(scorer.agreements(questions).tolist())
        return {
            chunk.id: [
                replace(scorer.match(tokens, near[chunk.context_id]), asked=_best(part, agreed))
                for tokens, part in zip(vectors[chunk.id], chunk.parts, strict=True)
            ]
            for chunk in chunks
        }


def _best(part: Part, agreed: Iterator[float]) -> float | None:
    """The best of the next scores, one for each question of a part; None where it may have some."""
    if part.asked is None:
        return None
    return max(islice(agreed, len(part.asked)), default=0.0)
