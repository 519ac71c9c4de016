"""Joined: questions that say two things of a row, such as "newly ranked and confirmed at GS-11".

Each part is recognised by itself, in its own table; the second one restricts the rows of the first,
by what holds of the same name there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from bot.tables.choosing.several import spots
from bot.tables.model.axes import AXES
from bot.tables.model.rankings import rankings, says_place
from bot.tables.model.words import Word, stems, words_in
from bot.tables.names.families import Family
from bot.tables.names.naming import Names
from bot.tables.queries.conditions import Among, Bound, Condition, Elsewhere, Marked, Member, Sign
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.recognised import Recognised, likelihoods, recognised
from bot.tables.wordings import amounts, cues
from bot.tables.wordings.phrasings import filler

JOINED = "joined"
Places = list[tuple[int, int]]
_EXCEPT = re.compile(
    r"\b(?:besides|apart from|aside from|except(?:ing)?(?: for)?|other than|not counting|minus"
    r"|without counting|leav(?:e|ing) (?:out|aside)|excluding|setting aside|disregarding"
    r"|on top of|discount(?:ing)?|barring|save for)\b(?P<less>[^,;?.!]+)"
    r"|\bleav(?:e|ing)\b(?P<out>[^,;?.!]+?)\b(?:aside|out)\b",
    re.IGNORECASE,
)
_AXES = frozenset(stems(" ".join(AXES)))
_FARTHEST = 8  # so many words may stand between what is said of one table and of another
_UNLIKELY = -2.5


@dataclass(frozen=True)
class _Part:
    """What a part of a question demands of the rows of a table, or of several of one form."""

    tables: tuple[tuple[Names, tuple[Condition, ...]], ...]
    columns: tuple[int, ...]
    likely: float
    other: float
    denied: bool = False


def joined(
    question: str, words: list[Word], kin: Sequence[Family]
) -> Iterator[tuple[Asked, Recognised, Family, Places]]:
    """Two parts put together, with the table of the part that says which rows are asked for."""
    homes = [f for f in kin if not (f.is_list or f.first.is_glossary)]
    homes = [f for f in homes if any(f.shares_rows(o) for o in homes)]
    how = How.COUNT if cues.has("count", question) else How.NAMES
    for one, other in permutations(homes, 2):
        if one.shares_rows(other) and (found := _split(question, words, one, other)):
            (first, home), (second, away) = found
            if _denies(first) and not _denies(second):
                first, home, second = second, away, first
            yield from _put(question, words, how, first, home, second, except_it=False)
    if less := _EXCEPT.search(question):
        rest = f"{question[: less.start()]} {question[less.end() :]}"
        told = less["less"] or less["out"]
        for home in homes:
            if (first := _part(rest, words, home)) is None:
                continue
            for away in homes:
                if away is home or away.shares_rows(home):
                    out = _part(told, words, away) or _group(told, away)
                    if out is not None:
                        yield from _put(question, words, how, first, home, out, except_it=True)


def _put(
    question: str,
    words: list[Word],
    how: How,
    first: _Part,
    home: Family,
    second: _Part,
    *,
    except_it: bool,
) -> Iterator[tuple[Asked, Recognised, Family, Places]]:
    denied = _denies(second)
    if not any(where for _, where in second.tables):
        tables = tuple(names.table for names, _ in second.tables)
        condition: Condition = Member(tables, negated=second.denied or except_it)
        return _with(question, words, how, first, home, second, condition)
    parts = tuple(
        (names.table, _complement(where) if denied else where) for names, where in second.tables
    )
    condition = Elsewhere(parts, negated=denied or except_it)
    return _with(question, words, how, first, home, second, condition)


def _with(
    question: str,
    words: list[Word],
    how: How,
    first: _Part,
    home: Family,
    second: _Part,
    condition: Condition,
) -> Iterator[tuple[Asked, Recognised, Family, Places]]:
    places = [(w.start, w.end) for f in (home,) for w in words if w.value is not None]
    for names, where in first.tables:
        query = Query(names.table, how, (*where, condition), first.columns)
        form = Recognised(
            JOINED,
            (query,),
            first.likely + second.likely,
            max(first.other, second.other),
            0,
        )
        yield Asked.of(question, names), form, home, places


def _split(
    question: str, words: list[Word], one: Family, other: Family
) -> tuple[tuple[_Part, Family], tuple[_Part, Family]] | None:
    """The likeliest two parts, the first about one table and the second about another."""
    spots, more = _spots(question, words, one), _spots(question, words, other)
    first, second = spots - more, more - spots
    if not first or not second or max(first) >= min(second):
        return None
    found: list[tuple[float, _Part, _Part]] = []
    for at in range(max(first) + 1, min(second) + 1)[:_FARTHEST]:
        cut = words[at].start
        left = _part(question[:cut], words, one)
        if left is None:
            continue
        right = _part(question[cut:], words, other)
        right = right or _standing(question[cut:], words, one, other)
        if right is not None:
            found.append((left.likely + right.likely, left, right))
    if not found:
        return None
    _, left, right = max(found, key=lambda f: f[0])
    return (left, one), (right, other)


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


def _part(text: str, words: list[Word], family: Family) -> _Part | None:
    """The likeliest conditions that a part of a question sets, in all tables that are meant."""
    read: list[tuple[Names, Recognised, tuple[Condition, ...], Query]] = []
    for names in family.chosen(words):
        asked = Asked.of(text, names)
        for way in filter(None, (asked, asked.with_series())):
            for form in recognised(way, family):
                if (where := _conditions(form)) and form.likely > _UNLIKELY:
                    read.append((names, form, where, form.queries[0]))
    if not read:
        return None
    _, best, where, query = max(read, key=lambda r: r[1].likely)
    kinds = [type(c) for c in where]
    same = {
        id(names): (names, own)
        for names, form, own, _ in reversed(read)
        if form.form == best.form and [type(c) for c in own] == kinds
    }
    return _Part(tuple(same.values()), query.columns, best.likely, best.other)


def _group(text: str, family: Family) -> _Part | None:
    """All rows of the tables that a few words tell from others of their form: "the technical"."""
    said = words_in(text)
    if not any(word.stem in family.all_groups for word in said):
        return None
    return _Part(tuple((names, ()) for names in family.said(said)), (), 0.0, 0.0)


def _standing(text: str, words: list[Word], one: Family, other: Family) -> _Part | None:
    """That a name stands, or does not, in another table: "but nowhere in the ranking"."""
    own = spots(words_in(text), other, one)
    if not own:
        return None
    masked = text
    for word in reversed(own):
        masked = f"{masked[: word.start]} {filler('U')} {masked[word.end :]}"
    likely = likelihoods(" ".join(f"{filler('T')} {masked}".split()))
    denied = likely["in_first_only"] > likely["in_both"]
    best = likely["in_first_only"] if denied else likely["in_both"]
    if best < _UNLIKELY:
        return None
    return _Part(tuple((n, ()) for n in other.chosen(words)), (), best, 0.0, denied=denied)


def _conditions(form: Recognised) -> tuple[Condition, ...]:
    """What a form demands of a row; places up to the n-th for "top n"; none for other forms."""
    query = form.queries[0]
    if len(form.queries) > 1:
        return ()
    if query.how is How.LOWEST and form.form == "top" and query.columns[0] in rankings(query.table):
        return (Bound(query.columns[0], Sign.AT_MOST, query.count), *query.where)
    if query.how not in {How.NAMES, How.COUNT} or any(isinstance(c, Among) for c in query.where):
        return ()
    return query.where


def _denies(part: _Part) -> bool:
    """Whether a part says only what does not hold, so that a name that stands nowhere meets it."""
    where = [c for c in part.tables[0][1] if not isinstance(c, Member)]
    if part.denied:
        return True
    match where:
        case [Marked(least=0)] | [Bound(negated=True)]:
            return True
    return False


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
