"""Several: questions over two sources, and names that one source has and another lacks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.tables.model.typed import TypedTable
from bot.tables.model.words import SMALL, Word, stems, words_in
from bot.tables.names.families import Family
from bot.tables.names.mentions import Mention, Role
from bot.tables.names.naming import Names
from bot.tables.queries.conditions import Member
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.wordings import cues

_UN = re.compile(r"un(?=defin|rank|rat|list|grad|mark)")
_TURN = re.compile(r"[.;?!]|\b(?:but|yet|though|while|whereas|however)\b", re.IGNORECASE)
Across = tuple[Asked, tuple[Query, ...], Family, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Stranger:
    """A row of some table that a question names, and the tables that have it."""

    said: str
    start: int
    end: int
    tables: tuple[TypedTable, ...]
    homes: tuple[Family, ...]


def across(question: str, words: list[Word], kin: list[Family]) -> Iterator[Across]:
    """Questions for the rows of one source that stand, or do not stand, in another."""
    for base in kin:
        for other in kin:
            if base.shares_rows(other) and not (base.is_list and other.is_list):
                yield from _pair(question, words, base, other)
    yield from _sizes(question, words, kin)


def _pair(question: str, words: list[Word], base: Family, other: Family) -> Iterator[Across]:
    marks = spots(words, other, base)
    held = spots(words, base, other)
    if not marks or (not held and not base.is_list):
        return
    if any(Asked.of(question, n).rows for n in (*base.members, *other.members)):
        return
    negated = _denied(question, words, marks, held, base.all_groups)
    if negated is None or (base.is_list and not negated and not held):
        return
    if not negated and not re.search(
        r"\b(?:both|also|made|make|got|get|appear|in common|have|has|with|stand|which"
        r"|how many|ranked)\b",
        question,
        re.IGNORECASE,
    ):
        return
    if any(_cells_named(question, n) for n in (*base.members, *other.members)):
        return
    if not negated and re.search(r"\b(?:versus|vs|compared (?:to|with)|against|than)\b", question):
        return
    member = Member(tuple(n.table for n in other.members), negated=negated)
    how = (
        How.COUNT
        if cues.has("count", question) or re.search(r"\bnumber\b", question)
        else How.NAMES
    )
    places = (
        [(w.start, w.end) for w in words if w in (*marks, *held)]
        + cues.places("both", question)
        + cues.places("not", question)
        + cues.places("no_columns", question)
    )
    places += [
        m.span()
        for m in re.finditer(
            r"\b(?:both )?(?:tables?|lists?|kinds?|sorts?|rows?|any|all|at all|place)\b"
            r"|\bmade it(?: into)?|\bmade\b",
            question,
        )
    ]
    for names in base.chosen(words):
        asked = Asked.of(question, names)
        yield asked, (Query(names.table, how, (member,)),), base, places


def _cells_named(question: str, names: Names) -> bool:
    """Whether the question names cells of a table, and not the table alone."""
    asked = Asked.of(question, names)
    return any(not m.name.weak and m.size > 1 for m in asked.column_mentions) or bool(
        names.series and asked.columns
    )


def spots(words: list[Word], family: Family, other: Family) -> list[Word]:
    """The words that speak of a family and not of the other one."""
    own = _handles(family, other)
    return [
        w
        for w in words
        if (w.stem in own or _bare(w) in own) and not w.small and w.stem not in family.all_groups
    ]


@lru_cache(maxsize=8192)  # asked of each two for every question
def _handles(family: Family, other: Family) -> frozenset[str]:
    """The stems that speak of a family and not of the other one."""
    return family.handles - (other.handles - family.kind_words)


def _bare(word: Word) -> str:
    """The stem of what a word denies: "rank" of "unranked"."""
    return stems(_UN.sub("", word.text))[0] if _UN.match(word.text) else word.stem


def _group_denied(question: str, words: list[Word], end: int, groups: frozenset[str]) -> bool:
    """Whether a denial belongs to the word for a group of rows: "not technical"."""
    after = next((w for w in words if w.start >= end and not w.small), None)
    return (
        after is not None and after.stem in groups and len(question[end : after.start].split()) <= 1
    )


def _denied(
    question: str, words: list[Word], marks: list[Word], held: list[Word], groups: frozenset[str]
) -> bool | None:
    """Whether the question denies the other source; None where it denies the first one."""
    if any(_UN.match(w.text) for w in marks):
        return True
    denials = cues.places("not", question) + cues.places("no_columns", question)
    for start, end in denials:
        if _group_denied(question, words, end, groups):
            return None
        ahead = [
            w
            for w in (*marks, *held)
            if w.start >= start and not _TURN.search(question, end, w.start)
        ]
        behind = [w for w in (*marks, *held) if w.end <= start]
        near = min(ahead, key=lambda w: w.start, default=None) or max(
            behind, key=lambda w: w.start, default=None
        )
        if near is not None:
            return True if near in marks else None
    return False


def _sizes(question: str, words: list[Word], kin: list[Family]) -> Iterator[Across]:
    """Two numbers that are each the number of entries of a source: "43 or 40?"."""
    told = {int(w.value) for w in words if w.value is not None}
    for at, base in enumerate(kin):
        for other in kin[at + 1 :]:
            if not base.shares_rows(other):
                continue
            sized = [n for f in (base, other) for n in f.chosen(words) if len(n.table.rows) in told]
            sizes = {len(n.table.rows) for n in sized}
            if (
                len(sizes) > 1
                and sizes <= told
                and not base.first.is_glossary
                and not other.first.is_glossary
            ):
                places = [(w.start, w.end) for w in words if w.value is not None]
                queries = tuple(Query(n.table, How.COUNT) for n in sized)
                yield Asked.of(question, sized[0]), queries, base, [*places, *_figures(question)]


def _figures(question: str) -> list[tuple[int, int]]:
    return [
        m.span()
        for m in re.finditer(
            r"\b(?:explain|figures?|numbers?|both|why|which|differ\w*)\b", question, re.IGNORECASE
        )
    ]


def group_of(asked: Asked, family: Family, kin: list[Family]) -> tuple[Member, ...]:
    """The group of rows that another family tells apart: "general" in a ranking of both."""
    said_here = {
        s
        for text in (asked.table.name, *(c.name for c in asked.table.columns))
        for s in stems(text)
    }
    for other in kin:
        if (
            other is family
            or other.is_list
            or len(other.members) == 1
            or not other.shares_rows(family)
        ):
            continue
        said = [
            n
            for n, g in zip(other.members, other.groups, strict=True)
            if g & {w.stem for w in asked.words} - said_here
        ]
        if len(said) == 1 and any(
            _group_denied(asked.text, asked.words, end, other.all_groups)
            for _, end in cues.places("not", asked.text)
        ):
            return (Member((said[0].table,), negated=True),)
        if len(said) == 1 and family.all_groups.isdisjoint(other.all_groups):
            return (Member((said[0].table,)),)
    return ()


def strangers(question: str, words: list[Word], kin: Sequence[Family]) -> list[Stranger]:
    """The names of rows, of any source, that stand in the question word for word."""
    found: dict[tuple[int, int], list[tuple[str, TypedTable, Family]]] = {}
    for family in kin:
        for names in family.members:
            for mention in Asked.of(question, names).mentions:
                if mention.name.role is Role.ROW and _is_said(question, mention, words):
                    place = words[mention.start].start, words[mention.end - 1].end
                    found.setdefault(place, []).append(
                        (min(mention.name.values), names.table, family)
                    )
    longest = [p for p in found if not any(o != p and o[0] <= p[0] and p[1] <= o[1] for o in found)]
    return [
        Stranger(
            found[p][0][0], *p, tuple(t for _, t, _ in found[p]), tuple(f for *_, f in found[p])
        )
        for p in longest
    ]


def _is_said(question: str, mention: Mention, words: Sequence[Word]) -> bool:
    """Whether a run of words is a name as it stands: several words, or one with a capital."""
    run = words[mention.start : mention.end]
    said = [w.text for w in run]
    exact = any(said == [w.text for w in words_in(value)] for value in mention.name.values)
    capital = question[run[0].start].isupper() and run[0].start > 0 and not question.isupper()
    start, end = run[0].start, run[-1].end
    if mention.name.weak:  # initials, or "the comprehension one"
        initials = question[start:end].isupper() and not question.isupper()
        return initials or _is_end_of(mention, words)
    return exact and (len([w for w in run if not w.small]) > 1 or capital)


def _is_end_of(mention: Mention, words: Sequence[Word]) -> bool:
    """Whether the last words of a name stand for it: "the comprehension"."""
    run = [w.stem for w in words[mention.start : mention.end]]
    names = [[w.stem for w in words_in(value)] for value in mention.name.values]
    ends = all(len(name) > len(run) and name[-len(run) :] == run for name in names)
    return ends and mention.start > 0 and words[mention.start - 1].text == "the"


@lru_cache(maxsize=256)  # each reading of a question is weighed by the same
def missing_columns(question: str, names: Names) -> tuple[str, ...]:
    """Members of a series of columns that the table does not have: GS-9 where GS-11 begins."""
    if not names.series or not names.prefix or names.prefix[0] in SMALL:
        return ()
    column = names.table.columns[next(iter(names.series.values()))].name
    shared = re.sub(r"\d+.*$", "", column).strip(" -")
    told = re.finditer(rf"(?<!\w){re.escape(shared)}\W?(\d+)(?!\d)", question, re.IGNORECASE)
    return tuple(m.group() for m in told if m[1] not in names.series)
