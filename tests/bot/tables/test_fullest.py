"""A sure reading that explains more of a question goes before a likelier one of another table."""

from dataclasses import dataclass, replace

from asking import rows_of
from random_tables import typed_tables

from bot.tables.choosing.fullest import fullest
from bot.tables.names.naming import names_of
from bot.tables.queries.conditions import Member
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked

DEPOT = """# Handbook

## Gear

| Item | Kept at | Group |
|---|---|---|
| Lantern | Lamp Depot | A |
| Rope | Lamp Depot | B |
| Pump | Mill Yard | A |

## Holidays

O open, C closed.

| Holiday | Main Office | Lamp Depot |
|---|---|---|
| New Year's Eve | C | O |
| Founders' Day | C | C |
"""
GEAR, HOLIDAYS = names_of(typed_tables(DEPOT), lambda _: ())
ASKED = "Is the Lamp Depot open on Founders' Day?"


@dataclass(frozen=True)
class Read:
    """A reading as `fullest` sees one."""

    asked: Asked
    explains: frozenset[int]
    signs: dict[str, float]
    queries: tuple[Query, ...]
    score: float = 1.0

    @property
    def sure(self) -> bool:
        return self.score > 0

    def made_sure(self) -> "Read":
        return replace(self, score=0.1)


LIKELIER = Read(
    Asked.of(ASKED, GEAR),
    frozenset({0, 1}),
    {"share": 0.5, "rules": 1.0},
    (Query(GEAR.table, How.NAMES),),
)
FULLER = Read(
    Asked.of(ASKED, HOLIDAYS),
    frozenset({0, 1, 2, 3}),
    {"share": 1.0, "rules": 1.0},
    (Query(HOLIDAYS.table, How.VALUES),),
)


def test_the_reading_that_explains_all_of_the_other_and_more_is_first() -> None:
    assert fullest([LIKELIER, FULLER]) == [FULLER, LIKELIER]


def test_one_that_explains_something_else_stays_behind() -> None:
    other = replace(FULLER, explains=frozenset({1, 2, 3, 4}))
    assert fullest([LIKELIER, other]) == [LIKELIER, other]


def test_one_that_explains_every_word_is_as_sure() -> None:
    unsure = replace(FULLER, score=-1.0)
    first, *rest = fullest([LIKELIER, unsure])
    assert (first.sure, first.queries, rest) == (True, FULLER.queries, [LIKELIER])


def test_one_that_is_not_sure_and_leaves_words_stays_behind() -> None:
    unsure = replace(FULLER, score=-1.0, signs={"share": 0.9, "rules": 1.0})
    assert fullest([LIKELIER, unsure]) == [LIKELIER, unsure]


def test_what_is_asked_of_a_table_stays_with_it() -> None:
    same = replace(FULLER, asked=LIKELIER.asked)
    assert fullest([LIKELIER, same]) == [LIKELIER, same]


def test_what_sets_tables_against_each_other_is_left_to_them() -> None:
    member = Member((HOLIDAYS.table,))
    several = replace(LIKELIER, queries=(Query(GEAR.table, How.NAMES, (member,)),))
    assert fullest([several, FULLER]) == [several, FULLER]


def test_a_table_that_has_all_that_is_asked_is_not_left() -> None:
    assert rows_of(DEPOT, "Which items are kept at the Lamp Depot?") == {"Lantern", "Rope"}
