"""Who asks what a name means gets the text that a table gives it, whatever other tables hold."""

import pytest
from random_tables import only_table

from bot.tables.choosing.defining import defining
from bot.tables.choosing.readings import readings
from bot.tables.model.words import Word
from bot.tables.names.naming import names_of

WORDS = only_table(
    "# Handbook of the Kitchen",
    "",
    "## Terms",
    "",
    "| Term | Meaning |",
    "| --- | --- |",
    "| Proofing | The last rise of shaped dough before it goes into the oven. |",
    "| Scoring | Cuts in the crust which let steam out where the baker wants it. |",
    "| Retarding | A long rise in the cold that brings out more of the flavor. |",
)
HOURS = only_table(
    "# Handbook of the Kitchen",
    "",
    "## Duration",
    "",
    "| Term | Shortest | Longest |",
    "| --- | --- | --- |",
    "| Proofing | 2 hours | 5 hours |",
    "| Scoring | 1 hours | 2 hours |",
    "| Retarding | 12 hours | 72 hours |",
)


def meant(question: str) -> list[str]:
    """The tables from which a question is answered because it asks for a meaning."""

    def weigh(word: Word) -> float:
        return 0.0 if word.small else 1.0

    found = readings(question, names_of([WORDS, HOURS], lambda _word: ()), weigh)
    return [one.asked.table.name for one in defining(found)]


@pytest.mark.parametrize(
    "question",
    ["What does Retarding mean?", "meaning of Proofing", "Could you explain what Scoring is here?"],
)
def test_who_asks_for_a_meaning_gets_it(question: str) -> None:
    assert meant(question) == ["Terms"]


@pytest.mark.parametrize(
    "question",
    [
        "What is the longest for Retarding?",
        "Explain the shortest duration of Proofing.",
        "What does 12 mean for Retarding?",
    ],
)
def test_who_speaks_of_another_table_does_not_ask_for_a_meaning(question: str) -> None:
    assert meant(question) == []
