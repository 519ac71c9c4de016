"""Neighbours: the row that comes right before or after a named one, in an order or in time."""

import re

from bot.tables.model.columns import Kind
from bot.tables.model.rankings import rankings
from bot.tables.names.mentions import Role
from bot.tables.queries.conditions import Among, Is, number
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked

_AFTER = r"after|behind|below|under|beneath|following"
_BEFORE = r"before|ahead of|above|over|in front of|preceding"
_PLACE = r"(?:places?|spots?|ranks?|positions?|slots?|notch(?:es)?|steps?|rows?)"
_NEXT_TO = re.compile(
    rf"\b(?:(?:right|just|directly|immediately|straight|next)|(?:one|1|a(?: single)?) {_PLACE})\s+"
    rf"(?:(?P<after>{_AFTER})|(?P<before>{_BEFORE}))\s+(?:the\s+)?$"
    r"|\bcomes\s+(?:(?P<later>after)|(?P<earlier>before))\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def neighbour(asked: Asked) -> list[Query]:
    """What the named row holds in an order, and the row that is next to it there."""
    column, later = _order(asked), is_later(asked)
    if len(asked.rows) != 1 or column is None or later is None:
        return []
    (row,) = asked.rows
    own = number(asked.table, row, column)
    if own is None:
        return []
    numbers = {
        value: known
        for other in asked.table.rows
        if (known := number(asked.table, other, column)) is not None
        for value in [asked.table.value(other, column)]
    }
    beyond = [known for known in numbers.values() if (known > own if later else known < own)]
    if not beyond:
        return []
    own_place = Query(asked.table, How.VALUES, (Among((row,)),), (column,))
    nearest = min(beyond) if later else max(beyond)
    cells = frozenset(value for value, known in numbers.items() if known == nearest)
    next_to = Query(asked.table, How.NAMES, (Is(column, cells),))
    return [next_to] if asked.says("who") else [own_place, next_to]


def is_later(asked: Asked) -> bool | None:
    """Whether the row after the named one is asked for, or the one before; None for neither."""
    for mention in asked.of_role(Role.ROW):
        if found := _NEXT_TO.search(asked.text[: asked.place(mention)]):
            return bool(found["after"] or found["later"])
    return None


def _order(asked: Asked) -> int | None:
    """The column by which rows have an order: the one that is named, or the only one."""
    ordered = [*rankings(asked.table), *(c.at for c in asked.table.columns if c.kind is Kind.DATE)]
    named = [column for column in asked.columns if column in ordered]
    found = named or ordered
    return found[0] if len(found) == 1 else None
