"""What may take the place of its like, in documents with tables of any kind."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from bot.conversations import Turn
from bot.following.names import Names
from bot.following.putting import readings
from corpus.outline import read_outline

if TYPE_CHECKING:
    from corpus.library import Corpus

HANDBOOK = """# Handbook

## Rated by grade

| Skill | GS-7 | GS-9 | GS-12 |
| --- | --- | --- | --- |
| Welding | X | NR | X |

## Open by site

| Room | Site 3 | Site 7 | Site 12 |
| --- | --- | --- | --- |
| Annex | yes | no | yes |

## Permits

| Permit | Valid from | Valid to |
| --- | --- | --- |
| Crane | 1 May 2026 | 1 May 2027 |
"""


@pytest.fixture(name="names", scope="module")
def _names() -> Names:
    corpus = SimpleNamespace(
        documents=[SimpleNamespace(id="handbook")], outline=lambda _: read_outline(HANDBOOK)
    )
    return Names(cast("Corpus", corpus))


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("Is Welding expected at GS-7?", "and at 12?", "Is Welding expected at GS-12?"),
        ("Is the Annex open at Site 7?", "and at 12?", "Is the Annex open at Site 12?"),
        ("Is the Annex open at Site 7?", "and at 3?", "Is the Annex open at Site 3?"),
    ],
)
def test_a_number_is_a_column_of_the_series_that_was_asked_about(
    names: Names, before: str, question: str, understood: str
) -> None:
    (only,) = readings(question, Turn(before, before), names)
    assert only.whole == understood


def test_a_small_word_in_which_columns_differ_takes_no_place(names: Names) -> None:
    asked = "Who orders spare parts from the depot?"
    first = next(readings("and to whom?", Turn(asked, asked), names))
    assert first.context == asked.rstrip("?")
