"""Words of a text, in lower case: what tells how a word goes on that was broken at a line end."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def words_of(text: str) -> set[str]:
    """All words of a text; what is hyphened is one word, since its parts may be none."""
    return {word.lower() for word in _WORD.findall(text)}
