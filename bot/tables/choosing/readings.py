"""Choosing: which table a question is put to, by how much of the question that explains."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.tables.choosing import beside, oddities, several
from bot.tables.choosing.fullest import fullest
from bot.tables.choosing.gate import speaks_of
from bot.tables.choosing.joined import JOINED, joined
from bot.tables.choosing.knowing import kind_of, known
from bot.tables.choosing.scoring import score
from bot.tables.choosing.shared import shared
from bot.tables.choosing.signs import Around, Candidate, Weigh, explained, signs
from bot.tables.choosing.sorts import by_sort
from bot.tables.choosing.verdict import verdict
from bot.tables.model.words import Word, words_in
from bot.tables.names.families import Family, families
from bot.tables.names.naming import Names
from bot.tables.queries.conditions import Member
from bot.tables.queries.query import Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.recognised import Recognised, recognised
from bot.tables.reading.relative import with_names
from bot.tables.reading.rules import queries
from bot.tables.wordings.plain import plain

_ROUNDING = 1e-6
_NEVER, _UNLIKELY = -99.0, -4.0
# A question as one table understands it, and the tables of the same form.
_Put = tuple[Asked, Family]


@dataclass(frozen=True)
class Reading:
    """Queries that a question may stand for; ``score`` is the log odds that they are what is asked.

    ``signs`` are what the score rests on.
    """

    asked: Asked
    queries: tuple[Query, ...]
    family: Family
    signs: Mapping[str, float]
    score: float
    explains: frozenset[int] = frozenset()

    @property
    def names(self) -> Names:
        return self.asked.names

    @property
    def sure(self) -> bool:
        """Whether it is likelier than not to be what is asked."""
        return self.score > 0

    def made_sure(self) -> "Reading":
        """The same, as one that is just likelier than not."""
        return replace(self, score=_ROUNDING)


def readings(question: str, tables: Iterable[Names], weigh: Weigh) -> list[Reading]:
    """What a question may ask of each table, the likeliest first."""
    found = unscored(question, tables, weigh)
    scored = (replace(one, score=score(one.signs)) for one in found)
    return by_sort(fullest(sorted(scored, key=_order)))


def unscored(question: str, tables: Iterable[Names], weigh: Weigh) -> list[Reading]:
    """What a question may ask of each table, with signs but no score: nothing is fitted to yet."""
    question, tables = plain(question), tuple(tables)
    # Where it speaks of the lowest columns, it has other names in it for each table.
    put = {names: with_names(question, names) for names in tables}
    return [
        reading
        for text in dict.fromkeys(put.values())
        for reading in _unscored(text, tables, weigh)
        if put[reading.names] == text
    ]


def _unscored(question: str, tables: tuple[Names, ...], weigh: Weigh) -> list[Reading]:
    kin = families_of(tables)
    words = words_in(question)
    put: list[_Put] = [
        (_asked(question, n, family, kin), family) for family in kin for n in family.members
    ]
    put += [(more, f) for asked, f in put if (more := asked.with_series()) is not None]
    about = [(asked, family) for asked, family in put if speaks_of(asked, family)]
    found = [one for asked, family in about for one in _candidates(asked, family)]
    found += [
        one
        for one in _of_several_tables(question, words, kin)
        if not beside.is_beside(one.asked, one.queries)
    ]
    around = _around(question, found, put, kin)
    return [_reading(one, around(one), weigh) for one in _once(found)]


def _of_several_tables(question: str, words: list[Word], kin: list[Family]) -> Iterator[Candidate]:
    """What a question may ask of tables and lists taken together."""
    for asked, wanted, family, places in several.across(question, words, kin):
        yield _candidate(asked, wanted, family, places, None)
    for (asked, wanted, family, places), form in shared(question, words, kin):
        yield _candidate(asked, wanted, family, places, form)
    for asked, form, family, places in joined(question, words, kin):
        yield _candidate(asked, form.queries, family, places, form)


def _around(
    question: str, found: Iterable[Candidate], put: Sequence[_Put], kin: Sequence[Family]
) -> Callable[[Candidate], Around]:
    """What is known of a question beside each reading of it."""
    strange = several.strangers(question, words_in(question), kin)
    likely = [one.form.likely for one in found if one.form and one.form.form == JOINED]
    joinable = max(likely, default=_NEVER) > _UNLIKELY

    def of(one: Candidate) -> Around:
        return Around(
            kin=kin,
            strange=oddities.is_strange(one.asked, one.queries, strange, one.family),
            foreign=oddities.is_strange(one.asked, one.queries, strange),
            elsewhere=oddities.is_elsewhere(one, put),
            missing=oddities.is_missing(one, kin),
            joinable=joinable,
            unused_word=oddities.is_quoted(one.asked) and not oddities.uses_name(one),
        )

    return of


def _candidate(
    asked: Asked,
    wanted: tuple[Query, ...],
    family: Family,
    places: list[tuple[int, int]],
    form: Recognised | None,
) -> Candidate:
    explained = tuple(known(asked, wanted, family, places))
    return Candidate(asked, family, wanted, form, explained, by_rules=form is None)


def _once(found: Iterable[Candidate]) -> list[Candidate]:
    """Each reading once, though rules and a form may both give it."""
    kept: dict[tuple[int, tuple[Query, ...]], Candidate] = {}
    for one in found:
        place = id(one.asked.names), one.queries
        old = kept.setdefault(place, one)
        if old.form is None or (one.form is not None and one.form.likely > old.form.likely):
            form = one.form or old.form
            explained = max(old.known, one.known, key=sum)
            kept[place] = replace(
                one, form=form, known=explained, by_rules=old.by_rules or one.by_rules
            )
    return list(kept.values())


def _candidates(asked: Asked, family: Family) -> Iterator[Candidate]:
    """What the rules read, and the forms that the question may have."""
    ruled = _ruled(asked)
    ruled = () if oddities.is_idle(ruled) or beside.is_beside(asked, ruled) else ruled
    found = [one for one in recognised(asked, family) if not oddities.is_idle(one.queries)]
    forms = {o.queries: o for o in found if not beside.is_beside(asked, o.queries)}
    for wanted in dict.fromkeys([*([ruled] if ruled else []), *forms]):
        if wanted != ruled and oddities.is_unsaid(asked, wanted):
            continue
        yield Candidate(
            asked,
            family,
            wanted,
            forms.get(wanted),
            tuple(known(asked, wanted, family, [])),
            by_rules=wanted == ruled,
            ruled=bool(ruled),
        )


def _ruled(asked: Asked) -> tuple[Query, ...]:
    """What the rules read, if it is about something."""
    wanted = tuple(queries(asked))
    about = (
        asked.mentions
        or any(q.where for q in wanted)
        or asked.says("superlative")
        or asked.says("count")
    )
    return wanted if about else ()


def _reading(one: Candidate, around: Around, weigh: Weigh) -> Reading:
    share = explained(one, weigh)
    told = signs(one, around, share)
    known_of = one.known if one.by_rules else [1.0] * len(one.known)
    wanted = tuple(replace(q, verdict=verdict(one.asked, q, known_of)) for q in one.queries)
    explains = frozenset(at for at, known in enumerate(one.known) if known)
    return Reading(one.asked, wanted, one.family, told, 0.0, explains)


def _order(reading: Reading) -> tuple[float, int, int, int]:
    """The likeliest first; of equals one that needs no other table, then a definition."""
    bare = reading.asked.table.is_glossary and not reading.asked.columns
    whole = all(kind_of(q) == "whole" for q in reading.queries)
    members = sum(isinstance(c, Member) for q in reading.queries for c in q.where)
    likely = round(reading.score, 6)
    return -likely, 2 * members + whole, -len(reading.queries), 0 if bare else 1


@lru_cache(maxsize=8)
def families_of(tables: tuple[Names, ...]) -> list[Family]:
    return families(tables)


def best(found: list[Reading]) -> list[Reading]:
    """The best reading, and those of tables of the same form that the question means as well."""
    return meant(found[0], found) if found else []


def meant(first: Reading, found: Sequence[Reading]) -> list[Reading]:
    """A reading, with those of tables of the same form that the question means as well."""
    if first.queries[0].table is not first.names.table or len(first.family.members) == 1:
        return [first]
    said = first.family.chosen(first.asked.words)
    if first.names not in said:
        of_said = next((r for r in found if r.names in said and r.sure), None)
        # What is asked of one group is not answered for another, unless the word is a row's own.
        if of_said is None and first.names not in first.family.chosen(_outside_names(first.asked)):
            return []
        first = of_said or first
    same = [
        r for r in found if r.names in said and r.family is first.family and _same_form(first, r)
    ]
    if first.asked.rows or first.asked.also:
        same = [r for r in same if r.score >= first.score - _ROUNDING] or [first]
    kept = {id(r.names): r for r in reversed(same)} | {id(first.names): first}
    order = [n for n in first.family.members if id(n) in kept]
    return [kept[id(n)] for n in order] or [first]


def _outside_names(asked: Asked) -> list[Word]:
    """The words that belong to no name of the table: a row may have the word of a group in it."""
    named = {at for m in asked.mentions for at in range(m.start, m.end)}
    return [word for at, word in enumerate(asked.words) if at not in named]


def _same_form(one: Reading, other: Reading) -> bool:
    columns = [{r.names.table.columns[c].name for c in r.asked.columns} for r in (one, other)]
    hows = [{q.how for q in r.queries} for r in (one, other)]
    kinds = [[[type(c) for c in q.where] for q in r.queries] for r in (one, other)]
    return (
        columns[0] == columns[1]
        and hows[0] == hows[1]
        and kinds[0] == kinds[1]
        and bool(one.asked.rows) == bool(other.asked.rows)
    )


def _asked(question: str, names: Names, family: Family, kin: list[Family]) -> Asked:
    asked = Asked.of(question, names)
    if len(names.table.columns) > 1 and not asked.rows:
        return replace(asked, also=several.group_of(asked, family, kin))
    return asked
