"""Queries: what is asked of a table, put explicitly, and what comes of it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.tables.model.typed import TypedTable
from bot.tables.queries.conditions import Condition, Place


class How(StrEnum):
    """What is wanted of the rows for which the conditions hold."""

    NAMES = "names"
    COUNT = "count"
    VALUES = "values"
    MARKS = "marks"
    SUM = "sum"
    MEAN = "mean"
    ACROSS = "across"
    HIGHEST = "highest"
    LOWEST = "lowest"
    ORDER = "order"
    DIFFERENCE = "difference"
    CHANGE = "change"
    RISE = "biggest rise"
    FALL = "biggest fall"
    TALLY = "tally"


@dataclass(frozen=True, slots=True)
class Query:
    """A question put to one table: rows for which all of ``where`` holds, and what is wanted.

    ``columns`` are those that are read; ``count`` is how many rows HIGHEST and LOWEST want;
    with ``codes``, MARKS wants the columns that hold one of them; ``verdict`` is how the question
    whether a mark affirms is answered, None where it is not asked.
    """

    table: TypedTable
    how: How
    where: tuple[Condition, ...] = ()
    columns: tuple[int, ...] = ()
    count: int = 1
    codes: frozenset[str] = frozenset()
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Rows that answer, in the order of the table; the cells read; the number where one is asked.

    ``out_of`` is the number of rows that were looked at; ``others`` are cells read in other tables.
    """

    rows: tuple[int, ...]
    cells: tuple[Place, ...]
    number: float | None = None
    out_of: int = 0
    others: tuple[tuple[TypedTable, tuple[Place, ...]], ...] = ()
