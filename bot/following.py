"""Follow-ups: a question that leans on the one before it, put so that it stands alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.conversations import Turn
from bot.parts import Part
from corpus.library import Corpus
from corpus.outline import tables

# Openings that go on from what was said before, and questions too short to stand without it.
_GOES_ON = re.compile(r"^\s*(?:and|but|or|so|then|also|what about|how about|same)\b", re.IGNORECASE)
_ASKS_BACK = re.compile(r"^\s*(?:why|how so|since when|which one|until when)\b", re.IGNORECASE)
# Words that point back. "IT" is a kind of work, so capitals count.
_POINTER = re.compile(
    r"\b(?:it|its|they|them|their|those|these|that one|this one|the same|he|she|"
    r"the (?:first|second|third|last|other|former|latter)(?: one)?)\b|"
    r"^(?:It|Its|They|Those|These)\b"
)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|he|she|his|her|that|those|these|this)\b(?=\W*$|\s)"
)
_IT = re.compile(r"\b(?:it|its)\b(?! work)")
_COULD_BE_MEANT = re.compile(r"(?<!^)\b[A-Z]\w+|\d|\bthe\s+\w+")
_OPENS_WITH_PREPOSITION = re.compile(
    r"^\s*(?:for|by|at|in|on|with|without|under|from|since|until|after|before|to|of|if|because)\b",
    re.IGNORECASE,
)
_FRAGMENT = 6
_WORD = re.compile(r"\w+")
_HARDLY_ANY, _FEW_WORDS, _SOME_WORDS = 3, 7, 12
_LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class _Named:
    """A name found in a question, at ``[start, end)``; ``role`` is row or column."""

    role: str
    start: int
    end: int


class Names:
    """The names of rows and columns in the tables of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        found = [t for d in corpus.documents for t in tables(corpus.outline(d.id))]
        self._roles: dict[tuple[str, ...], str] = {}
        for table in found:
            self._add("column", table.columns[1:])
            self._add("row", (row.key for row in table.rows))

    def _add(self, role: str, names: Iterable[str]) -> None:
        for name in names:
            self._roles.setdefault(tuple(_WORD.findall(name.lower())), role)

    def find(self, question: str) -> list[_Named]:
        """The names in a question, the longest first where they overlap."""
        words = list(_WORD.finditer(question))
        found: list[_Named] = []
        at = 0
        while at < len(words):
            for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
                run = words[at : at + length]
                role = self._roles.get(tuple(word.group().lower() for word in run))
                if role:
                    found.append(_Named(role, run[0].start(), run[-1].end()))
                    at += length
                    break
            else:
                at += 1
        return found


def resolved(question: str, before: Turn | None, names: Names) -> Part | None:
    """The question with what it leans on in the turn before, or None if it stands alone.

    "And of Reading?" after a question about another row of a table asks the same of that row; any
    other follow-up is read together with the question it leans on.
    """
    if before is None or not leans(question):
        return None
    swapped = _swapped(question, before.understood, names)
    if swapped:
        return Part(swapped)
    named = _named_for_pronoun(question.strip(), _sole_name(before.understood, names))
    return Part(named, before.anchor.rstrip(" ?"))


def _named_for_pronoun(question: str, name: str | None) -> str:
    """The question with a name in the place of the first "it", where there is one to put there."""
    if name is None:
        return question
    return _IT.sub(lambda found: f"{name}'s" if found.group() == "its" else name, question, count=1)


def _sole_name(before: str, names: Names) -> str | None:
    """The one row that a question speaks of by its name, with a capital as names have."""
    found = {before[n.start : n.end] for n in names.find(before) if n.role == "row"}
    name = next(iter(found)) if len(found) == 1 else ""
    return name if name[:1].isupper() and not before.startswith(name) else None


def leans(question: str) -> bool:
    """Whether a question says too little to be answered without the one before it."""
    words = question.split()
    count = len(words)
    return bool(
        (count <= _SOME_WORDS and _GOES_ON.match(question))
        or (count <= _FEW_WORDS and _POINTER.search(question))
        or (count <= _SOME_WORDS and _points_out(question))
        or (count <= _FRAGMENT and _OPENS_WITH_PREPOSITION.match(question))
        or (count <= _HARDLY_ANY and _ASKS_BACK.match(question))
    )


def _points_out(question: str) -> bool:
    """Whether a pronoun stands before any name or number that it could mean."""
    found = _PRONOUN.search(question)
    return found is not None and not _COULD_BE_MEANT.search(question[: found.start()])


def _swapped(question: str, before: str, names: Names) -> str | None:
    """The question before with the names of the new one in the place of their like."""
    there = names.find(before)
    swaps: list[tuple[_Named, str]] = []
    for new in names.find(question):
        like = [old for old in there if old.role == new.role]
        if len(like) != 1:
            return None
        swaps.append((like[0], question[new.start : new.end]))
    for old, name in sorted(swaps, key=lambda swap: -swap[0].start):
        before = before[: old.start] + name + before[old.end :]
    return before if swaps else None
