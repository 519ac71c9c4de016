"""Gate: whether enough of a question is explained for a reading to be its answer."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from bot.tables.choosing.fits import BEYOND_CELLS
from bot.tables.choosing.nouns import is_cut_short, is_head_known
from bot.tables.model.columns import Kind
from bot.tables.model.ordinary import PLAIN
from bot.tables.model.rankings import rankings, says_place
from bot.tables.model.words import content, stems, words_in
from bot.tables.names.families import Family
from bot.tables.names.mentions import Mention, Role
from bot.tables.queries.conditions import Member
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import hinted
from bot.tables.wordings import amounts, cues

# How much has to be explained, by what carries the reading.
_CELL = 0.5
_ROW = 0.6
_SET = 0.6
_LOOSE = 0.74
# Families of so many open indexes are remembered.
_KEPT = 256
_COMPARING = frozenset({How.DIFFERENCE, How.CHANGE, How.ORDER, How.SUM, How.ACROSS})
_FEW = 5
# Speaks of one row that it does not name, or asks what a code stands for.
_POINTS_BACK = re.compile(
    r"\b(?:what(?:'s| is| was)|is|and|where is) its\b"
    r"|\b(?:stands? for|mean(?:s|ing)?)\W*(?:in|on|there|here|$)",
    re.IGNORECASE,
)
_OF_MEASURES = ("superlative", "by_money", "by_time", "how_much", "how_long", "sum", "mean")
_SLOT, _FILL = r"\b(?:slot|spot|position|place)s?\b", r"\b(?:fill|vacan|hir|seek|recruit)\w*\b"
_TO_FILL = re.compile(rf"{_SLOT}.*{_FILL}|{_FILL}.*{_SLOT}", re.IGNORECASE)
# Says nothing of which rows are meant.
_ANY_SORT = PLAIN | frozenset(
    stems(
        "needed necessary relevant appropriate applicable suitable important official federal"
        " government critical essential required validated approved separate individual single"
        " particular other further additional remaining following total overall entire"
    )
)
_DEFINE_ALONE = re.compile(r"\bwhat(?:'s| is| are)\b|\babout\b", re.IGNORECASE)


def speaks_of(asked: Asked, family: Family) -> bool:
    """Whether a question says anything of a table: names something in it, or what it is about.

    What says nothing of a table is no question to it, whatever its form, and need not be read. A
    word that only may mean a column, as "now", says nothing beside slots that are to be filled.
    """
    named = any(not (m.name.role is Role.COLUMN and m.name.weak) for m in asked.mentions)
    if named or asked.also:
        return True
    places = {*rankings(asked.table)}
    ordered = bool(places) and (says_place(asked.text) or asked.says("rise", "fall", "stay"))
    to_fill = _TO_FILL.search(asked.text) and amounts.place_asked(asked.bare) is None
    if (asked.mentions or ordered) and not to_fill:
        return True
    # "The cheapest" and "over $45,000" are of any number that is no place in an order.
    measured = any(column.at not in places for column in asked.table.numbers)
    if measured and (amounts.limits(asked.bare) or asked.says(*_OF_MEASURES)):
        return True
    return not _words_for(family).isdisjoint(word.stem for word in asked.words)


@lru_cache(_KEPT)
def _words_for(family: Family) -> frozenset[str]:
    """The stems of the words for tables of one form: for their rows, their kind and headings."""
    names = (text for table in family.tables for text in (table.key.name, table.name))
    return family.kind_words | family.all_groups | {s for name in names for s in content(name)}


def sure(
    asked: Asked, wanted: Sequence[Query], known: list[float], share: float, family: Family
) -> bool:
    """Whether a reading explains enough for what carries it."""
    if BEYOND_CELLS.search(asked.unnamed) and not asked.columns:
        return False
    if not asked.rows and _POINTS_BACK.search(asked.text):
        return False
    if not is_head_known(asked, known) or is_cut_short(asked, known):
        return False
    if asked.rows and asked.of_role(Role.ROW):
        return _row_sure(asked, wanted, known, share, family)
    if not _anchored(asked, family) or is_of_unknown_sort(asked, known):
        return False
    return share >= _threshold(asked, wanted)


def is_of_unknown_sort(asked: Asked, known: Sequence[float]) -> bool:
    """Whether rows of a sort are asked for that the table does not tell: "leadership skills"."""
    key = content(asked.table.key.name)[-1:]
    return any(
        noun.stem in key and not (word.small or held or word.value or word.stem in _ANY_SORT)
        for word, noun, held in zip(asked.words, asked.words[1:], known, strict=False)
    )


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
