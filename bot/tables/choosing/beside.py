"""Beside: readings that compare what cannot be compared, or leave out what is asked by."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.tables.choosing.accounts import columns_of
from bot.tables.choosing.fits import is_of_kind
from bot.tables.model.codes import Polarity
from bot.tables.model.columns import Kind
from bot.tables.model.durations import unit_size
from bot.tables.model.legends import legend_of
from bot.tables.model.typed import TypedTable
from bot.tables.model.values import NO_YEAR, days_in
from bot.tables.model.words import content, stems
from bot.tables.names.mentions import Role
from bot.tables.queries.conditions import Bound, Condition, Course, Is, Known, Marked, Member, Step
from bot.tables.queries.query import How, Query
from bot.tables.queries.running import run
from bot.tables.reading import months
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import compared, date_column, hinted, pieces
from bot.tables.reading.counted import axis, noun
from bot.tables.reading.denying import denied_twice
from bot.tables.reading.neighbours import is_later
from bot.tables.reading.quantities import calls_by_number, lasting, money
from bot.tables.reading.rows import agent
from bot.tables.reading.tallies import asks_for_column
from bot.tables.wordings.amounts import exactly, limits

# Words for having a mark that may be said of the only column of them.
_MARKING = frozenset(stems("mark tick check rate apply qualify confirm approve valid"))
_BY_HOUR = re.compile(
    r"\b(?:before|after|until|till|since|past|by)\s+\d{1,2}(?::\d\d|\s?[ap]\.?m\b)", re.IGNORECASE
)
_PRICE = re.compile(
    r"\b(?:costs?|prices?|fees?|charged?|how much (?:is|are|was|were|does|do|did|will|would))\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"\bhow (?:heavy|tall|wide|deep|high|big|large|fast|far)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow (?:many|much)\s+$", re.IGNORECASE)
_EXTREME = re.compile(r"(?<!at )\b(?:most|least)\W*$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# A year in which something was so, and not by which something is called: an act of 2020.
_IN_YEAR = re.compile(
    r"\b(?:in|during|throughout)(?: the year)?(?: [a-z]+)? (?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<of>(?:19|20)\d\d)(?:['\u2019]s)? (?:list|memo|model|table|version|edition)\b",
    re.IGNORECASE,
)
# A year by its preposition, not so many of something.
_AS_YEAR = re.compile(
    r"\b(?:in|during|since|until|by)(?: the year)? (?P<year>(?:19|20)\d\d)\b(?! [a-z]+s\b)",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(r"[A-Za-z]+\.?,?\s+\d{4}|\d\d?/\d{4}")
_WHEN = re.compile(r"^\W*(?:when|(?:at )?what time)\b", re.IGNORECASE)
_ADDING = frozenset({How.SUM, How.MEAN})
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
        {limit.bound for limit in limits(asked.bare) if unit_size(limit.unit) is not None}
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
    return calls_by_number(column) or (query.how in _ADDING and column.of_durations)


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


def _leaves_out_hour(asked: Asked, queries: Sequence[Query]) -> bool:
    """Whether rows are asked for by an hour, which is read as nothing: "before 8:30"."""
    bounds = any(isinstance(c, Bound) for query in queries for c in query.where)
    return not (asked.rows or bounds) and _BY_HOUR.search(asked.text) is not None


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


def _leaves_out_month(asked: Asked, queries: Sequence[Query]) -> bool:
    """Whether rows are asked for by a month, and a column of days could tell, but none is read."""
    if date_column(asked) is None or not (said := months.places(asked.bare)):
        return False
    about = asked.names.about  # a bulletin of June tells what holds in June
    if all(about & {*content(asked.bare[start:end])} for start, end in said):
        return False
    days = {c.at for c in asked.table.columns if c.kind is Kind.DATE}
    return not any(days & set(columns_of(query)) for query in queries)


def _leaves_out_day(asked: Asked, query: Query) -> bool:
    """Whether rows are told for a day that no cell and no heading of the table has.

    What a document of another day says is not what a rule of that day says.
    """
    if any(c.kind is Kind.DATE for c in query.table.columns) or asked.rows:
        return False
    document = query.table.document
    names = (document.title, query.table.lead, *(c.name for c in query.table.columns))
    known = {_of_any_year(told) for told, _, _ in days_in(". ".join(names))}
    known |= {_of_any_year(document.published_on)} if document.published_on else set()
    said = {
        _of_any_year(told)
        for told, start, end in days_in(asked.bare)
        if not _MONTH_ALONE.fullmatch(asked.bare[start:end])
    }
    return not said <= known


def _leaves_out_year(asked: Asked, query: Query) -> bool:
    """Whether something is asked of a year before the table's document, which nothing in it names.

    What was counted in 2023 does not stand in a table of 2024.
    """
    table = query.table
    published = table.document.published_on
    if published is None or any(isinstance(c, Bound) for c in query.where):
        return False
    cells = (cell.text for row in table.table.rows for cell in row.cells)
    headings = (table.document.title, *table.table.section, table.lead, *table.table.columns)
    known = {int(year) for text in (*headings, *cells) for year in _YEAR.findall(text)}
    said = {int(m["year"] or m["of"]) for m in _IN_YEAR.finditer(asked.bare)} - known
    return any(year < published.year for year in said)


def _takes_year_for_number(asked: Asked, query: Query) -> bool:
    """Whether a year is taken for a number: "up by 2027", or "in 2023" for exactly 2,023."""
    years = {int(match["year"]) for match in _AS_YEAR.finditer(asked.bare)}
    return any(
        number in years and not _has_years(query.table, column)
        for condition in query.where
        for column, number in _numbers_of(condition)
    )


def _numbers_of(condition: Condition) -> list[tuple[int, float]]:
    """The number that a condition compares with, and in which column."""
    match condition:
        case Bound(column, _, bound):
            return [(column, bound)]
        case Step(before=column, least=least):
            return [(column, least)]
    return []


def _has_years(table: TypedTable, column: int) -> bool:
    values = table.columns[column].values
    return table.columns[column].kind is Kind.DATE or any(_YEAR.search(v) for v in values)


def _of_any_year(told: date) -> date:
    return told.replace(year=NO_YEAR)


def _leaves_out_code(asked: Asked, query: Query) -> bool:
    """Whether a code that is named in capitals, as NR, picks none of the rows of this table."""
    codes = [m for m in asked.of_role(Role.CODE) if asked.words[m.start].capital]
    members = bool(query.where) and all(isinstance(c, Member) for c in query.where)
    return query.how in {How.NAMES, How.COUNT} and members and bool(codes)


def _tells_no_time(asked: Asked, query: Query) -> bool:
    """Whether rows that a value picks out are told where it is asked when something happens."""
    picked = bool(query.where) and all(isinstance(c, Is) and c.column for c in query.where)
    return query.how is How.NAMES and picked and _WHEN.search(asked.text) is not None


def _is_of_another_kind(asked: Asked, query: Query) -> bool:
    """Whether the cells that are told cannot be what is asked: an amount, or a day."""
    return query.how is How.VALUES and not is_of_kind(asked.text, query, run(query))


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
    _leaves_out_month,
    _leaves_out_hour,
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
    _counts_for_extreme,
    _leaves_out_extreme,
    _takes_agent_for_row,
    _tells_no_price,
    _tells_no_measure,
    _bounds_no_time,
    _takes_first_of_several,
    _leaves_out_day,
    _leaves_out_year,
    _takes_year_for_number,
    _leaves_out_code,
    _tells_no_time,
    _is_of_another_kind,
)
