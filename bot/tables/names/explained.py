"""Explained: what a code stands for, in the words by which people may ask for it."""

import re
from collections import defaultdict
from collections.abc import Mapping

from bot.tables.model.codes import Code
from bot.tables.model.columns import Column, Kind, parts_in
from bot.tables.model.words import content, stems

# How a meaning speaks of a row: "it is planned", "site that is planned".
_OF_ROW = re.compile(
    r"(?:[\w-]+\s){1,2}?(?:(?:that|which|who)\s)?(?:is|are|was|were)\s", re.IGNORECASE
)
# How something is done: "taken by mail", "at the counter".
_BY_WAY = re.compile(
    r"^(?:\w+ )?(?:by|through|via|at|on|over|in|with) (?:the |an? )?(?=\w{3,}(?: \w+)?$)",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(
    r"\s*[(]|\s*\b(?:until|unless|because|if|when|while|so that|as|before|after)\b\s*"
)
_JOINTS = re.compile(r"\s*(?:[,;]|\b(?:and|but)\b)\s*")
_LONGEST_PART = 3


def cells_with(column: Column, code: str) -> frozenset[str]:
    """The cells of a column that are a code, or list it with others."""
    listing = {value for value in column.values if code and code in parts_in(value)}
    return frozenset(listing or {code})


def is_value(column: Column, code: Code) -> bool:
    """Whether what a code stands for is a value as any, and neither a yes nor a gap in numbers."""
    if column.kind in {Kind.NUMBER, Kind.DATE}:
        return not code.text or column.number(code.text) is not None
    return column.kind is Kind.TEXT


def by_run(found: Mapping[str, set[str]]) -> dict[tuple[str, ...], set[str]]:
    """The codes of each run of stems, of parts that have a word that carries meaning."""
    runs: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for part, texts in found.items():
        if content(part):
            runs[stems(part)] |= texts
    return runs


def said_of(meaning: str) -> list[str]:
    """A meaning in full, without what is in brackets, and what it says of a row: "is planned"."""
    bare = re.split(r"\s*[(\[]", meaning, maxsplit=1)[0]
    return list(dict.fromkeys([meaning, bare, _of_row(bare), _BY_WAY.sub("", bare)]))


def _of_row(meaning: str) -> str:
    found = _OF_ROW.match(meaning)
    return meaning[found.end() :] if found else meaning


def shorter(meaning: str) -> list[str]:
    """What a meaning says first, or of two things each: "closed" of "closed until it is mended"."""
    first = _LEADS_ON.split(meaning, maxsplit=1)[0]
    parts = [_of_row(part) for part in _JOINTS.split(first)]
    return [part for part in parts if part != meaning and len(part.split()) <= _LONGEST_PART]
