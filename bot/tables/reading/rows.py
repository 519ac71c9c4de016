"""Rows: queries about rows that the question names."""

import re
from dataclasses import replace

from bot.tables.model.axes import AXIS
from bot.tables.model.columns import Kind
from bot.tables.model.ordinary import PLAIN
from bot.tables.model.rankings import rankings
from bot.tables.model.words import content, words_in
from bot.tables.names.mentions import Role
from bot.tables.queries.conditions import Among, Is, affirms, number
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import hinted, number_column, pair, sized, weekdays
from bot.tables.reading.counted import names_or_count
from bot.tables.reading.quantities import comparable, countings, money, unit_in
from bot.tables.reading.spans import is_only
from bot.tables.wordings import cues

_PAIR = 2
_HOW_MUCH_MORE = re.compile(
    r"\bhow (?:much|many) (?:\w+ )?(?:more|less|fewer|higher|lower|dearer|cheaper)\b", re.IGNORECASE
)
# Whoever is named after these does something to the rows, and is none of those asked for.
_DOES = re.compile(r"\b(?:do|does|did)\s+$", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:work\w*|report\w*|\w+ed|\w+n)\s+(?:for|under|to|by)\s+$", re.IGNORECASE)
_HOW_LONG = re.compile(r"\bhow long\b", re.IGNORECASE)
MANY_COLUMNS = 6
_ASKS_COLUMNS = re.compile(rf"\b(?:which|what|any|how many)\s+(?:\w+\s+)?{AXIS}\b", re.IGNORECASE)
_SIDE = re.compile(
    r"\b(?:(?P<later>above|beyond|after|past|higher than|over|later than|up from)"
    r"|below|under|before|lower than|earlier than)\s+(?:an? |the )?$",
    re.IGNORECASE,
)
_WHICH_OF = re.compile(r"\bwhich (?:of|ones?)\b", re.IGNORECASE)
# In which columns something holds, and in how many.
_WHERE = re.compile(r"\b(?:which|what|where|when|how many|list)\b", re.IGNORECASE)
# Who says so asks what does not hold as well.
_BOTH_SIDES = ("not", "no_columns", "but_not", "dropped", "yes_no", "only")


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
    if len(asked.rows) != 1 or both is None or not moves:
        return []
    if not (comparable(asked.table, both) or _sets_apart(asked, both)):
        return []
    if len(asked.of_kind(Kind.NUMBER)) == 1 and not asked.says(
        "rise", "fall", "change", "difference", "stay"
    ):
        return []
    return [Query(asked.table, How.CHANGE, (Among(asked.rows),), both)]


def _sets_apart(asked: Asked, both: tuple[int, int]) -> bool:
    """Whether the question itself sets two columns that it names against each other.

    "How much more does a public body pay than a member" does so, of two that are no price and
    none, and count no different things.
    """
    named = {m.name.column for m in asked.mentions_of(Kind.NUMBER) if not m.name.weak}
    units = {unit_in(asked.table.columns[c]) for c in both}
    told = asked.says("difference") or _HOW_MUCH_MORE.search(asked.unnamed) is not None
    alike = len({*both} & {*money(asked.table)}) != 1 and len(units) == 1
    return {*both} == named and alike and told


def difference(asked: Asked) -> list[Query]:
    """Rows set against each other in one column of numbers."""
    column = _comparable(asked)
    if len(asked.rows) < _PAIR or column is None:
        return []
    if not asked.says("difference", "compare", "superlative", "highest", "lowest"):
        return []
    if not asked.columns and _compares_nothing(asked):
        return []
    how = How.DIFFERENCE if len(asked.rows) == _PAIR else How.ORDER
    return [Query(asked.table, how, (Among(asked.rows),), (column,))]


def _compares_nothing(asked: Asked) -> bool:
    """Whether nothing but "which of these" stands for comparing: what holds of them is asked."""
    which = [match.span() for match in _WHICH_OF.finditer(asked.unnamed)]
    said = [
        place
        for cue in ("difference", "compare", "superlative", "highest", "lowest")
        for place in asked.places(cue)
    ]
    return all(any(a <= start and end <= b for a, b in which) for start, end in said)


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


def across(asked: Asked) -> list[Query]:
    """What one row has in several columns that count the same: "sit harnesses at all sites"."""
    if len(asked.rows) != 1 or asked.of_kind(Kind.NUMBER, Kind.DATE) or not asked.says("sum"):
        return []
    alike = countings(asked.table)
    if len(alike) < _PAIR or asked.of_kind(Kind.MARK, Kind.TEXT):
        return []
    return [Query(asked.table, How.ACROSS, (Among(asked.rows),), alike)]


def all_marks(asked: Asked) -> list[Query]:
    """Which columns affirm for a row, where none is named or the question asks "only"."""
    marks = tuple(c.at for c in asked.table.coded)
    named = tuple(c for c in asked.columns if c in marks)
    if beyond := _beyond(asked, marks, named):
        return [Query(asked.table, How.MARKS, (Among((row,)),), beyond) for row in asked.rows]
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


def _beyond(asked: Asked, marks: tuple[int, ...], named: tuple[int, ...]) -> tuple[int, ...]:
    """The columns on one side of the one that is named: "which grades above GS-11 lack it"."""
    mentions = [m for m in asked.column_mentions if m.name.column in named]
    if len(mentions) != 1 or not asked.table.marks or not _ASKS_COLUMNS.search(asked.text):
        return ()
    side = _SIDE.search(asked.text[: asked.place(mentions[0])])
    at = marks.index(named[0])
    return () if side is None else marks[at + 1 :] if side["later"] else marks[:at]


def to_the_point(query: Query, question: str, meant: frozenset[str] = frozenset()) -> Query:
    """A query for the marks of a row, for those alone that are asked for.

    Those are the codes that are ``meant`` by what they stand for, those that the question names
    or, where it asks in which columns the row is marked, those that affirm.
    """
    if query.how is not How.MARKS or query.codes:
        return query
    if any(cues.has(cue, question) for cue in _BOTH_SIDES):
        return query
    if own := meant & {v for c in query.columns for v in query.table.columns[c].codes}:
        return replace(query, codes=own)
    if not _WHERE.search(question):
        return query
    rows = [row for c in query.where if isinstance(c, Among) for row in c.rows]
    cells = [(row, column) for row in rows for column in query.columns]
    named = {v for at in cells if (v := query.table.value(*at)) and _names(question, v)}
    yes = {query.table.value(*at) for at in cells if affirms(query.table, *at)}
    return replace(query, codes=frozenset(named or yes))


def _names(question: str, code: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(code)}(?!\w)", question) is not None


def values(asked: Asked) -> list[Query]:
    if len(asked.table.columns) == 1:
        return []
    told = _tried(asked) if asked.says("yes_no") else ()
    if told and set(asked.columns) <= {*told}:
        return [Query(asked.table, How.VALUES, (Among(asked.rows),), told)]
    columns = weekdays(asked) or _edge(asked) or _priced(asked) or _dated(asked)
    columns = columns or _pointed_to(asked) or asked.columns
    columns = columns or _held(asked) or _scattered(asked)
    columns = columns or hinted(asked) or _placed(asked)
    columns = columns or tuple(c.at for c in asked.table.columns[1:])
    columns = tuple(sorted(c for c in columns if c)) or (1,)
    return [
        Query(asked.table, How.VALUES, (Among(asked.rows), *asked.filters), columns[:MANY_COLUMNS])
    ]


def by_word(asked: Asked) -> list[Query]:
    """What a column that is named holds for the one row whose name has a word of the question."""
    strong = [m for m in asked.column_mentions if not m.name.weak]
    if not strong or asked.filters or asked.says("superlative", "not"):
        return []
    named = {at for m in asked.mentions for at in range(m.start, m.end)}
    words = {w.stem for at, w in enumerate(asked.words) if at not in named and not w.small}
    words -= asked.names.about | PLAIN
    held = {row: words & set(content(asked.table.row_name(row))) for row in asked.table.rows}
    found = [row for row, own in held.items() if own]
    if len(found) != 1:
        return []
    columns = tuple(sorted({m.name.column for m in strong}))
    return [Query(asked.table, How.VALUES, (Among((found[0],)),), columns)]


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


def _held(asked: Asked) -> tuple[int, ...]:
    """The columns in which rows hold a code that is named: "what does the X by it mean"."""
    codes = {v for m in asked.of_role(Role.CODE) for v in m.name.values}
    return tuple(
        c.at
        for c in asked.table.columns[1:]
        if c.codes and any(asked.table.value(row, c.at) in codes for row in asked.rows)
    )


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
    paid = money(asked.table)[:1]
    own = {s for c in paid for s in content(asked.table.columns[c].name)}
    alike = [c for c in asked.columns if own & {*content(asked.table.columns[c].name)}]
    return tuple(alike or paid)  # of the fares that for a child, where that is named


def _dated(asked: Asked) -> tuple[int, ...]:
    """Of the columns that are named those of days, where the question asks when."""
    return asked.of_kind(Kind.DATE) if asked.says("when") else ()


def _pointed_to(asked: Asked) -> tuple[int, ...]:
    """The column of the kind asked for, where none is named outright: how long, where, who.

    What only sounds like a part of the question is not it: "how long may I keep it" and "Kept in".
    """
    names = [(m, asked.table.columns[m.name.column].name) for m in asked.column_mentions]
    strong = any(not m.name.weak and m.size == len(words_in(name)) for m, name in names)
    points = asked.says("where", "who") or _HOW_LONG.search(asked.unnamed)
    found = hinted(asked) if points and not strong else ()
    return () if {*found} & {*asked.columns} else found


def _placed(asked: Asked) -> tuple[int, ...]:
    """The places in an order, where a place is asked for and no column is named."""
    if not re.search(r"\brank|\bplace|\bposition|\btop\b", asked.unnamed, re.IGNORECASE):
        return ()
    return tuple(rankings(asked.table))
