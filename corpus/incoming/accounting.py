"""Nothing is silently dropped: every letter of a file is in the text or on the list of removed."""

from collections import Counter
from collections.abc import Iterable

from corpus.incoming.pieces import clean
from corpus.incoming.reading import Understood


def letters(texts: Iterable[str]) -> Counter[str]:
    """How often each letter and digit stands in the texts, whatever stands between them."""
    return Counter(char for text in texts for char in clean(text) if char.isalnum())


def unaccounted(words: str, understood: Understood) -> int:
    """How many letters of ``words`` are neither in the pieces nor among what was removed."""
    kept = [text for piece in understood.pieces for text in (piece.text, piece.mark)]
    kept += [cell for piece in understood.pieces for row in piece.rows for cell in row]
    kept += [removed.words for removed in understood.removed for _ in removed.pages or (0,)]
    there = letters(kept)
    return (letters([words]) - there).total()
