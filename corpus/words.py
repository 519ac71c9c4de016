"""Words of a text, in lower case: what tells how a word goes on that was broken at a line end."""

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


def words_of(text: str) -> set[str]:
    """All words of a text, hyphened ones also as a whole."""
    return {word.lower() for pattern in (WORD, HYPHENED) for word in pattern.findall(text)}
