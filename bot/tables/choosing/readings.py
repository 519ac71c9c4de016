"""Choosing: which table a question is put to, by how much of the question that explains."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.tables.choosing import several
from bot.tables.choosing.joined import JOINED, joined
from bot.tables.choosing.scoring import score
from bot.tables.choosing.shared import shared
from bot.tables.choosing.signs import Around, Candidate, Weigh, explained, signs
from bot.tables.choosing.verdict import verdict
from bot.tables.model.rankings import rankings
from bot.tables.model.words import stems, words_in
from bot.tables.names.families import LISTING, Family, families
from bot.tables.names.mentions import Role
from bot.tables.names.naming import Names
from bot.tables.queries.conditions import Elsewhere, Is, Marked, Member
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
_NEVER, _UNLIKELY = -99.0, -4.0


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

    @property
    def names(self) -> Names:
        return self.asked.names

    @property
    def sure(self) -> bool:
        """Whether it is likelier than not to be what is asked."""
        return self.score > 0


@dataclass(frozen=True)
class Absence:
    """A row or column that a question names and a table lacks."""

    table: Names
    said: str


def readings(question: str, tables: Iterable[Names], weigh: Weigh) -> list[Reading]:
    """What a question may ask of each table, the likeliest first."""
    question = plain(question)
    kin = _families(tuple(tables))
    words = words_in(question)
    put = [(_asked(question, n, family, kin), family) for family in kin for n in family.members]
    put += [(more, f) for asked, f in put if (more := asked.with_series()) is not None]
    found = [one for asked, family in put for one in _candidates(asked, family)]
    for asked, wanted, family, places in several.across(question, words, kin):
        found.append(_candidate(asked, wanted, family, places, None))
    for (asked, wanted, family, places), form in shared(question, words, kin):
        found.append(_candidate(asked, wanted, family, places, form))
    for asked, form, family, places in joined(question, words, kin):
        found.append(_candidate(asked, form.queries, family, places, form))
    strange = several.strangers(question, words, kin)
    likely = [one.form.likely for one in found if one.form and one.form.form == JOINED]
    joinable = max(likely, default=_NEVER) > _UNLIKELY
    read = (
        _reading(one, put, kin, strange, weigh, joinable=joinable) for one in _once(found)
    )
    return sorted(read, key=_order)


def _candidate(
    asked: Asked,
    wanted: tuple[Query, ...],
    family: Family,
    places: list[tuple[int, int]],
    form: Recognised | None,
) -> Candidate:
    known = tuple(_known(asked, wanted, family, places))
    return Candidate(asked, family, wanted, form, known, by_rules=form is None)


def _once(found: Iterable[Candidate]) -> list[Candidate]:
    """Each reading once, though rules and a form may both give it."""
    kept: dict[tuple[int, tuple[Query, ...]], Candidate] = {}
    for one in found:
        place = id(one.asked.names), one.queries
        old = kept.setdefault(place, one)
        if old.form is None or (one.form is not None and one.form.likely > old.form.likely):
            form = one.form or old.form
            known = max(old.known, one.known, key=sum)
            kept[place] = replace(
                one, form=form, known=known, by_rules=old.by_rules or one.by_rules
            )
    return list(kept.values())


def _candidates(asked: Asked, family: Family) -> Iterator[Candidate]:
    """What the rules read, and the forms that the question may have."""
    ruled = _ruled(asked)
    forms = {one.queries: one for one in recognised(asked, family)}
    for wanted in dict.fromkeys([*([ruled] if ruled else []), *forms]):
        known = tuple(_known(asked, wanted, family, []))
        yield Candidate(
            asked,
            family,
            wanted,
            forms.get(wanted),
            known,
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


def _reading(
    one: Candidate,
    put: Sequence[tuple[Asked, Family]],
    kin: Sequence[Family],
    strange: Sequence[several.Stranger],
    weigh: Weigh,
    *,
    joinable: bool,
) -> Reading:
    share = explained(one, weigh)
    around = Around(
        kin=kin,
        strange=_is_strange(one, strange),
        foreign=_is_strange(one, strange, anywhere=True),
        elsewhere=_is_elsewhere(one, put),
        missing=_is_missing(one, kin),
        joined=joinable,
        word=_is_quoted(one.asked) and not _uses_name(one),
    )
    told = signs(one, around, share)
    known = one.known if one.by_rules else [1.0] * len(one.known)
    wanted = tuple(replace(q, verdict=verdict(one.asked, q, known)) for q in one.queries)
    return Reading(one.asked, wanted, one.family, told, score(told))


def _order(reading: Reading) -> tuple[float, int, int, int]:
    """The likeliest first; of equals one that needs no other table, then a definition."""
    bare = reading.asked.table.is_glossary and not reading.asked.columns
    whole = all(_kind(q) == "whole" for q in reading.queries)
    members = sum(isinstance(c, Member) for q in reading.queries for c in q.where)
    likely = round(reading.score, 6)
    return -likely, 2 * members + whole, -len(reading.queries), 0 if bare else 1


@lru_cache(maxsize=8)
def _families(tables: tuple[Names, ...]) -> list[Family]:
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
        first = next((r for r in found if r.names in said and r.sure), first)
    same = [
        r for r in found if r.names in said and r.family is first.family and _same_form(first, r)
    ]
    if first.asked.rows or first.asked.also:
        same = [r for r in same if r.score >= first.score - _ROUNDING] or [first]
    kept = {id(r.names): r for r in reversed(same)} | {id(first.names): first}
    order = [n for n in first.family.members if id(n) in kept]
    return [kept[id(n)] for n in order] or [first]


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


def _is_missing(one: Candidate, kin: Sequence[Family]) -> bool:
    """Whether the question names a member of a series that no table of one form has.

    It counts against tables with the same rows too: GS-7 is asked of the grades.
    """
    if several.missing_columns(one.asked.text, one.asked.names):
        return True
    near = [f for f in kin if f.shares_rows(one.family)]
    lacking = [[several.missing_columns(one.asked.text, n) for n in f.members] for f in near]
    return any(all(missing) for missing in lacking)


def _is_quoted(asked: Asked) -> bool:
    """Whether a word in quotation marks stands in names of rows."""
    said = re.findall(r"['\"\u2018\u201c](\w+)['\"\u2019\u201d]", asked.text)
    inside = " ".join(asked.table.key.values).lower().split()
    return any(word.lower() in inside for word in said)


def _uses_name(one: Candidate) -> bool:
    return any(isinstance(c, Is) and c.column == 0 for q in one.queries for c in q.where)


def _is_elsewhere(one: Candidate, put: Sequence[tuple[Asked, Family]]) -> bool:
    """Whether the question names a column in full that only a kindred table has."""
    own = {at for m in one.asked.mentions for at in range(m.start, m.end)}
    read = {
        id(table)
        for q in one.queries
        for c in q.where
        if isinstance(c, Elsewhere)
        for table, _ in c.parts
    }
    # Without the numbers that may be columns: those are not named outright.
    first = list({id(asked.names): (asked, family) for asked, family in reversed(put)}.values())
    return any(
        (m.size > 1 or family is one.family)
        and not own & set(range(m.start, m.end))
        and id(asked.table) not in read
        for asked, family in first
        if family is one.family or family.shares_rows(one.family)
        for m in asked.column_mentions
        if not m.name.weak and not asked.table.is_glossary
    )


def _is_strange(
    reading: Candidate | Reading, strange: Sequence[several.Stranger], *, anywhere: bool = False
) -> bool:
    """Whether the question names a row of a kindred table, or of ``anywhere``, that this lacks."""
    own = [
        reading.asked.span(m)
        for m in reading.asked.mentions
        if m.name.role in {Role.ROW, Role.VALUE}
    ]
    tables = {id(q.table) for q in reading.queries}
    return any(
        not any(a <= s.start and s.end <= b for a, b in own)
        and not tables & {id(t) for t in s.tables}
        and (anywhere or any(home.shares_rows(reading.family) for home in s.homes))
        for s in strange
    )


def _asked(question: str, names: Names, family: Family, kin: list[Family]) -> Asked:
    asked = Asked.of(question, names)
    if len(names.table.columns) > 1 and not asked.rows:
        return replace(asked, also=several.group_of(asked, family, kin))
    return asked


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
