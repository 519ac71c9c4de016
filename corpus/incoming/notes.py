"""Footnotes: marks in the text and the notes that they point to, brought together."""

import re
from collections import Counter
from dataclasses import replace

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

    A paragraph that opens with a raised mark is the note of that mark. The same mark on two pages
    is told apart by the page: ``[^1]``, then ``[^1-page-4]``.
    """
    told = [_as_note(piece) for piece in pieces]
    notes = [piece for piece in told if piece.kind is BlockKind.FOOTNOTE]
    found = _Settled(_labels(notes))
    settled = [found.piece(piece) for piece in told]
    for note in found.unused(notes):
        settled = found.with_glued(note, settled)
    return _placed(settled), found.doubts


def _placed(pieces: list[Piece]) -> list[Piece]:
    """Each note behind the piece with its mark; one without a mark stays where it was."""
    notes = {piece.mark: piece for piece in pieces if piece.kind is BlockKind.FOOTNOTE}
    placed: list[Piece] = []
    for piece in pieces:
        if piece.kind is not BlockKind.FOOTNOTE:
            placed.append(piece)
            marks = _LABEL.findall(_all_text(piece))
            placed += [notes.pop(mark) for mark in marks if mark in notes]
        elif piece.mark in notes and not _is_used(piece.mark, pieces):
            placed.append(notes.pop(piece.mark))
    return [*placed, *notes.values()]


def _is_used(mark: str, pieces: list[Piece]) -> bool:
    others = (piece for piece in pieces if piece.kind is not BlockKind.FOOTNOTE)
    return any(f"[^{mark}]" in _all_text(piece) for piece in others)


def _as_note(piece: Piece) -> Piece:
    opening = _OPENING.match(piece.text)
    if opening is None or piece.kind not in {BlockKind.PARAGRAPH, BlockKind.FOOTNOTE}:
        return piece
    rest = piece.text[opening.end() :]
    if not rest.strip():
        return piece
    return replace(piece, kind=BlockKind.FOOTNOTE, text=rest, mark=opening.group(1), level=0)


def _labels(notes: list[Piece]) -> dict[tuple[str, int], str]:
    """A label for each note, by its mark and page; a mark that comes again gets its page."""
    labels: dict[tuple[str, int], str] = {}
    marks: Counter[str] = Counter()
    for note in notes:
        marks[note.mark] += 1
        again = f"{note.mark}-page-{note.page}" if note.page else f"{note.mark}-{marks[note.mark]}"
        labels.setdefault((note.mark, note.page), note.mark if marks[note.mark] == 1 else again)
    return labels


class _Settled:
    def __init__(self, labels: dict[tuple[str, int], str]) -> None:
        self.labels = labels
        self.used: set[str] = set()
        self.doubts: list[Doubt] = []

    def piece(self, piece: Piece) -> Piece:
        rows = tuple(tuple(self._text(cell, piece) for cell in row) for row in piece.rows)
        text = self._text(piece.text, piece)
        if piece.kind is BlockKind.FOOTNOTE:
            return replace(piece, text=text, mark=self.labels[piece.mark, piece.page])
        return replace(piece, text=text, rows=rows)

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
        for at in (page, page + 1):
            if (mark, at) in self.labels:
                return self.labels[mark, at]
        there = [label for (known, _), label in self.labels.items() if known == mark]
        return there[0] if len(there) == 1 else None

    def unused(self, notes: list[Piece]) -> list[Piece]:
        """The notes that no raised mark points to."""
        return [note for note in notes if self.labels[note.mark, note.page] not in self.used]

    def with_glued(self, note: Piece, pieces: list[Piece]) -> list[Piece]:
        """Take a number that is glued to a word of the same page for the mark of a note.

        Some fonts have raised figures of their own, which a PDF gives as plain ones.
        """
        label = self.labels[note.mark, note.page]
        glued = re.compile(rf"(?<=[^\W\d_]|[.,;:)”’]){re.escape(note.mark)}(?![\w.,]*\d)")
        near = [at for at, p in enumerate(pieces) if p.kind is not BlockKind.FOOTNOTE]
        near = [at for at in near if pieces[at].page in {note.page, note.page - 1}]
        found = [at for at in near if glued.search(_all_text(pieces[at]))]
        if not note.mark.isdigit() or len(found) != 1:
            words = without_page_marks(note.text)
            self.doubts.append(doubt(f"no mark points to the note {note.mark}", words, note.page))
            return pieces
        piece = pieces[found[0]]
        rows = tuple(tuple(glued.sub(f"[^{label}]", cell) for cell in row) for row in piece.rows)
        marked = replace(piece, text=glued.sub(f"[^{label}]", piece.text), rows=rows)
        words = without_page_marks(note.text)
        self.doubts.append(
            doubt(f"a plain {note.mark} is taken for the mark of a note", words, note.page)
        )
        return [marked if at == found[0] else other for at, other in enumerate(pieces)]


def _all_text(piece: Piece) -> str:
    return " ".join([piece.text, *(cell for row in piece.rows for cell in row)])
