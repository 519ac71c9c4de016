"""What a right answer to a question about the memo's tables holds, worked out from the text.

A query is an object with `op`. Those that give names (`SETS`) may stand inside those that combine
or count names. `gold` gives the golden fields of a case.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from memo_tables import (
    CONFIRMED,
    DOCUMENT,
    FUTURE,
    NOT_RATED,
    NOW,
    anchor,
    cell,
    names,
    row_line,
    same_name,
    table,
)

Query = dict[str, Any]
Fields = dict[str, Any]
RATED = [r"re:\bX\b", r"re:(?<!not )\bconfirmed\b"]
UNRATED = [r"re:\bnot rated\b", r"re:\bNR\b"]
UNRANKED = [
    r"re:\bnot ranked\b",
    r"re:\bunranked\b",
    r"re:\bno (?:current |present )?rank\b",
    r"re:\bNR\b",
]
NOT_FOR_RATED = [r"re:\bis not rated\b", r"re:(?<!not )\bNR\b", r"re:\bnot confirmed\b"]
NONE = [r"re:\b(?:0|zero|none|nothing|every|all)\b", r"re:\bno (?:\w+ )?(?:competenc|row)"]
CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
# Sentences that state how many names a list or table holds.
STATED = {
    "general_list": "presents the 43 general competencies and 14 technical competencies",
    "technical_list": "presents the 43 general competencies and 14 technical competencies",
    "general_by_grade": "list the 40 general competencies that have been confirmed",
    "technical_by_grade": "list the 7 technical competencies that have been confirmed",
}


class Found(NamedTuple):
    """Names that a query gives, and the names they were chosen from, in the order of the text."""

    chosen: list[str]
    universe: list[str]


def gold(query: Query) -> Fields:
    """The golden fields (`set`, `universe`, `count`, `required`, `cells` …) that a query gives."""
    operation = query["op"]
    if operation in SETS:
        found = select(query)
        return {"set": found.chosen, "universe": found.universe}
    return FIELDS[operation](query)


def evidence(query: Query) -> list[Fields]:
    """Where in the document what a query reads stands: a group a table, or the row of a cell."""
    places = dict.fromkeys(_places(query))
    stated = {anchor(source): text for source, text in STATED.items()} if _sizes(query) else {}
    return [
        {"document": DOCUMENT, "quote": quote, "group": group}
        for group, place in enumerate(places, 1)
        for quote in (place, stated.get(place))
        if quote
    ]


def select(query: Query) -> Found:
    """The names that a query gives."""
    return SETS[query["op"]](query)


# Names by grade. `table` may be a list of tables, whose rows are then taken together.


def _by_cells(query: Query, holds: Callable[[dict[str, str]], bool]) -> Found:
    rows = [
        (name, cells) for source in _tables(query) for name, cells in table(source).rows.items()
    ]
    return Found([name for name, cells in rows if holds(cells)], [name for name, _ in rows])


def _at(cells: dict[str, str]) -> list[str]:
    return [column for column, value in cells.items() if value == CONFIRMED]


def _rows_where(query: Query) -> Found:
    return _by_cells(query, lambda cells: cells.get(query["column"]) == query.get("value", "X"))


def _exactly_at(query: Query) -> Found:
    return _by_cells(query, lambda cells: _at(cells) == query["columns"])


def _only(query: Query) -> Found:
    return _by_cells(query, lambda cells: _at(cells) == [query["column"]])


def _all(query: Query) -> Found:
    return _by_cells(query, lambda cells: _at(cells) == list(cells))


def _all_but(query: Query) -> Found:
    return _by_cells(
        query, lambda cells: [c for c in cells if c not in _at(cells)] == [query["column"]]
    )


def _exactly(query: Query) -> Found:
    return _by_cells(query, lambda cells: len(_at(cells)) == query["n"])


def _at_least(query: Query) -> Found:
    return _by_cells(query, lambda cells: len(_at(cells)) >= query["n"])


def _difference(query: Query) -> Found:
    return _by_cells(
        query,
        lambda cells: cells[query["in"]] == CONFIRMED and cells[query["not_in"]] != CONFIRMED,
    )


def _everywhere(query: Query) -> Found:
    return _by_cells(query, lambda cells: {*query["columns"]} <= {*_at(cells)})


def _anywhere(query: Query) -> Found:
    return _by_cells(query, lambda cells: bool({*query["columns"]} & {*_at(cells)}))


def _nowhere(query: Query) -> Found:
    return _by_cells(query, lambda cells: not {*query["columns"]} & {*_at(cells)})


def _falls_away(query: Query) -> Found:
    """Those confirmed at a grade and not at the next one up, wherever that happens."""
    return _by_cells(
        query,
        lambda cells: any(a == CONFIRMED != b for a, b in pairwise(cells.values())),
    )


# Names by rank.


def _rank(name: str, column: str) -> int | None:
    value = cell("ranking", name, column)
    return None if value == NOT_RATED else int(value)


def _by_rank(holds: Callable[[int | None, int | None], bool]) -> Found:
    universe = names("ranking")
    return Found([n for n in universe if holds(_rank(n, NOW), _rank(n, FUTURE))], universe)


def _rank_within(query: Query) -> Found:
    universe, column = names("ranking"), query["column"]
    within = range(query.get("from", 1), query.get("to", len(universe)) + 1)
    return Found([n for n in universe if _rank(n, column) in within], universe)


def _top(query: Query) -> Found:
    return _rank_within({"column": query["column"], "to": query["n"]})


def _bottom(query: Query) -> Found:
    ranks = [_rank(name, query["column"]) for name in names("ranking")]
    last = max(rank for rank in ranks if rank)
    return _rank_within({"column": query["column"], "from": last - query["n"] + 1})


def _rank_change(query: Query) -> Found:
    """`direction` better, worse or unchanged; `by` the number of places, `at_least` the least."""
    sign = {"better": 1, "worse": -1, "unchanged": 0}[query["direction"]]

    def holds(now: int | None, later: int | None) -> bool:
        if now is None or later is None:
            return False
        gain = now - later
        fits = (gain > 0) - (gain < 0) == sign
        return fits and query.get("at_least", 0) <= abs(gain) == query.get("by", abs(gain))

    return _by_rank(holds)


def _biggest_change(query: Query) -> Found:
    moved = _rank_change({"direction": query["direction"]})
    places = {name: _distance((name, NOW), (name, FUTURE)) for name in moved.chosen}
    most = max(places.values())
    return Found([name for name in moved.chosen if places[name] == most], moved.universe)


def _newly_ranked(_query: Query) -> Found:
    return _by_rank(lambda now, later: now is None and later is not None)


def _ranked_in_both(_query: Query) -> Found:
    return _by_rank(lambda now, later: now is not None and later is not None)


# Names of any table or list.


def _names(query: Query) -> Found:
    every = [name for source in _tables(query) for name in names(source)]
    return Found(every, every)


def _named_with(query: Query) -> Found:
    every = _names(query).universe
    return Found([name for name in every if query["text"].casefold() in name.casefold()], every)


def _in_both(query: Query) -> Found:
    first, second = query["tables"]
    others = {same_name(name) for name in names(second)}
    return Found([n for n in names(first) if same_name(n) in others], names(first))


def _listed_without_row(query: Query) -> Found:
    others = {same_name(n) for source in _tables(query) for n in names(source)}
    listed = [name for source in _several(query["list"]) for name in names(source)]
    return Found([name for name in listed if same_name(name) not in others], listed)


def _and(query: Query) -> Found:
    return _combined(query, lambda name, rest: all(name in found.chosen for found in rest))


def _minus(query: Query) -> Found:
    return _combined(query, lambda name, rest: not any(name in found.chosen for found in rest))


def _combined(query: Query, holds: Callable[[str, list[Found]], bool]) -> Found:
    first, *rest = [select(part) for part in query["of"]]
    return Found([name for name in first.chosen if holds(name, rest)], first.universe)


# Cells.


def _cell(query: Query) -> Fields:
    source, row, column = query["table"], query["row"], query["column"]
    value = cell(source, row, column)
    if phrase := query.get("phrase"):
        if phrase not in value:
            raise ValueError(f"{phrase!r} does not stand in {row}, {column}")
        return {"required": [[phrase]]}
    return _told(source, column, value) | {"cells": [_place(row, column)]}


def _told(source: str, column: str, value: str) -> Fields:
    """How an answer may word a value, and what it must not say instead."""
    if source == "ranking":
        return {"required": [UNRANKED if value == NOT_RATED else ordinal(int(value))]}
    if value == CONFIRMED:
        return {"required": [RATED], "forbidden": NOT_FOR_RATED}
    return {"required": [UNRATED], "forbidden": confirmed_at(column)}


def _cells(query: Query) -> Fields:
    """Several cells, each told; what may not be said is left open, for values may differ."""
    parts = [_cell(part) for part in query["of"]]
    required = [group for part in parts for group in part["required"]]
    return {"required": _once(required), "cells": [c for part in parts for c in part["cells"]]}


def _row(query: Query) -> Fields:
    """The grades at which a competency is confirmed (`value` X) or not rated."""
    source, row, value = query["table"], query["row"], query.get("value", CONFIRMED)
    columns = [c for c in table(source).columns if cell(source, row, c) == value]
    return {
        "required": [[rf"re:(?:\b|-){c.removeprefix('GS-')}\b"] for c in columns],
        "cells": [_place(row, column) for column in columns],
    }


def _defined_as(query: Query) -> Fields:
    """The one row whose definition holds `phrase`."""
    source, phrase = query["table"], query["phrase"]
    found = [n for n, cells in table(source).rows.items() if phrase in cells["Definition"]]
    if len(found) != 1:
        raise ValueError(f"{phrase!r} stands in {found}")
    return {"required": [found]}


def _absent(query: Query) -> Fields:
    """A cell of a row or column that the table does not have."""
    known = table(query["table"])
    row_is_there = same_name(query["row"]) in {same_name(name) for name in known.rows}
    if row_is_there and query["column"] in known.columns:
        raise ValueError(f"{query['row']}, {query['column']} is in the table")
    return {} if query["table"] == "ranking" else {"forbidden": confirmed_at(query["column"])}


# Counts and comparisons.


def _count(query: Query) -> Fields:
    return {"count": len(select(query["of"]).chosen)}


def _count_where(query: Query) -> Fields:
    return {"count": len(_rows_where(query).chosen)}


def _none(query: Query) -> Fields:
    """A count of nothing, which an answer may word in many ways."""
    if found := select(query["of"]).chosen:
        raise ValueError(f"there are some: {found}")
    return {"required": [NONE]}


def _counts(query: Query) -> Fields:
    """Several counts, each of which is to be told."""
    numbers = [len(select(part).chosen) for part in query["of"]]
    return {"required": _once([number(n) for n in numbers])}


def _count_difference(query: Query) -> Fields:
    first, second = (len(select(part).chosen) for part in query["of"])
    return {"count": abs(first - second)}


def _count_sum(query: Query) -> Fields:
    return {"count": sum(len(select(part).chosen) for part in query["of"])}


def _columns_count(query: Query) -> Fields:
    values = table(query["table"]).rows[query["row"]].values()
    return {"count": list(values).count(query.get("value", CONFIRMED))}


def _extreme_column(query: Query) -> Fields:
    """The grade with the `most` or `fewest` confirmed, and how many those are."""
    columns = {
        column: _count_where({"table": query["table"], "column": column})["count"]
        for column in table(query["table"]).columns
    }
    wanted = max(columns.values()) if query["which"] == "most" else min(columns.values())
    [column] = [column for column, count in columns.items() if count == wanted]
    return {"required": [[rf"re:(?:\b|-){column.removeprefix('GS-')}\b"]], "count": wanted}


def _rank_distance(query: Query) -> Fields:
    """Places between the ranks of `of`: two of `[row, column]`."""
    first, second = query["of"]
    return {"count": _distance(first, second), "cells": [_place(*first), _place(*second)]}


def _distance(first: Iterable[str], second: Iterable[str]) -> int:
    ranks = [int(cell("ranking", *place)) for place in (first, second)]
    return abs(ranks[0] - ranks[1])


def _compare_ranks(query: Query) -> Fields:
    """Ranks of `rows` in a column, each to be told, so that the reader sees who is ahead."""
    column = query["column"]
    return _cells(
        {"of": [{"table": "ranking", "row": row, "column": column} for row in query["rows"]]}
    )


# Wordings.


def number(value: int) -> list[str]:
    """How an answer may state a number that is no part of a grade, date or order."""
    digits = rf"re:(?<![\w.,-]){value}(?![\w-]|[.,]\d| (?:January|April))"
    words = CARDINALS.split()
    return [digits, rf"re:\b{words[value]}\b"] if value < len(words) else [digits]


def ordinal(rank: int) -> list[str]:
    """How an answer may state a rank."""
    ending = "th" if rank // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    words = ORDINALS.split()[rank - 1 : rank]
    return [*number(rank), rf"re:\b{rank}{ending}\b", *(rf"re:\b{word}\b" for word in words)]


def confirmed_at(column: str) -> list[str]:
    """How an answer would say of a grade that a competency is confirmed there."""
    return [
        rf"re:\b(?:is|was) confirmed(?:(?!\bnot\b)[^.;,]){{0,40}}{column}\b",
        rf"re:{column}(?:(?!\bnot\b|\bNR\b)[^.;]){{0,40}}\b(?:is|was) confirmed\b",
        rf"re:{column}\W{{0,5}}X\b",
    ]


def _once(groups: list[list[str]]) -> list[list[str]]:
    return [group for place, group in enumerate(groups) if group not in groups[:place]]


def _place(row: str, column: str) -> Fields:
    return {"document": DOCUMENT, "row": row, "column": column}


# Where things stand.


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _tables(query: Query) -> list[str]:
    return _several(query["table"])


def _places(query: Query) -> list[str]:
    """Anchors of what a query reads."""
    if query["op"] == "absent":
        return []
    if query["op"] in {"rank_distance", "compare_ranks"}:
        rows = query.get("rows") or [row for row, _column in query["of"]]
        return [row_line("ranking", row) for row in rows]
    if "of" in query:
        parts = query["of"] if isinstance(query["of"], list) else [query["of"]]
        return [place for part in parts for place in _places(part)]
    if query["op"] == "defined_as":
        return [query["phrase"]]
    if "row" in query:
        return [query.get("phrase") or row_line(query["table"], query["row"])]
    return [anchor(source) for source in _sources(query)]


def _sizes(query: Query) -> bool:
    """Whether a query asks for nothing but how long lists or tables are."""
    counted = query.get("of", [])
    parts = [counted] if isinstance(counted, dict) else counted
    return (
        query["op"] not in SETS
        and bool(parts)
        and all(isinstance(part, dict) and part["op"] == "names" for part in parts)
    )


def _sources(query: Query) -> list[str]:
    if query["op"] in RANKED:
        return ["ranking"]
    named = [query[key] for key in ("list", "table", "tables") if key in query]
    return [source for several in named for source in _several(several)]


RANKED = {
    "rank_within": _rank_within,
    "top": _top,
    "bottom": _bottom,
    "rank_change": _rank_change,
    "biggest_change": _biggest_change,
    "newly_ranked": _newly_ranked,
    "ranked_in_both": _ranked_in_both,
}
SETS: dict[str, Callable[[Query], Found]] = {
    **RANKED,
    "rows_where": _rows_where,
    "exactly_at": _exactly_at,
    "only": _only,
    "all": _all,
    "all_but": _all_but,
    "exactly": _exactly,
    "at_least": _at_least,
    "difference": _difference,
    "everywhere": _everywhere,
    "anywhere": _anywhere,
    "nowhere": _nowhere,
    "falls_away": _falls_away,
    "names": _names,
    "named_with": _named_with,
    "in_both": _in_both,
    "listed_without_row": _listed_without_row,
    "and": _and,
    "minus": _minus,
}
FIELDS: dict[str, Callable[[Query], Fields]] = {
    "cell": _cell,
    "cells": _cells,
    "row": _row,
    "defined_as": _defined_as,
    "absent": _absent,
    "count": _count,
    "count_where": _count_where,
    "none": _none,
    "counts": _counts,
    "count_difference": _count_difference,
    "count_sum": _count_sum,
    "columns_count": _columns_count,
    "extreme_column": _extreme_column,
    "rank_distance": _rank_distance,
    "compare_ranks": _compare_ranks,
}
