"""Pieces written as the Markdown that the corpus holds."""

import re
from collections.abc import Iterator

from corpus.incoming.pieces import Piece, clean, page_mark, take_pages
from corpus.outline import BlockKind

# What would turn a plain line into a heading, a list, a table, a quotation or a rule.
_STRUCTURE = re.compile(r"(?:#{1,6}(?= |$)|[-+*](?= |$)|>|~~~|```|\||[-=_*]{3,}$|\[\^[^\]\s]+\]:)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?= |$)")
_BAR = re.compile(r"(?<!\\)\|")


def to_markdown(pieces: list[Piece]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a document, and ``(offset, page)`` for each place where a page begins.

    Footnotes stand behind the section that has their mark, so that both are found together.
    """
    written = "".join(_spaced(_ordered(pieces)))
    text, pages = take_pages(written.strip("\n") + "\n")
    return text, pages


def _ordered(pieces: list[Piece]) -> Iterator[Piece]:
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.kind is BlockKind.FOOTNOTE:
            waiting.append(piece)
            continue
        if piece.kind is BlockKind.HEADING:
            yield from waiting
            waiting = []
        yield piece
    yield from waiting


def _spaced(pieces: Iterator[Piece]) -> Iterator[str]:
    """Lines of a list and footnotes stand close, all else has an empty line between."""
    before: Piece | None = None
    indents: list[int] = [0]
    for piece in pieces:
        if before is not None:
            yield "\n" if _close(before, piece) else "\n\n"
        if piece.page and (before is None or piece.page != before.page):
            yield page_mark(piece.page)
        yield _written(piece, indents)
        before = piece


def _close(before: Piece, piece: Piece) -> bool:
    close = {BlockKind.ITEM, BlockKind.FOOTNOTE}
    return before.kind is piece.kind and piece.kind in close


def _written(piece: Piece, indents: list[int]) -> str:
    text = _line(piece.text)
    if piece.kind is BlockKind.HEADING:
        return f"{'#' * min(max(piece.level, 1), 6)} {text}"
    if piece.kind is BlockKind.TABLE:
        return _table(piece)
    if piece.kind is BlockKind.FOOTNOTE:
        return f"[^{piece.mark}]: {text}"
    if piece.kind is BlockKind.ITEM:
        del indents[piece.level :]
        indent = indents[-1]
        indents.append(indent + len(piece.mark) + 1)
        return f"{' ' * indent}{piece.mark} {_plain(text)}"
    indent = indents[min(piece.level, len(indents) - 1)] if piece.level else 0
    return " " * indent + _plain(text)


def _line(text: str) -> str:
    return clean(text)


def _plain(text: str) -> str:
    """The text so that Markdown takes nothing in it for structure."""
    if _STRUCTURE.match(text):
        return "\\" + text
    return _NUMBERED.sub(r"\1\\\2", text, count=1) if _NUMBERED.match(text) else text


def _table(piece: Piece) -> str:
    header, *rows = [[_cell(cell) for cell in row] for row in piece.rows]
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(text: str) -> str:
    return _BAR.sub(r"\\|", _line(text))
