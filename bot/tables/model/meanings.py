"""Meanings: which notes of a table speak of a column, and what its empty cells stand for."""

import re
from collections.abc import Iterable, Sequence

from bot.tables.model.legends import CELL, EMPTY, THERE
from bot.tables.model.words import ORDINALS

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\W])")
# "C", "B2", "IV"
_CLASS = re.compile(r"[A-Z]\d?|[IVX]{1,4}")
_TELLS = r"(?:is|are|tells?|says?|shows?|counts?|gives?|holds?|lists?)"
_VERB = rf"(?:{THERE}\s*(?::|=|means?\b|stands?\b|is\b|shows?\b|indicates?\b|says?\b))"
_QUOTES = r"[*_\"'\u201c\u201d`]*"
_IN_PLACE = re.compile(rf"\b({'|'.join(ORDINALS[1:])}|last)\s+column\b", re.IGNORECASE)


def notes_on(name: str, others: Sequence[str], notes: str) -> str:
    """The notes of a table without the sentences that explain the codes of other columns alone."""
    lines = [line for line in notes.split("\n") if line.strip()]
    said = [sentence for line in lines for sentence in _SENTENCE_END.split(line)]
    strange = [other for other in others if other != name]
    kept = [s for s in said if _explains(s, (name,)) or not _explains(s, strange)]
    kept = [s for s in kept if name in (_placed(s, others) or (name,))]
    return "\n".join(kept)


def _placed(sentence: str, names: Sequence[str]) -> list[str]:
    """The columns that a sentence tells by their place: "a dash in the last column"."""
    spoken = [found[1].lower() for found in _IN_PLACE.finditer(sentence)]
    places = [-1 if word == "last" else ORDINALS.index(word) - 1 for word in spoken]
    return [names[at] for at in places if at < len(names)]


def description(name: str, notes: str) -> str:
    """What a note says that a column tells: "Opt. counts the extensions that are left"."""
    own = rf"{_QUOTES}(?:[Tt]he\s+)?{re.escape(name)}{_QUOTES}"
    told = re.search(
        rf"(?:^|(?<=[.;\n])\s*){own}(?:\s+\([^()]*\))?\s+{_TELLS}\s+(?P<said>[^.;:\n]+)",
        notes,
    )
    return told["said"].strip() if told else ""


def class_meaning(name: str, lines: Iterable[str]) -> str:
    """What a line says of the class that a short name stands for: "Class C: States, counties"."""
    if not _CLASS.fullmatch(name):
        return ""
    own = re.compile(rf"(?:\w+ ){{1,2}}{re.escape(name)}\s*[:=\u2013\u2014]\s*(?P<said>\S.*)")
    return next((told["said"] for line in lines if (told := own.fullmatch(line))), "")


def empty_meaning(name: str, notes: str) -> str:
    """What an empty cell of the column ``name`` stands for, by notes that name that column."""
    own = re.escape(name)
    told = re.search(
        rf"(?:{EMPTY}\s+{own}(?:\s+{CELL})?|{EMPTY}\s+{CELL}\s+(?:under|in|for)\s+{own})"
        rf"\s+(?:means?|stands? for|indicates?|shows?|says?)\s+(?:that\s+)?(?P<meaning>[^.;\n]+)"
        rf"|(?:[Ww]here|[Ii]f|[Ww]hen)\s+(?:the\s+)?{own}\s+is\s+(?:left\s+)?{EMPTY},\s+"
        rf"(?P<case>[^.;\n]+)"
        rf"|\b(?:[Nn]o|[Ww]ithout an?)\s+(?i:{own})(?:\s+(?:is\s+)?(?:shown|listed|given|named"
        rf"|entered|set))?\s*(?::|=|means|,\s)\s*(?P<none>[^.;\n]+)",
        notes,
    )
    said = (told["meaning"] or told["case"] or told["none"]) if told else ""
    return said.strip()


def _explains(sentence: str, names: Sequence[str]) -> bool:
    """Whether a sentence says that it explains the codes, or the empty cells, of such a column."""
    head, colon, _ = sentence.partition(":")
    told = {part.strip(" [(*") for part in re.split(r",|\band\b|\bor\b", head)} if colon else set()
    return any(
        name in told or _speaks_of(name, sentence) or empty_meaning(name, sentence)
        for name in names
    )


def _speaks_of(name: str, sentence: str) -> bool:
    """Whether a sentence is about a column, or about a sign under it: "a dash under Draw"."""
    own = rf"{_QUOTES}(?:the\s+)?(?i:{re.escape(name)}){_QUOTES}"
    about = rf"\W*{own}(?:\s+\([^()]*\))?\s+{_TELLS}\b"
    under = rf".*\b(?:under|in)\s+{own}(?:\s+column)?{_VERB}"
    marked = rf".*[*_\"\u201c`](?i:{re.escape(name)})[*_\"\u201d`]"
    return re.match(f"{about}|{under}|{marked}", sentence) is not None
