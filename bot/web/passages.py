"""A document as a page, with the cited passage marked down to the cell."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from bot.answer import Citation
from corpus.outline import Block, BlockKind
from corpus.sentences import FOOTNOTE_MARK, Span
from corpus.tables import Cell, Row, Table

_ORDERED = re.compile(r"\d+[.)]$")


def passage_url(citation: Citation, collection: str) -> str:
    """The address of the viewer, opened at what a citation points to in that version of all."""
    cells = [Span(cell.start, cell.end) for cell in citation.cells or ()]
    opened = span_url(citation.document_id, Span(citation.start, citation.end), cells)
    return f"{opened}&collection={collection}"


def span_url(document_id: str, passage: Span, cells: Iterable[Span] = ()) -> str:
    """The address of the viewer, opened at a span of a document, with cells of a table marked."""
    marked = ",".join(f"{cell.start}-{cell.end}" for cell in cells)
    query = f"start={passage.start}&end={passage.end}" + (f"&cells={marked}" if marked else "")
    return f"/documents/{document_id}?{query}"


def heading_id(heading: Block) -> str:
    """What a list of contents points to."""
    return f"at-{heading.span.start}"


@dataclass
class DocumentPage:
    """Renders one document; everything from the text is escaped.

    ``marked`` are the spans to highlight; ``cited`` is the whole passage, whose rows are set off.
    """

    text: str
    cited: Span
    marked: tuple[Span, ...]
    _anchored: bool = field(default=False, init=False)

    def html(self, outline: tuple[Block, ...]) -> Markup:
        """The body of the page; the first marked place has the id ``passage``."""
        runs = groupby(outline, key=lambda block: block.kind is BlockKind.ITEM)
        groups = [(is_list, list(group)) for is_list, group in runs]
        parts = [self._list(g) if is_list else self._blocks(g) for is_list, g in groups]
        return Markup("\n").join(parts)

    def _blocks(self, blocks: Iterable[Block]) -> Markup:
        return Markup("\n").join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Markup:
        if block.table is not None:
            return self._table(block.table)
        words = self._inline(block.span)
        if block.kind is BlockKind.HEADING:
            level = min(block.level + 1, 6)  # the page's own title is the first level
            return Markup('<h{0} id="{1}">{2}</h{0}>').format(level, heading_id(block), words)
        if block.kind is BlockKind.FOOTNOTE:
            return self._footnote(block.span)
        return Markup("<p>{}</p>").format(words)

    def _list(self, items: list[Block]) -> Markup:
        """Entries with their own entries nested inside, ordered where the text has numbers."""
        out: list[Markup] = []
        at = 0
        while at < len(items):
            below = at + 1
            while below < len(items) and items[below].level > items[at].level:
                below += 1
            inner = self._list(items[at + 1 : below]) if below > at + 1 else Markup()
            out.append(Markup("<li>{}{}</li>").format(self._inline(items[at].span), inner))
            at = below
        tag = "ol" if _ORDERED.search(self._list_mark(items[0])) else "ul"
        return Markup("<{0}>{1}</{0}>").format(tag, Markup().join(out))

    def _list_mark(self, item: Block) -> str:
        line = self.text.rfind("\n", 0, item.span.start) + 1
        return self.text[line : item.span.start].strip()

    def _table(self, table: Table) -> Markup:
        head = Markup().join(
            Markup('<th scope="col">{}</th>').format(self._cell(cell))
            for cell in table.header.cells
        )
        body = Markup("\n").join(self._row(row) for row in table.rows)
        return Markup(
            '<div class="table" tabindex="0" role="region" aria-label="{}"><table><thead><tr>{}'
            "</tr></thead><tbody>{}</tbody></table></div>"
        ).format(table.section[-1] if table.section else "Table", head, body)

    def _row(self, row: Row) -> Markup:
        inside = self.cited.start <= row.span.start and row.span.end <= self.cited.end
        hit = any(_overlap(span, row.span) for span in self.marked) and inside
        key, *others = (self._cell(cell) for cell in row.cells)
        cells = Markup().join(Markup("<td>{}</td>").format(cell) for cell in others)
        return Markup('<tr{}><th scope="row">{}</th>{}</tr>').format(
            Markup(' class="cited"') if hit else "", key, cells
        )

    def _cell(self, cell: Cell) -> Markup:
        return self._inline(cell.span)

    def _footnote(self, span: Span) -> Markup:
        label, _, rest = self.text[span.start : span.end].partition("]:")
        label = label.removeprefix("[^")
        return Markup('<p class="footnote" id="fn-{0}"><b>{0}</b> {1}</p>').format(
            label, rest.strip()
        )

    def _inline(self, span: Span) -> Markup:
        """Text of a span with marked stretches and footnote marks."""
        return Markup().join(self._piece(piece, on=on) for piece, on in self._stretches(span))

    def _stretches(self, span: Span) -> Iterator[tuple[Span, bool]]:
        """The span cut where marking begins or ends."""
        inner = [s for s in self.marked if _overlap(s, span)]
        cuts = {span.start, span.end}
        cuts |= {min(max(place, span.start), span.end) for s in inner for place in s}
        edges = sorted(cuts)
        for start, end in pairwise(edges):
            yield Span(start, end), any(s.start <= start and end <= s.end for s in inner)

    def _piece(self, span: Span, *, on: bool) -> Markup:
        words = self._with_footnotes(self.text[span.start : span.end].replace("\\|", "|"))
        if not on:
            return words
        anchor = Markup("") if self._anchored else Markup(' id="passage" tabindex="-1"')
        self._anchored = True
        return Markup("<mark{}>{}</mark>").format(anchor, words)

    def _with_footnotes(self, words: str) -> Markup:
        out, at = Markup(), 0
        for mark in FOOTNOTE_MARK.finditer(words):
            label = mark.group()[2:-1]
            out += escape(words[at : mark.start()])
            out += Markup('<sup><a href="#fn-{0}">{0}</a></sup>').format(label)
            at = mark.end()
        return out + escape(words[at:])


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end
