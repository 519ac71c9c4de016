"""A chunk: the unit of retrieval."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from corpus.sentences import Span

# What stands in the id of a question's vector between that of the part it belongs to and its own;
# an open question belongs to none, and its id begins so.
ASKED, OPEN, OUTSIDE = "?", "!", "~"


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

    def part_id(self, number: int) -> str:
        """The id of the vector of a part."""
        return f"{self.id}:{number}"

    def vector_texts(self) -> Iterator[tuple[str, str]]:
        """The id and the text of each vector that stands for it: the whole and its parts.

        A part is read under its heading, to which it may leave what it is about.
        """
        heading = self.context.rsplit(" > ", 1)[-1]
        yield self.id, self.reading
        for number, part in enumerate(self.parts):
            yield self.part_id(number), f"{heading}: {part.text}"

    def asked_texts(self) -> Iterator[tuple[str, str]]:
        """The id and the text of each question that one of its parts answers."""
        for number, part in enumerate(self.parts):
            for question in part.asked or ():
                yield f"{self.part_id(number)}{ASKED}{_digest(question)}", question


def unanswered_texts(sign: str, questions: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The id and the text of each question that no document answers: `OPEN` or `OUTSIDE` ones."""
    for question in questions:
        yield f"{sign}{_digest(question)}", question


def _digest(question: str) -> str:
    """What tells a question in an id, so that another question has another vector."""
    return hashlib.sha256(question.encode()).hexdigest()[:12]
