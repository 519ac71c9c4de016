"""Recognised: what a question asks of a table, by its likeness to how people put such questions.

The names and numbers in a question give way to slots; what is left is compared with phrasings of
every form (`bot.tables.wordings.recognising`). Of the forms that fit what is named, and the kinds
of the columns, the likeliest is taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

import numpy as np

from bot.tables.model.columns import Kind
from bot.tables.model.measures import unit_of
from bot.tables.names.families import Family
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import number_column, pair
from bot.tables.reading.forms import FORMS, NUMBERS, OF_STEPS, OF_WORDS, Form
from bot.tables.reading.kinds import GROUPS, group_of
from bot.tables.reading.named import Named
from bot.tables.reading.quantities import comparable, unit_in
from bot.tables.reading.slotted import Slotted, slotted
from bot.tables.wordings.amounts import limits
from bot.tables.wordings.phrasings import OTHER, Slots
from bot.tables.wordings.recognising import Recogniser, recogniser

_MOST = 4
_LEAST = 1e-4
# A number of a row is one of several where no column is named: the rules give them all.
_NAMES_ITS_COLUMN = frozenset({"value"})


@dataclass(frozen=True, slots=True)
class Recognised:
    """A form that a question may have, with the queries that it stands for.

    ``likely`` and ``other`` are the logarithms of how likely this form is, and that the question is
    about no table. ``idle``: how many of its numbers count nothing by this reading.
    """

    form: str
    queries: tuple[Query, ...]
    likely: float
    other: float
    idle: int


def recognised(asked: Asked, family: Family) -> list[Recognised]:
    """The likeliest forms that fit the table, each with its queries, the likeliest first."""
    found: dict[tuple[Query, ...], Recognised] = {}
    for masked in slotted(asked, family):
        for one in _likeliest(asked, masked):
            known = found.get(one.queries)
            if known is None or known.likely < one.likely:
                found[one.queries] = one
    return sorted(found.values(), key=lambda one: -one.likely)[:_MOST]


def _likeliest(asked: Asked, masked: Slotted) -> Iterator[Recognised]:
    model = recogniser()
    likely = likelihoods(masked.text)
    named = _named(asked, masked)
    if masked.numbers and _is_in_another_unit(asked, named):
        return  # the rules turn one unit into another
    fills = bool(named.columns) and not masked.slots.columns
    fitting = [
        form
        for form, slots in _slotted_so(model, masked.slots, fills)
        if _fits(form, slots, masked, named)
    ]
    for form in sorted(fitting, key=lambda form: -likely[form])[:_MOST]:
        if queries := tuple(FORMS[form].build(named)):
            yield Recognised(form, queries, likely[form], likely[OTHER], masked.idle)


def _is_in_another_unit(asked: Asked, named: Named) -> bool:
    """Whether a column counts in several units, or in another one than the bound that is set."""
    columns = [named.table.columns[at] for at in named.columns]
    said = {unit_of(limit.unit) for limit in limits(asked.bare)} - {None}
    return any(c.mixes or (said and unit_in(c) not in {None, *said}) for c in columns)


def agreement(asked: Asked, family: Family, queries: Sequence[Query]) -> tuple[float, float]:
    """How likely the question asks for something of this kind, and for a number or for names.

    Both as logarithms, and over all forms, so that it can be said of what no form stands for.
    """
    ways = [masked for at, masked in enumerate(slotted(asked, family)) if not at or masked.narrowed]
    if not ways:
        return 0.0, 0.0
    return max(_agreement(masked, queries[0]) for masked in ways)


def _agreement(masked: Slotted, query: Query) -> tuple[float, float]:
    kinds, counts = _masses(masked.text)
    counted = query.how is How.COUNT
    of_rows = query.how in {How.COUNT, How.NAMES}
    number = log(max(counts if counted else 1 - counts, _LEAST)) if of_rows else 0.0
    return log(max(kinds.get(group_of(query), 0.0), _LEAST)), number


def _masses(text: str) -> tuple[dict[str, float], float]:
    """How likely each kind of form is, and that a number of rows is asked for."""
    return _masses_by(recogniser(), text)


@lru_cache(maxsize=256)
def _masses_by(model: Recogniser, text: str) -> tuple[dict[str, float], float]:
    kinds: dict[str, float] = {}
    counts = 0.0
    for form, likely in _likelihoods_by(model, text).items():
        kind = GROUPS.get(form, form)
        kinds[kind] = kinds.get(kind, 0.0) + exp(likely)
        counts += exp(likely) * form.startswith("count_")
    return kinds, counts


def likelihoods(text: str) -> dict[str, float]:
    """The logarithm of how likely each form is for a text with slots, among all forms.

    Not only of those that fit a table: what is named may not be what is asked.
    """
    return _likelihoods_by(recogniser(), text)


@lru_cache(maxsize=256)
def _likelihoods_by(model: Recogniser, text: str) -> dict[str, float]:
    scores = model.scores(text).astype(np.float64)
    scores -= scores.max()
    scores -= np.log(np.exp(scores).sum())
    return dict(zip(model.forms, scores.tolist(), strict=True))


def _named(asked: Asked, masked: Slotted) -> Named:
    both = pair(asked)
    return Named(
        asked.table,
        masked.columns or _usual(asked),
        asked.rows,
        masked.numbers,
        asked.filters,
        both if both and comparable(asked.table, both) else (),
        masked.word,
    )


def _usual(asked: Asked) -> tuple[int, ...]:
    """The column that is meant where none is named: the places of an order, or the one number."""
    column = number_column(asked)
    return () if column is None or asked.table.marks else (column,)


@lru_cache(maxsize=256)
def _slotted_so(
    model: Recogniser,
    own: Slots,
    fills: bool,  # noqa: FBT001  a key of what is kept
) -> tuple[tuple[str, frozenset[Slots]], ...]:
    """The forms whose phrasings name as much, where a column that goes without saying counts."""
    usual = own._replace(columns=1) if fills else own
    return tuple(
        (form, told)
        for form, told in zip(model.forms, model.slots, strict=True)
        if form in FORMS
        and any(
            _matches(slots, one)
            for slots in ({own} if form in _NAMES_ITS_COLUMN else {own, usual})
            for one in told
        )
    )


def _fits(name: str, told: frozenset[Slots], masked: Slotted, named: Named) -> bool:
    """Whether what is named is what the form needs."""
    if bool(masked.word) != (name in OF_WORDS):
        return False
    core = name.removeprefix("count_")
    if len(named.numbers) < NUMBERS.get(core, 0) or (core in OF_STEPS and not named.steps):
        return False
    if FORMS[name].kind is Kind.NUMBER and core not in OF_STEPS and not named.columns:
        return False  # a table of several numbers, of which none is the usual one
    return _is_of_kind(FORMS[name], named, told)


def _matches(own: Slots, told: Slots) -> bool:
    return (own.columns, own.rows, own.numbers) == (told.columns, told.rows, told.numbers) and (
        own.values >= told.values
    )


def _is_of_kind(form: Form, named: Named, told: frozenset[Slots]) -> bool:
    """Whether the table has columns of the kind that the form is about, and no other is named."""
    kinds = {named.table.columns[column].kind for column in named.columns}
    if form.kind is None:
        return True
    if kinds - {form.kind}:
        return False
    if form.kind is Kind.MARK:  # a number says in how many of the columns a mark stands
        return bool(named.marks) and max(named.numbers, default=0) <= len(named.marks)
    needed = min(slots.columns for slots in told)
    return len(named.columns) >= needed and (needed == 1 or bool(named.steps))
