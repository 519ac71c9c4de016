"""Plain text: paragraphs between empty lines, lists by their marks, tables by their tabs."""

import re
from collections.abc import Iterator
from itertools import groupby

from corpus.incoming.marks import list_mark
from corpus.incoming.pieces import Piece
from corpus.incoming.reading import Understood, doubt
from corpus.outline import BlockKind

_UNDERLINE = re.compile(r"([=\-~*_])\1{2,}")
_INDENT = 2
_TABLE_LINES = 2


def read_plain(text: str) -> Understood:
    """The pieces of a plain text; a form feed begins a page."""
    sheets = text.split("\f")
    pieces = [
        piece
        for number, sheet in enumerate(sheets, 1)
        for piece in _sheet(sheet, number if len(sheets) > 1 else 0)
    ]
    doubts = [
        doubt("a table told by its tabs alone", " | ".join(piece.rows[0]), piece.page)
        for piece in pieces
        if piece.kind is BlockKind.TABLE
    ]
    count = len(sheets) if len(sheets) > 1 else None
    return Understood(pieces=pieces, doubts=tuple(doubts), page_count=count)


def _sheet(sheet: str, page: int) -> Iterator[Piece]:
    lines = sheet.split("\n")
    for filled, group in groupby(lines, key=lambda line: bool(line.strip())):
        if filled:
            yield from _block(list(group), page)


def _block(lines: list[str], page: int) -> Iterator[Piece]:
    widths = {line.count("\t") for line in lines}
    if len(lines) >= _TABLE_LINES and len(widths) == 1 and widths != {0}:
        rows = tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines)
        yield Piece(BlockKind.TABLE, rows=rows, page=page)
    elif len(lines) == 2 and _UNDERLINE.fullmatch(lines[1].strip()):  # noqa: PLR2004  its rule
        level = 1 if lines[1].strip()[0] == "=" else 2
        yield Piece(BlockKind.HEADING, lines[0].strip(), level, page=page)
    else:
        yield from _entries(lines, page)


def _entries(lines: list[str], page: int) -> Iterator[Piece]:
    """List entries where lines open with a mark, a paragraph of all lines that do not."""
    open_piece: Piece | None = None
    for line in lines:
        mark = list_mark(line.strip())
        if mark is not None:
            if open_piece:
                yield open_piece
            indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
            open_piece = Piece(
                BlockKind.ITEM, mark.text, 1 + indent // _INDENT, mark.written, page=page
            )
        elif open_piece:
            joined = f"{open_piece.text} {line.strip()}"
            open_piece = Piece(
                open_piece.kind, joined, open_piece.level, open_piece.mark, page=page
            )
        else:
            open_piece = Piece(BlockKind.PARAGRAPH, line.strip(), page=page)
    if open_piece:
        yield open_piece
