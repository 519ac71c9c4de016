"""Sentences of a text, as spans that leave the text untouched."""

import re
from itertools import pairwise
from typing import NamedTuple

from sentencex import segment

FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]+\]")
# What leads to a note or labels it: a footnote mark, or "[2]" as many write it by hand, which
# would be taken for one of our own citations.
_NOTE_MARK = re.compile(
    rf"{FOOTNOTE_MARK.pattern}|^\[\d{{1,2}}\][ \t]+|[ \t]?\[\d{{1,2}}\](?![(\[:])", re.MULTILINE
)
_LIST_MARK = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+", re.MULTILINE)
_CLOSED_SENTENCE = re.compile(r"(?<=[.!?][)\]\"”’])\s+(?=[A-Z(\"“])")


class Span(NamedTuple):
    """``[start, end)`` in code points of a document's text."""

    start: int
    end: int


def without_marks(text: str) -> str:
    """The text as people read it, without the marks of its notes."""
    return _NOTE_MARK.sub("", text)


def without_list_marks(text: str) -> str:
    """The text without the marks and numbers of its list entries, which say nothing themselves."""
    return _LIST_MARK.sub("", text)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Split ``text[start:end]`` into sentences.

    Marks of notes around a sentence belong to no span; white space neither.
    """
    part = text[start:end]
    masked = _NOTE_MARK.sub(lambda mark: " " * len(mark.group()), part)
    spans: list[Span] = []
    at = 0
    for piece in _pieces(masked):
        stripped = piece.strip()
        if stripped:
            begin = masked.index(stripped, at)
            spans.append(Span(start + begin, start + begin + len(stripped)))
        at += len(piece)
    return spans


def _pieces(masked: str) -> list[str]:
    """Consecutive pieces that join to ``masked`` again, one sentence each."""
    pieces: list[str] = []
    for segmented in segment("en", masked):
        for piece in _split_after_brackets(segmented):
            # A "sentence" that begins in lower case goes on with the one before ("(E.O). has").
            if pieces and piece.lstrip()[:1].islower():
                pieces[-1] += piece
            else:
                pieces.append(piece)
    return pieces


def _split_after_brackets(piece: str) -> list[str]:
    cuts = [0, *(match.start() for match in _CLOSED_SENTENCE.finditer(piece)), len(piece)]
    return [piece[a:b] for a, b in pairwise(cuts)]
