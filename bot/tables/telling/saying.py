"""Saying: the result of a query as one sentence that names what it read."""

from collections.abc import Callable, Sequence

from bot.tables.queries.conditions import Bound, Is, Known, affirms
from bot.tables.queries.query import How, Query, Result
from bot.tables.telling import comparing
from bot.tables.telling.clauses import is_picked, told_conditions
from bot.tables.telling.phrases import affirming, entry, inside, listed, pairs

# A count names the rows that it counts as long as they can be taken in at a glance.
_GLANCE = 12
_PAIR = 2


def say(query: Query, result: Result) -> str:
    """The sentence that tells a result, in the names and values of the table."""
    return _SAY[query.how](query, result)


def _values(query: Query, result: Result) -> str:
    """Each row with its cells, as in ``Row: Column is value, Column is value``."""
    table = query.table
    if table.is_glossary and query.columns == (1,):
        return " ".join(f"{table.row_name(r)}: {table.value(r, 1)}" for r in result.rows)
    read = tuple(dict.fromkeys([*_condition_columns(query), *query.columns]))
    read = tuple(sorted(c for c in read if c)) or query.columns
    if query.verdict is not None:
        return _one_mark(query, result.rows[0], read[0])
    return " ".join(f"{table.row_name(r)}: {pairs(table, r, read)}." for r in result.rows)


def _one_mark(query: Query, row: int, column: int) -> str:
    """One mark, after the verdict where there is one: "Yes: for Row, the column Column says X.".

    It reads well whatever stands in the cell: a sign, a code, or itself yes or no.
    """
    table = query.table
    lead = f"{query.verdict}: for" if query.verdict else "For"
    value = table.value(row, column)
    held = f"says {value}" if value else "is left blank"
    return f"{lead} {table.row_name(row)}, the column {table.columns[column].name} {held}."


def _marks(query: Query, result: Result) -> str:
    """A row with the columns that affirm, then the others by what they hold."""
    return " ".join(_marks_of(query, row) for row in result.rows)


def _marks_of(query: Query, row: int) -> str:
    table = query.table
    by_value: dict[str, list[int]] = {}
    for column in query.columns:
        by_value.setdefault(table.value(row, column), []).append(column)
    told = {v: cs for v, cs in by_value.items() if not query.codes or v in query.codes}
    if not told:
        return f"{table.row_name(row)}: none is marked {listed(sorted(query.codes), 'or')}."
    groups = sorted(told.items(), key=lambda g: not affirms(table, row, g[1][0]))
    hidden = len(query.columns) < len(table.coded) and bool(query.codes)
    of = listed(table.columns[c].name for c in query.columns) if hidden else f"{len(query.columns)}"
    # Of a single one its number would be taken for that of rows.
    alone = " alone" if query.codes and len(groups) == len(groups[0][1]) == 1 else ""
    said = [
        f"{f'marked {value}' if value else 'blank'} at "
        f"{listed(table.columns[c].name for c in columns)}{alone} "
        f"({len(columns)} of {of})"
        for value, columns in groups
    ]
    return f"{table.row_name(row)}: {'; '.join(said)}."


def _names(query: Query, result: Result) -> str:
    """How many rows meet the conditions, and which."""
    table = query.table
    if not result.rows:
        return f"{inside(table)}, none {told_conditions(query, result, one=True)}."
    if not query.where:
        what = "list" if len(table.columns) == 1 else "table"
        told = (
            f"The {what} \u201c{table.name}\u201d has {len(result.rows)} "
            f"{'entries' if what == 'list' else 'rows'}"
        )
        if query.how is How.COUNT:
            return f"{told}."
        return f"{told}: {listed(table.row_name(r) for r in result.rows)}."
    many = len(result.rows)
    told = f"{inside(table)}, {many} {told_conditions(query, result, one=many == 1)}"
    if query.how is How.COUNT and many > _GLANCE and not is_picked(query):
        return f"{told}."
    return f"{told}: {listed(entry(query, row) for row in result.rows)}."


def together(found: Sequence[tuple[Query, Result]]) -> str:
    """The total over several tables of one form, where their rows were counted or listed."""
    counts = [len(result.rows) for _, result in found]
    if len(found) < _PAIR or {q.how for q, _ in found} - {How.NAMES, How.COUNT}:
        return ""
    if len({id(query.table) for query, _ in found}) < len(found):
        return ""  # one table would be counted twice
    if len({len(q.table.columns) == 1 for q, _ in found}) > 1:
        return ""
    word = "both" if len(found) == _PAIR else "all"
    return f"That makes {sum(counts)} in {word} together."


def _tally(query: Query, result: Result) -> str:
    """How many rows affirm in each column, and where they are most and fewest."""
    table = query.table
    counts = {c: sum(place[1] == c for place in result.cells) for c in query.columns}
    yes = listed(sorted(query.codes), "or") or affirming(table, query.columns)
    parts = listed(f"{counts[c]} at {table.columns[c].name}" for c in query.columns)
    of = f", of those that {told_conditions(query, result, one=False)}" if query.where else ""
    told = f"{inside(table)}{of}, the number of rows with {yes} is {parts}"
    if len(counts) > 1:
        told += f" ({sum(counts.values())} together)"
    most, fewest = max(counts.values()), min(counts.values())
    if most == fewest:
        return f"{told}, the same at each." if len(counts) > 1 else f"{told}."
    tops, lows = (
        [table.columns[c].name for c, n in counts.items() if n == end] for end in (most, fewest)
    )
    if len(counts) == _PAIR:
        return f"{told}, {most - fewest} more at {tops[0]}."
    return f"{told}: most at {listed(tops)}, fewest at {listed(lows)}."


def _condition_columns(query: Query) -> list[int]:
    return [c.column for c in query.where if isinstance(c, Is | Bound | Known)]


_SAY: dict[How, Callable[[Query, Result], str]] = {
    How.NAMES: _names,
    How.COUNT: _names,
    How.VALUES: _values,
    How.MARKS: _marks,
    How.SUM: comparing.summed,
    How.MEAN: comparing.summed,
    How.ACROSS: comparing.across,
    How.HIGHEST: comparing.extreme,
    How.LOWEST: comparing.extreme,
    How.ORDER: comparing.order,
    How.DIFFERENCE: comparing.difference,
    How.CHANGE: comparing.change,
    How.RISE: comparing.mover,
    How.FALL: comparing.mover,
    How.TALLY: _tally,
}
