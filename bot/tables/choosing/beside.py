"""Beside: readings that compare what cannot be compared, or leave out what is asked by."""

import re
from collections.abc import Callable, Iterable, Sequence

from bot.tables.choosing import times
from bot.tables.choosing.fits import is_of_kind
from bot.tables.model.codes import Polarity
from bot.tables.model.columns import Kind
from bot.tables.model.legends import legend_of
from bot.tables.model.measures import Dimension, is_time
from bot.tables.model.rankings import rankings
from bot.tables.model.typed import TypedTable
from bot.tables.model.words import stems
from bot.tables.names.mentions import Role
from bot.tables.queries.conditions import Bound, Condition, Course, Is, Known, Marked, Member
from bot.tables.queries.query import How, Query
from bot.tables.queries.running import run
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import compared, hinted, pieces
from bot.tables.reading.counted import axis, noun
from bot.tables.reading.denying import denied_twice
from bot.tables.reading.neighbours import is_later
from bot.tables.reading.quantities import calls_by_number, lasting, money
from bot.tables.reading.rows import agent
from bot.tables.reading.spans import is_only, wanted_marks
from bot.tables.reading.tallies import asks_for_column, asks_for_same
from bot.tables.wordings.amounts import exactly, limits

# Words for having a mark that may be said of the only column of them.
_MARKING = frozenset(stems("mark tick check rate apply qualify confirm approve valid"))
_PRICE = re.compile(
    r"\b(?:costs?|prices?|fees?|charged?|how much (?:is|are|was|were|does|do|did|will|would))\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"\bhow (?:heavy|tall|wide|deep|high|big|large|fast|far)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow (?:many|much)\s+$", re.IGNORECASE)
_EXTREME = re.compile(r"(?<!at )\b(?:most|least)\W*$", re.IGNORECASE)
_ADDING = frozenset({How.SUM, How.MEAN, How.ACROSS})
_ORDERING = frozenset(
    {How.HIGHEST, How.LOWEST, How.SUM, How.MEAN, How.ORDER, How.DIFFERENCE, How.CHANGE}
)


def is_beside(asked: Asked, queries: Sequence[Query]) -> bool:
    """Whether queries compare what cannot be compared, or leave out what is asked by."""
    return (
        any(leaves_out(asked, queries) for leaves_out in _LEAVING_OUT)
        or any(is_odd(query) for query in queries for is_odd in _ODD)
        or any(is_odd(asked, query) for query in queries for is_odd in _ODD_FOR_QUESTION)
    )


def _takes_legend_for_rows(query: Query) -> bool:
    """Whether codes are told as rows by a table that only explains them."""
    return query.how in {How.NAMES, How.COUNT} and bool(legend_of(query.table.table))


def _bounds_no_time(asked: Asked, query: Query) -> bool:
    """Whether a length of time bounds another number, where one column alone is of such."""
    times = lasting(query.table)
    said = (
        {limit.bound for limit in limits(asked.bare) if is_time(limit.unit)}
        if len(times) == 1
        else set()
    )
    bounds = [c for c in query.where if isinstance(c, Bound) and c.column not in times]
    return any(bound.bound in said for bound in bounds)


def _bounds_names(query: Query) -> bool:
    """Whether numbers that only name things, such as extensions, are bounded."""
    bounds = [c.column for c in query.where if isinstance(c, Bound)]
    return any(calls_by_number(query.table.columns[column]) for column in bounds)


def _takes_first_of_several(asked: Asked, query: Query) -> bool:
    """Whether a value that several columns have is looked for in one that nothing points to."""
    picked = {c.column: c.values for c in query.where if isinstance(c, Is) and c.column}
    named = set(asked.columns)
    return any(
        column not in named
        and any(m.name.column != column and m.name.values & values for m in asked.value_mentions)
        for column, values in picked.items()
    )


def _tells_no_price(asked: Asked, query: Query) -> bool:
    """Whether a price is asked of a row, and its table has none."""
    if query.how not in {How.VALUES, How.MARKS} or asked.columns or money(query.table):
        return False
    return _PRICE.search(asked.unnamed) is not None and not asked.table.numbers


def _tells_no_measure(asked: Asked, query: Query) -> bool:
    """Whether it is asked how heavy or wide a row is, and its table has nothing of the kind."""
    if query.how is not How.VALUES or asked.columns:
        return False
    return _MEASURE.search(asked.unnamed) is not None and not hinted(asked)


def _orders_names(query: Query) -> bool:
    """Whether numbers that only name things, such as rooms, are ordered, or times are summed."""
    if query.how not in _ORDERING:
        return False
    column = query.table.columns[query.columns[0]]
    return calls_by_number(column) or (query.how in _ADDING and column.mixes is Dimension.TIME)


def _takes_pieces_for_money(asked: Asked, query: Query) -> bool:
    """Whether so many pieces are asked for, and prices are added up or bounded."""
    if pieces(asked) is None:
        return False
    bounded = {c.column for c in query.where if isinstance(c, Bound)}
    summed = set(query.columns[:1]) if query.how in _ADDING else set()
    return bool((bounded | summed) & set(money(query.table)))


def _is_unasked_tally(asked: Asked, query: Query) -> bool:
    """Whether columns are compared by how many rows they have, which nothing asks for."""
    if query.how is not How.TALLY:
        return False
    if len(asked.of_kind(Kind.MARK)) > 1:  # rows are asked for by how many columns they have
        return exactly(asked.bare, noun(asked)) is not None
    if asked.of_kind(Kind.NUMBER) and not asked.of_kind(Kind.MARK):  # "the most days"
        return True
    speaks = re.search(rf"\b(?:{axis(asked)})", asked.unnamed, re.IGNORECASE)
    return not (asked.codes or asked.says("count", "sum") or speaks or asks_for_column(asked))


def _marks_unasked(asked: Asked, query: Query) -> bool:
    """Whether rows are picked by one column of marks, and a question says nothing of any.

    Beside one that is named stands the column before it: "new at level 2".
    """
    if asked.codes or any(word.stem in _MARKING for word in asked.words):
        return False
    named = {m.name.column for m in asked.mentions if m.name.column}
    picked = [c.columns for c in query.where if isinstance(c, Marked)]
    alone = any(len(columns) == 1 for columns in picked)
    return alone and not any(named & {*columns} for columns in picked)


def _spans_unlike(asked: Asked, query: Query) -> bool:
    """Whether columns that say yes in no common sign are taken together, and are not named."""
    spanned = [c.columns for c in query.where if isinstance(c, Marked | Course)]
    spanned += [query.columns] if query.how is How.TALLY else []
    unnamed = [set(columns) for columns in spanned if not set(columns) <= set(asked.columns)]
    return any(len(columns) > 1 and not _common_yes(query.table, columns) for columns in unnamed)


def _common_yes(table: TypedTable, columns: Iterable[int]) -> set[str]:
    """The signs by which each of some columns says yes."""
    of_each = [
        {v for v in table.columns[c].values if table.columns[c].polarity(v) is Polarity.YES}
        for c in columns
    ]
    return set.intersection(*of_each)


def _takes_columns_for_rows(asked: Asked, query: Query) -> bool:
    """Whether rows are told where columns with as many rows as each other are asked for."""
    return query.how in {How.NAMES, How.COUNT} and bool(asked.table.marks) and asks_for_same(asked)


def _adds_places(asked: Asked, query: Query) -> bool:
    """Whether places in an order are added up, which nothing asks for."""
    places = {*rankings(query.table)} & {*query.columns}
    return query.how in _ADDING and bool(places) and not asked.says("sum", "mean")


def _denies_what_is_affirmed(asked: Asked, query: Query) -> bool:
    """Whether a column has to be blank that the question affirms, while it denies another."""
    wanted = wanted_marks(asked)
    blank = {at for c in query.where if isinstance(c, Marked) and not c.most for at in c.columns}
    denied = not all(wanted.values())
    return denied and any(affirmed and column in blank for column, affirmed in wanted.items())


def _leaves_out_only(asked: Asked, query: Query) -> bool:
    """Whether rows may hold in other columns too, where "only" stands beside those named."""
    named, marks = {*asked.of_kind(Kind.MARK)}, {c.at for c in asked.table.marks}
    if not named or not named < marks or query.how not in {How.NAMES, How.COUNT}:
        return False
    of_marks = [c for c in query.where if isinstance(c, Marked)]
    held = bool(of_marks) and all(c.least and {*c.columns} <= named for c in of_marks)
    return held and is_only(asked) and not asked.says("fresh")


def _leaves_out_neighbour(asked: Asked, queries: Sequence[Query]) -> bool:
    """Whether the row before or after another is asked for, and only that other is told."""
    return is_later(asked) is not None and not any(query.how is How.NAMES for query in queries)


def _counts_for_extreme(asked: Asked, query: Query) -> bool:
    """Whether rows with a number are counted where one row is asked for: the shortest.

    Or where the number is: "how many hours is it".
    """
    only_known = bool(query.where) and all(isinstance(c, Known) for c in query.where)
    numbers = asked.mentions_of(Kind.NUMBER)
    asks = any(_HOW_MANY.search(asked.text[: asked.place(m)]) for m in numbers)
    rows = query.how in {How.NAMES, How.COUNT}
    return rows and only_known and (asks or asked.says("superlative"))


def _leaves_out_extreme(asked: Asked, query: Query) -> bool:
    """Whether the largest or cheapest is asked for, and rows are only picked by marks."""
    marks = bool(query.where) and all(isinstance(c, Marked) for c in query.where)
    extreme = compared(asked) or _EXTREME.search(asked.unnamed)
    return query.how in {How.NAMES, How.COUNT} and marks and bool(extreme)


def _takes_agent_for_row(asked: Asked, query: Query) -> bool:
    """Whether cells of somebody are told where rows are asked for that they lead or own."""
    return query.how is How.VALUES and bool(asked.rows) and agent(asked) is not None


def _leaves_out_code(asked: Asked, query: Query) -> bool:
    """Whether a code that is named in capitals, as NR, picks none of the rows of this table."""
    codes = [m for m in asked.of_role(Role.CODE) if asked.words[m.start].capital]
    members = bool(query.where) and all(isinstance(c, Member) for c in query.where)
    return query.how in {How.NAMES, How.COUNT} and members and bool(codes)


def _is_of_another_kind(asked: Asked, query: Query) -> bool:
    """Whether the cells that are told cannot be what is asked: an amount, or a day."""
    of_row = query.how in {How.VALUES, How.CHANGE}
    return of_row and not is_of_kind(asked.text, query, run(query))


def _passes_over_code(asked: Asked, queries: Sequence[Query]) -> bool:
    """Whether a code that denies is named as it stands, and no condition has a use for it."""
    named = {
        value
        for mention in asked.of_role(Role.CODE)
        for value in mention.name.values
        if asked.text[slice(*asked.span(mention))] == value
        and asked.table.columns[mention.name.column].polarity(value)
        in {Polarity.NO, Polarity.MISSING}
    }
    sets = [query for query in queries if query.how in {How.NAMES, How.COUNT}]
    denied = any(_may_deny(c, named) for query in sets for c in query.where)
    if denied_twice(asked):
        return denied
    return bool(named and sets) and not (denied or asked.says("not"))


def _may_deny(condition: Condition, codes: set[str]) -> bool:
    match condition:
        case Is(values=values):
            return bool(values & codes)
        case Marked(columns, _, most):
            return most < len(columns)
        case Known(negated=negated):
            return negated
    return True  # what holds elsewhere, or from one column to the next, may rest on it


_LEAVING_OUT: tuple[Callable[[Asked, Sequence[Query]], bool], ...] = (
    _passes_over_code,
    times.leaves_out_month,
    times.leaves_out_hour,
    _leaves_out_neighbour,
)
_ODD: tuple[Callable[[Query], bool], ...] = (
    _orders_names,
    _bounds_names,
    _takes_legend_for_rows,
)
_ODD_FOR_QUESTION: tuple[Callable[[Asked, Query], bool], ...] = (
    _takes_pieces_for_money,
    _is_unasked_tally,
    _marks_unasked,
    _spans_unlike,
    _adds_places,
    _takes_columns_for_rows,
    _leaves_out_only,
    _denies_what_is_affirmed,
    _counts_for_extreme,
    _leaves_out_extreme,
    _takes_agent_for_row,
    _tells_no_price,
    _tells_no_measure,
    _bounds_no_time,
    _takes_first_of_several,
    times.leaves_out_day,
    times.leaves_out_year,
    times.takes_year_for_number,
    _leaves_out_code,
    times.tells_no_time,
    _is_of_another_kind,
)
