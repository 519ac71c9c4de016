"""Slotted: a question with slots where names of a table and numbers stand.

What is left of it knows no table and can be compared with phrasings of every form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.tables.model.axes import AXES
from bot.tables.model.codes import Polarity
from bot.tables.model.columns import Kind
from bot.tables.model.typed import TypedTable
from bot.tables.model.values import days_in
from bot.tables.model.words import Word, content, stems, words_in
from bot.tables.names.families import Family
from bot.tables.names.mentions import Mention, Role
from bot.tables.reading.asked import Asked
from bot.tables.wordings.phrasings import Slots, filler

# Number words that mostly count nothing: "which one", "the first time", "a second look".
_NO_NUMBERS = frozenset({"one", "ones", "first", "second", "zero", "zeroth"})
_TWO = 2
# How many forms of a question are looked at further.
_FEW = 5
_BEFORE_ONE = frozenset(
    "just only exactly precisely by up down least most than single mere at".split()
)
_QUOTES = re.compile("['\"\u2018\u201c]")
_LEADS_TO = re.compile(
    r"(?:(?<!\w)(?:(?:\w+(?:ed|en|ing|pt|ght)\s+)?(?:in|by|from|of|for|at|on|with|under)\s+)?"
    r"(?:(?:the|a|an)\s+)?)?$",
    re.IGNORECASE,
)
_STEPS = frozenset(stems("place rank spot position step notch rung slot"))
_ALL = frozenset({"all", "the", "these", "those", "both"})
_COLUMN_WORDS = frozenset(stems(" ".join(AXES)))
_SIGNED = re.compile(r"(?:^|\s)[-\u2212]\d|[$€£%]")


@dataclass(frozen=True)
class Slotted:
    """A question with slots, and what stands in those of columns and numbers.

    ``narrowed``: values that narrow the rows have no slots.
    """

    text: str
    slots: Slots
    columns: tuple[int, ...]
    numbers: tuple[float, ...]
    idle: int
    word: str = ""
    narrowed: bool = False


# Where something is named, the slots that may stand for it, and what it is.
_Spot = tuple[tuple[int, int], str, object]


def slotted(asked: Asked, family: Family) -> Iterator[Slotted]:
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
            yield _slotted(asked, family, sorted(counting, key=lambda w: w.start), dropped)
    if asked.column_mentions and (values := _values(asked)):
        yield _slotted(asked, family, numbers, [], values)
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
        if word.text in inside
        and _QUOTES.fullmatch(asked.text[max(word.start - 1, 0) : word.start])
    ]
    return next(iter([*quoted, *found[-1:]]), None)


@cache
def _words_of_names(table: TypedTable) -> frozenset[str]:
    return frozenset(w.text for value in table.key.values for w in words_in(value) if not w.small)


def _with_word(asked: Asked, family: Family, word: Word) -> Slotted:
    """The question with a slot for a word of names; its numbers count nothing."""
    spots: dict[tuple[int, int], str] = {(word.start, word.end): "W"}
    _fill([*_groups(asked, family)], spots)
    idle = [(w.start, w.end) for w in asked.words if _counts(asked, w)]
    _fill([(place, " ", 0) for place in idle], spots)
    return Slotted(_with_slots(asked.text, spots), Slots(0, 0, 0, 0), (), (), len(idle), word.text)


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
    if any(start <= word.start < end for _, start, end in days_in(asked.text)):
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


def _values(asked: Asked) -> list[tuple[int, int]]:
    """Where values stand that only narrow the rows, with what leads to them: "kept by Dana"."""
    columns = [asked.span(m) for m in asked.column_mentions]
    spans = {asked.span(m) for m in asked.of_role(Role.VALUE)}
    free = [(a, b) for a, b in spans if not any(a < d and c < b for c, d in columns)]
    return [(_led_to(asked.text[:a]), b) for a, b in free]


def _led_to(before: str) -> int:
    """Where the words begin that lead from the end of a text to a value."""
    found = _LEADS_TO.search(before)
    return found.start() if found else len(before)


def _slotted(
    asked: Asked,
    family: Family,
    numbers: Sequence[Word],
    dropped: Sequence[Word],
    without: Sequence[tuple[int, int]] = (),
) -> Slotted:
    """The question with slots; places ``without`` which the same would be asked get none."""
    of_columns: list[_Spot] = [(asked.span(m), "AB", m.name.column) for m in asked.column_mentions]
    of_rows = [(asked.span(m), "RS", m.name.values) for m in asked.of_role(Role.ROW)]
    of_values = [(asked.span(m), "V", m.name.values) for m in asked.of_role(Role.VALUE)]
    spots: dict[tuple[int, int], str] = {}
    spots |= dict.fromkeys(without, " ")
    things = [_fill(found, spots) for found in (of_columns, of_rows, [] if without else of_values)]
    _fill([*_groups(asked, family)], spots)
    spots |= {asked.span(m): _meaning(asked, m) for m in asked.of_role(Role.CODE)}
    counted = _fill([((w.start, w.end), "NM", float(w.value or 0)) for w in numbers], spots)
    _fill([((w.start, w.end), " ", 0) for w in dropped], spots)
    counts = Slots(*(min(len(found), _TWO) for found in (*things[:2], counted, things[2][:1])))
    return Slotted(
        _with_slots(asked.text, spots),
        counts,
        tuple(column for column in things[0] if isinstance(column, int)),
        tuple(number for number in counted if isinstance(number, float)),
        len(dropped),
        narrowed=bool(without),
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
