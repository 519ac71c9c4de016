"""Meanings: which notes of a table speak of a column, and what its empty cells stand for."""

import re
from collections.abc import Sequence

from bot.tables.model.legends import CELL, EMPTY

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\W])")


def notes_on(name: str, others: Sequence[str], notes: str) -> str:
    """The notes of a table without the sentences that explain the codes of other columns alone."""
    lines = [line for line in notes.split("\n") if line.strip()]
    said = [sentence for line in lines for sentence in _SENTENCE_END.split(line)]
    strange = [other for other in others if other != name]
    kept = [s for s in said if _explains(s, (name,)) or not _explains(s, strange)]
    return "\n".join(kept)


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
    return any(name in told or empty_meaning(name, sentence) for name in names)
