"""Parts of a question: what each demands of the rows of a table, recognised by itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.tables.choosing.several import spots
from bot.tables.model.rankings import rankings
from bot.tables.model.words import Word, words_in
from bot.tables.names.families import Family
from bot.tables.names.naming import Names
from bot.tables.queries.conditions import Among, Bound, Condition, Is, Marked, Member, Sign
from bot.tables.queries.query import How
from bot.tables.reading.asked import Asked
from bot.tables.reading.recognised import Recognised, likelihoods, recognised
from bot.tables.wordings.phrasings import filler

_UNLIKELY = -2.5


@dataclass(frozen=True)
class Part:
    """What a part of a question demands of the rows of a table, or of several of one form.

    ``denied``: it says only what does not hold, so that a name that stands nowhere meets it.
    """

    tables: tuple[tuple[Names, tuple[Condition, ...]], ...]
    columns: tuple[int, ...]
    likely: float
    other: float
    denied: bool = False


def part_of(text: str, words: list[Word], family: Family) -> Part | None:
    """The likeliest conditions that a part of a question sets, in all tables that are meant."""
    read = list(_read(text, words, family))
    if not read:
        return None
    _, best, where = max(read, key=lambda r: r[1].likely)
    kinds = [type(c) for c in where]
    same = {
        id(names): (names, own)
        for names, form, own in reversed(read)
        if form.form == best.form and [type(c) for c in own] == kinds
    }
    tables = tuple(same.values())
    columns = best.queries[0].columns
    return Part(tables, columns, best.likely, best.other, denied=_denies(tables[0][1]))


def _read(
    text: str, words: list[Word], family: Family
) -> Iterator[tuple[Names, Recognised, tuple[Condition, ...]]]:
    for names in family.chosen(words):
        asked = Asked.of(text, names)
        for way in filter(None, (asked, asked.with_series())):
            for form in recognised(way, family):
                if (where := _conditions(form)) and form.likely > _UNLIKELY:
                    yield names, form, where


def standing(text: str, words: list[Word], one: Family, other: Family) -> Part | None:
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
    return Part(tuple((n, ()) for n in other.chosen(words)), (), best, 0.0, denied=denied)


def _conditions(form: Recognised) -> tuple[Condition, ...]:
    """What a form demands of a row; places up to the n-th for "top n"; none for other forms."""
    query = form.queries[0]
    if len(form.queries) > 1:
        return ()
    if query.how is How.LOWEST and form.form == "top" and query.columns[0] in rankings(query.table):
        return (Bound(query.columns[0], Sign.AT_MOST, query.count), *query.where)
    if query.how not in {How.NAMES, How.COUNT} or any(map(_of_names, query.where)):
        return ()
    return query.where


def _of_names(condition: Condition) -> bool:
    """Whether a condition picks rows by their names, which says nothing of what holds for them."""
    return isinstance(condition, Among) or (isinstance(condition, Is) and condition.column == 0)


def _denies(where: tuple[Condition, ...]) -> bool:
    match [c for c in where if not isinstance(c, Member)]:
        case [Marked(least=0)] | [Bound(negated=True)]:
            return True
    return False
