"""The structure of a document: headings, paragraphs, list entries and tables, with spans."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.sentences import Span, without_marks
from corpus.tables import Table, read_table

# What stands before the text of a line: white space, and the marks of a quotation.
_LINE_MARK = re.compile(r"[ \t]*(?:>[ \t]*)*")
_FOOTNOTE = re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE)
# Raw HTML is text here: a document must not be able to bring markup to a page.
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text; ``section`` is the path of headings it stands under.

    ``level`` is a heading's level or a list entry's depth, from 1; 0 for the rest.
    """

    kind: BlockKind
    span: Span
    section: tuple[str, ...]
    level: int = 0
    table: Table | None = None


def read_outline(text: str) -> tuple[Block, ...]:
    """All blocks of a Markdown text, in order."""
    return tuple(_Reader(text).blocks())


def tables(outline: tuple[Block, ...]) -> list[Table]:
    """The tables of an outline, in order."""
    return [block.table for block in outline if block.table is not None]


def section_at(outline: tuple[Block, ...], offset: int) -> tuple[str, ...]:
    """The heading path at a place of the text."""
    at = bisect_right(outline, offset, key=lambda block: block.span.start) - 1
    return outline[at].section if at >= 0 else ()


class _Reader:
    """Walks the parser's tokens once and keeps the heading path and the list depth."""

    def __init__(self, text: str) -> None:
        self.text = text
        lines = text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self.path: list[tuple[int, str]] = []
        self.depth = 0
        self.note: Span | None = None

    def blocks(self) -> Iterator[Block]:
        tokens = _PARSER.parse(self.text)
        skip = False
        for at, token in enumerate(tokens):
            if token.type in {"bullet_list_open", "ordered_list_open"}:
                self.depth += 1
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                self.depth -= 1
            elif token.type == "table_open":
                skip = True
                yield self._table(token)
            elif token.type == "table_close":
                skip = False
            elif token.type in {"inline", "fence", "code_block"} and not skip:
                span = self._span(token)
                if _FOOTNOTE.match(self.text, span.start):
                    yield from self._footnotes(span)
                else:
                    yield self._block(span, tokens[at - 1])

    def _footnotes(self, span: Span) -> Iterator[Block]:
        """Notes on lines of their own, which the parser takes for one paragraph."""
        starts = [match.start() for match in _FOOTNOTE.finditer(self.text, *span)]
        for start, after in zip(starts, [*starts[1:], span.end], strict=True):
            end = start + len(self.text[start:after].rstrip())
            yield Block(BlockKind.FOOTNOTE, Span(start, end), self._section())

    def _block(self, span: Span, opening: Token) -> Block:
        if opening.type == "heading_open":
            level = int(opening.tag[1:])
            title = without_marks(self.text[span.start : span.end]).strip()
            self.path = [entry for entry in self.path if entry[0] < level] + [(level, title)]
            return Block(BlockKind.HEADING, span, self._section(), level)
        if self.depth:
            return Block(BlockKind.ITEM, span, self._section(), self.depth)
        self.note = span
        return Block(BlockKind.PARAGRAPH, span, self._section())

    def _table(self, token: Token) -> Block:
        first, last = token.map or [0, 0]
        lines = [self._line(number) for number in range(first, last)]
        lines = [line for line in lines if self.text[line.start : line.end].strip()]
        table = read_table(self.text, lines, self._section(), self.note)
        return Block(BlockKind.TABLE, table.span, self._section(), table=table)

    def _span(self, token: Token) -> Span:
        """The content's place: from its first word to its last, list and heading marks aside."""
        first, last = token.map or [0, 0]
        raw = self.text[self.starts[first] : self.starts[last] - 1].rstrip()
        content = token.content.strip() or raw.strip()
        begin = self.starts[first] + max(raw.find(content.split("\n", 1)[0]), 0)
        end = self.starts[first] + len(raw)
        if token.type == "inline" and "\n" not in content:
            end = begin + len(content)
        return Span(begin, end)

    def _line(self, number: int) -> Span:
        start, end = self.starts[number], self.starts[number + 1] - 1
        mark = _LINE_MARK.match(self.text, start, end)
        begin = mark.end() if mark else start
        return Span(begin, begin + len(self.text[begin:end].rstrip()))

    def _section(self) -> tuple[str, ...]:
        return tuple(title for _, title in self.path)
