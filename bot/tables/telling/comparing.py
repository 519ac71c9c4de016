"""Comparing: sums, extremes, differences, orders and changes as sentences."""

from dataclasses import replace

from bot.tables.model.columns import Kind
from bot.tables.model.rankings import is_ranking
from bot.tables.model.times import over_time
from bot.tables.queries.conditions import Bound, Sign, Step, number
from bot.tables.queries.query import How, Query, Result
from bot.tables.telling.clauses import told_conditions
from bot.tables.telling.phrases import entry, inside, like, listed, pairs


def summed(query: Query, result: Result) -> str:
    table, column = query.table, query.columns[0]
    what = "sum" if query.how is How.SUM else "average"
    if not result.rows or result.number is None:
        return _none(query, result)
    parts = listed(entry(query, row) for row in result.rows)
    total = like(table, column, result.number)
    return (
        f"The {what} of {table.columns[column].name} over {len(result.rows)} rows is {total}: "
        f"{parts}."
    )


def _none(query: Query, result: Result) -> str:
    """That no row has a number or a date in the column, of those that meet the conditions."""
    table, column = query.table, query.table.columns[query.columns[0]]
    kind = "date" if column.kind is Kind.DATE else "number"
    bounded = any(
        isinstance(c, Bound) and c.column == column.at and not c.negated for c in query.where
    )
    more = () if bounded else (f"has a {kind} under {column.name}",)
    return f"{inside(table)}, none {told_conditions(query, result, *more, one=True)}."


def extreme(query: Query, result: Result) -> str:
    table, column = query.table, query.columns[0]
    name = table.columns[column].name
    most = query.how is How.HIGHEST
    if table.columns[column].kind is Kind.DATE:
        word = "latest" if most else "earliest"
    elif is_ranking(table, table.columns[column]):
        word = "last" if most else "first"
    else:
        word = "highest" if most else "lowest"
    if not result.rows:
        return _none(query, result)
    entries = listed(entry(query, row) for row in result.rows)
    many = len(result.rows)
    told = told_conditions(query, result, one=False) if query.where else ""
    among = f" of those that {told}" if told else ""
    return f"The {word}{f' {many}' if many > 1 else ''} by {name}{among}: {entries}."


def difference(query: Query, result: Result) -> str:
    """Two rows set against each other in one column, the better or higher first."""
    table, column = query.table, query.columns[0]
    name = table.columns[column].name
    if result.number is None:
        return " ".join(f"{table.row_name(r)}: {pairs(table, r, (column,))}." for r in result.rows)
    ranking = is_ranking(table, table.columns[column])
    known = [(n, r) for r in result.rows if (n := number(table, r, column)) is not None]
    (_, first), (_, second) = sorted(known, reverse=not ranking)
    one, two = (f"{table.row_name(r)} ({table.value(r, column)})" for r in (first, second))
    if result.number == 0:
        return f"{one} and {two} have the same {name}."
    apart = like(table, column, result.number)
    way = "comes before" if ranking else "has a higher value than"
    if table.columns[column].kind is Kind.DATE:
        way = "is later than"
    return f"By {name}, {one} {way} {two}, a difference of {apart}."


def order(query: Query, result: Result) -> str:
    """Several rows by one column, in their order in the table, and which of them is first."""
    table, column = query.table, query.columns[0]
    known = {r: n for r in result.rows if (n := number(table, r, column)) is not None}
    entries = listed(entry(query, r) for r in result.rows)
    if not known:
        return f"{entries}, by {table.columns[column].name}."
    ranking = is_ranking(table, table.columns[column])
    edge = min(known.values()) if ranking else max(known.values())
    tops = [table.row_name(row) for row, value in known.items() if value == edge]
    one = len(tops) == 1
    dated = table.columns[column].kind is Kind.DATE
    way = (
        f"{'comes' if one else 'come'} first"
        if ranking
        else f"{'is' if one else 'are'} {'latest' if dated else 'highest'}"
    )
    return f"By {table.columns[column].name}, of {entries}, {listed(tops)} {way}."


def across(query: Query, result: Result) -> str:
    """What one row has in several columns, and how much that is together."""
    table = query.table
    read = [f"{table.row_name(row)}: {pairs(table, row, query.columns)}" for row in result.rows]
    one = len(result.rows) == 1 and result.number
    made = like(table, query.columns[0], result.number or 0) if one else ""
    return " ".join(f"{said}, together {made}." if made else f"{said}." for said in read)


def change(query: Query, result: Result) -> str:
    return " ".join(_changed(query, row) for row in result.rows)


def _changed(query: Query, row: int) -> str:
    table = query.table
    read = pairs(table, row, query.columns)
    one, two = (number(table, row, c) for c in query.columns)
    if one is None or two is None:
        return f"{table.row_name(row)}: {read}."
    if one == two:
        return f"{table.row_name(row)} is the same in both: {read}."
    apart = like(table, query.columns[0], abs(two - one))
    way = "differs"
    if over_time(table, query.columns):
        way = "rises" if two > one else "falls"
    if all(is_ranking(table, table.columns[c]) for c in query.columns):
        way = "goes up" if two < one else "goes down"
    return f"{table.row_name(row)} {way}: {read}, a difference of {apart}."


def mover(query: Query, result: Result) -> str:
    if result.rows:
        return change(query, result)
    before, after = query.columns
    step = Step(before, after, Sign.MORE if query.how is How.RISE else Sign.LESS)
    told = told_conditions(replace(query, where=(*query.where, step)), result, one=True)
    return f"{inside(query.table)}, none {told}."
