"""Tables in pieces that fit, each piece followed by its rows one by one."""

from collections.abc import Iterator

from corpus.sentences import Span, sentences
from corpus.tables import Row, Table
from index.chunk import ChunkKind, Part
from index.draft import Draft
from index.measure import Measure
from index.passages import pack

_PAIR = 2


def table_pieces(measure: Measure, table: Table) -> Iterator[Draft]:
    """Pieces with as many rows as fit; a row too long for any is cut into its sentences."""
    rows: list[Row] = []
    for row in table.rows:
        if rows and not _fits(measure, table, [*rows, row]):
            yield from _piece(measure, table, rows)
            rows = []
        rows.append(row)
    if rows:
        yield from _piece(measure, table, rows)


def row_reading(table: Table, row: Row) -> str:
    """A row in words: ``key: column value; column value``, or ``key: value`` of two columns."""
    if len(table.columns) == _PAIR:
        return f"{row.key}: {row.cells[1].text}"
    pairs = zip(table.columns[1:], row.cells[1:], strict=True)
    return f"{row.key}: " + "; ".join(f"{column} {cell.text}" for column, cell in pairs)


def _piece(measure: Measure, table: Table, rows: list[Row]) -> Iterator[Draft]:
    if not _fits(measure, table, rows):
        yield from _sentences(measure, table, rows[0])
        return
    said = _said(table, rows)
    yield Draft(ChunkKind.TABLE, table.section, _span(measure, table, rows), said)
    for row in rows:
        reading = row_reading(table, row)
        parts = (Part(row.span, reading),)
        yield Draft(ChunkKind.ROW, table.section, row.span, reading, parts)


def _sentences(measure: Measure, table: Table, row: Row) -> Iterator[Draft]:
    """The cells of a long row as running text."""
    units = [
        piece
        for cell in row.cells
        for sentence in sentences(measure.text, *cell.span)
        for piece in measure.cut(table.section, sentence)
    ]
    yield from pack(measure, table.section, units)


def _fits(measure: Measure, table: Table, rows: list[Row]) -> bool:
    whole = measure.fits(table.section, _span(measure, table, rows), _said(table, rows))
    return whole and all(
        measure.fits(table.section, row.span, row_reading(table, row)) for row in rows
    )


def _span(measure: Measure, table: Table, rows: list[Row]) -> Span:
    """The rows; in the first piece with the table's head, if that leaves room for a row."""
    first = rows[0] is table.rows[0]
    shortest = Span(table.span.start, rows[0].span.end)
    head = first and measure.fits(table.section, shortest, _said(table, rows[:1]))
    return Span(table.span.start if head else rows[0].span.start, rows[-1].span.end)


def _said(table: Table, rows: list[Row]) -> str:
    lines = [" | ".join(table.columns)]
    lines += [" | ".join(cell.text for cell in row.cells) for row in rows]
    return "\n".join(lines)
