"""N-grams: a phrasing as the runs of words and letters that it is made of."""

import re
from collections.abc import Iterator

_WORD = re.compile(r"[a-z0-9']+|[^\w\s]")
_WORDS, _LETTERS = (1, 2, 3), (3, 4, 5)


def ngrams(text: str) -> list[str]:
    """Runs of one to three words, and of three to five letters within a word, as often as met.

    Runs of letters begin with ``#``, so that none is taken for a word; the edges of a word are
    blanks.
    """
    words = _WORD.findall(text.lower().replace("\u2019", "'"))
    return [*_of_words(words), *(run for word in words for run in _of_letters(word))]


def _of_words(words: list[str]) -> Iterator[str]:
    for size in _WORDS:
        for at in range(len(words) - size + 1):
            yield " ".join(words[at : at + size])


def _of_letters(word: str) -> Iterator[str]:
    padded = f" {word} "
    for size in _LETTERS:
        for at in range(len(padded) - size + 1):
            yield f"#{padded[at : at + size]}"
