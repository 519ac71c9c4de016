"""Made questions: phrasings with names of tables in their slots, and what they stand for.

They teach what chooses between readings of a question how far rules and forms are right, on tables
of many kinds.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

from bot.tables.model.columns import Kind
from bot.tables.model.rankings import rankings
from bot.tables.model.typed import TypedTable, read_tables
from bot.tables.names.families import Family, families
from bot.tables.names.naming import Names
from bot.tables.queries.query import How, Query
from bot.tables.queries.running import run
from bot.tables.reading.forms import FORMS, OF_STEPS, OF_WORDS, Form
from bot.tables.reading.named import Named
from bot.tables.wordings.phrasings import FOLDER
from corpus.document import Document, Rights, Source, Standing
from corpus.library import Corpus
from corpus.manifest import Manifest

TABLES = Path(__file__).with_name("fitting_tables")
_SLOT = re.compile(r"\[([ABRSNMVWTU])\]")
_PAIR = 2
_GLANCE = 12
_PLACES = range(1, 13)
_ORDERED = ("range", "first_not_second", "second_not_first")
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()


class Made(NamedTuple):
    """A question, the queries that it stands for, and who phrased it."""

    question: str
    queries: tuple[Query, ...]
    author: str
    form: str


def fitting_tables() -> list[TypedTable]:
    """The invented tables that are fitted on."""
    return [table for file in sorted(TABLES.glob("*.md")) for table in _tables(file)]


def _tables(file: Path) -> list[TypedTable]:
    text = file.read_text(encoding="utf-8")
    if not text.startswith("# ") or "|" not in text or file.name == "README.md":
        return []
    document = Document(
        id=file.stem,
        title=text.partition("\n")[0].removeprefix("# "),
        publisher="The county",
        knowledge_date=date(2025, 1, 1),
        rights=Rights.AGENCY_SUPPLIED,
        source=Source.FULL_TEXT,
        kind="handbook",
        standing=Standing.IN_FORCE,
        sha256="0" * 64,
    )
    manifest = Manifest(knowledge_date=date(2025, 1, 1), documents=(document,))
    return read_tables(Corpus(Path(), manifest, {file.stem: text}))


def made_questions(tables: Sequence[Names], share: float) -> Iterator[Made]:
    """A share of the phrasings of every author, each put to a table that it fits."""
    chance = Random(5)  # noqa: S311  the same questions every time, nothing secret
    homes = [(n, f) for f in families(tables) for n in f.members]
    homes = [(n, f) for n, f in homes if len(n.table.columns) > _PAIR]
    for file in sorted(FOLDER.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            form, _, text = line.partition("\t")
            if form not in FORMS or form in OF_WORDS or chance.random() > share:
                continue
            fitting = [home for home in homes if _suits(FORMS[form], form, home[0].table)]
            if fitting and (made := _put(form, text, *chance.choice(fitting), chance)):
                question, queries = made
                yield Made(question, queries, file.stem, form)


def _suits(form: Form, name: str, table: TypedTable) -> bool:
    if form.kind is Kind.MARK:
        return len(table.marks) >= _PAIR
    numbers = [c for c in table.numbers if c.at]
    if form.kind is Kind.NUMBER:
        moves = name.removeprefix("count_").startswith(("rises", "falls", "moves", "same", "new_"))
        moves = moves or "gone_" in name or name in {"change", "biggest_rise", "biggest_fall"}
        return len(numbers) == _PAIR if moves else bool(numbers)
    return True


def _put(
    form: str, text: str, names: Names, family: Family, chance: Random
) -> tuple[str, tuple[Query, ...]] | None:
    """A phrasing with its slots filled; none where nothing of the table fills a slot."""
    table, slots = names.table, set(_SLOT.findall(text))
    if slots & set("UWV"):
        return None
    columns = _columns(form, table, chance)
    rows = chance.sample(list(table.rows), _PAIR)
    numbers = _numbers(form, table, columns, chance)
    if not columns or len(numbers) < len(slots & set("NM")):
        return None
    told = {
        **{slot: _called(names, at, chance) for slot, at in zip("AB", columns, strict=False)},
        **{slot: table.row_name(at) for slot, at in zip("RS", rows, strict=True)},
        **{slot: _number(n, chance) for slot, n in zip("NM", numbers, strict=False)},
        "T": _group(names, family, chance),
    }
    if not slots <= set(told):
        return None
    named = tuple(at for slot, at in zip("AB", columns, strict=False) if slot in slots)
    marks = FORMS[form].kind is Kind.MARK
    pair = tuple(c.at for c in table.numbers if c.at)
    asked = Named(
        table,
        named or (() if marks else columns[:1]),
        tuple(sorted(at for slot, at in zip("RS", rows, strict=True) if slot in slots)),
        tuple(float(n) for slot, n in zip("NM", numbers, strict=False) if slot in slots),
        (),
        pair if len(pair) == _PAIR else (),
    )
    queries = tuple(FORMS[form].build(asked)) if _complete(form, asked) else ()
    question = _SLOT.sub(lambda m: told[m[1]], text)
    return (question, queries) if queries else None


def _complete(form: str, asked: Named) -> bool:
    if form.removeprefix("count_") in OF_STEPS and not asked.steps:
        return False
    try:
        return bool(FORMS[form].build(asked))
    except (IndexError, ValueError):  # a phrasing that leaves out what its form needs
        return False


def _columns(form: str, table: TypedTable, chance: Random) -> tuple[int, ...]:
    """The columns for A and B, of the kind that the form is about."""
    core = form.removeprefix("count_")
    kind = FORMS[form].kind
    if kind is Kind.MARK:
        found = [c.at for c in table.marks]
        picked = chance.sample(found, _PAIR)
        return tuple(sorted(picked) if core in _ORDERED else picked)
    if kind is Kind.NUMBER:
        found = [c.at for c in table.numbers if c.at]
        pair = core.startswith(("new_", "gone_", "rises", "falls", "same", "moves"))
        pair = pair or core in {"change", "biggest_rise", "biggest_fall"}
        return tuple(found if pair else chance.sample(found, len(found)))
    return tuple(chance.sample([c.at for c in table.columns[1:]], _PAIR))


def _numbers(form: str, table: TypedTable, columns: Sequence[int], chance: Random) -> list[int]:
    core = form.removeprefix("count_")
    if FORMS[form].kind is Kind.MARK:
        many = len(table.marks)
        return sorted(chance.sample(range(1, many + 1), min(_PAIR, many)))
    if core in {"above", "below", "between", "at_value"} and columns:
        column = table.columns[columns[0]]
        known = {n for v in column.values if (n := column.number(v)) is not None and n.is_integer()}
        return sorted(int(n) for n in chance.sample(sorted(known), min(_PAIR, len(known))))
    most = min(len(table.rows) - 1, max(_PLACES))
    return sorted(chance.sample(range(1, most + 1), _PAIR))


def _called(names: Names, at: int, chance: Random) -> str:
    """A column by its name, as it stands or in lower case, or by its number alone."""
    name = names.table.columns[at].name
    number = next((n for n, column in names.series.items() if column == at), None)
    if number is not None and names.prefix:
        return chance.choice([name, name, number, name.replace("-", " ")])
    return chance.choice([name, name.lower()])


def _number(value: int, chance: Random) -> str:
    return _WORDS[value] if value < len(_WORDS) and chance.random() < 1 / 2 else str(value)


def _group(names: Names, family: Family, chance: Random) -> str:
    """The table by its heading, or by what tells it from others of its form."""
    table = names.table
    if len(family.members) > 1:
        word = table.name.split()[0].lower()
        return chance.choice([table.name.lower(), f"the {word} ones", f"the {word} table"])
    if rankings(table):
        return chance.choice(["the ranking", table.name.lower()])
    return chance.choice([f"the {table.name.lower()}", table.name])


def same_answer(wanted: Sequence[Query], found: Sequence[Query]) -> bool:
    """Whether queries find what is wanted, though they may be put otherwise."""
    return len(wanted) == len(found) and all(map(_same, wanted, found))


def _same(wanted: Query, found: Query) -> bool:
    if wanted.table is not found.table:
        return False
    rows, own = run(wanted).rows, run(found).rows
    sets = {How.NAMES, How.COUNT}
    if wanted.how in sets and found.how in sets:
        told = found.how is wanted.how or found.how is How.NAMES or len(rows) <= _GLANCE
        return rows == own and told and (bool(rows) or wanted.where == found.where)
    read = sorted(wanted.columns), sorted(found.columns)
    return (wanted.how, read[0]) == (found.how, read[1]) and rows == own
