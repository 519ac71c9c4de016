"""Moves: rows whose number rises, falls or stays from one column to another."""

import re

from bot.tables.model.columns import Kind
from bot.tables.model.rankings import is_ranking
from bot.tables.queries.conditions import Bound, Sign, Step
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import change, pair
from bot.tables.reading.counted import names_or_count
from bot.tables.reading.quantities import comparable
from bot.tables.wordings import amounts, cues


def moves(asked: Asked) -> list[Query]:
    """The rows whose number rises, falls or stays between two columns, or by one of changes."""
    if (told := change(asked)) is not None and {*asked.of_kind(Kind.NUMBER)} <= {told}:
        return _by_change(asked, told)
    both = pair(asked)
    if both is None or not comparable(asked.table, both):
        return []
    up, down, stay = _ways(asked)
    if not (up or down or stay or asked.says("change")):
        return []
    if (
        asked.says("superlative")
        and not stay
        and not asked.says("count")
        and not amounts.tops(asked.bare)
    ):
        ranking = is_ranking(asked.table, asked.table.columns[both[0]])
        risen, fallen = (How.FALL, How.RISE) if ranking else (How.RISE, How.FALL)
        hows = [risen] * (up or not down) + [fallen] * (down or not up)
        return [Query(asked.table, how, asked.filters, both) for how in hows]
    step = step_asked(asked, both)
    if step is None:
        return []
    return [Query(asked.table, names_or_count(asked), (step, *asked.filters), both)]


def _by_change(asked: Asked, column: int) -> list[Query]:
    """What a column of changes says: whose is above nothing has risen."""
    up, down, stay = _ways(asked)
    if up + down + stay != 1:
        return []
    if asked.says("superlative") and not stay:
        tops = amounts.tops(asked.bare)
        how = How.HIGHEST if up else How.LOWEST
        return [Query(asked.table, how, asked.filters, (column,), tops[0].count if tops else 1)]
    sign = Sign.MORE if up else Sign.LESS if down else Sign.EQUAL
    where = (Bound(column, sign, 0.0), *asked.filters)
    return [Query(asked.table, names_or_count(asked), where, (column,))]


def _ways(asked: Asked) -> tuple[bool, bool, bool]:
    """Whether it speaks of rising, of falling and of staying; "worse than 20" is a bound."""
    text = re.sub(r"\badd\w*\b(?:\s\w+){0,12}?\s+up\b", " ", asked.bare, flags=re.IGNORECASE)
    bounds = [(limit.start, limit.end) for limit in amounts.limits(text, best_first=True)]
    up, down, stay = (
        any(
            not any(a < end and start < b for a, b in bounds)
            for start, end in cues.places(cue, text)
        )
        for cue in ("rise", "fall", "stay")
    )
    if asked.only:
        up = up and not asked.says("fresh")
    return up, down, stay


def step_asked(asked: Asked, both: tuple[int, int]) -> Step | None:
    up, down, stay = _ways(asked)
    ranking = is_ranking(asked.table, asked.table.columns[both[0]])
    by = amounts.by_amount(asked.bare) or (0, None)
    if stay and not (up or down):
        return Step(*both, Sign.EQUAL)
    if up == down:
        return Step(*both, None, *by) if by[0] and not up and asked.says("change") else None
    return Step(*both, Sign.LESS if up == ranking else Sign.MORE, *by)
