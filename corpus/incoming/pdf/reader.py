"""A PDF as pieces: pages opened, tables and running heads taken out, the rest read in order."""

from typing import TYPE_CHECKING

from corpus.errors import GuideError
from corpus.incoming.accounting import unaccounted
from corpus.incoming.notes import settle
from corpus.incoming.pdf.assembling import assembled
from corpus.incoming.pdf.grids import Grid, take_grids
from corpus.incoming.pdf.heads import take_heads
from corpus.incoming.pdf.looking import looked_at
from corpus.incoming.pdf.opening import opened
from corpus.incoming.pdf.sheets import Sheet
from corpus.incoming.reading import Doubt, Progress, Removed, Understood, doubt, gathered

if TYPE_CHECKING:
    from collections.abc import Sequence


def read_pdf(data: bytes, progress: Progress, known: frozenset[str] = frozenset()) -> Understood:
    """The pieces of a PDF."""
    sheets: list[Sheet] = []
    with opened(data) as (count, pages):
        for sheet in pages:
            sheets.append(sheet)
            progress(sheet.number, count)
    _readable(sheets)
    taken = [take_grids(sheet) for sheet in sheets]
    grids: dict[int, Sequence[Grid]] = {sheet.number: found for found, sheet in taken}
    kept, heads = take_heads([sheet for _, sheet in taken])
    whole = assembled(kept, grids, known)
    pieces, doubts = settle(whole.pieces)
    bare = {sheet.number for sheet in kept if not sheet.words and not grids[sheet.number]}
    seen = list(heads)
    for sheet in sheets:
        seen += looked_at(sheet, bare=sheet.number in bare)
    removed = [*(look for look in seen if isinstance(look, Removed)), *whole.removed]
    doubts = [*(look for look in seen if isinstance(look, Doubt)), *whole.doubts, *doubts]
    understood = Understood(
        pieces=pieces,
        doubts=tuple(sorted(doubts, key=lambda found: found.page or 0)),
        removed=gathered(removed),
        page_count=len(sheets),
    )
    lost = unaccounted(" ".join(word.text for sheet in sheets for word in sheet.words), understood)
    if lost:
        further = doubt(f"{lost} letters of the file are neither in the text nor left out")
        understood = understood.model_copy(update={"doubts": (*understood.doubts, further)})
    return understood


def _readable(sheets: list[Sheet]) -> None:
    if not sheets:
        raise GuideError("the file has no pages: print it to PDF anew")
    if not any(sheet.words for sheet in sheets):
        raise GuideError(
            "the file holds pictures of pages and no text, and what a picture shows is never "
            "guessed: have its text recognised and checked, and add that"
        )
