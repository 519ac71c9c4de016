"""What a query of a table gives, worked out on the plain rows that the table was made from."""

from collections.abc import Callable
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from random import Random

from random_tables import Made, Value, make

from bot.tables.model.columns import Kind
from bot.tables.queries.conditions import (
    Among,
    Bound,
    Condition,
    Course,
    Elsewhere,
    Is,
    Known,
    Marked,
    Member,
    Place,
    Sign,
    Step,
)
from bot.tables.queries.query import How, Query

COMPARE: dict[Sign, Callable[[Decimal, Decimal], bool]] = {
    Sign.LESS: lt,
    Sign.AT_MOST: le,
    Sign.EQUAL: eq,
    Sign.AT_LEAST: ge,
    Sign.MORE: gt,
}
NUMBERS = (Kind.NUMBER, Kind.DATE)
Expected = tuple[tuple[int, ...], set[Place], Decimal | None, int]


def number(value: Value) -> Decimal | None:
    """A value as a number; a day counts from the first of all days."""
    if value is None or isinstance(value, bool | str):
        return None
    return value if isinstance(value, Decimal) else Decimal(value.toordinal())


def holds(made: Made, condition: Condition, at: int) -> bool:  # noqa: C901, PLR0911  a case for each
    row = made.rows[at]
    match condition:
        case Among(rows):
            return at in rows
        case Is(column, values, negated):
            return (made.seen(at, column) in values) != negated
        case Marked(columns, least, most):
            return least <= sum(row[c] is True for c in columns) <= most
        case Bound(column, sign, bound, negated):
            value = number(row[column])
            return negated != (value is not None and COMPARE[sign](value, Decimal(str(bound))))
        case Step(before, after, sign, least, most):
            one, two = number(row[before]), number(row[after])
            if one is None or two is None or not COMPARE[sign](two, one):
                return False
            return (
                Decimal(str(least))
                <= abs(two - one)
                <= Decimal(str(10**9 if most is None else most))
            )
        case Known(column, negated):
            return (row[column] is None) == negated
        case Course(columns, returns):
            yes = [row[c] is True for c in columns]
            ends = [i for i, now in enumerate(yes) if not now and any(yes[:i])]
            return any(any(yes[i:]) for i in ends) if returns else bool(ends)
        case Member(tables, negated):
            return negated != any(row[0] in t.key.values for t in tables)
        case Elsewhere():
            raise NotImplementedError("it is about rows of other tables than the one that was made")


def looked_at(condition: Condition) -> tuple[int, ...]:
    """The columns that a condition reads."""
    match condition:
        case Among():
            return ()
        case Marked(columns) | Course(columns):
            return columns
        case Member() | Elsewhere():
            return (0,)
        case Step(before, after):
            return (before, after)
    return (condition.column,)


def answer(made: Made, query: Query) -> Expected:  # noqa: C901, PLR0911  a case for each `How`
    """Rows, cells, number and out of how many, of a query."""
    every, columns = range(len(made.rows)), query.columns
    found = [r for r in every if all(holds(made, c, r) for c in query.where)]
    checked = {c for condition in query.where for c in looked_at(condition)}

    def told(
        rows: list[int], by: Decimal | None, out_of: int, *, of: set[int] | None = None
    ) -> Expected:
        return tuple(rows), {(r, c) for r in rows for c in (of or set()) | {*columns}}, by, out_of

    known = {r: n for r in found if columns and (n := number(made.rows[r][columns[0]])) is not None}
    steps = {r: n - known[r] for r in known if (n := number(made.rows[r][columns[-1]])) is not None}
    match query.how:
        case How.NAMES | How.COUNT:
            return told(found, Decimal(len(found)), len(every), of=checked)
        case How.VALUES | How.ORDER:
            return told(found, None, len(every), of=checked)
        case How.MARKS:
            yes = sum(made.rows[r][c] is True for r in found for c in columns)
            return told(found, Decimal(yes), len(columns))
        case How.TALLY:
            read = {(r, c) for r in found for c in columns if made.rows[r][c] is True}
            return tuple(sorted({r for r, _ in read})), read, None, len(found)
        case How.SUM:
            return told([*known], sum(known.values(), Decimal(0)), len(found), of=checked)
        case How.MEAN:
            mean = sum(known.values(), Decimal(0)) / len(known) if known else None
            return told([*known], mean, len(found), of=checked)
        case How.ACROSS:
            cells = [
                n for r in found for c in columns if (n := number(made.rows[r][c])) is not None
            ]
            return told(found, sum(cells, Decimal(0)), len(found))
        case How.HIGHEST | How.LOWEST:
            ends = sorted(known.values(), reverse=query.how is How.HIGHEST)[: query.count]
            rows = [r for r, n in known.items() if n in ends]
            return told(rows, ends[0] if ends else None, len(found), of=checked)
        case How.DIFFERENCE:
            apart = max(known.values()) - min(known.values()) if len(known) > 1 else None
            return told(found, apart, len(found))
        case How.CHANGE:
            return told(found, next(iter(steps.values()), None), len(found))
        case How.RISE | How.FALL:
            turned = {r: n if query.how is How.RISE else -n for r, n in steps.items()}
            best = max([Decimal(0), *turned.values()])
            rows = [r for r, n in turned.items() if n == best and best]
            return told(rows, best or None, len(found))


def random_condition(  # noqa: PLR0911  a case for each
    made: Made, kind: type[Condition], chance: Random
) -> Condition:
    """A condition of a kind that the columns of a table allow."""
    column = chance.randrange(1, len(made.kinds))
    numbers, marks = made.at(*NUMBERS), made.at(Kind.MARK)
    if kind is Among:
        return Among(tuple(chance.sample(range(len(made.rows)), chance.randint(1, 3))))
    if kind is Is:
        shown = {made.seen(row, column) for row in chance.choices(range(len(made.rows)), k=2)}
        return Is(column, frozenset(shown), chance.random() < 0.3)
    if kind is Marked:
        some = tuple(chance.sample(marks, chance.randint(1, len(marks))))
        least = chance.randint(0, len(some))
        return Marked(some, least, chance.randint(least, len(some)))
    if kind is Bound:
        column = chance.choice(numbers)
        bounds = [n for value in made.column(column) if (n := number(value)) is not None]
        negated = chance.random() < 0.2
        return Bound(column, chance.choice([*Sign]), float(chance.choice(bounds)), negated)
    if kind is Step:
        before, after = chance.sample(made.at(Kind.NUMBER), 2)
        sign = chance.choice([Sign.LESS, Sign.EQUAL, Sign.MORE])
        if sign is Sign.EQUAL:  # what stays the same does so by no amount
            return Step(before, after, sign)
        zero = Decimal(0)
        ends = [(number(r[before]), number(r[after])) for r in chance.sample(made.rows, 2)]
        small, large = sorted(float(abs((one or zero) - (two or zero))) for one, two in ends)
        return Step(
            before, after, sign, *chance.choice([(0.0, None), (small, None), (small, large)])
        )
    if kind is Course:
        return Course(tuple(marks), chance.random() < 0.5)
    if kind is Member:
        other = make([Kind.TEXT], chance.randint(3, 40), chance)
        return Member((other.typed,), chance.random() < 0.5)
    return Known(column, chance.random() < 0.5)


KINDS: tuple[type[Condition], ...] = (Among, Is, Marked, Bound, Step, Known, Course, Member)


def random_query(made: Made, how: How, chance: Random, *kinds: type[Condition]) -> Query:
    """A query of that kind with conditions of these kinds, or of any."""
    kinds = kinds or tuple(chance.choices(KINDS, k=chance.choice([0, 1, 1, 2])))
    where = [random_condition(made, kind, chance) for kind in kinds]
    numbers, ordered = made.at(Kind.NUMBER), made.at(*NUMBERS)
    marks, others = made.at(Kind.MARK), range(1, len(made.kinds))
    columns: list[int] = []
    if how in {How.SUM, How.MEAN}:
        columns = [chance.choice(numbers)]
    elif how in {How.HIGHEST, How.LOWEST, How.ORDER, How.DIFFERENCE}:
        columns = [chance.choice(ordered)]
    elif how in {How.CHANGE, How.RISE, How.FALL, How.ACROSS}:
        columns = chance.sample(numbers, 2)
    elif how in {How.MARKS, How.TALLY}:
        columns = chance.sample(marks, chance.randint(1, len(marks)))
    elif how is How.VALUES or chance.random() < 0.3:
        columns = chance.sample(others, chance.randint(1, min(3, len(others))))
    if how is How.ORDER:
        where = [Among(tuple(chance.sample(range(len(made.rows)), 3)))]
    if how is How.DIFFERENCE:
        where = [Among(tuple(chance.sample(range(len(made.rows)), 2)))]
    if how in {How.CHANGE, How.ACROSS}:
        where = [Among((chance.randrange(len(made.rows)),))]
    count = chance.choice([1, 1, 2, 3, 5])
    return Query(made.typed, how, tuple(where), tuple(columns), count)
