"""A year in a question is that of the table, or the table is not asked."""

from datetime import date

import pytest
from random_tables import corpus_of

from bot.tables.choosing.readings import best, readings
from bot.tables.model.typed import read_tables
from bot.tables.names.naming import names_of
from corpus.library import Corpus

HIRES = """# Report

## {heading}

| Office | Hires | Leavers |
| --- | --- | --- |
| Boston | 12 | 3 |
| Denver | 30 | 8 |
| Omaha | 7 | 5 |
"""


def told(heading: str, question: str) -> list[str]:
    """How the sure queries are put that a report of 2024 with that heading is asked."""
    corpus = corpus_of({"Report": HIRES.format(heading=heading)})
    [document] = corpus.documents
    dated = document.model_copy(update={"published_on": date(2024, 5, 1)})
    manifest = corpus.manifest.model_copy(update={"documents": (dated,)})
    own = Corpus(corpus.root, manifest, {document.id: corpus.text(document.id)})
    names = names_of(read_tables(own), lambda _: ())
    found = best(readings(question, names, lambda word: float(not word.small)))
    return [query.how.value for one in found if one.sure for query in one.queries]


@pytest.mark.parametrize(
    "question",
    ["How many hires did Boston have in 2023?", "Which office had the most hires in 2023?"],
)
def test_a_year_before_the_document_is_asked_of_a_table_that_names_it(question: str) -> None:
    assert told("Hires in 2023", question)
    assert not told("Hires", question)


def test_a_year_by_which_something_is_called_is_no_year_of_the_table() -> None:
    assert told("Hires", "Which office has the most hires under the Act of 2020?")


def test_a_year_is_not_so_many_of_something() -> None:
    assert "names" not in told("Hires", "Which office had the most hires in 2023?")
