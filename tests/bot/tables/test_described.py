"""The row of a glossary that a question describes is found, in words that its meaning has not."""

import pytest
from random_tables import corpus_of

from bot.tables.choosing.described import NEAR, Described
from bot.tables.choosing.scope import Scope
from bot.tables.model.typed import read_tables
from bot.tables.names.naming import names_of
from bot.tables.queries.running import run
from corpus.library import Corpus
from index.embedding import Embedder

KNOTS = """# Knots of the Gale Point riggers

## Rope knots

| Knot | Meaning |
| --- | --- |
| Bowline | Makes a fixed loop at the end of a line; will not slip under load. |
| Sheet bend | Joins two lines of unequal thickness. |
| Clove hitch | Fastens a line to a post quickly; loosens when the load is taken off. |
| Monkey fist | Gives weight to the end of a line so that it can be thrown far. |

## Net knots

| Knot | Meaning |
| --- | --- |
| Mesh knot | Closes the single opening of a net. |
| Patch bend | Mends a torn place by weaving new twine in. |
| Rim hitch | Holds the border of the net to its frame. |
"""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_of({"Knots of the riggers": KNOTS})


@pytest.fixture(scope="module")
def described(corpus: Corpus, embedder: Embedder) -> Described:
    tables = names_of(read_tables(corpus), lambda _: ())
    also = {"knot": ("tie",)}
    return Described(tables, Scope(corpus, tables), embedder, lambda word: also.get(word, ()))


def named(described: Described, question: str, near: float = NEAR) -> set[str]:
    queries = described.queries(question, near)
    return {query.table.row_name(row) for query in queries for row in run(query).rows}


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Which knot is for attaching a rope to a pole in a hurry?", "Clove hitch"),
        ("what's the knot called that connects a thin rope with a thick one", "Sheet bend"),
        ("Hurling a rope a long way, which knot is that?", "Monkey fist"),
        ("Is there a knot about weaving new yarn into a torn place?", "Patch bend"),
        ("Which of the knots gives a loop that stays in place under strain?", "Bowline"),
        ("Which tie is for attaching a rope to a pole in a hurry?", "Clove hitch"),
    ],
)
def test_the_name_of_what_is_described_is_found(
    described: Described, question: str, row: str
) -> None:
    assert named(described, question) == {row}


@pytest.mark.parametrize(
    "question",
    [
        "Which knot was invented by a Norwegian dentist?",
        "Which knots attach a rope to a pole?",
        "How many knots attach a rope to a pole?",
        "Which knot is best for attaching a rope to a pole?",
        "Which rigger attaches a rope to a pole in a hurry?",
        "Which knot is the one at 12 for attaching a rope to a pole?",
    ],
)
def test_nothing_is_named_where_something_else_is_asked(
    described: Described, question: str
) -> None:
    assert named(described, question) == set()


def test_a_group_that_is_said_holds_the_row(described: Described) -> None:
    question = "Which {}knot fastens something to a post or a frame?"
    assert named(described, question.format("")) == {"Clove hitch"}
    found = named(described, question.format("net "), -1.0)
    assert found
    assert found <= {"Mesh knot", "Patch bend", "Rim hitch"}
