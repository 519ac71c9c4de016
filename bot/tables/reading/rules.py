"""Reading: from the words of a question to explicit queries over one table."""

from collections.abc import Callable

from bot.tables.queries.query import Query
from bot.tables.reading import marks, numbers, partial_names, rows, whole
from bot.tables.reading.asked import Asked
from bot.tables.reading.bounds import bounded
from bot.tables.reading.months import in_months
from bot.tables.reading.moves import moves
from bot.tables.reading.neighbours import neighbour
from bot.tables.reading.tallies import tally
from bot.tables.reading.tops import combined

_Rule = Callable[[Asked], list[Query]]
# The first rule that gives queries wins.
_WITH_ROWS: tuple[_Rule, ...] = (
    partial_names.named_with,
    rows.listed,
    rows.definition,
    neighbour,
    rows.of_agent,
    rows.total,
    rows.across,
    rows.difference,
    rows.change,
    rows.all_marks,
    rows.values,
)
_WITHOUT_ROWS: tuple[_Rule, ...] = (
    partial_names.named_with,
    in_months,
    numbers.of_marked,
    tally,
    marks.marked,
    combined,
    moves,
    numbers.place,
    bounded,
    numbers.extremes,
    numbers.totals,
    numbers.known,
    numbers.lacking,
    numbers.holding,
    marks.code_rows,
    whole.filtered,
    rows.by_word,
    whole.everything,
)


def queries(asked: Asked) -> list[Query]:
    """The queries that a question puts to a table; none where it asks nothing of it."""
    for rule in _WITH_ROWS if asked.rows else _WITHOUT_ROWS:
        found = rule(asked)
        if found:
            return found
    return []
