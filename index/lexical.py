"""The lexical index: BM25 over stems, with typos tolerated. The only file that imports tantivy."""

import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy

from corpus.errors import GuideError
from index.chunk import Chunk

_ANALYZER = "guide_en"
# A word this long may be one letter off, a longer one two; shorter words mean too many others.
_ONE_TYPO, _TWO_TYPOS = 5, 9
_EXPANSION_WEIGHT = 0.5
_TYPO_WEIGHT = 0.6
_KEPT = 8192


class LexicalIndex:
    """Search by words; ids and scores come back, never texts."""

    def __init__(
        self, index: tantivy.Index, beside: "TemporaryDirectory[str] | None" = None
    ) -> None:
        """``beside`` is the folder that it was opened in, which goes when this goes."""
        self._beside = beside
        index.register_tokenizer(_ANALYZER, _analyzer())
        self._index = index
        self._schema = index.schema
        self._analyze = _analyzer()
        self.stems_of_source = _stems_by(self._analyze)

    def search(self, text: str, expansions: Iterable[str], count: int) -> list[tuple[str, float]]:
        """The chunks with the best BM25 for ``text``; ``expansions`` weigh less than its words."""
        searcher = self._index.searcher()
        words = dict.fromkeys(self._analyze.analyze(text))
        added = dict.fromkeys(w for e in expansions for w in self._analyze.analyze(e))
        clauses = [(tantivy.Occur.Should, self._clause(searcher, word)) for word in words]
        clauses += [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(word), _EXPANSION_WEIGHT))
            for word in added
            if word not in words
        ]
        if not clauses:
            return []
        hits = searcher.search(tantivy.Query.boolean_query(clauses), count, count=False).hits
        return [(str(searcher.doc(address)["id"][0]), float(score)) for score, address in hits]

    def count(self) -> int:
        """How many chunks there are."""
        return int(self._index.searcher().num_docs)

    def rarity(self, text: str) -> dict[str, float]:
        """The stems of ``text``, stop words left out, each with its inverse chunk frequency."""
        searcher = self._index.searcher()
        return {
            word: log(1 + searcher.num_docs / (1 + searcher.doc_freq("text", word)))
            for word in self.stems(text)
        }

    def is_unknown(self, stem: str) -> bool:
        """Whether no document has a word of that stem."""
        return not self._index.searcher().doc_freq("text", stem)

    def stems(self, text: str) -> list[str]:
        """The stems of ``text`` in order, each once, stop words left out."""
        return list(dict.fromkeys(self._analyze.analyze(text)))

    def _clause(self, searcher: tantivy.Searcher, word: str) -> tantivy.Query:
        """The word itself; where no document has it, words that look like it."""
        if searcher.doc_freq("text", word) or len(word) < _ONE_TYPO:
            return self._term(word)
        distance = 2 if len(word) >= _TWO_TYPOS else 1
        near = tantivy.Query.fuzzy_term_query(self._schema, "text", word, distance)
        return tantivy.Query.boost_query(near, _TYPO_WEIGHT)

    def _term(self, word: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, "text", word)


class LexicalWriter:
    """Writes a new index into the folder ``folder``, batch by batch."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("text", tokenizer_name=_ANALYZER)
        index = tantivy.Index(builder.build(), str(folder))
        index.register_tokenizer(_ANALYZER, _analyzer())
        self._writer = index.writer(heap_size=64_000_000, num_threads=1)

    def add(self, chunks: Iterable[Chunk]) -> None:
        for chunk in chunks:
            self._writer.add_document(tantivy.Document(id=chunk.id, text=chunk.reading))

    def finish(self) -> None:
        """Write what is still in memory, and let go of the files."""
        self._writer.commit()
        self._writer.wait_merging_threads()


def open_lexical(folder: Path) -> LexicalIndex:
    """Open the index in ``folder``; a damaged one is a `GuideError`.

    The folder may be one that nobody here can write to, as several machines share it.
    """
    beside = None if os.access(folder, os.W_OK) else _linked(folder)
    try:
        return LexicalIndex(tantivy.Index.open(beside.name if beside else str(folder)), beside)
    except (ValueError, OSError) as error:
        raise GuideError(
            f"the lexical index in {folder} cannot be opened ({error}): run `python -m index build`"
        ) from None


def _linked(folder: Path) -> "TemporaryDirectory[str]":
    """A folder with links to the files of another: tantivy writes a lock beside what it reads."""
    # The reader may still let go of its lock while the folder is emptied.
    beside = TemporaryDirectory(prefix="guide-lexical-", ignore_cleanup_errors=True)
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.suffix != ".lock":
            (Path(beside.name) / file.name).symlink_to(file.resolve())
    return beside


def _stems_by(analyze: tantivy.TextAnalyzer) -> Callable[[str], frozenset[str]]:
    """What gives the stems of a text of the documents, and keeps them: many a question needs them.

    Never for a question, of which nothing may be kept before it is judged.
    """

    @lru_cache(_KEPT)
    def stems_of_source(text: str) -> frozenset[str]:
        return frozenset(analyze.analyze(text))

    return stems_of_source


def _analyzer() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stopword("english"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )
