"""What a page holds besides words that can be read: scans, pictures, drawings, turned text."""

from collections.abc import Iterator

from corpus.incoming.accounting import letters
from corpus.incoming.pdf.sheets import Box, Sheet
from corpus.incoming.reading import Doubt, Removed, doubt

_WHOLE_PAGE = 0.5
_SMALL = 0.015
_CURVES = 25
_UNREAD = "(cid:"


def looked_at(sheet: Sheet, *, bare: bool) -> Iterator[Doubt | Removed]:
    """What a maintainer must look at on a page, and what of it is left out.

    ``bare`` says that it has no words but its running heads.
    """
    yield from _pictures(sheet, bare=bare)
    if sheet.curves > _CURVES:
        yield doubt("a drawing is left out", page=sheet.number)
    if sheet.turned.strip():
        yield Removed(why="turned text", words=sheet.turned.strip(), pages=(sheet.number,))
        yield doubt("turned text is left out", sheet.turned, sheet.number)
    unread = [word.text for word in sheet.words if _UNREAD in word.text]
    if unread:
        reason = f"{len(unread)} words in a font without letters cannot be read"
        yield doubt(reason, " ".join(unread), sheet.number)
    if sheet.letters is not None:
        there = letters([*(word.text for word in sheet.words), sheet.turned])
        lost = (sheet.letters - there).total()
        if lost:
            yield doubt(f"{lost} letters of the page stand in no word", page=sheet.number)


def _pictures(sheet: Sheet, *, bare: bool) -> Iterator[Doubt | Removed]:
    shares = [_area(box) / max(sheet.width * sheet.height, 1) for box in sheet.pictures]
    whole = sum(shares) > _WHOLE_PAGE
    if whole and bare:
        yield doubt(
            "a scanned page: what it says cannot be read and is left out", page=sheet.number
        )
    elif whole:
        reason = "the page is a picture with text over or under it: compare every word"
        yield doubt(reason, page=sheet.number)
    else:
        for share in shares:
            if share >= _SMALL:
                yield doubt("a picture is left out", page=sheet.number)
    if any(share < _SMALL for share in shares):
        yield Removed(why="small pictures", words="", pages=(sheet.number,))


def _area(box: Box) -> float:
    return max(box.width, 0) * max(box.height, 0)
