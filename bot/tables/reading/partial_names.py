"""Wording: rows that are asked for by a word in their names."""

import re
from functools import lru_cache

from bot.tables.queries.conditions import Is
from bot.tables.queries.query import Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.counted import names_or_count

_QUOTED = r"['\"\u2018\u201c](?P<{0}>[\w -]+?)['\"\u2019\u201d]"
_WITH = re.compile(
    r"\b(?:words?|term|contain\w*|includ\w*|with|have|has|having)\W+(?:the\s+)?"
    rf"(?:word\s+|term\s+)?{_QUOTED.format('a')}|{_QUOTED.format('b')}\W+in (?:the|their|its) "
    r"(?:name|title)s?|\b(?:with|have|has|having) (?:the word )?(?P<c>\w+) in "
    r"(?:the|their|its) (?:name|title)s?|\b(?:contain\w*|includ\w*|has|have|with) the word "
    r"(?P<d>\w+)",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def places(text: str) -> tuple[tuple[int, int], ...]:
    """Where a question says which word the names hold."""
    return tuple(m.span() for m in _WITH.finditer(text))


def named_with(asked: Asked) -> list[Query]:
    """The rows whose name holds a word: "with 'Communication' in the name"."""
    match = _WITH.search(asked.text)
    if match is None or not re.search(
        r"\b(?:word|term|names?|titles?)\b", asked.text, re.IGNORECASE
    ):
        return []
    word = next(filter(None, match.groups()))
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    names = frozenset(v for v in asked.table.key.values if pattern.search(v))
    if not names:
        return []
    return [Query(asked.table, names_or_count(asked), (Is(0, names), *asked.also))]
