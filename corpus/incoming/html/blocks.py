"""Elements of a page as pieces: headings, paragraphs, lists, tables and notes."""

from collections.abc import Iterator
from dataclasses import replace

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from corpus.incoming.html.notes import is_way_back, note_marks
from corpus.incoming.html.tables import is_layout, spanned
from corpus.incoming.notes import raised
from corpus.incoming.pieces import Piece, clean
from corpus.incoming.reading import Doubt, Removed, doubt
from corpus.incoming.spans import filled
from corpus.outline import BlockKind

_SILENT = {"script", "style", "template", "head", "title", "meta", "link"}
_AROUND = {"nav", "header", "footer", "aside", "form", "button", "dialog", "noscript", "select"}
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog"}
_PICTURES = {
    "img", "picture", "video", "audio", "canvas", "iframe", "object", "embed", "svg", "math",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = {"ul", "ol", "menu"}
_BLOCKS = {
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "hgroup", "hr", "legend", "li", "main", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
_ALONE = [*_BLOCKS, *_LISTS, *_HEADINGS]


def seen_text(tag: Tag) -> Iterator[NavigableString]:
    """The strings below an element that a browser would show as text."""
    for text in tag.find_all(string=True):
        hidden = any(parent.name in _SILENT for parent in text.parents)
        if isinstance(text, NavigableString) and not _is_unseen(text) and not hidden:
            yield text


def _is_unseen(text: PageElement) -> bool:
    return isinstance(text, PreformattedString)


class Blocks:
    """Reads the elements below ``main``; collects doubts and what is left out as it goes."""

    def __init__(self, main: Tag) -> None:
        self.main = main
        self.marks = note_marks(main)
        self.doubts: list[Doubt] = []
        self.removed: list[Removed] = []

    def read(self) -> Iterator[Piece]:
        return self._below(self.main, 0)

    def leave_out(self, why: str, words: str) -> None:
        if clean(words):
            self.removed.append(Removed(why=why, words=clean(words)))

    def _below(self, tag: Tag, depth: int) -> Iterator[Piece]:
        """Pieces of an element's children; what runs on between blocks is one paragraph."""
        running = ""
        for child in tag.children:
            if isinstance(child, Tag) and _stands_alone(child):
                yield from _paragraph(running, depth)
                running = ""
                yield from self._block(child, depth)
            else:
                running += self._inline(child)
        yield from _paragraph(running, depth)

    def _block(self, tag: Tag, depth: int) -> Iterator[Piece]:
        if self._is_left_out(tag):
            return
        mark = self.marks.get(str(tag.get("id"))) if tag.get("id") else None
        if mark:
            text = " ".join(piece.text for piece in self._below(tag, 0))
            yield Piece(BlockKind.FOOTNOTE, text, mark=mark)
        elif tag.name in _HEADINGS:
            text = " ".join(piece.text for piece in self._below(tag, 0))
            if clean(text):
                yield Piece(BlockKind.HEADING, text, _HEADINGS[tag.name])
        elif tag.name in _LISTS:
            yield from self._list(tag, depth)
        elif tag.name == "table":
            yield from self._table(tag, depth)
        else:
            if tag.name == "pre":
                self.doubts.append(doubt("preformatted text is read as running", tag.get_text()))
            yield from self._below(tag, depth)

    def _list(self, tag: Tag, depth: int) -> Iterator[Piece]:
        number = _number(tag.get("start"), 1)
        for child in tag.children:
            if not isinstance(child, Tag):
                yield from _paragraph(self._inline(child), depth)
            elif child.name != "li":
                yield from self._block(child, depth)
            else:
                number = _number(child.get("value"), number)
                yield from self._entry(child, depth + 1, _entry_mark(tag, number))
                number += 1

    def _entry(self, tag: Tag, depth: int, mark: tuple[str, str]) -> Iterator[Piece]:
        """The first text of an entry carries its mark, the others go on inside it."""
        written, before = mark
        first = True
        if tag.get("id") in self.marks:
            yield from self._block(tag, 0)
            return
        for piece in self._below(tag, depth):
            if first and piece.kind is BlockKind.PARAGRAPH:
                piece = replace(  # noqa: PLW2901  the same piece, told as an entry
                    piece, kind=BlockKind.ITEM, text=before + piece.text, mark=written
                )
            first = False
            yield piece

    def _table(self, tag: Tag, depth: int) -> Iterator[Piece]:
        if is_layout(tag):
            yield from self._below(tag, depth)
            return
        for caption in tag.find_all("caption"):
            yield from self._below(caption, depth)
        cells, header_rows = spanned(tag, self._cell)
        table = filled(cells, header_rows)
        if table is None:
            return
        for title in table.titles:
            yield Piece(BlockKind.PARAGRAPH, title)
        if table.rows:
            yield Piece(BlockKind.TABLE, rows=table.rows)
            if table.merged:
                self.doubts.append(doubt("merged cells are filled", " | ".join(table.rows[0])))

    def _cell(self, tag: Tag) -> str:
        if tag.find("table"):
            self.doubts.append(doubt("a table inside a cell is read as text", tag.get_text()))
        return " ".join(_said(piece) for piece in self._below(tag, 0))

    def _inline(self, node: PageElement) -> str:
        if isinstance(node, NavigableString):
            return "" if _is_unseen(node) else str(node)
        if not isinstance(node, Tag) or self._is_left_out(node):
            return ""
        if node.name == "br":
            return "\n"
        if node.name == "sup":
            return raised(node.get_text())
        if node.name in {"del", "s", "strike"}:
            self.doubts.append(doubt("struck out in the file, kept in the text", node.get_text()))
        if node.name == "a":
            self._address(node)
        return "".join(self._inline(child) for child in node.children)

    def _address(self, link: Tag) -> None:
        address = str(link.get("href") or "")
        outward = address.startswith(("http:", "https:", "mailto:"))
        if outward and address.removeprefix("mailto:") not in link.get_text():
            self.leave_out("the address behind a link", address)

    def _is_left_out(self, tag: Tag) -> bool:
        """Whether an element is no part of the text; what it says is kept on record."""
        if tag.name in _SILENT or is_way_back(tag):
            return True
        if tag.name in _PICTURES:
            words = str(tag.get("alt") or tag.get("title") or "") or tag.get_text(" ")
            self.leave_out("said in place of a picture", words)
            self.doubts.append(doubt("a picture is left out", words or str(tag.get("src") or "")))
            return True
        why = _why_around(tag) or _why_hidden(tag)
        if why:
            self.leave_out(why, " ".join(seen_text(tag)))
        return bool(why)


def _said(piece: Piece) -> str:
    """A piece inside a cell, in one line."""
    if piece.kind is BlockKind.TABLE:
        return " ".join(cell for row in piece.rows for cell in row)
    number = piece.mark if piece.mark != "-" else ""
    return f"{number} {piece.text}".strip()


def _paragraph(running: str, depth: int) -> Iterator[Piece]:
    if clean(running):
        yield Piece(BlockKind.PARAGRAPH, running.strip(), depth)


def _stands_alone(tag: Tag) -> bool:
    return tag.name in _ALONE or (tag.name not in _SILENT and tag.find(_ALONE) is not None)


def _why_around(tag: Tag) -> str | None:
    if tag.name in {"header", "footer"} and tag.find_parent(["article", "main", "section"]):
        return None
    if tag.name in _AROUND or str(tag.get("role")) in _ROLES:
        return "navigation or the like around the text"
    return None


def _why_hidden(tag: Tag) -> str | None:
    style = "".join(str(tag.get("style") or "").lower().split())
    if tag.has_attr("hidden") or "display:none" in style or "visibility:hidden" in style:
        return "hidden on the page"
    return None


def _number(value: object, otherwise: int) -> int:
    text = str(value)
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise  # noqa: PLR2004


def _entry_mark(tag: Tag, number: int) -> tuple[str, str]:
    """The Markdown mark of an entry, and what a letter or bullet of the page adds to its text."""
    if tag.name != "ol":
        return "-", ""
    letter = chr(ord("a") + number - 1)
    if str(tag.get("type")) in {"a", "A"} and letter <= "z":
        return "-", f"{letter if tag.get('type') == 'a' else letter.upper()}. "
    return f"{number}.", ""
