"""A chunk: the unit of retrieval."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from corpus.sentences import Span


class ChunkKind(StrEnum):
    """Running text, several rows of a table, or one row."""

    PASSAGE = "passage"
    TABLE = "table"
    ROW = "row"


class Part(NamedTuple):
    """A sentence or a row: its place in the document and its words, footnote marks aside."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A contiguous span of one section of one document.

    ``text`` is ``document_text[start:end]`` without footnote marks; ``reading`` is what the models
    read instead: the same under its headings, with the names of a table's columns. ``tokens``
    counts the model's tokens of the longer of the two. ``parts`` are a passage's sentences, or the
    one row of a row. ``parent`` is the table chunk that a row is shown in, else the chunk itself.
    ``context`` is the document's title and the innermost headings.
    """

    id: str
    parent: str
    document_id: str
    kind: ChunkKind
    section: tuple[str, ...]
    context: str
    start: int
    end: int
    text: str
    reading: str
    tokens: int
    parts: tuple[Part, ...] = ()

    @property
    def context_id(self) -> str:
        """The id under which the token vectors of the context are kept."""
        return f"context:{hashlib.sha256(self.context.encode()).hexdigest()[:16]}"

    def vector_texts(self) -> Iterator[tuple[str, str]]:
        """The id and the text of each vector that stands for it: the whole and its parts."""
        yield self.id, self.reading
        for number, part in enumerate(self.parts):
            yield f"{self.id}:{number}", part.text
