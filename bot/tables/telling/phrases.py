"""Phrases: lists, entries, values and codes as a sentence about a table says them."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from bot.tables.model.codes import Polarity
from bot.tables.model.columns import Kind
from bot.tables.model.measures import written
from bot.tables.model.typed import TypedTable
from bot.tables.model.values import amount
from bot.tables.queries.query import Query

_FOUR_DIGITS = re.compile(r"\d{4}")


def listed(parts: Iterable[str], last: str = "and") -> str:
    """Parts as a list in a sentence; semicolons where a part has a comma itself."""
    parts = list(parts)
    joint = "; " if any("," in part for part in parts) else ", "
    if len(parts) <= 1:
        return "".join(parts)
    return f"{joint.join(parts[:-1])}{';' if joint == '; ' else ''} {last} {parts[-1]}"


def pairs(table: TypedTable, row: int, columns: Sequence[int]) -> str:
    said = []
    for column in columns:
        value = table.value(row, column)
        name = table.columns[column].name
        said.append(f"{name} is {value}" if value else f"{name} is left blank")
    return ", ".join(said)


def inside(table: TypedTable) -> str:
    """How a sentence begins that speaks of a whole table."""
    return f"In the table \u201c{table.name}\u201d"


def entry(query: Query, row: int) -> str:
    """A row's name, with the values that were compared in brackets."""
    table = query.table
    compared = [c for c in query.columns if c and table.columns[c].kind is not Kind.MARK]
    values = [table.value(row, column) or "blank" for column in compared]
    return f"{table.row_name(row)} ({' to '.join(values)})" if values else table.row_name(row)


def affirming(table: TypedTable, columns: Iterable[int]) -> str:
    """The codes that affirm in some columns or, where none does, in any."""
    return _affirming(table, columns) or _affirming(table, (c.at for c in table.marks)) or "yes"


def _affirming(table: TypedTable, columns: Iterable[int]) -> str:
    found = [v for c in columns for v in table.columns[c].values
             if table.columns[c].polarity(v) is Polarity.YES]  # fmt: skip
    return listed(dict.fromkeys(found), "or")


def like(table: TypedTable, column: int, value: float) -> str:
    """A number written as the column writes its own."""
    if table.columns[column].kind is Kind.DATE:
        return f"{round(value)} days"
    if mixed := table.columns[column].mixes:
        return written(value, mixed, table.columns[column].values)
    known = [a for v in table.columns[column].values if (a := amount(v))]
    # "1 day" is how one is written, "3 days" how all others are.
    fitting = [a for a in known if (a.number == 1) == (value == 1)] or known
    if not fitting:
        return f"{value:g}"
    told = fitting[0].said(value)
    return told.replace(",", "") if _writes_no_commas(table, column) else told


@cache
def _writes_no_commas(table: TypedTable, column: int) -> bool:
    """Whether a column writes numbers of four digits without a comma."""
    return any(_FOUR_DIGITS.fullmatch(value) for value in table.columns[column].values)
