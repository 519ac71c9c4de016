"""A PDF as pieces: pages opened, tables and running heads taken out, the rest read in order."""


from typing import TYPE_CHECKING

from corpus.errors import GuideError
from corpus.incoming.notes import settle
from corpus.incoming.pdf.assembling import assembled
from corpus.incoming.pdf.grids import Grid, take_grids
from corpus.incoming.pdf.heads import take_heads
from corpus.incoming.pdf.opening import opened
from corpus.incoming.pdf.sheets import Sheet
from corpus.incoming.reading import Progress, Understood, gathered

if TYPE_CHECKING:
    from collections.abc import Sequence


def read_pdf(
    data: bytes, name: str, progress: Progress, known: frozenset[str] = frozenset()
) -> Understood:
    """The pieces of a PDF; ``name`` is said where it must be refused."""
    sheets: list[Sheet] = []
    with opened(data, name) as (count, pages):
        for sheet in pages:
            sheets.append(sheet)
            progress(sheet.number, count)
    _readable(sheets, name)
    taken = [take_grids(sheet) for sheet in sheets]
    grids: dict[int, Sequence[Grid]] = {sheet.number: found for found, sheet in taken}
    kept, removed = take_heads([sheet for _, sheet in taken])
    whole = assembled(kept, grids, known)
    pieces, doubts = settle(whole.pieces)
    return Understood(
        pieces=pieces,
        doubts=(*whole.doubts, *doubts),
        removed=gathered([*removed, *whole.removed]),
        page_count=len(sheets),
    )


def _readable(sheets: list[Sheet], name: str) -> None:
    if not sheets:
        raise GuideError(f"{name} has no pages: print it to PDF anew")
    if not any(sheet.words for sheet in sheets):
        raise GuideError(
            f"{name} holds pictures of pages and no text, and what a picture shows is never "
            "guessed: have its text recognised and checked, and add that"
        )
