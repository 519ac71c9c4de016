"""Sentences out of a stream: each as soon as it is whole, with the numbers that close it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.sentences import sentences

Opening = Literal["", "paragraph", "item"]

# The forms in which models write the number of a passage: [1], [1, 2], 【1】, [^1].
_NUMBERS = r"(?:\[\^?\d{1,4}(?:\s*[,;]\s*\d{1,4})*\]|【\d{1,4}[^】]{0,20}】)"
_GROUP = rf"{_NUMBERS}(?:[\s,;]*{_NUMBERS})*"
_ALONE = re.compile(_GROUP)
# A sentence ends with its numbers, before or after its stop, once something else begins behind it.
_CLOSED = re.compile(
    rf"(?:[.!?][\"”’)]?\s*{_GROUP}|{_GROUP}\s*[.!?])(?=[ \t]+[^\s\[【]|\n)"
    rf"|{_GROUP}(?=[ \t]+[A-Z\"“]|\n)"
)
_LAST = re.compile(rf"{_GROUP}\s*[.!?]?\s*$|[.!?]\s*$")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__|`")
_BEGIN, _END = "<think>", "</think>"
# What grows beyond this without an end is no sentence.
_LONGEST = 2_000


@dataclass(frozen=True)
class Written:
    """A sentence as the model wrote it, without its numbers; where none close it there are none.

    ``opening`` says whether it begins a paragraph or a list entry.
    """

    text: str
    numbers: tuple[int, ...]
    opening: Opening = ""


class Splitter:
    """Takes a text piece by piece and gives its sentences."""

    def __init__(self) -> None:
        self._text = ""
        self._opening: Opening = ""

    def feed(self, piece: str) -> Iterator[Written]:
        """The sentences that the piece completes."""
        self._text = _without_thoughts(self._text + piece)
        while _BEGIN not in self._text:
            line, broken, rest = self._text.partition("\n")
            closed = _CLOSED.search(line + broken)
            if closed:
                self._text = self._text[closed.end() :]
                yield from self._sentences(line[: closed.end()])
            elif broken:
                self._text = rest
                yield from self._sentences(line)
                self._opening = "paragraph"
            elif len(line) > _LONGEST:
                self._text = ""
                yield Written(line, ())
            else:
                return

    def end(self) -> Iterator[Written]:
        """The last sentence, if it has an end; what breaks off is none."""
        if _BEGIN not in self._text and _LAST.search(self._text):
            yield from self._sentences(self._text)
        self._text = ""

    def _sentences(self, text: str) -> Iterator[Written]:
        """The sentences that the same numbers close; a list mark says how the first one opens."""
        if _BULLET.match(text):
            self._opening = "item"
        bare = _EMPHASIS.sub("", _BULLET.sub("", text))
        numbers = tuple(dict.fromkeys(int(n) for g in _ALONE.findall(bare) for n in _read(g)))
        bare = " ".join(re.sub(rf"\s*{_GROUP}", "", bare).split())
        for span in sentences(bare):
            yield Written(bare[span.start : span.end], numbers, self._opening)
            self._opening = ""


def _read(group: str) -> list[str]:
    """The numbers of a group; in 【1†source】 only the first is one."""
    wide = re.findall(r"【(\d+)", group)
    return [*re.findall(r"\d+", re.sub(r"【[^】]*】", "", group)), *wide]


def _without_thoughts(text: str) -> str:
    """The text without what a model wrote down for itself, as far as that has ended."""
    while _BEGIN in text and _END in text:
        before, _, after = text.partition(_BEGIN)
        text = before + after.partition(_END)[2]
    return text
