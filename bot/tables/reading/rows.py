"""Rows: queries about rows that the question names."""

import re

from bot.tables.model.rankings import rankings
from bot.tables.model.typed import Kind
from bot.tables.model.words import content
from bot.tables.names.mentions import Role
from bot.tables.queries.conditions import Among, Is, number
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import (
    comparable,
    hinted,
    money,
    number_column,
    pair,
    sized,
    weekdays,
)
from bot.tables.reading.counted import names_or_count
from bot.tables.reading.spans import is_only

_PAIR = 2
# Whoever is named after these does something to the rows, and is none of those asked for.
_DOES = re.compile(r"\b(?:do|does|did)\s+$", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:work\w*|report\w*|\w+ed|\w+n)\s+(?:for|under|to|by)\s+$", re.IGNORECASE)
MANY_COLUMNS = 6


def listed(asked: Asked) -> list[Query]:
    """That a name stands in a list."""
    if len(asked.table.columns) > 1 or asked.of_kind(Kind.MARK, Kind.NUMBER):
        return []
    if not (asked.says("listed") and asked.says("yes_no")):
        return []
    return [Query(asked.table, How.NAMES, (Among(asked.rows),))]


def definition(asked: Asked) -> list[Query]:
    if not asked.table.is_glossary:
        return []
    return [Query(asked.table, How.VALUES, (Among(asked.rows),), (1,))]


def change(asked: Asked) -> list[Query]:
    """How a row's number changes from one column to another."""
    both = pair(asked)
    moves = asked.says("rise", "fall", "stay", "change", "difference", "from_to")
    moves = moves or len(asked.of_kind(Kind.NUMBER)) == _PAIR
    if len(asked.rows) != 1 or both is None or not moves or not comparable(asked.table, both):
        return []
    if len(asked.of_kind(Kind.NUMBER)) == 1 and not asked.says(
        "rise", "fall", "change", "difference", "stay"
    ):
        return []
    return [Query(asked.table, How.CHANGE, (Among(asked.rows),), both)]


def difference(asked: Asked) -> list[Query]:
    """Rows set against each other in one column of numbers."""
    column = _comparable(asked)
    if len(asked.rows) < _PAIR or column is None:
        return []
    if not asked.says("difference", "compare", "superlative", "highest", "lowest"):
        return []
    how = How.DIFFERENCE if len(asked.rows) == _PAIR else How.ORDER
    return [Query(asked.table, how, (Among(asked.rows),), (column,))]


def _comparable(asked: Asked) -> int | None:
    """The column that is meant, or the only one that has numbers for all rows."""
    named = asked.of_kind(Kind.NUMBER)
    if (compared := sized(asked)) is not None:
        return compared
    if len(named) == 1:
        return named[0]
    if len(named) > 1:
        return None
    column = number_column(asked)
    full = [
        c
        for c in rankings(asked.table)
        if all(number(asked.table, r, c) is not None for r in asked.rows)
    ]
    return full[0] if len(full) == 1 else column


def total(asked: Asked) -> list[Query]:
    column = number_column(asked)
    if column is None or len(asked.rows) < _PAIR or not asked.says("sum"):
        return []
    return [Query(asked.table, How.SUM, (Among(asked.rows),), (column,))]


def all_marks(asked: Asked) -> list[Query]:
    """Which columns affirm for a row, where none is named or the question asks "only"."""
    marks = tuple(c.at for c in asked.table.coded)
    named = tuple(c for c in asked.columns if c in marks)
    others = set(asked.columns) - set(marks)
    whole = (
        is_only(asked)
        or asked.says("all_columns", "onward", "not_earlier")
        or len(named) == len(marks)
    )
    if not marks or others or (named and not whole):
        return []
    if not named and (len(marks) < _PAIR or hinted(asked)):
        return []
    codes = asked.meant_codes
    if not (asked.table.marks or codes):
        return []
    return [
        Query(asked.table, How.MARKS, (Among((row,)), *asked.filters), marks, codes=codes)
        for row in asked.rows
    ]


def values(asked: Asked) -> list[Query]:
    if len(asked.table.columns) == 1:
        return []
    told = _tried(asked) if asked.says("yes_no") else ()
    if told and set(asked.columns) <= {*told}:
        return [Query(asked.table, How.VALUES, (Among(asked.rows),), told)]
    columns = weekdays(asked) or _edge(asked) or _priced(asked) or asked.columns
    columns = columns or _scattered(asked)
    columns = columns or hinted(asked) or _placed(asked)
    columns = columns or tuple(c.at for c in asked.table.columns[1:])
    columns = tuple(sorted(c for c in columns if c)) or (1,)
    return [
        Query(asked.table, How.VALUES, (Among(asked.rows), *asked.filters), columns[:MANY_COLUMNS])
    ]


def of_agent(asked: Asked) -> list[Query]:
    """The rows that somebody leads or owns who is a row too: "who works for Ada Finch"."""
    found = agent(asked)
    return [] if found is None else [Query(asked.table, names_or_count(asked), (found,))]


def agent(asked: Asked) -> Is | None:
    """That a row has somebody in a column, who is a row too; None where the row itself is meant."""
    rows = {(m.start, m.end) for m in asked.of_role(Role.ROW) if not m.name.weak}
    for mention in asked.of_role(Role.VALUE):
        if (mention.start, mention.end) not in rows:
            continue
        start, end = asked.span(mention)
        said = any(m.name.column == mention.name.column for m in asked.column_mentions)
        does = said and _DOES.search(asked.text[:start]) and asked.text[end : end + 1] == " "
        if does or _UNDER.search(asked.text[:start]):
            return Is(mention.name.column, mention.name.values)
    return None


def _tried(asked: Asked) -> tuple[int, ...]:
    """The columns of the values that a row is asked about: "is W2 safe?"."""
    columns = {c.column for c in asked.filters if isinstance(c, Is) and c.column}
    return tuple(sorted(columns))


def _scattered(asked: Asked) -> tuple[int, ...]:
    """The one column of whose name every word is said somewhere: "awards did it make last year"."""
    named = {at for m in asked.mentions for at in range(m.start, m.end)}
    said = {word.stem for at, word in enumerate(asked.words) if at not in named}
    names = {c.at: set(content(c.name)) for c in asked.table.columns[1:]}
    found = [at for at, words in names.items() if len(words) >= _PAIR and words <= said]
    return tuple(found) if len(found) == 1 else ()


def _edge(asked: Asked) -> tuple[int, ...]:
    """The column of the most or the least, where the question says so."""
    found = hinted(asked)
    return (
        found
        if found and re.search(r"\bm(?:ax|in)", asked.table.columns[found[0]].name, re.IGNORECASE)
        else ()
    )


def _priced(asked: Asked) -> tuple[int, ...]:
    """The column of prices, where a price is asked for and no column of numbers is named."""
    if not asked.says("how_much", "by_money") or asked.of_kind(Kind.NUMBER):
        return ()
    return tuple(money(asked.table)[:1])


def _placed(asked: Asked) -> tuple[int, ...]:
    """The places in an order, where a place is asked for and no column is named."""
    if not re.search(r"\brank|\bplace|\bposition|\btop\b", asked.unnamed, re.IGNORECASE):
        return ()
    return tuple(rankings(asked.table))
