"""Words broken at the end of a line: with or without their hyphen?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.incoming.reading import Doubt, doubt
from corpus.words import words_of

_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_LAST = re.compile(r"[^\W\d_]+$")
_GOES_ON = re.compile(r"[^\W\d_]+")


class Hyphens:
    """Decides by the words that the document itself and other documents use.

    ``columns`` are the lines of each column and cell, which also tell whether the document breaks
    words at all: where it never does, a hyphen at the end of a line belongs to its word.
    """

    def __init__(self, columns: Iterable[Sequence[str]], known: frozenset[str]) -> None:
        texts = [list(column) for column in columns]
        self.words = {word for text in texts for line in text for word in words_of(_inside(line))}
        self.words |= known
        # Where words are cut without a hyphen, what stands beside the break is no evidence.
        self._whole = known | {word for text in texts for word in _within(text)}
        self.doubts: list[Doubt] = []
        self.breaks_words = any(self._is_broken_word(*pair) for t in texts for pair in pairwise(t))

    def joined(self, before: str, after: str, page: int) -> str:
        """Two lines as one text."""
        broken, rest = _BROKEN.search(before), _GOES_ON.match(after)
        if broken and rest:
            one = self._is_one_word(broken.group(1), rest.group(), page)
            return (before[:-1] if one else before) + after
        # Numbers and signs: “2024-” and “2025” belong together as they stand; a dash stands alone.
        hyphen = before.endswith("-") and not before.endswith((" -", "--"))
        cut = hyphen or self._is_cut(before, after, page)
        return before + after if cut else f"{before} {after}"

    def _is_cut(self, before: str, after: str, page: int) -> bool:
        """Whether a narrow cell cuts a known word in two pieces that are not both words."""
        start, rest = _LAST.search(before), _GOES_ON.match(after)
        if not start or not rest:
            return False
        pieces = {start.group().lower(), rest.group().lower()}
        cut = (start.group() + rest.group()).lower() in self.words and not pieces <= self._whole
        if cut:
            said = start.group() + rest.group()
            self.doubts.append(doubt("a word cut without a hyphen is put together", said, page))
        return cut

    def _is_broken_word(self, before: str, after: str) -> bool:
        """Whether a known word is surely broken between two lines."""
        broken, rest = _BROKEN.search(before), _GOES_ON.match(after)
        if not broken or not rest:
            return False
        first, last = broken.group(1).lower(), rest.group().lower()
        return first + last in self.words and f"{first}-{last}" not in self.words

    def _is_one_word(self, start: str, rest: str, page: int) -> bool:
        first, last = start.lower(), rest.lower()
        if f"{first}-{last}" in self.words:
            return False
        if first + last in self.words:
            return True
        # Unknown as one word: two known words keep their hyphen, a piece of a word loses it.
        both = first.rpartition("-")[2] in self.words and last in self.words
        one = self.breaks_words and not both and not rest[0].isupper()
        said = f"{start}{rest}" if one else f"{start}-{rest}"
        how = "left out" if one else "kept"
        self.doubts.append(doubt(f"hyphen at the end of a line {how}", said, page))
        return one


def _within(lines: Sequence[str]) -> Iterator[str]:
    """The words of a column but those at a break between two of its lines."""
    for number, line in enumerate(lines):
        text = _inside(line)
        text = _GOES_ON.sub("", text, count=1) if number and _GOES_ON.match(text) else text
        yield from words_of(_LAST.sub("", text) if number < len(lines) - 1 else text)


def _inside(text: str) -> str:
    """The line without the broken words at its ends, which are no evidence."""
    return re.sub(r"\S+-$", "", text.strip())
