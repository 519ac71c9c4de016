"""A segment: what answers one part of a question, pieces of text or what tables say."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.selecting import Piece
from bot.tables.answering import Told


@dataclass(frozen=True)
class Segment:
    """The answer to one part, before it is put into words; ``question`` is that part, whole."""

    pieces: Sequence[Piece] = ()
    told: Sequence[Told] = ()
    question: str = ""

    @property
    def quoted(self) -> tuple[Piece, ...]:
        """The pieces that are sentences, and not rows of tables."""
        return tuple(piece for piece in self.pieces if piece.reading is None)
