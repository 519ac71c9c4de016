"""Whole: rows that a value picks out, or all that a table has."""

import re

from bot.tables.names.mentions import Role
from bot.tables.queries.conditions import Is
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import hinted
from bot.tables.wordings import amounts

_WHICH = re.compile(r"\W*(?:which|what|how many|list|name|show(?: me)?)\b", re.IGNORECASE)

# "Which rooms are full", but not "which rooms are there" and the like.
_WHICH_ARE = re.compile(
    r"\b(?:what|which) (?:\w+ ){1,2}(?:is|are) (?!(?:there|in|on|at|the|our|all|part|listed"
    r"|included|covered|named|shown|available|offered|given)\b)\w+\W*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\W+(?:[\w-]+\W+){0,4}?(?:is|are|was|were|do|does|have|has|can|may|must|will|should|apply|applies)\b",
    re.IGNORECASE,
)


def filtered(asked: Asked) -> list[Query]:
    """What other columns say of the rows that a value picks out."""
    if not asked.filters or (len(asked.filters) == len(asked.also) and asked.says("not")):
        return []
    used = {c.column for c in asked.filters if isinstance(c, Is)}
    wanted = tuple(c for c in asked.columns if c not in used)
    wanted = wanted or (() if asked.says("kinds") else hinted(asked))
    if _rows_are_asked_for(asked):
        wanted = ()
    if asked.says("count") and not (set(wanted) - {0}):
        return [Query(asked.table, How.COUNT, asked.filters)]
    if set(wanted) - {0} and not asked.also:
        columns = tuple(sorted(c for c in wanted if c))
        return [Query(asked.table, How.VALUES, asked.filters, columns)]
    return [Query(asked.table, How.NAMES, asked.filters)]


def _rows_are_asked_for(asked: Asked) -> bool:
    """Whether rows are asked for, or counted, by what they are: "which rooms are open …"."""
    first = next((m for m in asked.mentions if m.name.role is Role.COLUMN), None)
    keyed = first is not None and first.name.column == 0 and _WHICH.match(asked.text)
    verbs = _VERB.match(asked.text, asked.span(first)[1]) if first and keyed else None
    numbered = asked.table.table.numbered and {m.name.column for m in asked.column_mentions} <= {1}
    return bool(verbs) or (numbered and asked.says("count"))


def everything(asked: Asked) -> list[Query]:
    """How many rows there are at all, or all of them."""
    if (
        (asked.columns and not asked.table.is_glossary)
        or asked.of_role(Role.CODE)
        or amounts.limits(asked.bare)
        or asked.says("not", "superlative")
    ):
        return []
    if asked.says("count", "sum", "how_long"):
        return [Query(asked.table, How.COUNT, ())]
    if asked.says("asks_list") and _keyed(asked) and not _says_more(asked):
        return [Query(asked.table, How.NAMES, ())]
    return []


def _says_more(asked: Asked) -> bool:
    """Whether a word says which rows are meant, though the table knows it not: "which are full"."""
    return _WHICH_ARE.search(asked.unnamed) is not None


def _keyed(asked: Asked) -> bool:
    """Whether the question speaks of what the rows are."""
    return any(m.name.column == 0 for m in asked.mentions)
