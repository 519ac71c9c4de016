"""Lines as running text: raised marks told apart, broken words joined, page ends marked."""

from collections.abc import Sequence

from corpus.incoming.notes import raised
from corpus.incoming.pdf.hyphens import Hyphens
from corpus.incoming.pdf.sheets import Line, Word
from corpus.incoming.pieces import page_mark

_SMALL = 0.82
_RAISED = 0.12


def is_raised(word: Word, line: Line) -> bool:
    """Whether a word is small and stands higher than the line does."""
    small = word.size <= _SMALL * line.size
    return small and word.box.bottom < line.box.bottom - _RAISED * line.size


def words_of(line: Line) -> str:
    """The text of a line with its raised marks."""
    text = ""
    for word in line.words:
        shown = raised(word.text) if is_raised(word, line) else word.text
        text += shown if word.glued else f" {shown}"
    return text.strip()


def wording(lines: Sequence[Line], hyphens: Hyphens) -> str:
    """Lines as one text, with a mark where a page begins inside."""
    text, page = "", 0
    for line in lines:
        said = words_of(line)
        joined = hyphens.joined(text, said, line.page) if text else said
        if page and line.page != page:
            cut = len(joined) - len(said)
            joined = joined[:cut] + page_mark(line.page) + joined[cut:]
        text, page = joined, line.page
    return text
