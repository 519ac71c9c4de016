"""Footnotes: marks in the text and the notes that they point to, brought together."""

import re
from dataclasses import replace
from itertools import chain, count

from corpus.incoming.pieces import Piece, without_page_marks
from corpus.incoming.reading import Doubt, doubt
from corpus.outline import BlockKind

# Around a raised mark, until it is known whether a note belongs to it.
_OPEN, _SHUT = "\ue000", "\ue001"
_RAISED = re.compile(rf" *{_OPEN}([^{_SHUT}]*){_SHUT}")
_OPENING = re.compile(rf"(?:\f\d+\f)?\s*{_OPEN}([^{_SHUT}]*){_SHUT}\s*")
_LABEL = re.compile(r"\[\^([^\]\s]+)\]")
_MARK = re.compile(r"\d{1,3}|[a-z]|[*†‡§¶#]{1,3}")


def raised(mark: str) -> str:
    """A raised mark, as readers put it into a text; what can be no mark stays as it is."""
    bare = mark.strip().strip("[]()")
    return f"{_OPEN}{bare}{_SHUT}" if _MARK.fullmatch(bare) else mark


def unmarked(text: str) -> str:
    """A text without its raised marks, as two header lines are compared."""
    return _RAISED.sub("", text)


def settle(pieces: list[Piece]) -> tuple[list[Piece], list[Doubt]]:
    """Pieces whose marks are ``[^1]`` where there is such a note, and plain where there is none.

    A paragraph that opens with a raised mark is the note of that mark. A mark that comes again is
    told apart by the page: ``[^1]``, then ``[^1-page-4]``.
    """
    told = _labelled([_as_note(piece) for piece in pieces])
    marks = _Marks([note for note in told if note.kind is BlockKind.FOOTNOTE])
    settled = [marks.settled(piece) for piece in told]
    for note in marks.unused():
        settled = marks.with_glued(note, settled)
    return _placed(settled), marks.doubts


def _as_note(piece: Piece) -> Piece:
    opening = _OPENING.match(piece.text)
    if opening is None or piece.kind not in {BlockKind.PARAGRAPH, BlockKind.FOOTNOTE}:
        return piece
    rest = piece.text[opening.end() :]
    if not rest.strip():
        return piece
    return replace(piece, kind=BlockKind.FOOTNOTE, text=rest, mark=opening.group(1), level=0)


def _labelled(pieces: list[Piece]) -> list[Piece]:
    """Each note with a label of its own: its mark, and where that comes again, its page."""
    taken: set[str] = set()
    labelled = []
    for piece in pieces:
        if piece.kind is BlockKind.FOOTNOTE:
            again = f"{piece.mark}-page-{piece.page}"
            numbers = (f"{again}-{number}" for number in count(2))
            label = next(t for t in chain([piece.mark, again], numbers) if t not in taken)
            taken.add(label)
            labelled.append(replace(piece, mark=label))
        else:
            labelled.append(piece)
    return labelled


class _Marks:
    """Finds the note that a mark points to, and remembers which notes are pointed to."""

    def __init__(self, notes: list[Piece]) -> None:
        self.notes = notes
        self.used: set[str] = set()
        self.doubts: list[Doubt] = []

    def settled(self, piece: Piece) -> Piece:
        rows = tuple(tuple(self._text(cell, piece) for cell in row) for row in piece.rows)
        return replace(piece, text=self._text(piece.text, piece), rows=rows)

    def _text(self, text: str, piece: Piece) -> str:
        return _RAISED.sub(lambda mark: self._mark(mark, text, piece), text)

    def _mark(self, mark: re.Match[str], text: str, piece: Piece) -> str:
        label = self._label(mark.group(1), piece.page)
        if label is not None:
            self.used.add(label)
            return f"[^{label}]"
        near = _RAISED.sub(r"\1", without_page_marks(text[max(0, mark.start() - 60) : mark.end()]))
        reason = f"the raised mark {mark.group(1)} has no note"
        self.doubts.append(doubt(reason, near, piece.page))
        return mark.group().replace(_OPEN, "").replace(_SHUT, "")

    def _label(self, mark: str, page: int) -> str | None:
        """The note of the same page, of the next one where a piece runs over, or the only one."""
        there = [note for note in self.notes if _mark_of(note) == mark]
        for at in (page, page + 1):
            same = [note.mark for note in there if note.page == at]
            if same:
                return same[0]
        return there[0].mark if len(there) == 1 else None

    def unused(self) -> list[Piece]:
        """The notes that no raised mark points to."""
        return [note for note in self.notes if note.mark not in self.used]

    def with_glued(self, note: Piece, pieces: list[Piece]) -> list[Piece]:
        """Take a number that is glued to a word of the same page for the mark of a note.

        Some fonts have raised figures of their own, which a PDF gives as plain ones. A guessed note
        without a mark becomes the paragraph that it may be.
        """
        mark, words = _mark_of(note), without_page_marks(note.text)
        at = _only_glued(mark, note.page, pieces)
        if at is not None:
            reason = f"a plain {mark} is taken for the mark of a note"
            self.doubts.append(doubt(reason, words, note.page))
            pieces[at] = _with_mark(pieces[at], mark, note.mark)
        elif note.guessed:
            here = next(
                n for n, piece in enumerate(pieces) if piece.mark == note.mark and piece.guessed
            )
            pieces[here] = Piece(BlockKind.PARAGRAPH, f"{mark} {pieces[here].text}", page=note.page)
        else:
            self.doubts.append(doubt(f"no mark points to the note {mark}", words, note.page))
        return pieces


def _mark_of(note: Piece) -> str:
    return note.mark.partition("-page-")[0]


def _glued(mark: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[^\W\d_]|[.,;:)”’]){re.escape(mark)}(?![\w.,]*\d)")


def _only_glued(mark: str, page: int, pieces: list[Piece]) -> int | None:
    """The one piece of this page, or of the one before, in which a number is glued to a word."""
    if not mark.isdigit():
        return None
    found = [
        at
        for at, piece in enumerate(pieces)
        if piece.kind is not BlockKind.FOOTNOTE
        and piece.page in {page, page - 1}
        and _glued(mark).search(_all_text(piece))
    ]
    return found[0] if len(found) == 1 else None


def _with_mark(piece: Piece, mark: str, label: str) -> Piece:
    def put(text: str) -> str:
        return _glued(mark).sub(f"[^{label}]", text, count=1)

    return replace(piece, text=put(piece.text), rows=tuple(tuple(map(put, r)) for r in piece.rows))


def _placed(pieces: list[Piece]) -> list[Piece]:
    """Each note behind the piece with its mark; one without a mark stays where it was."""
    notes = {piece.mark: piece for piece in pieces if piece.kind is BlockKind.FOOTNOTE}
    used = {mark for piece in pieces for mark in _marks_in(piece, notes)}
    placed: list[Piece] = []
    for piece in pieces:
        if piece.kind is not BlockKind.FOOTNOTE:
            placed.append(piece)
            placed += [notes.pop(mark) for mark in _marks_in(piece, notes)]
        elif piece.mark not in used:
            placed.append(notes.pop(piece.mark))
    return [*placed, *notes.values()]


def _marks_in(piece: Piece, notes: dict[str, Piece]) -> list[str]:
    """The marks of these notes in a piece that is no note itself, each once."""
    if piece.kind is BlockKind.FOOTNOTE:
        return []
    return [mark for mark in dict.fromkeys(_LABEL.findall(_all_text(piece))) if mark in notes]


def _all_text(piece: Piece) -> str:
    return " ".join([piece.text, *(cell for row in piece.rows for cell in row)])
