"""Lines of a column as blocks: headings, paragraphs, list entries and notes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.incoming.marks import BULLETS, ListMark, follows, list_mark
from corpus.incoming.pdf.sheets import Box, Line
from corpus.incoming.pdf.styles import Styles
from corpus.incoming.pdf.wording import is_raised
from corpus.outline import BlockKind

_APART = 1.28
_CLOSE = 0.4
_SIZE = 0.1
_HEADING_LINES = 4
_INDENT = 0.8
_SLACK = 1.0
_SAME = 3.0
_ENDED = re.compile(r"[.!?:;][\"”’)\]]*(?:\s*\d{1,3})?$")
NUMBERED_NOTE = re.compile(r"(\d{1,3}|[*†‡§])(?:\s+(?=\S)|(?=[A-Z“\"]))")
CONTENTS_ENTRY = re.compile(r"\s*(?:\s?[.…·]){4,}\s*(\d{1,4}|[ivxl]{1,6})$")
_GLUED_NOTE = re.compile(r"\d{1,3}[A-Z][A-Za-z]")
DRAWN = "drawn"


@dataclass(slots=True)
class Block:
    """Lines that belong together.

    ``mark`` and ``depth`` are a list entry's, ``left`` is where its text begins; ``drawn`` says
    that the mark is no letter of the text. ``full`` says that the last line reaches the right edge,
    so that the text may go on elsewhere.
    """

    kind: BlockKind
    lines: list[Line]
    level: int = 0
    mark: str = ""
    depth: int = 0
    left: float = 0.0
    full: bool = False
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Lines from top to bottom between two edges, and the drawn bullets of their page.

    The edges are those of this column on all pages.
    """

    lines: Sequence[Line]
    dots: Sequence[Box]
    left: float
    right: float


class Lists:
    """The list entries that are open: where their marks stand, and what their last mark was."""

    def __init__(self) -> None:
        self.open: list[tuple[float, str]] = []

    def depth(self, left: float, given: str) -> int:
        """The depth of an entry whose mark stands at ``left``; it becomes the innermost."""
        while self.open and left < self.open[-1][0] - _SAME:
            self.open.pop()
        if self.open and left <= self.open[-1][0] + _SAME:
            self.open.pop()
        self.open.append((left, given))
        return len(self.open)

    def before(self, left: float) -> str | None:
        """The mark of the entry before at the same place."""
        return next((mark for place, mark in self.open if abs(place - left) <= _SAME), None)


def blocks_of(column: Column, styles: Styles, lists: Lists) -> Iterator[Block]:
    """The blocks of a column in order."""
    block: Block | None = None
    for line in column.lines:
        if block is not None and _goes_on(block, line, column, styles, lists):
            block.lines.append(line)
        else:
            if block is not None:
                yield _closed(block, column)
            block = _opened(line, column, styles, lists)
    if block is not None:
        yield _closed(block, column)


def _closed(block: Block, column: Column) -> Block:
    block.full = block.lines[-1].box.x1 > column.right - 6 * block.lines[-1].size
    return block


def mark_of(line: Line, column: Column, lists: Lists) -> tuple[ListMark, float] | None:
    """The list mark of a line and where it stands in its column; `DRAWN` to the left of it."""
    size = line.size
    for dot in column.dots:
        beside = 0 < line.box.x0 - dot.x1 < 3 * size
        if beside and line.box.top <= (dot.top + dot.bottom) / 2 <= line.box.bottom:
            return ListMark("-", line.text, DRAWN), dot.x0 - column.left
    mark = list_mark(line.text)
    left = line.box.x0 - column.left
    if mark is None or not follows(mark.given, lists.before(left)):
        return None
    return mark, left


def _opened(line: Line, column: Column, styles: Styles, lists: Lists) -> Block:
    if CONTENTS_ENTRY.search(line.text):
        depth = lists.depth(line.box.x0 - column.left, "contents")
        return Block(BlockKind.ITEM, [line], mark="-", depth=depth, left=column.right, drawn=True)
    level = styles.heading(line)
    found = mark_of(line, column, lists)
    if level and (found is None or found[0].given not in {"-", DRAWN}):
        lists.open.clear()
        return Block(BlockKind.HEADING, [line], level)
    if _is_note(line, styles):
        return Block(BlockKind.FOOTNOTE, [line], left=line.box.x0)
    if found is not None:
        mark, left = found
        depth = lists.depth(left, mark.given)
        return Block(
            BlockKind.ITEM, [line], mark=mark.written, depth=depth,
            left=_text_left(line, drawn=mark.given == DRAWN), drawn=mark.given == DRAWN,
        )  # fmt: skip
    at = line.box.x0 - column.left
    inside = [depth for depth, (left, _) in enumerate(lists.open, 1) if at > left + _SAME]
    if not inside:
        lists.open.clear()
    return Block(BlockKind.PARAGRAPH, [line], depth=max(inside, default=0), left=line.box.x0)


def _text_left(line: Line, *, drawn: bool) -> float:
    """Where the text of an entry begins, behind its mark."""
    behind = line.words[1:] if not drawn and len(line.words) > 1 else line.words
    return behind[0].box.x0


def _is_note(line: Line, styles: Styles) -> bool:
    if is_raised(line.words[0], line) and len(line.words) > 1:
        return True
    if _GLUED_NOTE.match(line.text):
        return True
    return styles.is_small(line) and bool(NUMBERED_NOTE.match(line.text))


def _goes_on(block: Block, line: Line, column: Column, styles: Styles, lists: Lists) -> bool:
    """Whether a line belongs to the block above it."""
    last = block.lines[-1]
    pitch = (line.box.bottom - last.box.bottom) / max(last.size, line.size) / styles.pitch
    if block.kind is BlockKind.HEADING:
        close = pitch < _APART and len(block.lines) < _HEADING_LINES
        return close and styles.heading(line) == block.level
    close = _CLOSE < pitch < _APART and abs(line.size - last.size) <= _SIZE * last.size
    heads = styles.heading(line) and (not last.bold or styles.heading(last))
    if heads or not close or any(CONTENTS_ENTRY.search(near.text) for near in (line, last)):
        return False
    if block.kind is BlockKind.FOOTNOTE:
        return not _begins_note(line, last, styles)
    if _GLUED_NOTE.match(line.text) and _ENDED.search(last.text):
        return False
    found = mark_of(line, column, lists)
    if found is not None and _may_open(block, line, column, found[0]):
        return False
    return not _is_broken_on_purpose(block, line, column)


def _begins_note(line: Line, last: Line, styles: Styles) -> bool:
    if is_raised(line.words[0], line):
        return True
    return _is_note(line, styles) and bool(_ENDED.search(last.text))


def _may_open(block: Block, line: Line, column: Column, mark: ListMark) -> bool:
    """Whether a mark opens an entry; a dash or number inside running text opens none."""
    if mark.given == DRAWN or line.text[0] in BULLETS:
        return True
    if block.kind is BlockKind.ITEM and abs(line.box.x0 - block.left) > _SAME:
        return True
    last = block.lines[-1]
    return (
        bool(_ENDED.search(last.text))
        or line.box.x0 > last.box.x0 + _SAME
        or not _is_full(last, line, column)
    )


def _is_full(last: Line, line: Line, column: Column) -> bool:
    """Whether the first word of a line would not have found room on the line before."""
    first = line.words[0].box.width
    return last.box.x1 + first + _SLACK * last.size > column.right


def _is_broken_on_purpose(block: Block, line: Line, column: Column) -> bool:
    """Whether a line begins anew although no space sets it apart."""
    last = block.lines[-1]
    ended = bool(_ENDED.search(last.text))
    indented = line.box.x0 - last.box.x0 > _INDENT * line.size
    if block.kind is BlockKind.ITEM:
        back = line.box.x0 < block.left - _SAME and not _is_full(last, line, column)
        return back and ended
    if indented and ended and len(block.lines) > 1:
        return True
    return not _is_full(last, line, column)
