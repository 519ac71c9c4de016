"""Whole: rows that a value picks out, or all that a table has."""

from bot.tables.queries.conditions import Is
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import hinted
from bot.tables.wordings import amounts


def filtered(asked: Asked) -> list[Query]:
    """What other columns say of the rows that a value picks out."""
    if not asked.filters or (len(asked.filters) == len(asked.also) and asked.says("not")):
        return []
    used = {c.column for c in asked.filters if isinstance(c, Is)}
    wanted = tuple(c for c in asked.columns if c not in used)
    wanted = wanted or (() if asked.says("kinds") else hinted(asked))
    if asked.says("count") and not (set(wanted) - {0}):
        return [Query(asked.table, How.COUNT, asked.filters)]
    if set(wanted) - {0} and not asked.also:
        columns = tuple(sorted(c for c in wanted if c))
        return [Query(asked.table, How.VALUES, asked.filters, columns)]
    return [Query(asked.table, How.NAMES, asked.filters)]


def everything(asked: Asked) -> list[Query]:
    """How many rows there are at all, or all of them."""
    if (
        (asked.columns and not asked.table.is_glossary)
        or amounts.limits(asked.bare)
        or asked.says("not", "superlative")
    ):
        return []
    if asked.says("count", "sum", "how_long"):
        return [Query(asked.table, How.COUNT, ())]
    if asked.says("asks_list") and _keyed(asked):
        return [Query(asked.table, How.NAMES, ())]
    return []


def _keyed(asked: Asked) -> bool:
    """Whether the question speaks of what the rows are."""
    return any(m.name.column == 0 for m in asked.mentions)
