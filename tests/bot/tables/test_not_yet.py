"""What is not there yet, what only comes in somewhere, and numbers that count the rows."""

import pytest
from asking import rows_of

CREWS = """# Crews of the Gale Point station

## Rope skills

| Skill | Crew 3 | Crew 4 | Crew 5 | Crew 6 |
|---|---|---|---|---|
| Splicing | X | X | X | X |
| Whipping | NR | X | X | X |
| Hauling | NR | NR | X | X |
| Rigging | NR | NR | NR | X |
| Lashing | NR | X | NR | NR |

NR means that a skill is not rated.
"""


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which skills come on top at Crew 5 that aren't yet there for Crew 4?", {"Hauling"}),
        (
            "Which skills only come in at Crew 6, that is, are unrated at Crew 3, 4 and 5?",
            {"Rigging"},
        ),
        ("Which skills are marked only at Crew 4, not at Crew 5?", {"Lashing"}),
        ("Which of the 5 skills are marked at Crew 3?", {"Splicing"}),
        ("Which skills are marked at Crew 5 but not yet at Crew 4?", {"Hauling"}),
    ],
)
def test_the_rows_are_those_that_are_meant(question: str, rows: set[str]) -> None:
    assert rows_of(CREWS, question) == rows


def test_a_number_before_another_noun_is_a_column() -> None:
    assert rows_of(CREWS, "Which skills are marked at 3?") == {"Splicing"}
