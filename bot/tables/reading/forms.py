"""Forms: what can be asked of a table, each with the query that it stands for.

The names are those of `bot.tables.wordings.phrasings`. A form without an entry here is recognised,
so that it is not taken for another one, and left to the rules.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.tables.model.columns import Kind
from bot.tables.model.rankings import is_ranking
from bot.tables.model.words import words_in
from bot.tables.queries.conditions import (
    Among,
    Bound,
    Condition,
    Course,
    Is,
    Known,
    Marked,
    Sign,
    Step,
)
from bot.tables.queries.query import How, Query
from bot.tables.reading.named import Columns, Named

_PAIR = 2


# How many numbers a form cannot do without, where that is any.
NUMBERS = dict.fromkeys(
    (
        "exactly", "at_least", "at_most", "at_value", "above", "below", "moves_by",
        "moves_at_least", "rises_by", "falls_by", "rises_at_least", "falls_at_least",
        "outside_top",
    ),
    1,
) | {"between": 2, "rises_between": 2, "falls_between": 2}  # fmt: skip

# Those that speak of a word in the names of rows.
OF_WORDS = frozenset({"named_with", "count_named_with"})

Build = Callable[[Named], Sequence[Query]]
_Where = Callable[[Named], tuple[Condition, ...]]


@dataclass(frozen=True)
class Form:
    """A form: the kind of the columns it is about, and the queries that it stands for."""

    kind: Kind | None
    build: Build


def _held(columns: Columns) -> Marked:
    return Marked(columns, len(columns), len(columns))


def _blank(columns: Columns) -> Marked:
    return Marked(columns, 0, 0)


def _split(held: Columns, blank: Columns) -> tuple[Condition, ...]:
    return (_held(held), _blank(blank)) if blank else (_held(held),)


def _span(named: Named) -> Columns:
    first, last = min(named.columns), max(named.columns)
    return tuple(column for column in named.marks if first <= column <= last)


def _starts(named: Named) -> tuple[Condition, ...]:
    first = named.columns[0]
    return _split(
        tuple(c for c in named.marks if c >= first), tuple(c for c in named.marks if c < first)
    )


_ROWS_OF_MARKS: dict[str, _Where] = {
    "yes": lambda n: (_held(n.columns),),
    "no": lambda n: (_blank(n.columns),),
    "both": lambda n: (_held(n.columns),),
    "either": lambda n: (Marked(n.columns, 1, len(n.columns)),),
    "one_of_two": lambda n: (Marked(n.columns, 1, 1),),
    "neither": lambda n: (_blank(n.columns),),
    "first_not_second": lambda n: (_held(n.columns[:1]), _blank(n.columns[1:])),
    "second_not_first": lambda n: (_held(n.columns[1:]), _blank(n.columns[:1])),
    "only": lambda n: _split(n.columns, n.others(*n.columns)),
    "only_two": lambda n: _split(n.columns, n.others(*n.columns)),
    "all": lambda n: (_held(n.marks),),
    "none": lambda n: (_blank(n.marks),),
    "all_but": lambda n: _split(n.others(*n.columns), n.columns),
    "exactly": lambda n: (Marked(n.marks, int(n.numbers[0]), int(n.numbers[0])),),
    "at_least": lambda n: (Marked(n.marks, int(n.numbers[0]), len(n.marks)),),
    "at_most": lambda n: (Marked(n.marks, 0, int(n.numbers[0])),),
    "range": lambda n: (_held(_span(n)),),
    "starts": _starts,
    "not_all": lambda n: (Marked(n.marks, 0, len(n.marks) - 1),),
    "returns": lambda n: (Course(n.marks, returns=True),),
}


def _bound(sign: Sign) -> _Where:
    return lambda n: (Bound(n.columns[0], sign, n.numbers[0]),)


def _outside(named: Named) -> tuple[Condition, ...]:
    return (Bound(named.columns[0], Sign.AT_MOST, named.numbers[0], negated=True),)


def _between(named: Named) -> tuple[Condition, ...]:
    low, high = sorted(named.numbers[:2])
    column = named.columns[0]
    return (Bound(column, Sign.AT_LEAST, low), Bound(column, Sign.AT_MOST, high))


def _ranked(named: Named) -> bool:
    """Whether the numbers are places, of which a smaller one is better."""
    column = (named.columns or named.pair)[0]
    return is_ranking(named.table, named.table.columns[column])


def _moves(
    sign: Sign | None, *, least: bool = False, exactly: bool = False, most: bool = False
) -> _Where:
    """Rows that gain, lose or stay; for places, to gain is to have a smaller number."""

    def where(named: Named) -> tuple[Condition, ...]:
        turned = {Sign.MORE: Sign.LESS, Sign.LESS: Sign.MORE}
        way = turned.get(sign, sign) if sign and _ranked(named) else sign
        numbers = sorted(named.numbers) if least or exactly else [0.0]
        before, after = named.steps
        last = numbers[-1] if exactly or most else None
        return (Step(before, after, way, numbers[0], last),)

    return where


_ROWS_OF_NUMBERS: dict[str, _Where] = {
    "at_value": _bound(Sign.EQUAL),
    "above": _bound(Sign.MORE),
    "below": _bound(Sign.LESS),
    "between": _between,
    "outside_top": _outside,
    "has_value": lambda n: (Known(n.columns[0]),),
    "no_value": lambda n: (Known(n.columns[0], negated=True),),
    "new_in_second": lambda n: (Known(n.steps[1]), Known(n.steps[0], negated=True)),
    "gone_in_second": lambda n: (Known(n.steps[0]), Known(n.steps[1], negated=True)),
    "rises": _moves(Sign.MORE),
    "falls": _moves(Sign.LESS),
    "same": _moves(Sign.EQUAL),
    "moves_by": _moves(None, exactly=True),
    "moves_at_least": _moves(None, least=True),
    "rises_by": _moves(Sign.MORE, exactly=True),
    "falls_by": _moves(Sign.LESS, exactly=True),
    "rises_at_least": _moves(Sign.MORE, least=True),
    "falls_at_least": _moves(Sign.LESS, least=True),
    "rises_between": _moves(Sign.MORE, least=True, most=True),
    "falls_between": _moves(Sign.LESS, least=True, most=True),
}
# These speak of two columns, and show both.
_OF_STEPS = frozenset(
    name for name in _ROWS_OF_NUMBERS if name.startswith(("rises", "falls", "same", "moves"))
)
# All that cannot do without two columns of one unit.
OF_STEPS = _OF_STEPS | {"new_in_second", "gone_in_second", "change", "biggest_rise", "biggest_fall"}


def _rows(name: str, where: _Where, how: How) -> Build:
    def build(named: Named) -> list[Query]:
        shown = named.steps if name in _OF_STEPS else ()
        if name in {"at_value", "above", "below", "between", "outside_top"}:
            shown = named.columns[:1]
        return [Query(named.table, how, (*where(named), *named.values), shown)]

    return build


def _extreme(*, best: bool) -> Build:
    """The rows at one end of a column; places begin at their best."""

    def build(named: Named) -> list[Query]:
        how = How.LOWEST if best == _ranked(named) else How.HIGHEST
        count = int(named.numbers[0]) if named.numbers else 1
        return [Query(named.table, how, named.values, named.columns[:1], count)]

    return build


def _mover(*, gains: bool) -> Build:
    def build(named: Named) -> list[Query]:
        how = How.FALL if gains == _ranked(named) else How.RISE
        return [Query(named.table, how, named.values, named.steps)]

    return build


def _marks_of_rows(named: Named) -> list[Query]:
    if len(named.marks) < _PAIR:
        return []  # a single mark is a cell like others
    return [Query(named.table, How.MARKS, (Among((row,)),), named.marks) for row in named.rows]


def _cells(named: Named) -> list[Query]:
    return [Query(named.table, How.VALUES, (Among(named.rows),), tuple(sorted(named.columns)))]


def _compared(named: Named) -> list[Query]:
    how = How.DIFFERENCE if len(named.rows) == _PAIR else How.ORDER
    return [Query(named.table, how, (Among(named.rows),), named.columns[:1])]


def _counted(how: How) -> Build:
    return lambda n: [Query(n.table, how, n.values, n.columns[:1])]


def _tally(named: Named) -> list[Query]:
    return [Query(named.table, How.TALLY, named.values, named.columns or named.marks)]


def _tally_each(named: Named) -> list[Query]:
    """For each column: all from the first to the last that is named."""
    columns = _span(named) if len(named.columns) > 1 else named.marks
    return [Query(named.table, How.TALLY, named.values, columns)]


def _change(named: Named) -> list[Query]:
    return [Query(named.table, How.CHANGE, (Among(named.rows),), named.steps)]


def _named_with(how: How) -> Build:
    """The rows whose name holds a word."""

    def build(named: Named) -> list[Query]:
        values = named.table.key.values
        names = frozenset(v for v in values if named.word in {w.text for w in words_in(v)})
        return [Query(named.table, how, (Is(0, names), *named.values))] if names else []

    return build


def _built() -> dict[str, Form]:
    found: dict[str, Form] = {}
    for rows, kind in ((_ROWS_OF_MARKS, Kind.MARK), (_ROWS_OF_NUMBERS, Kind.NUMBER)):
        for name, where in rows.items():
            found[name] = Form(kind, _rows(name, where, How.NAMES))
            found[f"count_{name}"] = Form(kind, _rows(name, where, How.COUNT))
    own: dict[str, tuple[Kind | None, Build]] = {
        "more": (Kind.MARK, _tally),
        "most": (Kind.MARK, _tally),
        "fewest": (Kind.MARK, _tally),
        "tally": (Kind.MARK, _tally_each),
        "cell": (Kind.MARK, _cells),
        "where": (Kind.MARK, _marks_of_rows),
        "where_not": (Kind.MARK, _marks_of_rows),
        "how_often": (Kind.MARK, _marks_of_rows),
        "first": (Kind.MARK, _marks_of_rows),
        "two_rows": (Kind.MARK, _marks_of_rows),
        "value": (None, _cells),
        "compare": (Kind.NUMBER, _compared),
        "apart": (Kind.NUMBER, _compared),
        "top": (Kind.NUMBER, _extreme(best=True)),
        "best": (Kind.NUMBER, _extreme(best=True)),
        "bottom": (Kind.NUMBER, _extreme(best=False)),
        "worst": (Kind.NUMBER, _extreme(best=False)),
        "biggest_rise": (Kind.NUMBER, _mover(gains=True)),
        "biggest_fall": (Kind.NUMBER, _mover(gains=False)),
        "sum": (Kind.NUMBER, _counted(How.SUM)),
        "mean": (Kind.NUMBER, _counted(How.MEAN)),
        "change": (Kind.NUMBER, _change),
        "everything": (None, lambda n: [Query(n.table, How.NAMES, n.values)]),
        "count_rows": (None, lambda n: [Query(n.table, How.COUNT, n.values)]),
    }
    found |= {
        name: Form(None, _named_with(how))
        for name, how in (("named_with", How.NAMES), ("count_named_with", How.COUNT))
    }
    return found | {name: Form(kind, build) for name, (kind, build) in own.items()}


FORMS = _built()
