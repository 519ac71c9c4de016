"""Spelling: a word that nobody knows gives way to the known word it looks most like.

The model sees a misspelt word as a string of odd pieces. So a word that neither the documents nor
the model's vocabulary has is read as the nearest word of the documents.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches

from index.alike import Alike

WORD = re.compile(r"[A-Za-z]{4,}")
_ALIKE = 0.8
_PREFIX = re.compile(r"(?:un|non|re)(?=[a-z]{3})")
_DOING = re.compile(r"(?<=[a-z]{4})ing$")
_COMPARED = re.compile(r"(?<=[a-z]{3})(?:er|est)$")


class Spelling:
    """Corrects questions. ``words`` are those of the documents with the number of their chunks."""

    def __init__(self, words: dict[str, int], known: frozenset[str]) -> None:
        self._words = words
        self._known = known
        self._near = Alike(words, _ALIKE)

    def learn(self, words: Iterable[str]) -> None:
        """Leave these words as they are: documents elsewhere have them."""
        self._known |= frozenset(words)

    def corrected(self, question: str) -> str:
        """The question with unknown words replaced; names in capitals are left as they are."""
        return WORD.sub(lambda match: self._word(match.group()), question)

    def _word(self, word: str) -> str:
        lower = word.lower()
        if self._is_word(lower) or (word.isupper() and len(word) < 7):  # noqa: PLR2004  an acronym
            return word
        found = get_close_matches(lower, self._near.to(lower), n=3, cutoff=_ALIKE)
        if not found:
            return word
        return max(found, key=lambda w: (SequenceMatcher(None, lower, w).ratio(), self._words[w]))

    def _is_word(self, lower: str) -> bool:
        """Whether a word is known, or made of a known one: ``unlisted``, ``fewest``."""
        return any(form in self._words or form in self._known for form in _bare_forms(lower))


def _bare_forms(word: str) -> Iterator[str]:
    """A word as it stands, without a prefix, and without the ending of a verb or a comparison."""
    yield word
    if prefix := _PREFIX.match(word):
        yield word[prefix.end() :]
    if doing := _DOING.search(word):
        yield word[: doing.start()]
    if ending := _COMPARED.search(word):
        bare = word[: ending.start()]
        yield from (
            bare,
            f"{bare}e",
            f"{bare}er",
            re.sub(r"i$", "y", bare),
            re.sub(r"(.)\1$", r"\1", bare),
        )


def words_of(text: str) -> set[str]:
    """The words of a text that can stand for a misspelt one, in lower case."""
    return {word.lower() for word in WORD.findall(text)}
