"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
Step = tuple[Kind, str]

_ALIKE = 0.6
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def difference(before: str, after: str) -> list[Step]:
    """The steps from one text to the other: what stayed, what is gone and what is new.

    One white space is like another: a baseline keeps its answers on one line.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    # Frequent words must count too, or a long answer comes out as changed altogether.
    matcher = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    if before and after and matcher.ratio() < _ALIKE:
        # Two texts shredded into each other can be read by nobody.
        return [("gone", before), ("new", f"\n\n{after}")]
    return list(_steps(matcher, old, new))


def _steps(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Step]:
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            yield "same", "".join(new[k:m])
            continue
        if i < j:
            yield "gone", "".join(old[i:j])
        if k < m:
            yield "new", "".join(new[k:m])


def _keys(words: list[str]) -> list[str]:
    return [" " if word.isspace() else word for word in words]
