"""A chunk: the unit of retrieval."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from corpus.sentences import Span

# What stands in the id of a question's vector between that of the part it belongs to and its own.
ASKED = "?"


class ChunkKind(StrEnum):
    """Running text, several rows of a table, or one row."""

    PASSAGE = "passage"
    TABLE = "table"
    ROW = "row"


class Part(NamedTuple):
    """A sentence or a row: its place in the document and its words, footnote marks aside.

    ``asked`` are questions that it answers, None where nobody wrote any down for its document.
    """

    span: Span
    text: str
    asked: tuple[str, ...] | None = None


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

    @property
    def asked_id(self) -> str:
        """The id under which the token vectors of the questions of its parts are kept."""
        return f"{self.id}{ASKED}"

    def part_id(self, number: int) -> str:
        """The id of the vector of a part."""
        return f"{self.id}:{number}"

    def vector_texts(self) -> Iterator[tuple[str, str]]:
        """The id and the text of each vector that stands for it: the whole and its parts."""
        yield self.id, self.reading
        for number, part in enumerate(self.parts):
            yield self.part_id(number), part.text

    def asked_texts(self) -> Iterator[tuple[str, str]]:
        """The id and the text of each question that one of its parts answers.

        The id holds a digest of the question, so that another question has another vector.
        """
        for number, part in enumerate(self.parts):
            for question in part.asked or ():
                digest = hashlib.sha256(question.encode()).hexdigest()[:12]
                yield f"{self.part_id(number)}{ASKED}{digest}", question
