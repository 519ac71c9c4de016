"""Hybrid search: vectors and words find chunks, and order them by their best sentence."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from corpus.library import Corpus
from corpus.overlay import Overlaid, key_of, open_own
from index.chunk import Chunk, ChunkKind
from index.embedding import Embedder, load_embedder
from index.layout import BuildRecord, Layout, fitting_version, wanted
from index.locks import hold
from index.ranking import (
    Hit,
    Known,
    Mode,
    Scores,
    best_by_parent,
    within_budget,
)
from index.reading import Reading
from index.settings import IndexSettings
from index.spelling import Spelling
from index.stores import Stores, opened
from index.synonyms import read_synonyms

# How many vectors and words are asked for, and how many chunks are looked at more closely.
_VECTORS = 400
_WORDS = 50
_POOL = 30
# What five chunks may hold together, so that a language model can be given them all.
_TOKENS = 1000
_CHUNKS = 5


class Searched(NamedTuple):
    """The chunks that bear on a question, and how near it comes to what people wrote down."""

    hits: list[Hit]
    known: Known


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
        self._spelling = Spelling(stores.records.words(), embedder.whole_words())
        self._held: int | None = None
        # Without, every document is searched as one is that somebody adds.
        self.heeds_written = True
        # The index of an agency's own documents, of which this one knows nothing, and both corpora.
        self.own: Index | None = None
        self.whole = corpus

    @classmethod
    def open(cls, settings: IndexSettings) -> "Index":
        """Open the version in use; a `GuideError` names the mend if it does not fit the corpus."""
        corpus = Corpus.open(settings.corpus)
        layout = Layout.of(settings)
        version = fitting_version(layout, wanted(corpus, settings))
        record = layout.record(version)
        embedder = load_embedder(settings.embed_model)
        embedder.read_by(layout.runtime(record.model_sha256))
        index = cls._held_open(corpus, layout, record, embedder)
        if settings.agency_corpus is not None:
            try:
                index.lay_over(cls._of_agency(settings, settings.agency_corpus, embedder))
            except BaseException:
                index.close()
                raise
        return index

    @classmethod
    def _of_agency(cls, settings: IndexSettings, folder: Path, embedder: Embedder) -> "Index":
        """The index of an agency's documents, which lies apart from that of every other agency."""
        own = open_own(folder)
        apart = settings.of_agency(folder, key_of(own.manifest))
        layout = Layout.of(apart)
        record = layout.record(fitting_version(layout, wanted(own, apart)))
        return cls._held_open(own, layout, record, embedder)

    @classmethod
    def _held_open(
        cls, corpus: Corpus, layout: Layout, record: BuildRecord, embedder: Embedder
    ) -> "Index":
        # Held before it is opened, so that no build removes it in between.
        held = hold(layout.folder(record.version))
        index = cls(corpus, record, embedder, opened(layout, record))
        index._held = held
        return index

    def lay_over(self, own: "Index") -> None:
        """Keep an agency's own documents beside these; both leave the words of both as they are."""
        self.own, self.whole = own, Overlaid(self.corpus, own.corpus)
        self.learn(own.words)
        own.learn(self.words)

    @property
    def words(self) -> frozenset[str]:
        """The words of the documents."""
        return frozenset(self._records.words())

    def learn(self, words: Iterable[str]) -> None:
        """Take words that documents elsewhere have for what they are."""
        self._spelling.learn(words)

    def is_whole(self) -> bool:
        """Whether the stores can still be read and have the size they were built with."""
        try:
            sizes = (self._records.count(), self._vectors.count())
        except Exception:  # noqa: BLE001  whatever a store raises, it cannot be read
            return False
        if self.own is not None and not self.own.is_whole():
            return False
        return sizes == (self.record.chunks, self.record.vectors)

    def close(self) -> None:
        """Let go of the files; the next build may remove this version."""
        if self.own is not None:
            self.own.close()
        self._stores.close()
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def search(self, question: str, count: int = _CHUNKS, mode: Mode = Mode.HYBRID) -> list[Hit]:
        """The chunks that bear most on the question, at most 200 tokens each on average."""
        return self.search_read(question, self.read(question), count, mode).hits

    def search_read(
        self, question: str, read: Reading, count: int = _CHUNKS, mode: Mode = Mode.HYBRID
    ) -> Searched:
        """As `search`, for a question that has been read already."""
        similar = self._similar(read) if mode is not Mode.LEXICAL else {}
        lexical = self._lexical(question) if mode is not Mode.DENSE else {}
        scores = Scores(similar, lexical, heeds_written=self.heeds_written)
        chunks, parents = self._pool(scores.first())
        hits = best_by_parent([scores.hit(chunk) for chunk in chunks], parents)
        return Searched(within_budget(hits, count, _TOKENS * count // _CHUNKS), scores.known())

    def asks_for_something(self, question: str) -> bool:
        """Whether a question has a word that is more than a function word."""
        return bool(self.lexical.stems(question))

    def read(self, question: str) -> Reading:
        """What the model makes of a question, with what is misspelt put right."""
        return self.embedder.read_one(self._spelling.corrected(question))

    def corrected(self, question: str) -> str:
        """The question with words that nobody knows read as the nearest ones of the documents."""
        return self._spelling.corrected(question)

    def _similar(self, read: Reading) -> dict[str, float]:
        """The nearest vectors by their cosine with the question."""
        return dict(self._vectors.nearest(read.vector, _VECTORS))

    def _lexical(self, question: str) -> dict[str, float]:
        question = self._spelling.corrected(question)
        return dict(self.lexical.search(question, self.synonyms.expansions(question), _WORDS))

    def _pool(self, scores: dict[str, float]) -> tuple[list[Chunk], dict[str, Chunk]]:
        """The best chunks with all rows of their tables, and the chunks that are shown."""
        shown_in = self._records.parents(scores)
        best: dict[str, float] = {}
        for chunk_id, score in scores.items():
            if (parent := shown_in.get(chunk_id)) is not None:
                best[parent] = max(best.get(parent, -1.0), score)
        pool = sorted(best, key=lambda parent: -best[parent])[:_POOL]
        parents = self._records.fetch(pool)
        passages = [c for c in parents.values() if c.kind is ChunkKind.PASSAGE]
        return passages + self._records.rows_of(pool), parents
