"""Recognised: what a question asks of a table, by its likeness to how people put such questions.

The names and numbers in a question give way to slots; what is left is compared with phrasings of
every form (`bot.tables.wordings.recognising`). Of the forms that fit what is named, and the kinds
of the columns, the likeliest is taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, log

import numpy as np

from bot.tables.model.axes import AXES
from bot.tables.model.codes import Polarity
from bot.tables.model.typed import Kind, TypedTable
from bot.tables.model.words import Word, content, stems, words_in
from bot.tables.names.families import Family
from bot.tables.names.mentions import Mention, Role
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import comparable, number_column, pair
from bot.tables.reading.forms import FORMS, NUMBERS, OF_WORDS, Form, Named
from bot.tables.reading.kinds import GROUPS, group_of
from bot.tables.wordings.phrasings import OTHER, Slots, filler
from bot.tables.wordings.recognising import recogniser

# Number words that mostly count nothing: "which one", "the first time", "a second look".
_NO_NUMBERS = frozenset({"one", "ones", "first", "second", "zero", "zeroth"})
_TWO = 2
# How many forms of a question are looked at further.
_MOST = 4
_LEAST = 1e-4
_FEW = 5
_BEFORE_ONE = frozenset(
    "just only exactly precisely by up down least most than single mere at".split()  # noqa: SIM905  a list of strings is harder to read
)
_QUOTES = re.compile("['\"\u2018\u201c]")
_STEPS = frozenset(stems("place rank spot position step notch rung slot"))
_ALL = frozenset({"all", "the", "these", "those", "both"})
_COLUMN_WORDS = frozenset(stems(" ".join(AXES)))
_SIGNED = re.compile(r"(?:^|\s)[-\u2212]\d|[$€£%]")
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


@dataclass(frozen=True)
class _Masked:
    """A question with slots, and what stands in those of columns and numbers."""

    text: str
    slots: Slots
    columns: tuple[int, ...]
    numbers: tuple[float, ...]
    idle: int
    word: str = ""


# Where something is named, the slots that may stand for it, and what it is.
_Spot = tuple[tuple[int, int], str, object]


def recognised(asked: Asked, family: Family) -> list[Recognised]:
    """The likeliest forms that fit the table, each with its queries, the likeliest first."""
    found: dict[tuple[Query, ...], Recognised] = {}
    for masked in _readings(asked, family):
        for one in _likeliest(asked, masked):
            known = found.get(one.queries)
            if known is None or known.likely < one.likely:
                found[one.queries] = one
    return sorted(found.values(), key=lambda one: -one.likely)[:_MOST]


def _likeliest(asked: Asked, masked: _Masked) -> Iterator[Recognised]:
    model = recogniser()
    likely = likelihoods(masked.text)
    named = _named(asked, masked)
    fitting = [
        form
        for form, slots in zip(model.forms, model.slots, strict=True)
        if form in FORMS and _fits(form, slots, masked, named)
    ]
    for form in sorted(fitting, key=lambda form: -likely[form])[:_MOST]:
        if queries := tuple(FORMS[form].build(named)):
            yield Recognised(form, queries, likely[form], likely[OTHER], masked.idle)


def agreement(asked: Asked, family: Family, queries: Sequence[Query]) -> tuple[float, float]:
    """How likely the question asks for something of this kind, and for a number or for names.

    Both as logarithms, and over all forms, so that it can be said of what no form stands for.
    """
    masked = next(_readings(asked, family), None)
    if masked is None:
        return 0.0, 0.0
    kinds, counts = _masses(masked.text)
    group = group_of(queries[0])
    counted = queries[0].how is How.COUNT
    of_rows = queries[0].how in {How.COUNT, How.NAMES}
    number = log(max(counts if counted else 1 - counts, _LEAST)) if of_rows else 0.0
    return log(max(kinds.get(group, 0.0), _LEAST)), number


@lru_cache(maxsize=256)
def _masses(text: str) -> tuple[dict[str, float], float]:
    """How likely each kind of form is, and that a number of rows is asked for."""
    kinds: dict[str, float] = {}
    counts = 0.0
    for form, likely in likelihoods(text).items():
        kind = GROUPS.get(form, form)
        kinds[kind] = kinds.get(kind, 0.0) + exp(likely)
        counts += exp(likely) * form.startswith("count_")
    return kinds, counts


@lru_cache(maxsize=256)
def likelihoods(text: str) -> dict[str, float]:
    """The logarithm of how likely each form is for a text with slots, among all forms.

    Not only of those that fit a table: what is named may not be what is asked.
    """
    model = recogniser()
    scores = model.scores(text).astype(np.float64)
    scores -= scores.max()
    scores -= np.log(np.exp(scores).sum())
    return dict(zip(model.forms, scores.tolist(), strict=True))


def _named(asked: Asked, masked: _Masked) -> Named:
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


def _fits(name: str, told: frozenset[Slots], masked: _Masked, named: Named) -> bool:
    """Whether what is named is what the form needs; a form that nobody builds fits all alike."""
    form = FORMS.get(name)
    if form is None:
        return masked.slots in told or Slots(0, 0, 0, 0) in told
    own = masked.slots
    if bool(masked.word) != (name in OF_WORDS):
        return False
    if len(named.numbers) < NUMBERS.get(name.removeprefix("count_"), 0):
        return False
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

    A number may say only how large a table is or how many things are named.
    """
    numbers = [word for word in asked.words if _counts(asked, word)]
    if any(_SIGNED.search(asked.text[max(word.start - 2, 0) : word.end + 2]) for word in numbers):
        return  # amounts with a sign or a unit are read by the rules
    idle = [word for word in numbers if _says_size(asked, family, word)]
    ones = [word for word in asked.words if word.text == "one" and _is_said(asked, word)]
    for counted in [[], ones] if ones else [[]]:
        for dropped in [[], idle] if idle else [[]]:
            counting = [word for word in numbers if word not in dropped] + counted
            yield _masked(asked, family, sorted(counting, key=lambda w: w.start), dropped)
    if word := _word_of_names(asked, family):
        yield _with_word(asked, family, word)


def _word_of_names(asked: Asked, family: Family) -> Word | None:
    """A word of the question that stands in names of rows without being one, a quoted one first."""
    named = {at for m in asked.of_role(Role.ROW) for at in range(m.start, m.end)}
    own = family.all_groups | set(content(asked.table.key.name)) | set(content(asked.table.name))
    inside = _words_of_names(asked.table)
    found = [
        word
        for at, word in enumerate(asked.words)
        if word.text in inside and at not in named and word.stem not in own
    ]
    quoted = [
        word
        for word in asked.words
        if word.text in inside and _QUOTES.fullmatch(asked.text[max(word.start - 1, 0) : word.start])
    ]
    return next(iter([*quoted, *found[-1:]]), None)


@cache
def _words_of_names(table: TypedTable) -> frozenset[str]:
    return frozenset(w.text for value in table.key.values for w in words_in(value) if not w.small)


def _with_word(asked: Asked, family: Family, word: Word) -> _Masked:
    """The question with a slot for a word of names; its numbers count nothing."""
    spots: dict[tuple[int, int], str] = {(word.start, word.end): "W"}
    _fill([*_groups(asked, family)], spots)
    idle = [(w.start, w.end) for w in asked.words if _counts(asked, w)]
    _fill([(place, " ", 0) for place in idle], spots)
    return _Masked(_with_slots(asked.text, spots), Slots(0, 0, 0, 0), (), (), len(idle), word.text)


def _says_size(asked: Asked, family: Family, word: Word) -> bool:
    """Whether a number says only how many rows or columns there are, or how many are named."""
    at = asked.words.index(word)
    after = next((w.stem for w in asked.words[at + 1 :] if not w.small), "")
    whole = at > 0 and asked.words[at - 1].text in _ALL
    called = family.all_groups | set(content(asked.table.key.name))
    rows = [float(len(names.table.rows)) for names in family.members]
    columns = [len(asked.table.marks), len(asked.table.columns) - 1]
    if word.value in {n for n in (len(asked.columns), len(asked.rows)) if n > 1}:
        return whole or after in _COLUMN_WORDS | called
    if word.value in columns and (after in _COLUMN_WORDS or whole):
        return after not in called
    # "The three best" of three rows are still three.
    return word.value in rows and word.value > _FEW and (whole or after in called)


def _counts(asked: Asked, word: Word) -> bool:
    """Whether a word is a number that is no part of a name."""
    if word.value is None or word.text in _NO_NUMBERS:
        return False
    return not any(
        asked.words[m.start].start <= word.start < asked.words[m.end - 1].end
        for m in asked.mentions
        if m.name.role is not Role.CODE
    )


def _is_said(asked: Asked, word: Word) -> bool:
    """Whether "one" counts something and points at nothing: "just one", "one place"."""
    at = asked.words.index(word)
    before = asked.words[at - 1].text if at else ""
    after = asked.words[at + 1] if at + 1 < len(asked.words) else None
    called = _COLUMN_WORDS | _STEPS
    return before in _BEFORE_ONE or (after is not None and after.stem in called)


def _masked(
    asked: Asked, family: Family, numbers: Sequence[Word], dropped: Sequence[Word]
) -> _Masked:
    of_columns: list[_Spot] = [
        (asked.span(m), "AB", m.name.column) for m in asked.column_mentions
    ]
    of_rows = [(asked.span(m), "RS", m.name.values) for m in asked.of_role(Role.ROW)]
    of_values = [(asked.span(m), "V", m.name.values) for m in asked.of_role(Role.VALUE)]
    spots: dict[tuple[int, int], str] = {}
    things = [_fill(found, spots) for found in (of_columns, of_rows, of_values)]
    _fill([*_groups(asked, family)], spots)
    spots |= {asked.span(m): _meaning(asked, m) for m in asked.of_role(Role.CODE)}
    counted = _fill([((w.start, w.end), "NM", float(w.value or 0)) for w in numbers], spots)
    _fill([((w.start, w.end), " ", 0) for w in dropped], spots)
    counts = Slots(*(min(len(found), _TWO) for found in (*things[:2], counted, things[2][:1])))
    return _Masked(
        _with_slots(asked.text, spots),
        counts,
        tuple(column for column in things[0] if isinstance(column, int)),
        tuple(number for number in counted if isinstance(number, float)),
        len(dropped),
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
