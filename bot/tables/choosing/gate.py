"""Gate: whether enough of a question is explained for a reading to be its answer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise, takewhile

from bot.expecting import Kind as Expected
from bot.expecting import expected
from bot.tables.model.rankings import is_ranking, rankings
from bot.tables.model.typed import Column, Kind, TypedTable
from bot.tables.model.words import Word, content, stems, words_in
from bot.tables.names.families import Family
from bot.tables.names.mentions import Mention, Role
from bot.tables.queries.conditions import Is, Member
from bot.tables.queries.query import How, Query, Result
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import calls_by_number, hinted
from bot.tables.reading.rows import MANY_COLUMNS
from bot.tables.wordings import amounts, cues

# How much has to be explained, by what carries the reading.
_CELL = 0.5
_ROW = 0.6
_SET = 0.6
_LOOSE = 0.74
_COMPARING = frozenset({How.DIFFERENCE, How.CHANGE, How.ORDER, How.SUM})
_HALF = 0.5
_FEW = 5
_PAIR = 2
_NUMBER = "number"
_NO_HEADS = frozenset({"about", "if", "else", "exactly", "happens", "happened"})
_AUXILIARIES = frozenset(
    """
    do does did is are was were can could will would must should may has have had
    """.split()  # noqa: SIM905  a list of strings is harder to read
)

# What asks for all that there is on a row.
_ALL_TOLD = frozenset(stems("all everything details info information data facts summary overview"))
_DIGIT = re.compile(r"\d")
# The columns whose cells can be what is asked; those of texts can where they have digits.
_CELLS = {
    Expected.MONEY: {Kind.NUMBER},
    Expected.COUNT: {Kind.NUMBER, Kind.MARK},
    Expected.DATE: {Kind.DATE, Kind.MARK},
    Expected.DURATION: {Kind.NUMBER},
    Expected.WHO: {Kind.TEXT},
}
_AMOUNT = re.compile(r"\bhow much\b(?! (?:time|longer|later|earlier|sooner)\b)", re.IGNORECASE)
_SHARED = re.compile(r"\b(?:share|percent\w*|fraction|proportion|ratio|rate)\b|%", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:what|which) (?:share|percent\w*|fraction|portion|proportion)\b", re.IGNORECASE
)
_WHAT_IS = re.compile(r"\bwhat(?:['\u2019]?s| is| are| was| were)\b", re.IGNORECASE)
_PERSON = re.compile(
    r"\b(?:names?|persons?|people|staff|employees?|members?|officials?|interns?|candidates?"
    r"|\w{3,}(?:er|or|ist|ian)s?)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WHERE = re.compile(r"^\W*where\b", re.IGNORECASE)
_HEAD = re.compile(
    r"\b(?:what|which|whose|how many|how much)\s+(?P<head>[\w'-]+(?:\s+[\w'-]+){0,2})",
    re.IGNORECASE,
)
# Speaks of one row that it does not name, or asks what a code stands for.
_POINTS_BACK = re.compile(
    r"\b(?:what(?:'s| is| was)|is|and|where is) its\b"
    r"|\b(?:stands? for|mean(?:s|ing)?)\W*(?:in|on|there|here|$)",
    re.IGNORECASE,
)
# Asks for a cause, a way or a person, of which tables of cells say nothing by themselves.
_OTHER = re.compile(
    r"^\W*(?:why|how (?:do|can|should|does one|would|could|to|come))\b"
    r"|\bwhy (?:is|are|was|were|do|does|did)\b|\bwho "
    r"(?:wrote|made|set|decided|defined|said|counts|counted)\b"
    r"|\bwhat(?:'s| is| was| were)? (?:the )?reasons?\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset(
    stems("people person persons employees candidates applicants jobs job agencies time times")
)
_DEFINE_ALONE = re.compile(r"\bwhat(?:'s| is| are)\b|\babout\b", re.IGNORECASE)


def sure(
    asked: Asked, wanted: Sequence[Query], known: list[float], share: float, family: Family
) -> bool:
    """Whether a reading explains enough for what carries it."""
    if _OTHER.search(asked.unnamed) and not asked.columns:
        return False
    if not asked.rows and _POINTS_BACK.search(asked.text):
        return False
    if not _head_known(asked, known) or _cut_short(asked, known):
        return False
    if asked.rows and asked.of_role(Role.ROW):
        return _row_sure(asked, wanted, known, share, family)
    if not _anchored(asked, family):
        return False
    return share >= _threshold(asked, wanted)


def is_of_kind(question: str, query: Query, result: Result) -> bool:
    """Whether the cells that are told of a row can be what is asked: an amount, or a day.

    A blank cell can: that there is nothing is an answer.
    """
    if query.how is not How.VALUES:
        return True
    read = [(query.table.columns[c], query.table.value(r, c)) for r, c in result.cells]
    if _WHERE.search(question):  # so many places are no place, the number of a room is one
        return any(_can_be_place(query.table, column) for column, _ in read)
    if _SHARE.search(question):
        return any("%" in text or _SHARED.search(c.name) for c, text in read)
    asked_for = expected(question)
    amount = {Kind.NUMBER} if _AMOUNT.search(question) else None
    wanted = _CELLS.get(asked_for, amount) if asked_for else amount
    return wanted is None or any(
        column.kind in wanted or not text or (column.kind is Kind.TEXT and _DIGIT.search(text))
        for column, text in read
    )


def _can_be_place(table: TypedTable, column: Column) -> bool:
    return column.kind is not Kind.NUMBER or calls_by_number(column) or is_ranking(table, column)


def is_of_row(asked: Asked, query: Query, known: Sequence[float]) -> bool:
    """Whether the cells of a row can be what is asked."""
    if _is_number_of_something_else(asked, known) or _cut_short(asked, known):
        return False
    if _OTHER.search(asked.unnamed) and not asked.columns:
        return False
    if query.how is How.NAMES:
        return _names_are_asked_for(asked, query, known)
    if asked.columns:
        return True
    if query.how is How.MARKS:
        return _marks_are_asked_for(asked, known)
    every = min(len(query.table.columns) - 1, MANY_COLUMNS)
    whole = len(query.columns) >= max(every, _PAIR)
    return _cells_are_asked_for(asked, known, whole=whole, many=every > _PAIR)


def _names_are_asked_for(asked: Asked, query: Query, known: Sequence[float]) -> bool:
    """Whether rows that values pick out can be what is asked, where that is a person or an amount.

    "Who wrote it" asks for none of the rows with that title.
    """
    if not query.where or not all(isinstance(c, Is) for c in query.where):
        return True
    if expected(asked.text) in {Expected.MONEY, Expected.DURATION}:
        return False
    people = not asked.says("who") or _PERSON.search(query.table.key.name)
    return bool(people) or all(k >= _HALF for k in known)


def _marks_are_asked_for(asked: Asked, known: Sequence[float]) -> bool:
    """Whether the columns that affirm can be what is asked: not so in "who sells it"."""
    if asked.says("who") and not all(k >= _HALF for k in known):
        return False
    asked_for = list(_nouns_asked_for(asked))
    return all(known[at] >= _HALF and not _is_person(asked, asked.words[at]) for at in asked_for)


def _cells_are_asked_for(asked: Asked, known: Sequence[float], *, whole: bool, many: bool) -> bool:
    """Whether cells of a row are an answer, where no column is named.

    They are if what is asked of it, where a noun says that, is known: "how much seed" points to no
    price. The ``whole`` row is if it is named in full besides; of ``many`` cells, one is asked for
    by whatever word is not known.
    """
    named = [m for m in asked.mentions if m.name.role in {Role.ROW, Role.VALUE}]
    if whole and (all(m.name.weak for m in named) or asked.says("who") or _YEAR.search(asked.bare)):
        return False
    narrow = asked.says("yes_no") or _WHAT_IS.search(asked.text)
    if whole and many and narrow and not all(k >= _HALF for k in known):
        return False  # "does it need experience?"
    return all(known[at] >= _HALF for at in _nouns_asked_for(asked))


def _is_number_of_something_else(asked: Asked, known: Sequence[float]) -> bool:
    """Whether a number by which something goes is asked for, which is no column: serial number."""
    return any(
        word.stem == _NUMBER and not before.small and known[at] < _HALF
        for at, (before, word) in enumerate(pairwise(asked.words))
        if asked.text[before.end : word.start] == " "
    )


def _nouns_asked_for(asked: Asked) -> Iterator[int]:
    """The places of the nouns after "what" and its like: in "what loan fee does", that of fee.

    Where nothing of the kind is said, that of the noun it begins with: "depth at Drover Lock".
    """
    for inside in _asked_for(asked):
        run = _run(asked, inside)
        after = asked.words[run[-1] + 1 : run[-1] + 2]
        yield run[-1] if after and after[0].text in _AUXILIARIES else run[0]
    opening = _run(asked, range(len(asked.words)))
    named = {at for m in asked.mentions for at in range(m.start, m.end)}
    if opening and not named & {*opening} and asked.words[opening[-1]].stem not in _ALL_TOLD:
        yield opening[-1]


def _run(asked: Asked, places: Iterable[int]) -> list[int]:
    """The first of some places, up to the first small word."""
    return list(takewhile(lambda at: not asked.words[at].small, places))


def _row_sure(
    asked: Asked, wanted: Sequence[Query], known: list[float], share: float, family: Family
) -> bool:
    """A row and a column, or a row and a word that leads to this table."""
    exact = any(is_exact(asked, m) for m in asked.of_role(Role.ROW))
    strong = any(not m.name.weak for m in asked.column_mentions) or bool(asked.filters)
    if strong and not asked.table.is_glossary:
        return share >= (_CELL if exact else _SET)
    if not (exact or asked.column_mentions):
        return False
    if asked.table.is_glossary:
        linked = bool(asked.columns) or cues.has("define", asked.unnamed)
        return linked and share >= _ROW and _only_defines(asked, known)
    linked = bool(asked.column_mentions) or _linked(asked, family) or bool(hinted(asked))
    linked = linked or any(q.how in _COMPARING for q in wanted) or asked.says("how_long")
    return linked and share >= (_ROW if exact else _LOOSE)


def _only_defines(asked: Asked, known: list[float]) -> bool:
    """Whether nothing heavy is asked besides: "what is X" asks for a definition, more does not."""
    if asked.columns or not _DEFINE_ALONE.search(asked.unnamed):
        return True
    heavy = [k for w, k in zip(asked.words, known, strict=True) if not w.small]
    return sum(heavy) >= _LOOSE * len(heavy)


def is_exact(asked: Asked, mention: Mention) -> bool:
    """Whether a row is named as it stands there: several words, or one in that very form."""
    run = asked.words[mention.start : mention.end]
    if len([w for w in run if not w.small]) > 1:
        return True
    forms = {w.text for value in mention.name.values for w in words_in(value)}
    lower = not run[0].capital and asked.text[:1] != asked.text[:1].lower()
    return run[0].text in forms and (not lower or _alone(asked))


def _alone(asked: Asked) -> bool:
    """Whether a question has few words, so that any of them may be meant as a name."""
    return len([w for w in asked.words if not w.small]) <= _FEW


@cache
def _linking(family: Family) -> frozenset[str]:
    """Stems that lead to a table: its kind, columns, codes and what its introduction says of it."""
    told = {s for t in family.tables for s in content(t.lead)}
    codes = {
        s
        for t in family.tables
        for c in t.columns
        for code in c.codes.values()
        for s in content(code.meaning)
    }
    values = {
        s for t in family.tables for c in t.columns for code in c.codes for s in content(code)
    }
    titles = {
        s
        for t in family.tables
        for text in (t.document.title, *t.table.section[:-1])
        for s in content(text)
    }
    return frozenset((told | codes | values) - titles) | family.handles


def _linked(asked: Asked, family: Family) -> bool:
    named = {at for m in asked.mentions if m.name.role is Role.ROW for at in range(m.start, m.end)}
    keys = set(stems(asked.table.key.name)) | family.all_groups
    lead = _linking(family) - keys
    return any(
        w.stem in lead and not w.small for at, w in enumerate(asked.words) if at not in named
    )


def _anchored(asked: Asked, family: Family) -> bool:
    """Whether a question without a row speaks of this table's rows or of what it is about."""
    keys = set(content(asked.table.key.name)) | family.all_groups
    keys |= {
        s for m in asked.also if isinstance(m, Member) for t in m.tables for s in content(t.name)
    }
    own = keys | set(content(asked.table.name))
    spoken = {w.stem for w in asked.words if not w.small}
    ordered = rankings(asked.table) and asked.columns
    if ordered and (amounts.tops(asked.bare) or asked.says("rank", "unplaced")):
        return True
    if asked.also and not asked.columns:
        return _linked(asked, family) and _has_handle(asked, family)
    if spoken & own:
        return True
    return bool(asked.columns or asked.filters) and (_linked(asked, family) or bool(asked.codes))


def _has_handle(asked: Asked, family: Family) -> bool:
    """Whether a word says what kind of table is meant, where only a group of its rows is named."""
    return any(w.stem in family.handles for w in asked.words)


def _threshold(asked: Asked, wanted: Sequence[Query]) -> float:
    member = any(isinstance(c, Member) for q in wanted for c in q.where)
    plain = all(q.how in {How.NAMES, How.COUNT} and not q.where for q in wanted)
    places = set(rankings(asked.table))
    weak = all(m.name.weak and m.name.column not in places for m in asked.column_mentions)
    if asked.column_mentions and weak and not asked.filters:
        return _LOOSE
    if plain or (member and not asked.columns):
        return _LOOSE
    return _SET if asked.columns or asked.filters or asked.of_kind(Kind.MARK) else _LOOSE


def _head_known(asked: Asked, known: Sequence[float]) -> bool:
    """Whether the noun that is asked for is explained: in "what salary", salary."""
    for inside in _asked_for(asked):
        words = [asked.words[at] for at in inside]
        heads = [
            0.0 if _is_person(asked, asked.words[at]) else known[at]
            for at in inside
            if not asked.words[at].small
        ]
        keyed = any(word.stem in stems(asked.table.key.name) for word in words)
        if heads and heads[0] < _HALF and not (keyed and len(heads) > 1):
            return False
    return True


def _asked_for(asked: Asked) -> Iterator[list[int]]:
    """The places of the words after each "what" and its like that may name what is asked for."""
    for match in _HEAD.finditer(asked.text):
        start, end = match.span("head")
        inside = [at for at, word in enumerate(asked.words) if start <= word.start < end]
        first = asked.words[inside[0]] if inside else None
        if first is not None and not first.small and first.text not in _NO_HEADS:
            yield inside


def _is_person(asked: Asked, word: Word) -> bool:
    return word.stem in _PEOPLE and word.stem not in stems(asked.table.key.name)


def _cut_short(asked: Asked, known: Sequence[float]) -> bool:
    """Whether a name in the question goes on beyond what was understood: Easter Monday."""
    if asked.text.isupper():
        return False
    for mention in asked.mentions:
        if (
            mention.name.role not in {Role.ROW, Role.VALUE}
            or not asked.words[mention.start].capital
        ):
            continue
        for at in (mention.start - 1, mention.end):
            if 0 < at < len(asked.words) and asked.words[at].capital and known[at] < _HALF:
                gap = asked.text[
                    asked.words[min(at, mention.end - 1)].end : asked.words[
                        max(at, mention.start)
                    ].start
                ]
                if not gap.strip(" -"):
                    return True
    return False
