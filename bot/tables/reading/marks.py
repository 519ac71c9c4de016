"""Marks: conditions on columns that affirm or do not, such as grades or sites."""

import re

from bot.tables.model.codes import Polarity
from bot.tables.model.columns import Kind
from bot.tables.names.mentions import Mention, Role
from bot.tables.queries.conditions import Condition, Is, Marked
from bot.tables.queries.query import Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.bounds import besides
from bot.tables.reading.columns import coded
from bot.tables.reading.counted import names_or_count, noun
from bot.tables.reading.courses import against_neighbour, all_but, broken_course, exactly_at
from bot.tables.reading.spans import Columns, spanned, wanted_marks
from bot.tables.wordings import amounts

# Of fewer columns, a number of them is all or one.
_SEVERAL = 3


def marked(asked: Asked) -> list[Query]:
    """The rows that affirm, or do not, in the columns that are named."""
    condition = conditions(asked)
    if not condition:
        return []
    bounds = besides(asked) if asked.of_kind(Kind.MARK) else ()
    where, columns = (*condition, *bounds, *asked.filters), tuple(b.column for b in bounds)
    return [Query(asked.table, names_or_count(asked), where, columns)]


def conditions(asked: Asked) -> tuple[Condition, ...]:
    """What the question demands of the columns of marks."""
    marks = tuple(c.at for c in asked.table.marks)
    named = asked.of_kind(Kind.MARK)
    if not marks or (not named and asked.of_kind(Kind.NUMBER, Kind.DATE)):
        return ()
    if (meant := asked.meant_codes) and (named or asked.says("all_columns")):
        held = tuple(c for c in named or marks if meant & set(asked.table.columns[c].codes))
        if held:
            unwanted = _unwanted(asked) if not _denies(asked, held, meant) else set()
            return tuple(Is(c, meant, c in unwanted) for c in held)
    of_named = (broken_course, exactly_at, all_but, _so_many_of)
    for reader in of_named if named else (broken_course, _so_many):
        if found := reader(asked, marks, named):
            return found
    if not named:
        return _meant(asked)
    return against_neighbour(asked, marks, named) or _plain(asked, named)


def _meant(asked: Asked) -> tuple[Condition, ...]:
    """That a row holds what is said in the words by which one column alone explains a code."""
    found = [m for m in asked.of_role(Role.CODE) if not m.name.values & _words(asked, m)]
    columns = {m.name.column for m in found}
    if len(columns) != 1 or asked.table.columns[min(columns)].kind is not Kind.MARK:
        return ()
    values = frozenset(v for m in found for v in m.name.values)
    return (Is(min(columns), values, negated=bool(asked.places("not"))),)


def _words(asked: Asked, mention: Mention) -> set[str]:
    """A mention as it is said."""
    start, end = asked.span(mention)
    return {asked.text[start:end]}


def _plain(asked: Asked, named: Columns) -> tuple[Condition, ...]:
    """Each named column affirms, or does not, or holds a code."""
    wanted = wanted_marks(asked)
    if len(set(wanted.values())) > 1:
        yes = tuple(c for c, affirmed in wanted.items() if affirmed)
        no = tuple(c for c, affirmed in wanted.items() if not affirmed)
        return (Marked(yes, len(yes), len(yes)), Marked(no, 0, 0))
    if codes := _told(asked, named):
        return tuple(Is(column, codes) for column in spanned(asked, named))
    spread = spanned(asked, named)
    if not all(wanted.values()) or (asked.says("not") and len(asked.column_mentions) == 1):
        return (Marked(spread, 0, 0),)
    either = asked.says("or") and not asked.says("both") and len(spread) == len(named)
    either = (
        either
        or re.search(r"\bor (?:at |in |for )?both\b|\bat least one\b", asked.text, re.IGNORECASE)
        is not None
    )
    return (Marked(spread, 1 if either else len(spread), len(spread)),)


def _told(asked: Asked, named: Columns) -> frozenset[str]:
    """Codes that say more than that a cell does not affirm, or are denied themselves."""
    codes = coded(asked, named)
    other = {v for c in named for v in asked.table.columns[c].codes} - codes
    denied = {asked.table.columns[named[0]].polarity(v) for v in codes} <= {
        Polarity.NO,
        Polarity.MISSING,
    }
    yes = {v for v in other if asked.table.columns[named[0]].polarity(v) is Polarity.YES}
    return codes if not (denied and other == yes and len(codes) == 1) else frozenset()


def _denies(asked: Asked, columns: Columns, codes: frozenset[str]) -> bool:
    """Whether codes deny themselves, so that a question that denies means just them."""
    told = {asked.table.columns[c].polarity(code) for c in columns for code in codes}
    return told <= {Polarity.NO, Polarity.MISSING}


def _unwanted(asked: Asked) -> set[int]:
    return {column for column, yes in wanted_marks(asked).items() if not yes}


def _so_many(asked: Asked, marks: Columns, _named: Columns) -> tuple[Condition, ...]:
    """Everywhere, nowhere, or in so many columns."""
    known = amounts.exactly(asked.bare, noun(asked))
    many = len(marks)
    denied = asked.says("not") or _denying(asked)
    if known is not None and (known[1] or known[0]) <= many:
        least, most = known[0], many if known[1] is None else known[1]
        if most == least == many and asked.says("all_columns"):
            return (Marked(marks, many, many),)
        return (
            Marked(marks, many - most, many - least)
            if _denying(asked)
            else Marked(marks, least, most),
        )
    if asked.says("no_columns"):
        return (Marked(marks, 0, 0),)
    if asked.says("all_columns"):
        if denied and not asked.says("not"):  # a code that denies, everywhere
            return (Marked(marks, 0, 0),)
        return (Marked(marks, 0, many - 1) if denied else Marked(marks, many, many),)
    return ()


def _so_many_of(asked: Asked, _marks: Columns, named: Columns) -> tuple[Condition, ...]:
    """In so many of some columns: "at no more than two of the grades 11 to 15"."""
    spread, known = spanned(asked, named), amounts.exactly(asked.bare, noun(asked))
    many = len(spread)
    if known is None or many < _SEVERAL or not known[0] <= many:
        return ()
    least, most = known[0], many if known[1] is None else min(known[1], many)
    held = Marked(spread, many - most, many - least) if _denying(asked) else None
    return (held or Marked(spread, least, most),)


def _denying(asked: Asked) -> bool:
    """Whether the code that is named denies: "NR at three grades"."""
    column = asked.table.marks[0]
    told = {column.polarity(v) for v in asked.codes}
    negative = told and Polarity.YES not in told and told <= {Polarity.NO, Polarity.MISSING}
    return bool(negative) or (asked.says("not") and not asked.says("only"))


def code_rows(asked: Asked) -> list[Query]:
    """Rows that hold a code in a column of codes that is no yes or no."""
    named = tuple(c for c in asked.columns if asked.codes & set(asked.table.columns[c].codes))
    if not named or (len(named) > 1 and asked.says("or")):
        return []
    unwanted = {m.name.column for i, m in enumerate(asked.column_mentions) if i in asked.denied}
    where = tuple(Is(c, asked.codes, c in unwanted) for c in spanned(asked, named))
    said = {c.column for c in asked.filters if isinstance(c, Is)}  # a code may be said and meant
    both = (*(c for c in where if c.column not in said), *asked.filters)
    return [Query(asked.table, names_or_count(asked), both)]
