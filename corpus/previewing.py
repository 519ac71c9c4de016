"""What a maintainer sees of a file before it comes in: outline, tables, doubtful places."""

from collections import Counter
from collections.abc import Iterator

from corpus.incoming.reading import Doubt, Reading, Removed, shown
from corpus.outline import BlockKind, read_outline, tables
from corpus.sentences import without_marks

_SHOWN = 40


def told(reading: Reading) -> str:
    """In a sentence, what a maintainer should look at after a document has come in."""
    if not reading.doubts:
        return ""
    places = (
        "1 doubtful place" if len(reading.doubts) == 1 else f"{len(reading.doubts)} doubtful places"
    )
    return f"{places}: look at them with `python -m corpus preview FILE`. "


def preview_lines(reading: Reading) -> Iterator[str]:
    """The lines of a preview."""
    pages = f", {reading.page_count} pages" if reading.page_count else ""
    words = len(reading.text.split())
    yield f"{reading.file}: {reading.kind.upper()}{pages}, {words} words"
    outline = read_outline(reading.text)
    yield "Outline:"
    for block in outline:
        if block.kind is BlockKind.HEADING:
            yield f"  {'  ' * (block.level - 1)}{without_marks(reading.text[slice(*block.span)])}"
    kinds = Counter(block.kind for block in outline)
    names = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE, BlockKind.FOOTNOTE)
    yield "Found: " + ", ".join(f"{kinds[kind]} {kind}s" for kind in names)
    for number, table in enumerate(tables(outline), 1):
        yield f"Table {number}: {len(table.rows)} rows: {shown(' | '.join(table.columns))}"
    yield from _listed("Doubtful places", [_doubt(doubt) for doubt in reading.doubts])
    yield from _listed("Left out", [_removed(removed) for removed in reading.removed])


def _listed(title: str, entries: list[str]) -> Iterator[str]:
    yield f"{title}: {len(entries) or 'none'}"
    for entry in entries[:_SHOWN]:
        yield f"  {entry}"
    if len(entries) > _SHOWN:
        yield f"  … and {len(entries) - _SHOWN} more"


def _doubt(doubt: Doubt) -> str:
    place = f"page {doubt.page}: " if doubt.page else ""
    return f"{place}{doubt.reason}" + (f": {doubt.words}" if doubt.words else "")


def _removed(removed: Removed) -> str:
    pages = ", ".join(map(str, removed.pages))
    place = f" (page {pages})" if pages else ""
    return f"{removed.why}{place}: {shown(removed.words)}"
