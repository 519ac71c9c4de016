"""Tables of a page: cells with the rows and columns they cover."""

from collections.abc import Callable, Iterator

from bs4 import Tag

from corpus.errors import GuideError
from corpus.incoming.spans import COLUMNS, Spanned

_WIDEST = 1_000


def is_layout(tag: Tag) -> bool:
    """Whether a table only places its content: said so, of one cell, or with headings inside."""
    rows = list(_rows(tag))
    cells = [cell for row in rows for cell in _cells(row)]
    if str(tag.get("role")) in {"presentation", "none"} or len(cells) <= 1:
        return True
    return any(cell.find(["h1", "h2", "h3", "table"]) for cell in cells) and not tag.find("th")


def spanned(tag: Tag, said: Callable[[Tag], str]) -> tuple[list[Spanned], int | None]:
    """The cells of a table, and how many header rows it says it has; None if it says nothing."""
    rows = list(_rows(tag))
    taken: set[tuple[int, int]] = set()
    cells: list[Spanned] = []
    for number, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while (number, column) in taken:
                column += 1
            wide = _covers(cell, "colspan", _WIDEST)
            high = min(_covers(cell, "rowspan", len(rows)), len(rows) - number)
            if column + wide > COLUMNS:
                raise GuideError(
                    f"a table of the page has more than {COLUMNS} columns, expected at most "
                    f"{COLUMNS}: split it first"
                )
            taken |= {(number + y, column + x) for y in range(high) for x in range(wide)}
            cells.append(Spanned(said(cell), number, column, high, wide))
            column += wide
    return cells, _header_rows(rows)


def _header_rows(rows: list[Tag]) -> int | None:
    inside = sum(row.find_parent("thead") is not None for row in rows)
    if inside:
        return inside
    count = 0
    for row in rows:
        if any(cell.name != "th" for cell in _cells(row)):
            break
        count += 1
    return count or None


def _rows(table: Tag) -> Iterator[Tag]:
    return (row for row in table.find_all("tr") if row.find_parent("table") is table)


def _cells(row: Tag) -> list[Tag]:
    return list(row.find_all(["td", "th"], recursive=False))


def _covers(cell: Tag, name: str, most: int) -> int:
    value = str(cell.get(name) or "1").strip()
    if value == "0" and name == "rowspan":
        return most
    return min(max(int(value), 1), most) if value.isdecimal() and len(value) < 6 else 1  # noqa: PLR2004
