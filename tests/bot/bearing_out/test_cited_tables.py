"""Sentences about cited rows of a table are held to the cells."""

from itertools import pairwise

import pytest
from judging import alike, judge

from bot.bearing_out import Evidence, Verifier
from bot.tables.checking.reads import Read
from corpus.sentences import Span
from corpus.tables import read_table

MARKS = "| Knot | Q1 | Q2 | Q3 |\n| --- | --- | --- | --- |\n| Bowline | X | NR | X |"
PLACES = "| Knot | Current Rank | Future Rank |\n| --- | --- | --- |\n| Bowline | 5 | 2 |"


def holds(sentence: str, table: str) -> bool:
    return judge(sentence, table).holds


@pytest.mark.parametrize(
    ("sentence", "table", "held"),
    [
        ("Bowline is marked at Q1 and Q3.", MARKS, True),
        ("Bowline is marked at all columns but Q2.", MARKS, True),
        ("Bowline is not marked at Q2.", MARKS, True),
        ("Bowline is marked at Q2.", MARKS, False),
        ("Bowline is marked at Q1 only.", MARKS, False),
        ("Bowline is marked from Q1 to Q3.", MARKS, False),
        ("Bowline is not marked at Q1.", MARKS, False),
        ("Bowline is marked at Q1 because sailors like it.", MARKS, False),
        ("Bowline climbs from rank 5 to rank 2.", PLACES, True),
        ("Bowline is in fifth place now and in second place later.", PLACES, True),
        ("Bowline falls from rank 5 to rank 2.", PLACES, False),
        ("Bowline goes from rank 2 to rank 5.", PLACES, False),
        ("Bowline is in second place now.", PLACES, False),
        ("Bowline carries an X at Q1 and Q3.", MARKS, True),
        ("At Q2, Bowline is not rated.", MARKS, True),
        ("At Q1 and Q3, Bowline is not rated.", MARKS, False),
        ("Bowline lacks a mark at Q2 alone.", MARKS, True),
        ("Bowline lacks a mark at Q1 alone.", MARKS, False),
        ("Bowline is marked at Q1 and not rated above.", MARKS, False),
        ("Bowline moves up from fifth place to second.", PLACES, True),
        ("Bowline moves down from fifth place to second.", PLACES, False),
        ("Bowline gains three places, from 5 to 2.", PLACES, True),
        ("Bowline gains four places, from 5 to 2.", PLACES, False),
        ("Bowline loses three places, from 5 to 2.", PLACES, False),
        ("Bowline rises to second.", PLACES, True),
        ("Bowline slips to second.", PLACES, False),
        ("Bowline rises to fifth.", PLACES, False),
        ("Bowline lacks Q1 but has Q2.", MARKS, False),
        ("Bowline is at Q2, and unrated elsewhere.", MARKS, False),
        ("Bowline is not only at Q2.", MARKS, False),
    ],
)
def test_what_is_said_of_a_row_is_what_its_cells_hold(
    sentence: str, table: str, *, held: bool
) -> None:
    assert holds(sentence, table) == held


LIGHTS = (
    "| Knot | Now | Later |\n| --- | --- | --- |\n"
    "| Sheet | NR | 25 |\n| Bowline and Hitch | NR | 21 |"
)


def cited(sentence: str) -> bool:
    """Whether a sentence holds that cites two cells of the last row, quoted from the header on."""
    ends = [at for at, sign in enumerate(LIGHTS) if sign == "\n"]
    edges = [-1, *ends, len(LIGHTS)]
    spans = [Span(a + 1, b) for a, b in pairwise(edges)]
    table = read_table(LIGHTS, spans, (), None)
    reads = (
        Read(table, "Bowline and Hitch", "Now", "NR"),
        Read(table, "Bowline and Hitch", "Later", "21"),
    )
    return Verifier(alike).judge(sentence, [Evidence(LIGHTS, reads)]).holds


def test_a_number_of_a_row_between_that_is_not_cited_does_not_hold() -> None:
    assert cited("Bowline and Hitch: Later is 21.")
    assert not cited("Bowline and Hitch: Later is 25.")


def test_a_value_is_not_free_as_a_count_of_names_would_be() -> None:
    assert not cited("Bowline and Hitch: Later is 2.")
