"""Phrases: lists, entries, values and codes as a sentence about a table says them."""

from collections.abc import Iterable, Sequence

from bot.tables.model.codes import Polarity
from bot.tables.model.typed import Kind, TypedTable
from bot.tables.model.values import amount
from bot.tables.queries.query import Query


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


def entry(query: Query, row: int) -> str:
    """A row's name, with the values that were compared in brackets."""
    table = query.table
    compared = [c for c in query.columns if c and table.columns[c].kind is not Kind.MARK]
    values = [table.value(row, column) or "blank" for column in compared]
    return f"{table.row_name(row)} ({' to '.join(values)})" if values else table.row_name(row)


def nothing(table: TypedTable, column: int) -> str:
    return f"The table \u201c{table.name}\u201d has no value as {table.columns[column].name} there."


def codes_of(table: TypedTable, columns: Iterable[int], *, affirming: bool) -> list[str]:
    found = [v for c in columns for v in table.columns[c].values
             if (table.columns[c].polarity(v) is Polarity.YES) == affirming]  # fmt: skip
    return list(dict.fromkeys(found))


def like(table: TypedTable, column: int, value: float) -> str:
    """A number written as the column writes its own."""
    if table.columns[column].kind is Kind.DATE:
        return f"{round(value)} days"
    known = next((a for v in table.columns[column].values if (a := amount(v))), None)
    return known.said(value) if known else f"{value:g}"
