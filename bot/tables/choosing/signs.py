"""Signs: what speaks for and against a reading of a question, as numbers.

They know no table: each says how likely a form is, how much of the question is explained, or how
the question speaks of the table that the reading is about.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.tables.choosing import accounts, gate
from bot.tables.choosing.joined import JOINED
from bot.tables.model.columns import Kind
from bot.tables.model.rankings import rankings, says_place
from bot.tables.model.words import Word, content
from bot.tables.names.families import Family
from bot.tables.names.mentions import Role
from bot.tables.queries.conditions import Among, Condition, Member
from bot.tables.queries.query import How, Query
from bot.tables.queries.running import run
from bot.tables.reading.asked import Asked
from bot.tables.reading.kinds import GROUPS, group_of
from bot.tables.reading.recognised import Recognised, agreement

# The weight of a word that is asked for, by its rarity; 0 for a function word.
Weigh = Callable[[Word], float]
_UNLIKELY = -8.0
_SETS = frozenset({How.NAMES, How.COUNT})
_OF_KIND = ("rules", "form", "likely")
# The names of all signs, of which a reading has those of its own kind.
SIGNS = frozenset(
    f"{sign} of {kind}" for sign in _OF_KIND for kind in dict.fromkeys(GROUPS.values())
) | frozenset(
    {
        *("likely", "other", "idle", "form", "joined", "rules", "rival"),
        *("strong columns", "weak columns", "exact row", "row", "values", "codes", "group", "key"),
        *("kind", "other kind", "title", "order", "no order", "glossary", "list", "marks"),
        *("lead", "other lead"),
        *("share", "sure", "settled", "empty", "bare", "member", "numbers", "unused row"),
        *("unused value", "unused column", "kind likely", "number likely", "strange", "foreign"),
        *("elsewhere", "missing", "joinable", "unused word", "one", "anchored", "rules alone"),
        *("rules sure", "rules settled", "rules share", "likely anchored", "other anchored"),
        *("likely rules", "kind rules", "kind alone"),
    }
)


@dataclass(frozen=True)
class Candidate:
    """Queries that a question may stand for, and who reads it so: the rules, a form, or both.

    ``known`` says for each word of the question whether the queries explain it; ``ruled``: the
    rules read the table, so or otherwise.
    """

    asked: Asked
    family: Family
    queries: tuple[Query, ...]
    form: Recognised | None
    known: tuple[float, ...]
    by_rules: bool
    ruled: bool = False


@dataclass(frozen=True)
class Around:
    """What else is known of the question: other tables with the same rows, and what is strange.

    ``strange``: it names a row that only a table with the same rows has; ``foreign``: one that any
    other has; ``elsewhere``: a column of another; ``missing``: a member of a series of columns that
    none has. ``joinable``: it can be read as what holds in two tables; ``unused_word``: a quoted
    word of names counts nothing.
    """

    kin: Sequence[Family]
    strange: bool
    foreign: bool
    elsewhere: bool
    missing: bool
    joinable: bool
    unused_word: bool


def explained(one: Candidate, weigh: Weigh) -> float:
    """The share of the question that the queries explain."""
    weights = [weigh(word) for word in one.asked.words]
    total = sum(weights)
    return sum(w * k for w, k in zip(weights, one.known, strict=True)) / total if total else 0.0


def signs(one: Candidate, around: Around, share: float) -> dict[str, float]:
    """What speaks for and against a reading, by the name of the sign."""
    found = _of_form(one) | _of_names(one, around.kin) | _of_rest(one, share)
    kind, number = agreement(one.asked, one.family, one.queries)
    found |= {"kind likely": kind, "number likely": number}
    found |= {
        "strange": float(around.strange),
        "foreign": float(around.foreign),
        "elsewhere": float(around.elsewhere),
        "missing": float(around.missing),
        "joinable": float(around.joinable and not found["joined"]),
        "unused word": float(around.unused_word),
        "one": 1.0,
    }
    group = group_of(one.queries[0])
    of_kind = {f"{name} of {group}": found[name] for name in _OF_KIND}
    return found | of_kind | _together(found)


def _of_form(one: Candidate) -> dict[str, float]:
    form = one.form
    return {
        "likely": max(form.likely, _UNLIKELY) if form else 0.0,
        "other": max(form.other, _UNLIKELY) if form else 0.0,
        "idle": float(form.idle) if form else 0.0,
        "form": float(form is not None),
        "joined": float(form is not None and form.form == JOINED),
        "rules": float(one.by_rules),
        "rival": float(one.ruled and not one.by_rules),
    }


def _of_names(one: Candidate, kin: Sequence[Family]) -> dict[str, float]:
    """How the question speaks of the table and of others with the same rows."""
    asked, family, table = one.asked, one.family, one.asked.table
    rows = asked.of_role(Role.ROW)
    strong = [m for m in asked.column_mentions if not m.name.weak]
    others = [f for f in kin if f.shares_rows(family)]
    elsewhere = frozenset[str]().union(*(f.kind_words for f in others)) - family.kind_words
    ordered = bool(rankings(table))
    told = _lead(family)
    told_elsewhere = frozenset[str]().union(*map(_lead, others))
    rivals = any(rankings(f.first) for f in others)
    return {
        "strong columns": float(len(strong) > 0),
        "weak columns": float(bool(asked.column_mentions) and not strong),
        "exact row": float(any(gate.is_exact(asked, m) for m in rows)),
        "row": float(bool(rows)),
        "values": float(bool(asked.filters)),
        "codes": float(bool(asked.of_role(Role.CODE))),
        "group": float(bool(family.said(asked.words)) and len(family.members) > 1),
        "key": float(_says(asked, set(content(table.key.name)))),
        "kind": float(_says(asked, family.kind_words)),
        "other kind": float(_says(asked, elsewhere)),
        "lead": float(_says(asked, told - told_elsewhere)),
        "other lead": float(_says(asked, told_elsewhere - told)),
        "title": float(_says(asked, set(content(table.name)) - family.all_groups)),
        "order": float(ordered and says_place(asked.text)),
        "no order": float(rivals and not ordered and says_place(asked.text)),
        "glossary": float(table.is_glossary),
        "list": float(len(table.columns) == 1),
        "marks": float(bool(table.marks)),
    }


@cache
def _lead(family: Family) -> frozenset[str]:
    """The stems of what introduces the tables of one form."""
    return frozenset(stem for table in family.tables for stem in content(table.lead))


def _says(asked: Asked, stems_of: Collection[str]) -> bool:
    return any(word.stem in stems_of for word in asked.words)


def _of_rest(one: Candidate, share: float) -> dict[str, float]:
    """What the queries leave of the question, and whether they find anything."""
    asked, wanted = one.asked, one.queries
    sets = [q for q in wanted if q.how in _SETS]
    return {
        "share": share,
        "sure": float(gate.sure(asked, wanted, list(one.known), share, one.family)),
        "settled": float(accounts.settled(asked, wanted, one.known)),
        "empty": float(any(not run(q).rows for q in sets)),
        "bare": float(any(not q.where for q in sets)),
        "member": float(any(isinstance(c, Member) for q in wanted for c in q.where)),
        "numbers": float(any(asked.of_kind(Kind.NUMBER))),
        "unused row": float(bool(asked.rows) and not _uses(wanted, Among)),
        "unused value": float(bool(asked.filters) and not set(asked.filters) & _where(wanted)),
        "unused column": float(any(c not in _read(wanted) for c in asked.columns)),
    }


def _where(wanted: Sequence[Query]) -> set[Condition]:
    return {condition for query in wanted for condition in query.where}


def _uses(wanted: Sequence[Query], kind: type[Condition]) -> bool:
    return any(isinstance(condition, kind) for condition in _where(wanted))


def _read(wanted: Sequence[Query]) -> set[int]:
    return {column for query in wanted for column in accounts.columns_of(query)}


def _together(found: Mapping[str, float]) -> dict[str, float]:
    """Signs that count for more, or less, beside each other."""
    anchors = ("strong columns", "exact row", "values", "group", "key", "kind", "order", "title")
    anchored = float(any(found[name] for name in anchors))
    return {
        "anchored": anchored,
        "rules alone": found["rules"] * (1 - found["form"]),
        "rules sure": found["rules"] * found["sure"],
        "rules settled": found["rules"] * found["sure"] * found["settled"],
        "rules share": found["rules"] * found["share"],
        "likely anchored": found["likely"] * anchored,
        "other anchored": found["other"] * anchored,
        "likely rules": found["likely"] * found["rules"],
        "kind rules": found["kind likely"] * found["rules"],
        "kind alone": found["kind likely"] * found["rules"] * (1 - found["form"]),
    }
