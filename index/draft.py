"""A draft: what a chunk will hold, before it has an identity."""

from dataclasses import dataclass

from corpus.sentences import Span
from index.chunk import ChunkKind, Part


@dataclass(frozen=True, slots=True)
class Draft:
    """A span of one section; ``said`` is what the models read of it, headings aside."""

    kind: ChunkKind
    section: tuple[str, ...]
    span: Span
    said: str
    parts: tuple[Part, ...] = ()
