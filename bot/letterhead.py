"""Letterhead: the lines of a letter that only name something, and answer no other question."""

import re

# The lines that name what a letter is about and what comes with it, and who asks for them.
_FIELD = re.compile(r"(?:Subject|Re|Attachments?|Enclosures?)\s*:", re.IGNORECASE)
_ASKS_FIELD = re.compile(r"\b(?:subject|titled?|called|about|attach\w*|enclos\w*)\b", re.IGNORECASE)
# The line that says whom it is from, and who asks for that.
_SENDER = re.compile(r"(?:From|Signed(?: by)?|Author)\s*:", re.IGNORECASE)
_ASKS_SENDER = re.compile(
    r"\b(?:who|whom|whose|author\w*|sign\w*|sender|issued by|(?:which|what) (?:official|director))"
    r"\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?:;][\"\u201d)*_]*\s*$")
_WORD = re.compile(r"[^\W\d_]+")
# Words as short as "of" may stand without a capital in a name, which has so many words at most.
_SHORT, _LONGEST_NAME = 3, 8


def is_letterhead(line: str, question: str) -> bool:
    """Whether a line is but a name, such as an office's, or a field that is not asked for."""
    if _FIELD.match(line):
        return not _ASKS_FIELD.search(question)
    if _SENDER.match(line):
        return not _ASKS_SENDER.search(question)
    return _is_name(line)


def _is_name(line: str) -> bool:
    words = _WORD.findall(line)
    heavy = [word for word in words if len(word) > _SHORT]
    capital = all(word[0].isupper() for word in heavy)
    return capital and len(words) <= _LONGEST_NAME and not _ENDED.search(line)
