"""Choosing: which table a question is put to, by how much of the question that explains."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.tables.choosing import accounts, gate, several
from bot.tables.choosing.verdict import verdict
from bot.tables.model.rankings import rankings, says_place
from bot.tables.model.words import Word, content, stems, words_in
from bot.tables.names.families import LISTING, Family, families
from bot.tables.names.mentions import Role
from bot.tables.names.naming import Names
from bot.tables.queries.conditions import Marked, Member
from bot.tables.queries.query import How, Query
from bot.tables.reading import partial_names
from bot.tables.reading.asked import Asked
from bot.tables.reading.counted import noun
from bot.tables.reading.recognised import Recognised, recognised
from bot.tables.reading.rules import queries
from bot.tables.wordings import amounts, cues
from bot.tables.wordings.ordinary import HOLDING, PLAIN
from bot.tables.wordings.plain import plain

_ROUNDING = 1e-6
_SURE = 0.2
# How likely a form must be to be taken before what the rules read, and where they read nothing; and
# how far it explains what is left of a question.
_LIKELY, _PERHAPS, _EXPLAINS = 0.4, 0.2, 0.9
# The weight of a word that is asked for, by its rarity; 0 for a function word.
Weigh = Callable[[Word], float]


@dataclass(frozen=True)
class Reading:
    """Queries that a question may stand for, and the share of the question that they explain.

    ``ready``: enough is explained for a reading of that form to be the answer; ``sure``: and
    nothing that restricts the question is left over.
    """

    asked: Asked
    queries: tuple[Query, ...]
    explained: float
    family: Family
    ready: bool = False
    sure: bool = False

    @property
    def names(self) -> Names:
        return self.asked.names


@dataclass(frozen=True)
class Absence:
    """A row or column that a question names and a table lacks."""

    table: Names
    said: str


def readings(question: str, tables: Iterable[Names], weigh: Weigh) -> list[Reading]:
    """What a question may ask of each table, the best explained first."""
    question = plain(question)
    kin = _families(tuple(tables))
    words = words_in(question)
    put = [(_asked(question, n, family, kin), family) for family in kin for n in family.members]
    found = [r for asked, family in put if (r := _reading(asked, family, weigh)) is not None]
    for asked, wanted, family, places in several.across(question, words, kin):
        found.append(_judged(asked, wanted, family, weigh, places))
    found = _with_recognised(found, put, kin, weigh)
    strange = several.strangers(question, words, kin)
    found = [
        replace(r, ready=False, sure=False)
        if _is_strange(r, strange) or _is_elsewhere(r, found)
        else r
        for r in found
    ]
    return sorted(found, key=_order)


def _with_recognised(
    found: list[Reading],
    put: Sequence[tuple[Asked, Family]],
    kin: list[Family],
    weigh: Weigh,
) -> list[Reading]:
    """The readings of the rules, or what is recognised where that is likely or the rules fail."""
    known = [
        (one.likely, _taken(asked, one, family, weigh))
        for asked, family in put
        if (one := recognised(asked, family)) is not None and _speaks_of(asked, one, family, kin)
    ]
    settled = any(reading.sure for reading in found)
    taken = [r for likely, r in known if likely >= (_LIKELY if settled else _PERHAPS)]
    tables = {id(reading.names) for reading in taken}
    return [*taken, *(reading for reading in found if id(reading.names) not in tables)]


def _order(reading: Reading) -> tuple[float, int, int, int]:
    """The best explained first; of equals one that needs no other table, then a definition."""
    bare = reading.asked.table.is_glossary and not reading.asked.columns
    share = round(reading.explained + _SURE * reading.ready, 6)
    whole = all(_kind(q) == "whole" for q in reading.queries)
    members = sum(isinstance(c, Member) for q in reading.queries for c in q.where)
    return -share, 2 * members + whole, -len(reading.queries), 0 if bare else 1


@lru_cache(maxsize=8)
def _families(tables: tuple[Names, ...]) -> list[Family]:
    return families(tables)


def best(found: list[Reading]) -> list[Reading]:
    """The best reading, and those of tables of the same form that the question means as well."""
    if not found:
        return []
    first = found[0]
    if first.queries[0].table is not first.names.table or len(first.family.members) == 1:
        return [r for r in found if r.names is first.names and r.asked.also == first.asked.also][:1]
    meant = first.family.chosen(first.asked.words)
    if first.names not in meant:
        first = next((r for r in found if r.names in meant and r.sure), first)
    same = [
        r for r in found if r.names in meant and r.family is first.family and _same_form(first, r)
    ]
    if first.asked.rows or first.asked.also:
        same = [r for r in same if r.explained >= first.explained - _ROUNDING] or [first]
    kept = {id(r.names): r for r in reversed(same)}
    order = [n for n in first.family.members if id(n) in kept]
    return [kept[id(n)] for n in order] or [first]


def _same_form(one: Reading, other: Reading) -> bool:
    columns = [{r.names.table.columns[c].name for c in r.asked.columns} for r in (one, other)]
    hows = [{q.how for q in r.queries} for r in (one, other)]
    return (
        columns[0] == columns[1]
        and hows[0] == hows[1]
        and bool(one.asked.rows) == bool(other.asked.rows)
    )


def absences(
    question: str, tables: Iterable[Names], readings_of: Sequence[Reading]
) -> list[Absence]:
    """The rows and columns that a question names and the table that it is about lacks.

    ``readings_of`` are the readings of the same question, the best explained first.
    """
    question = plain(question)
    everything = tuple(tables)
    kin = _families(everything)
    words = words_in(question)
    found = [Absence(n, said) for n in everything for said in several.missing_columns(question, n)]
    strange = several.strangers(question, words, kin)
    # A table whose column is named is meant, though another one has the row.
    put = sorted(readings_of, key=lambda r: not _names_a_column(r.asked))
    for reading in put[:1]:
        found += [Absence(reading.names, s.said) for s in strange if _is_strange(reading, [s])]
    return found


def _names_a_column(asked: Asked) -> bool:
    return any(not mention.name.weak for mention in asked.column_mentions)


def _is_elsewhere(reading: Reading, found: Sequence[Reading]) -> bool:
    """Whether the question names a column in full that only a kindred table has."""
    own = {at for m in reading.asked.mentions for at in range(m.start, m.end)}
    return any(
        m.size > 1 and not own & set(range(m.start, m.end))
        for other in found
        if other.family is reading.family or other.family.shares_rows(reading.family)
        for m in other.asked.column_mentions
        if not m.name.weak and not other.asked.table.is_glossary
    )


def _is_strange(reading: Reading, strange: Sequence[several.Stranger]) -> bool:
    """Whether the question names a row of elsewhere that this table lacks."""
    own = [
        reading.asked.span(m)
        for m in reading.asked.mentions
        if m.name.role in {Role.ROW, Role.VALUE}
    ]
    tables = {id(q.table) for q in reading.queries}
    return any(
        not any(a <= s.start and s.end <= b for a, b in own)
        and not tables & {id(t) for t in s.tables}
        and any(home.shares_rows(reading.family) for home in s.homes)
        for s in strange
    )


def _asked(question: str, names: Names, family: Family, kin: list[Family]) -> Asked:
    asked = Asked.of(question, names)
    if len(names.table.columns) > 1 and not asked.rows:
        return replace(asked, also=several.group_of(asked, family, kin))
    return asked


def _reading(asked: Asked, family: Family, weigh: Weigh) -> Reading | None:
    """What the rules read."""
    wanted = tuple(queries(asked))
    if not wanted or not (
        asked.mentions
        or any(q.where for q in wanted)
        or asked.says("superlative")
        or asked.says("count")
    ):
        return None
    return _judged(asked, wanted, family, weigh, [])


def _speaks_of(asked: Asked, known: Recognised, family: Family, kin: Sequence[Family]) -> bool:
    """Whether a question names something of a table, and speaks of none with the same rows."""
    own = family.all_groups | family.kind_words | set(content(asked.table.key.name))
    if not (asked.columns or asked.rows or asked.filters or _says(asked, own)):
        return False
    strong = _names_a_column(asked)
    orders = bool(rankings(asked.table))
    if strong and not orders:
        return True
    others = [f for f in kin if f.shares_rows(family) and not (f.is_list or f.first.is_glossary)]
    elsewhere = frozenset[str]().union(*(f.kind_words for f in others)) - family.kind_words
    if orders and (strong or says_place(asked.text) or _says(asked, family.kind_words)):
        return True
    if orders:  # numbers and times alone may be anything
        return not (known.loose or _says(asked, elsewhere))
    return not _says(asked, elsewhere) and not (
        any(rankings(f.first) for f in others) and says_place(asked.text)
    )


def _says(asked: Asked, stems_of: Collection[str]) -> bool:
    return any(word.stem in stems_of for word in asked.words)


def _taken(asked: Asked, known: Recognised, family: Family, weigh: Weigh) -> Reading:
    """A reading whose form is recognised; that explains what the rules leave unexplained."""
    told = _known(asked, known.queries, family, [])
    weights = [weigh(word) for word in asked.words]
    total = sum(weights)
    share = sum(w * k for w, k in zip(weights, told, strict=True)) / total if total else 0.0
    sure = not several.missing_columns(asked.text, asked.names)
    everything = [1.0] * len(asked.words)
    wanted = tuple(replace(q, verdict=verdict(asked, q, everything)) for q in known.queries)
    explained = share + (1 - share) * known.likely * _EXPLAINS
    return Reading(asked, wanted, explained, family, sure, sure)


def _judged(
    asked: Asked,
    wanted: tuple[Query, ...],
    family: Family,
    weigh: Weigh,
    places: list[tuple[int, int]],
) -> Reading:
    known = _known(asked, wanted, family, places)
    weights = [weigh(word) for word in asked.words]
    total = sum(weights)
    share = sum(w * k for w, k in zip(weights, known, strict=True)) / total if total else 0.0
    sure = gate.sure(asked, wanted, known, share, family)
    sure = sure and not several.missing_columns(asked.text, asked.names)
    wanted = tuple(replace(q, verdict=verdict(asked, q, known)) for q in wanted)
    settled = accounts.settled(asked, wanted, known)
    return Reading(asked, wanted, share, family, sure, sure and settled)


def _known(
    asked: Asked, wanted: tuple[Query, ...], family: Family, places: list[tuple[int, int]]
) -> list[float]:
    """For each word whether the queries explain it."""
    spots = [place for q in wanted for place in cues.explained_places(_kind(q), asked.text)]
    spots += amounts.number_places(asked.bare) + places + partial_names.places(asked.text)
    spots += cues.places("rank", asked.text) if rankings(asked.table) else []
    named = {at for m in asked.mentions for at in range(m.start, m.end)}
    groups = (
        {s for group in family.groups for s in group}
        if len(family.said(asked.words)) != 1
        else set()
    )
    groups |= _also_words(asked)
    own = asked.names.about | asked.names.publisher | groups | family.kind_words
    if asked.table.coded and (asked.columns or any(q.where for q in wanted)):
        own |= HOLDING
    if any(
        c.columns == _all_marks(asked) for q in wanted for c in q.where if isinstance(c, Marked)
    ):
        own |= frozenset(stems(noun(asked).replace("|", " ")))
    own |= frozenset(s for code in asked.meant_codes for s in _meaning(asked, code))
    own -= frozenset() if family.is_list else LISTING
    foreign = family.all_groups - groups - frozenset(_content_of(asked.names))
    return [
        float(
            at in named
            or word.small
            or (word.stem in own and word.stem not in foreign)
            or word.stem in PLAIN
            or any(a < word.end and word.start < b for a, b in spots)
        )
        for at, word in enumerate(asked.words)
    ]


def _all_marks(asked: Asked) -> tuple[int, ...]:
    return tuple(c.at for c in asked.table.marks)


def _meaning(asked: Asked, code: str) -> Iterator[str]:
    """The stems of what a code stands for."""
    for column in asked.table.coded:
        if code in column.codes:
            yield from stems(column.codes[code].meaning)


def _kind(query: Query) -> str:
    """What cues a query may answer to: one for a whole table answers to few."""
    whole = query.how in {How.NAMES, How.COUNT} and not query.where
    return "whole" if whole else query.how


def _also_words(asked: Asked) -> set[str]:
    return {s for m in asked.also if isinstance(m, Member) for t in m.tables for s in stems(t.name)}


def _content_of(names: Names) -> tuple[str, ...]:
    """The stems of a table's heading."""
    return stems(names.table.name)
