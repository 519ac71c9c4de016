"""The document that a question names is asked, and rows are found by the sense of a value."""

import pytest
from random_tables import corpus_of

from bot.tables.choosing.likened import Likened
from bot.tables.choosing.scope import Scope
from bot.tables.model.typed import read_tables
from bot.tables.names.naming import Names, names_of
from bot.tables.queries.query import How, Query
from bot.tables.queries.running import run
from corpus.library import Corpus
from index.embedding import Embedder

LIGHTS = """# Lamps of the Morrow Lighthouse Service

The Morrow Lighthouse Service keeps these lamps. Lamps are cleaned in June.

| Lamp | State | Tending | Height (m) |
| --- | --- | --- | --- |
| Northern | K | 1 | 31 |
| Southern | R | 0 | 18 |
| Western | K | 0 | 22 |
| Eastern | P | 1 | 40 |

State: K = in daily use; R = broken down and waiting for repair; P = sold to a museum.
Tending: 1 = somebody lives beside the lamp; 0 = nobody lives beside the lamp.
"""
KILNS = """# Kilns of the Dunmore Pottery

The Dunmore Pottery heats its kilns with wood or gas.

| Kiln | State | Fuel |
| --- | --- | --- |
| Old Bess | A | wood |
| Kitty | B | gas |
| Long Tom | B | wood |

State: A = fired every week; B = cold until autumn.
"""


@pytest.fixture(scope="module")
def tables() -> list[Names]:
    return names_of(read_tables(_corpus()), lambda _: ())


@pytest.fixture(scope="module")
def scope(tables: list[Names]) -> Scope:
    return Scope(_corpus(), tables)


@pytest.fixture(scope="module")
def likened(tables: list[Names], scope: Scope, embedder: Embedder) -> Likened:
    return Likened(tables, scope, embedder)


def _corpus() -> Corpus:
    return corpus_of({"Lamps of the Morrow Lighthouse": LIGHTS, "Kilns of the Pottery": KILNS})


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What does the Morrow service have in hand?", {"Lamp"}),
        ("what is fired at the dunmore pottery", {"Kiln"}),
        ("What do Morrow and Dunmore have in hand?", {"Lamp", "Kiln"}),
        ("Which of them are sold in June?", {"Lamp", "Kiln"}),  # a month names no document
    ],
)
def test_a_question_is_put_to_the_tables_of_the_document_that_it_names(
    scope: Scope, question: str, asked: set[str]
) -> None:
    assert {names.table.key.name for names in scope.of(question)} == asked


def rows_of(query: Query | None) -> set[str]:
    return {query.table.row_name(row) for row in run(query).rows} if query else set()


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which lamp went to a collection of antiques?", {"Eastern"}),
        ("At which lamps does no one have a home?", {"Southern", "Western"}),
        ("Which Dunmore kilns are heated weekly?", {"Old Bess"}),
    ],
)
def test_rows_are_found_by_the_sense_of_a_value(
    likened: Likened, question: str, rows: set[str]
) -> None:
    assert rows_of(likened.query(question)) == rows


def test_rows_are_counted_by_the_sense_of_a_value(likened: Likened) -> None:
    query = likened.query("How many Dunmore kilns are heated weekly?")
    assert query is not None
    assert (query.how, rows_of(query)) == (How.COUNT, {"Old Bess"})


@pytest.mark.parametrize(
    "question",
    [
        "Which Morrow lamps need mending and have nobody beside them?",  # two values
        "Which Morrow lamps are more than 30 m high?",  # a number
        "Is the Southern lamp of Morrow broken?",  # one row
        "Which Dunmore kilns are heated weekly by Ferrule?",  # of whom the document says nothing
        "Which Morrow lamps need mending?",  # values of two columns come equally near
        "Which of them are heated weekly?",  # no table is meant
    ],
)
def test_what_is_not_asked_by_one_value_is_left_alone(likened: Likened, question: str) -> None:
    assert likened.query(question) is None


def test_a_table_goes_by_its_label() -> None:
    texts = {"Handbook": "# Handbook\n\n## Table A\n\n| Lamp | Age |\n|---|---|\n| Red | 3 |\n\n"
             "## Table B\n\n| Kiln | Age |\n|---|---|\n| Big | 9 |\n"}  # fmt: skip
    corpus = corpus_of(texts)
    scope = Scope(corpus, names_of(read_tables(corpus), lambda _: ()))
    assert {n.table.key.name for n in scope.of("How many rows are in table B?")} == {"Kiln"}
    assert {n.table.key.name for n in scope.of("How many rows are in table C?")} == {"Lamp", "Kiln"}
