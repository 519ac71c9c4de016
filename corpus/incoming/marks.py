"""What a list entry opens with: a bullet, a number or a letter."""

import re
from typing import NamedTuple

BULLETS = "•◦▪▫‣⁃∙·●○■□◆◇►▸➢➤✓✔❖\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf06f"
_BULLET = re.compile(rf"[{BULLETS}]\s*|[-–—*+o]\s+")
_NUMBER = re.compile(r"(\d{1,3})([.)])\s+")
_BRACKETED = re.compile(r"(\(\d{1,3}\)|\(?[a-z]\)|[a-z]\.|\(?[ivx]{1,5}\)|[ivx]{1,5}\.)\s+")


class ListMark(NamedTuple):
    """``written`` is the Markdown mark, ``text`` the entry; letters and brackets stay in it.

    ``given`` is the mark as it stands, to tell whether entries follow on each other.
    """

    written: str
    text: str
    given: str


def list_mark(line: str) -> ListMark | None:
    """The mark that a line opens with, if it opens with one and goes on behind it."""
    for pattern in (_BULLET, _NUMBER, _BRACKETED):
        match = pattern.match(line)
        if match and line[match.end() :].strip():
            return _told(pattern, match, line)
    return None


def _told(pattern: re.Pattern[str], match: re.Match[str], line: str) -> ListMark:
    rest = line[match.end() :].strip()
    if pattern is _BULLET:
        return ListMark("-", rest, "-")
    if pattern is _NUMBER:
        return ListMark(f"{int(match.group(1))}.", rest, match.group(1))
    return ListMark("-", f"{match.group(1)} {rest}", match.group(1).strip("()."))


def follows(mark: str, before: str | None) -> bool:
    """Whether a mark opens a list or goes on from the mark before: 1, 2; a, b; i, ii."""
    if mark in {"-", "1", "a", "i"}:
        return True
    if before is None:
        return False
    if mark.isdigit():
        return before.isdigit() and int(mark) == int(before) + 1
    if len(mark) == 1 and len(before) == 1 and ord(mark) == ord(before) + 1:
        return True
    return before in _ROMAN and mark in _ROMAN and _ROMAN.index(mark) == _ROMAN.index(before) + 1


_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv"]
