"""Recognised: what a question asks of a table, by its likeness to how people put such questions.

The names and numbers in a question give way to slots; what is left is compared with phrasings of
every form (`bot.tables.wordings.recognising`). Of the forms that fit what is named, and the kinds
of the columns, the likeliest is taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.tables.model.axes import AXES
from bot.tables.model.codes import Polarity
from bot.tables.model.typed import Kind
from bot.tables.model.words import Word, content, stems
from bot.tables.names.families import Family
from bot.tables.names.mentions import Mention, Role
from bot.tables.queries.query import Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import comparable, number_column, pair
from bot.tables.reading.forms import FORMS, Form, Named
from bot.tables.wordings.phrasings import Slots, filler
from bot.tables.wordings.recognising import recogniser

# Number words that mostly count nothing: "which one", "the first time", "a second look".
_NO_NUMBERS = frozenset({"one", "ones", "first", "second", "zero", "zeroth"})
_TWO = 2
# So likely a form is taken, though another way of meaning a number may be likelier still.
_PLAIN = 0.4
_ALL = frozenset({"all", "the", "these", "those", "both"})
_COLUMN_WORDS = frozenset(stems(" ".join(AXES)))
_SIGNED = re.compile(r"(?:^|\s)[-\u2212]\d|[$€£%]")
# A number of a row is one of several where no column is named: the rules give them all.
_NAMES_ITS_COLUMN = frozenset({"value"})


@dataclass(frozen=True, slots=True)
class Recognised:
    """The form of a question, the queries it stands for, and how likely that is.

    ``loose``: it rests on a number, or on a column that is not named outright.
    """

    form: str
    queries: tuple[Query, ...]
    likely: float
    loose: bool


@dataclass(frozen=True)
class _Masked:
    """A question with slots, and what stands in those of columns and numbers."""

    text: str
    slots: Slots
    columns: tuple[int, ...]
    numbers: tuple[float, ...]


# Where something is named, the slots that may stand for it, and what it is.
_Spot = tuple[tuple[int, int], str, object]


def recognised(asked: Asked, family: Family) -> Recognised | None:
    """The likeliest form that fits the table; None where none does, or it is about no table."""
    found = [
        one for masked in _readings(asked, family) if (one := _likeliest(asked, masked)) is not None
    ]
    return max(found, key=lambda one: one.likely, default=None)


def _likeliest(asked: Asked, masked: _Masked) -> Recognised | None:
    model = recogniser()
    scores = _scores(masked.text)
    named = _named(asked, masked)
    fitting = [
        at for at, form in enumerate(model.forms) if _fits(form, model.slots[at], masked, named)
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda at: scores[at])
    form = model.forms[best]
    if form not in FORMS:
        return None
    queries = tuple(FORMS[form].build(named))
    # Of all forms, not only of those that fit: what is named may not be what is asked.
    odds = np.exp(scores - scores.max())
    likely = float(odds[best] / odds.sum())
    strong = any(not mention.name.weak for mention in asked.column_mentions)
    of_column = min(slots.columns for slots in model.slots[best]) > 0 and not strong
    return Recognised(form, queries, likely, bool(masked.numbers) or of_column) if queries else None


@lru_cache(maxsize=256)
def _scores(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return recogniser().scores(text)


def _named(asked: Asked, masked: _Masked) -> Named:
    both = pair(asked)
    return Named(
        asked.table,
        masked.columns or _usual(asked),
        asked.rows,
        masked.numbers,
        asked.filters,
        both if both and comparable(asked.table, both) else (),
    )


def _usual(asked: Asked) -> tuple[int, ...]:
    """The column that is meant where none is named: the places of an order, or the one number."""
    column = number_column(asked)
    return () if column is None or asked.table.marks else (column,)


def _fits(name: str, told: frozenset[Slots], masked: _Masked, named: Named) -> bool:
    """Whether what is named is what the form needs; a form that nobody builds fits all alike."""
    form = FORMS.get(name)
    if form is None:
        return masked.slots in told or Slots(0, 0, 0, 0) in told
    own = masked.slots
    fills = bool(named.columns) and not own.columns and name not in _NAMES_ITS_COLUMN
    usual = own._replace(columns=1) if fills else own
    return any(_matches(slots, one) for slots in (own, usual) for one in told) and _is_of_kind(
        form, named, told
    )


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
    if form.kind is Kind.MARK:
        return bool(named.marks)
    needed = min(slots.columns for slots in told)
    return len(named.columns) >= needed and (needed == 1 or bool(named.steps))


def _readings(asked: Asked, family: Family) -> Iterator[_Masked]:
    """The question with slots, in each way in which its numbers can be meant.

    A number may be one of a series of columns, such as 13 for GS-13, or say only how large a table
    is or how many things are named.
    """
    numbers = [word for word in asked.words if _counts(asked, word)]
    if any(_SIGNED.search(asked.text[max(word.start - 2, 0) : word.end + 2]) for word in numbers):
        return  # amounts with a sign or a unit are read by the rules
    series = asked.names.series
    sizes = {float(len(names.table.rows)) for names in family.members}
    sizes |= {float(len(asked.table.marks)), float(len(asked.table.columns) - 1)}
    of_series = [word for word in numbers if f"{word.value:g}" in series]
    for columns in [[], of_series] if of_series else [[]]:
        rest = [word for word in numbers if word not in columns]
        things = {*asked.columns, *(series[f"{word.value:g}"] for word in columns)}
        told = sizes | {float(len(named)) for named in (things, asked.rows) if len(named) > 1}
        idle = [word for word in rest if word.value in told and _sizes(asked, family, word)]
        for dropped in [[], idle] if idle else [[]]:
            counting = [word for word in rest if word not in dropped]
            yield _masked(asked, family, columns, counting, dropped)


def _sizes(asked: Asked, family: Family, word: Word) -> bool:
    """Whether a number stands before what rows or columns are called: "five grades"."""
    at = asked.words.index(word)
    after = next((w for w in asked.words[at + 1 :] if not w.small), None)
    before = asked.words[at - 1].text if at else ""
    called = _COLUMN_WORDS | family.all_groups | set(content(asked.table.key.name))
    return before in _ALL or (after is not None and after.stem in called)


def _counts(asked: Asked, word: Word) -> bool:
    """Whether a word is a number that is no part of a name."""
    if word.value is None or word.text in _NO_NUMBERS:
        return False
    return not any(
        asked.words[m.start].start <= word.start < asked.words[m.end - 1].end
        for m in asked.mentions
        if m.name.role is not Role.CODE
    )


def _masked(
    asked: Asked,
    family: Family,
    columns: Sequence[Word],
    numbers: Sequence[Word],
    dropped: Sequence[Word],
) -> _Masked:
    series = asked.names.series
    of_columns: list[_Spot] = [
        *((asked.span(m), "AB", m.name.column) for m in asked.column_mentions),
        *(((w.start, w.end), "AB", series[f"{w.value:g}"]) for w in columns),
    ]
    of_rows = [(asked.span(m), "RS", m.name.values) for m in asked.of_role(Role.ROW)]
    of_values = [(asked.span(m), "V", m.name.values) for m in asked.of_role(Role.VALUE)]
    spots: dict[tuple[int, int], str] = {}
    things = [_fill(found, spots) for found in (of_columns, of_rows, of_values)]
    _fill([*_groups(asked, family)], spots)
    spots |= {asked.span(m): _meaning(asked, m) for m in asked.of_role(Role.CODE)}
    _fill([((w.start, w.end), "NM", at) for at, w in enumerate(numbers)], spots)
    _fill([((w.start, w.end), " ", 0) for w in dropped], spots)
    counts = Slots(*(min(len(found), _TWO) for found in (*things[:2], numbers, things[2][:1])))
    return _Masked(
        _with_slots(asked.text, spots),
        counts,
        tuple(column for column in things[0] if isinstance(column, int)),
        tuple(word.value or 0 for word in numbers),
    )


def _groups(asked: Asked, family: Family) -> Iterator[_Spot]:
    """Where the words stand that tell tables of one form apart."""
    if len(family.members) > 1:
        for word in asked.words:
            for at, group in enumerate(family.groups):
                if word.stem in group:
                    yield (word.start, word.end), "TU", at


def _meaning(asked: Asked, mention: Mention) -> str:
    """What stands for a code in words: that it affirms, or that it does not."""
    column = asked.table.columns[mention.name.column]
    told = {column.polarity(value) for value in mention.name.values}
    if column.kind is Kind.MARK and told <= {Polarity.NO, Polarity.MISSING}:
        return "not marked"
    return "marked" if told == {Polarity.YES} else " "


def _fill(found: Sequence[_Spot], spots: dict[tuple[int, int], str]) -> list[object]:
    """Note the slot of each spot, by the order in which things are named; give the things."""
    things = list(dict.fromkeys(thing for _, _, thing in sorted(found, key=lambda s: s[0])))
    for place, slots, thing in found:
        spots.setdefault(place, slots[min(things.index(thing), len(slots) - 1)])
    return things


def _with_slots(text: str, spots: dict[tuple[int, int], str]) -> str:
    """The text with a filler at each spot; of spots that overlap, the last."""
    told, end = "", len(text)
    for (start, stop), slot in sorted(spots.items(), reverse=True):
        if stop <= end:
            word = filler(slot) if len(slot) == 1 and slot.strip() else slot
            told = f" {word} {text[stop:end]}{told}"
            end = start
    return " ".join(f"{text[:end]}{told}".split())
