"""What was understood of a file, and what a maintainer must look at before it comes in."""

from collections.abc import Callable, Iterable
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from corpus.incoming.kinds import Kind
from corpus.incoming.pieces import Piece

Progress = Callable[[int, int], None]
"""Told after each page: how many are read, of how many."""

_SHOWN = 120


class Doubt(BaseModel):
    """A place that may have been understood wrongly; ``page`` is None where a file has none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str = Field(min_length=1)
    words: str = ""
    page: int | None = None


class Removed(BaseModel):
    """Words of the file that are not in the text, and why; ``pages`` says where they stood."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    why: str = Field(min_length=1)
    words: str
    pages: tuple[int, ...] = ()


class Understood(BaseModel):
    """What a reader made of a file: pieces in order, doubtful places, what was left out."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    pieces: list[Piece]
    doubts: tuple[Doubt, ...] = ()
    removed: tuple[Removed, ...] = ()
    page_count: int | None = None


class Reading(BaseModel):
    """How a file was read. ``pages`` are ``(offset, page)`` where a page begins in the text.

    Offsets count code points of ``text``; ``sha256`` is of the file as it came.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    kind: Kind
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    read_on: date
    text: str = Field(default="", exclude=True)
    url: str | None = None
    page_count: int | None = None
    pages: tuple[tuple[int, int], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    removed: tuple[Removed, ...] = ()


def shown(words: str) -> str:
    """Words as a list shows them: one line, cut where it gets long."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def doubt(reason: str, words: str = "", page: int | None = None) -> Doubt:
    return Doubt(reason=reason, words=shown(words), page=page or None)


def gathered(removed: Iterable[Removed]) -> tuple[Removed, ...]:
    """The same words for the same reason once, with all their pages."""
    pages: dict[tuple[str, str], list[int]] = {}
    for entry in removed:
        pages.setdefault((entry.why, entry.words), []).extend(entry.pages)
    return tuple(
        Removed(why=why, words=words, pages=tuple(sorted(set(found))))
        for (why, words), found in pages.items()
    )
