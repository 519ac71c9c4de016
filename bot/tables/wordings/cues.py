"""Cues: the words of general English that say what is wanted of a table."""

import re
from functools import cache, lru_cache

from bot.tables.wordings.mark_cues import MARK_CUES
from bot.tables.wordings.number_cues import NUMBER_CUES

_CUES = {**MARK_CUES, **NUMBER_CUES}
_KEPT = 1024
# Which of these a query of each kind answers to; a cue that none answers to stays unexplained.
_ALWAYS = ("which", "yes_no")
_PATTERN = (
    "only", "all", "not", "but_not", "fresh", "dropped", "or", "both", "upward", "downward", "span",
    "all_columns", "no_columns", "onward", "lasting", "not_earlier", "not_later", "breaks", "gaps",
    "amount", "except",
)  # fmt: skip
_MOVES = ("rise", "fall", "stay", "change")
_EXTREME = (
    "highest",
    "lowest",
    "superlative",
    "by_time",
    "by_money",
    "when",
    "all",
    "span",
    "count",
)
EXPLAINED: dict[str, tuple[str, ...]] = {
    "whole": ("count", "sum", "all", "asks_list", "how_long", "both", "listed"),
    "names": (
        "unplaced", "inside", "to_come", *_PATTERN, *_MOVES,
        "compare", "highest", "lowest", "superlative",
    ),
    "count": (
        "unplaced", "inside", *_PATTERN, *_MOVES,
        "count", "sum", "compare", "highest", "lowest", "superlative",
    ),
    "values": (
        "to_come", "inside", "dropped", "fresh", "rank_asked", "yes_word", "when", "where", "who",
        "how_much", "how_long", "count", "not", "or", "all", "compare", "both", "only",
        "stay", "span", "change", "superlative", "highest", "lowest",
    ),
    "marks": (*_PATTERN, "count"),
    "sum": ("sum", "how_much", "count", "all"),
    "across": ("sum", "how_much", "count", "all"),
    "mean": ("mean", "how_much", "all"),
    "highest": _EXTREME,
    "lowest": _EXTREME,
    "order": ("compare", "difference", "highest", "lowest", "superlative", "or", "all"),
    "difference": (
        "difference", "compare", "highest", "lowest", "superlative", "or", "count", "change",
        "how_much", "by_money", "by_time", "span", "both",
    ),
    "change": ("from_to", "difference", *_MOVES, "count", "span", "compare", "how_long", "both"),
    "biggest rise": ("superlative", *_MOVES, "highest", "lowest", "span"),
    "biggest fall": ("superlative", *_MOVES, "highest", "lowest", "span"),
    "tally": (
        "count", "compare", "difference", "superlative", "highest", "lowest", "or", "fewest",
        "span", "sum", "all", "both", "fresh",
    ),
}  # fmt: skip


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(_CUES[name], re.IGNORECASE)


def has(name: str, text: str) -> bool:
    """Whether a text carries the cue of that name."""
    return _compiled(name).search(text) is not None


def places(name: str, text: str) -> list[tuple[int, int]]:
    """Where a text carries the cue of that name."""
    return list(_spans(name, text))


@lru_cache(_KEPT)  # each table is asked the same
def _spans(name: str, text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _compiled(name).finditer(text))


@lru_cache(_KEPT)
def explained_places(how: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where a text carries cues that a query of that kind answers to."""
    return tuple(place for name in (*_ALWAYS, *EXPLAINED[how]) for place in places(name, text))
