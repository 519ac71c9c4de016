"""Words broken at the end of a line: with or without their hyphen?"""

import re
from collections.abc import Iterable

from corpus.incoming.reading import Doubt, doubt
from corpus.words import words_of

_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_GOES_ON = re.compile(r"[^\W\d_]+")


class Hyphens:
    """Decides by the words that the document itself and other documents use."""

    def __init__(self, lines: Iterable[str], known: frozenset[str]) -> None:
        self.words = {word for line in lines for word in words_of(_inside(line))} | known
        self.doubts: list[Doubt] = []

    def joined(self, before: str, after: str, page: int) -> str:
        """Two lines as one text."""
        broken, rest = _BROKEN.search(before), _GOES_ON.match(after)
        dash = before.endswith("-") and not before.endswith(" -")
        if dash and (broken is None or rest is None):
            # Numbers and signs: “2024-” and “2025” belong together as they stand.
            return before + after
        if broken is None or rest is None:
            return f"{before} {after}"
        bare = before[:-1]
        return (
            bare + after
            if self._is_one_word(broken.group(1), rest.group(), page)
            else before + after
        )

    def _is_one_word(self, start: str, rest: str, page: int) -> bool:
        first, last = start.lower(), rest.lower()
        if f"{first}-{last}" in self.words:
            return False
        if first + last in self.words:
            return True
        if rest[0].isupper():
            return False
        # Unknown as one word: two known words keep their hyphen, a piece of a word loses it.
        if first.rpartition("-")[2] in self.words and last in self.words:
            self.doubts.append(doubt("hyphen at the end of a line kept", f"{start}-{rest}", page))
            return False
        self.doubts.append(doubt("hyphen at the end of a line left out", f"{start}{rest}", page))
        return True


def _inside(text: str) -> str:
    """The line without the broken words at its ends, which are no evidence."""
    return re.sub(r"\S+-$", "", text.strip())
