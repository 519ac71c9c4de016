"""Joined: questions that say two things of a row, such as "newly ranked and confirmed at GS-11".

Each part is recognised by itself, in its own table; the second one restricts the rows of the first,
by what holds of the same name there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from bot.tables.choosing.parts import Part, part_of, standing
from bot.tables.model.axes import AXES
from bot.tables.model.rankings import rankings, says_place
from bot.tables.model.words import Word, stems
from bot.tables.names.families import Family
from bot.tables.queries.conditions import Bound, Condition, Elsewhere, Marked, Member
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.recognised import Recognised
from bot.tables.wordings import amounts, cues

JOINED = "joined"
_Joined = tuple[Asked, Recognised, Family, list[tuple[int, int]]]
_AXES = frozenset(stems(" ".join(AXES)))
_FARTHEST = 8  # so many words may stand between what is said of one table and of another


@dataclass(frozen=True)
class _Question:
    text: str
    words: list[Word]

    @property
    def how(self) -> How:
        return How.COUNT if cues.has("count", self.text) else How.NAMES


def joined(question: str, words: list[Word], kin: Sequence[Family]) -> Iterator[_Joined]:
    """Two parts put together, with the table of the part that says which rows are asked for."""
    homes = [f for f in kin if not (f.is_list or f.first.is_glossary)]
    homes = [f for f in homes if any(f.shares_rows(o) for o in homes)]
    asked = _Question(question, words)
    for one, other in permutations(homes, 2):
        if one.shares_rows(other) and (found := _split(asked, one, other)):
            (first, home), (second, away) = found
            if first.denied and not second.denied:
                first, home, second = second, away, first
            yield from _put(asked, first, home, _condition(second, negated=second.denied), second)


def _condition(part: Part, *, negated: bool) -> Condition:
    """That a row is among those that a part speaks of, or is not."""
    if not any(where for _, where in part.tables):
        return Member(tuple(names.table for names, _ in part.tables), negated=negated)
    tables = tuple(
        (names.table, _complement(where) if part.denied else where) for names, where in part.tables
    )
    return Elsewhere(tables, negated=negated)


def _put(
    asked: _Question, first: Part, home: Family, condition: Condition, second: Part
) -> Iterator[_Joined]:
    places = [(word.start, word.end) for word in asked.words if word.value is not None]
    likely, other = first.likely + second.likely, max(first.other, second.other)
    for names, where in first.tables:
        query = Query(names.table, asked.how, (*where, condition), first.columns)
        form = Recognised(JOINED, (query,), likely, other, 0)
        yield Asked.of(asked.text, names), form, home, places


def _split(
    asked: _Question, one: Family, other: Family
) -> tuple[tuple[Part, Family], tuple[Part, Family]] | None:
    """The likeliest two parts, the first about one table and the second about another."""
    text, words = asked.text, asked.words
    own, more = _spots(text, words, one), _spots(text, words, other)
    first, second = own - more, more - own
    if not first or not second or max(first) >= min(second):
        return None
    found: list[tuple[float, Part, Part]] = []
    for at in range(max(first) + 1, min(second) + 1)[:_FARTHEST]:
        cut = words[at].start
        if (left := part_of(text[:cut], words, one)) is None:
            continue
        rest = text[cut:]
        rights = [part_of(rest, words, other)]
        if not rights[0] or _is_denied_alone(rest, other):
            rights.append(standing(rest, words, one, other))
        found += [(left.likely + right.likely, left, right) for right in rights if right]
    if not found:
        return None
    _, left, right = max(found, key=lambda f: f[0])
    return (left, one), (right, other)


def _is_denied_alone(text: str, family: Family) -> bool:
    """Whether something is denied, and no column is named: "but not in the ranking"."""
    return cues.has("not", text) and not any(
        Asked.of(text, names).column_mentions for names in family.members
    )


def _spots(question: str, words: list[Word], family: Family) -> set[int]:
    """The words that speak of the columns of a table, or of what kind it is."""
    found = {at for at, word in enumerate(words) if word.stem in family.kind_words}
    for names in family.members:
        asked = Asked.of(question, names)
        for mention in (asked.with_series() or asked).column_mentions:
            found |= set(range(mention.start, mention.end))
    if rankings(family.first):
        tops = [(top.start, top.end) for top in amounts.tops(question)]
        found |= {at for at, w in enumerate(words) if any(a <= w.start < b for a, b in tops)}
        found |= {at for at, w in enumerate(words) if says_place(w.text)}
    elif family.first.marks:
        axis = _AXES | {s for names in family.members for s in names.prefix}
        found |= {at for at, word in enumerate(words) if word.stem in axis}
    return found


def _complement(where: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """What holds where a single condition does not."""
    found: list[Condition] = []
    for condition in where:
        match condition:
            case Marked(columns, _, most):
                found.append(Marked(columns, most + 1, len(columns)))
            case Bound(column, sign, bound):
                found.append(Bound(column, sign, bound))
            case _:
                found.append(condition)
    return tuple(found)
