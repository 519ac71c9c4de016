"""The chunks of a corpus as a stream: never more of them in memory than a document has."""

from collections.abc import Iterator
from functools import lru_cache

from corpus.library import Corpus
from corpus.outline import read_outline
from corpus.register import REGISTERS
from index.chunk import Chunk
from index.chunking import chunk_document
from index.measure import CountTokens

# How many texts are embedded, stored and kept together: what a broken-off build has to make again.
# Among fewer, batches of like length are not as alike: 512 take a fifth longer.
WINDOW = 2048
_COUNTED = 1 << 14


class Stream:
    """The chunks of every document but the standing register, document by document.

    The register names every title it speaks of and would crowd out the documents themselves; it is
    cited in notices, which go to it directly.
    """

    def __init__(self, corpus: Corpus, count: CountTokens) -> None:
        self._corpus = corpus
        # Headings and single sentences are counted again and again while passages are packed.
        self._count = lru_cache(_COUNTED)(count)
        self._documents = [one for one in corpus.documents if one.id not in REGISTERS]
        self._characters = sum(len(corpus.text(one.id)) for one in self._documents)
        self._read = self._texts = 0

    def chunks(self) -> Iterator[Chunk]:
        """Every chunk, in the order of the documents."""
        for document in self._documents:
            text = self._corpus.text(document.id)
            asked = self._corpus.asked(document.id)
            # The outline is not asked of the corpus, which would keep it.
            chunks = chunk_document(document, text, read_outline(text), self._count, asked)
            self._read += len(text)
            self._texts += sum(1 for chunk in chunks for _ in texts_of(chunk))
            yield from chunks

    def windows(self) -> Iterator[list[Chunk]]:
        """The chunks in runs of some thousand texts; the same for the same documents."""
        window, texts = list[Chunk](), 0
        for chunk in self.chunks():
            window.append(chunk)
            texts += sum(1 for _ in texts_of(chunk))
            if texts >= WINDOW:
                yield window
                window, texts = [], 0
        if window:
            yield window

    @property
    def texts(self) -> int:
        """How many texts there will be, as far as the documents read so far tell."""
        return round(self._texts * self._characters / self._read) if self._read else 0


def texts_of(chunk: Chunk) -> Iterator[tuple[str, str]]:
    """The id and the text of every vector of a chunk: its own, its parts' and their questions'."""
    yield from chunk.vector_texts()
    yield from chunk.asked_texts()
