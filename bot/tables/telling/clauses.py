"""Telling: the conditions of a query as they stand in a sentence."""

from datetime import date

from bot.tables.model.codes import Polarity
from bot.tables.model.columns import Kind
from bot.tables.model.rankings import is_ranking
from bot.tables.model.typed import TypedTable
from bot.tables.model.values import NO_YEAR
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
    Sign,
    Step,
)
from bot.tables.queries.query import How, Query, Result
from bot.tables.telling.phrases import affirming, like, listed

_PAIR = 2


def told_conditions(query: Query, result: Result, *more: str, one: bool) -> str:
    """What holds for ``one`` row or several by the conditions of a query, and ``more``."""
    if query.how in {How.NAMES, How.COUNT} and is_picked(query):
        return "stands there" if one else "stand there"
    alone = _alone(query)
    lead = [f"{'is' if one else 'are'} {alone}"] if alone else []
    rest = query.where[2:] if alone else query.where
    # What holds in another table is told last, as its conditions reach to the end.
    ordered = sorted(rest, key=lambda condition: isinstance(condition, Elsewhere))
    told = [_condition(query.table, condition, result, one=one) for condition in ordered]
    last = [told.pop()] if ordered and isinstance(ordered[-1], Elsewhere) else []
    return listed(dict.fromkeys([*lead, *told, *more, *last]))


def is_picked(query: Query) -> bool:
    """Whether nothing is said of the rows but their names."""
    return len(query.where) == 1 and bool(_picked(query.table, query.where[0]))


def _picked(table: TypedTable, condition: Condition) -> list[str]:
    """The names of the rows that a condition picks by nothing but their names."""
    match condition:
        case Among(rows):
            return [table.row_name(row) for row in rows]
        case Is(column=0):
            return _in_table_order(table, condition)
    return []


def _alone(query: Query) -> str:
    """``marked X at GS-15 alone``, where some columns of marks affirm and all others do not."""
    table = query.table
    match query.where:
        case (Marked() as held, Marked(most=0) as blank, *_) if held.least == len(held.columns):
            if sorted([*held.columns, *blank.columns]) != [c.at for c in table.marks]:
                return ""
            yes = affirming(table, held.columns)
            return f"marked {yes} at {listed(table.columns[c].name for c in held.columns)} alone"
    return ""


def _condition(table: TypedTable, condition: Condition, result: Result, *, one: bool) -> str:
    match condition:
        case Marked():
            told = f"{'is' if one else 'are'} {_marked(table, condition, result)}"
        case Is(column=0) | Among():
            told = _among(table, condition, one=one)
        case Is():
            told = _is(table, condition, one=one)
        case Bound():
            told = _bounded(table, condition, one=one)
        case Known():
            told = _known(table, condition, one=one)
        case Step():
            told = _step(table, condition, one=one)
        case Course():
            told = _course(table, condition, one=one)
        case Member():
            told = _member(condition, one=one)
        case Elsewhere():
            told = _elsewhere(condition, one=one)
    return told


def _among(table: TypedTable, condition: Is | Among, *, one: bool) -> str:
    no = "not " if isinstance(condition, Is) and condition.negated else ""
    return f"{'is' if one else 'are'} {no}among {listed(_picked(table, condition))}"


def _is(table: TypedTable, condition: Is, *, one: bool) -> str:
    values = listed([v or "nothing" for v in _in_table_order(table, condition)], "or")
    if table.columns[condition.column].kind is Kind.MARK and "" not in condition.values:
        verb = f"{'is' if one else 'are'} {'not ' if condition.negated else ''}marked"
        return f"{verb} {values} at {table.columns[condition.column].name}"
    have = f"{'has' if one else 'have'} {'no ' if condition.negated else ''}"
    return f"{have}{values} under {table.columns[condition.column].name}"


def _bounded(table: TypedTable, condition: Bound, *, one: bool) -> str:
    have = "has" if one else "have"
    if condition.negated:
        have = "does not have" if one else "do not have"
    bound = _bound(table, condition)
    return f"{have} {condition.sign} {bound} under {table.columns[condition.column].name}"


def _course(table: TypedTable, condition: Course, *, one: bool) -> str:
    """``lose X from one to the next of GS-11, …``, ``are marked X again after a gap among …``."""
    yes = affirming(table, condition.columns)
    names = listed(table.columns[c].name for c in condition.columns)
    s = "s" if one else ""
    if condition.returns:
        return f"{'is' if one else 'are'} marked {yes} again after a gap among {names}"
    return f"lose{s} {yes} from one to the next of {names}"


def _member(condition: Member, *, one: bool) -> str:
    verb = ("is " if one else "are ") + ("not " if condition.negated else "")
    names = listed(
        [f"\u201c{name}\u201d" for name in dict.fromkeys(t.name for t in condition.tables)], "or"
    )
    return f"{verb}also in {names}" if not condition.negated else f"{verb}among those in {names}"


def _elsewhere(condition: Elsewhere, *, one: bool) -> str:
    """``are among those in “T” that are marked X at GS-11 or among those in “U” that …``."""
    verb = ("is " if one else "are ") + ("not " if condition.negated else "")
    tables: dict[str, dict[str, None]] = {}
    for table, where in condition.parts:
        told = told_conditions(Query(table, How.NAMES, where), Result((), ()), one=False)
        tables.setdefault(told, {})[f"\u201c{table.name}\u201d"] = None
    those = (f"among those in {listed(n, 'or')} that {told}" for told, n in tables.items())
    return verb + " or ".join(those)


def _known(table: TypedTable, condition: Known, *, one: bool) -> str:
    have = "has" if one else "have"
    name = table.columns[condition.column].name
    if not condition.negated:
        return f"{have} a value under {name}"
    values = table.columns[condition.column].values
    gaps = dict.fromkeys(
        v for v in values if table.columns[condition.column].polarity(v) is Polarity.MISSING
    )
    return f"{have} {listed([v or 'nothing' for v in gaps], 'or') or 'no value'} under {name}"


def _in_table_order(table: TypedTable, condition: Is) -> list[str]:
    """The values of a condition in the order in which the column first has them."""
    return [
        v for v in dict.fromkeys(table.columns[condition.column].values) if v in condition.values
    ]


def _marked(table: TypedTable, condition: Marked, result: Result) -> str:
    """``marked X at GS-13``, ``not marked X at GS-11``, ``marked X at exactly 2 of GS-11, …``."""
    columns = condition.columns
    names = listed(table.columns[c].name for c in columns)
    yes = affirming(table, columns)
    if condition.most == 0:
        told = {table.value(r, c) for r in (result.rows or table.rows) for c in columns}
        told = {v for v in told if table.columns[columns[0]].polarity(v) is not Polarity.YES}
        no = listed(sorted(told), "or") if result.rows and "" not in told else ""
        return f"marked {no} at {names}" if no else f"not marked {yes} at {names}"
    if condition.least == len(columns):
        return f"marked {yes} at {'all of ' if len(columns) > _PAIR else ''}{names}"
    if condition.least == condition.most:
        return f"marked {yes} at exactly {condition.least} of {names}"
    if condition.most == len(columns):
        return f"marked {yes} at {condition.least} or more of {names}"
    if condition.least == 0:
        return f"marked {yes} at {condition.most} or fewer of {names}"
    return f"marked {yes} at {condition.least} to {condition.most} of {names}"


def _bound(table: TypedTable, condition: Bound) -> str:
    column = table.columns[condition.column]
    if column.kind is Kind.DATE:
        found = date.fromordinal(int(condition.bound))
        return f"{found:%B} {found.day}" + (f", {found.year}" if found.year != NO_YEAR else "")
    return like(table, condition.column, condition.bound)


def _step(table: TypedTable, condition: Step, *, one: bool) -> str:
    before, after = (table.columns[c] for c in (condition.before, condition.after))
    s = "s" if one else ""
    if condition.sign is Sign.EQUAL:
        return f"{'is' if one else 'are'} the same under {before.name} and under {after.name}"
    if condition.sign is None:
        return f"move{s} from {before.name} to {after.name}{_by(table, condition)}"
    rises = condition.sign is Sign.MORE
    if is_ranking(table, before) and is_ranking(table, after):
        way = "down" if rises else "up"
        return f"move{s} {way} from {before.name} to {after.name}{_by(table, condition)}"
    return (
        f"{'rise' if rises else 'fall'}{s} from {before.name} to "
        f"{after.name}{_by(table, condition)}"
    )


def _by(table: TypedTable, condition: Step) -> str:
    if not condition.least and condition.most is None:
        return ""
    least, most = (like(table, condition.before, n or 0) for n in (condition.least, condition.most))
    if condition.least == condition.most:
        return f" by {least}"
    if condition.most is None:
        return f" by {least} or more"
    # Places in an order are whole: whatever moves there moves by one at least.
    any_step = 1 if is_ranking(table, table.columns[condition.before]) else 0
    return f" by at most {most}" if condition.least <= any_step else f" by {least} to {most}"
