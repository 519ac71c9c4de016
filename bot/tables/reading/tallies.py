"""Tallies: how many rows each of several columns of marks has."""

import re

from bot.tables.model.columns import Kind
from bot.tables.names.mentions import Role
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.counted import axis, noun
from bot.tables.reading.spans import wanted_marks
from bot.tables.wordings import amounts

_SAME = re.compile(
    r"\b(?:same|equal|identical)(?: \w+)? (?:number|count|amount)s?\b|\b(?:equally|just as) many\b"
    r"|\bas many as each other\b|\btied? (?:in|for|on|with)\b",
    re.IGNORECASE,
)


def tally(asked: Asked) -> list[Query]:
    """How many rows each of several columns has, compared."""
    marks = tuple(c.at for c in asked.table.marks)
    named = asked.of_kind(Kind.MARK)
    compares = asked.says("compare", "difference") and not asked.says(
        "breaks", "fresh", "dropped", "not_later", "not_earlier", "gaps", "lasting"
    )
    several = (
        len(named) > 1
        and asked.says("count", "sum")
        and not asked.says("but_not", "or", "both", "span", "fresh", "dropped")
    )
    wanted = wanted_marks(asked)
    if len(named) > 1 and amounts.exactly(asked.bare, noun(asked)) is not None:
        return []  # "at no more than two of the grades 11 to 15"
    if len(named) > 1 and (compares or several) and all(wanted.values()) and not asked.only:
        return [Query(asked.table, How.TALLY, asked.filters, named)]
    if (
        len(marks) > 1
        and not named
        and asked.says("superlative", "lowest")
        and asks_for_column(asked)
        and amounts.exactly(asked.bare, noun(asked)) is None
        and not asked.says("all_columns")
    ):
        return [Query(asked.table, How.TALLY, asked.filters, marks)]
    if len(marks) > 1 and not named and asks_for_same(asked):
        return [Query(asked.table, How.TALLY, asked.filters, marks)]
    if len(marks) > 1 and not named and not asked.rows and _whole(asked):
        return [Query(asked.table, How.TALLY, asked.filters, marks, codes=asked.codes)]
    return []


def asks_for_same(asked: Asked) -> bool:
    """Whether the columns with as many rows as each other are asked for."""
    return _SAME.search(asked.unnamed) is not None and asks_for_column(asked)


def _whole(asked: Asked) -> bool:
    """Whether the marks of the whole table are counted."""
    codes = asked.of_role(Role.CODE) if asked.filters else asked.codes
    told = asked.says("count") and bool(codes)
    if (
        told
        and amounts.exactly(asked.bare, noun(asked)) is None
        and not asked.says("no_columns", "breaks", "all_columns")
    ):
        return True
    return (
        told
        and re.search(
            r"\b(?:whole|entire|in all|altogether|total|overall|across)\b",
            asked.unnamed,
            re.IGNORECASE,
        )
        is not None
    )


def asks_for_column(asked: Asked) -> bool:
    """Whether a question asks which of the columns of marks."""
    columns = "|".join([axis(asked), "when", "where"])
    told = rf"\b(?:which|what|at which|in which|the|where)\b[^,?]{{0,16}}\b(?:{columns})"
    return re.search(told, asked.unnamed, re.IGNORECASE) is not None
