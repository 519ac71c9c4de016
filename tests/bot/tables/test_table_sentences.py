"""The sentence of a result names the rows of the result, those alone, and states its number."""

import re
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_oracle import number, random_query
from random_tables import Made, made_tables, only_table
from turning import without_conditions

from bot.tables.model.columns import Kind
from bot.tables.queries.conditions import Among, Bound, Is, Known, Marked, Sign
from bot.tables.queries.query import How, Query, Result
from bot.tables.queries.running import run
from bot.tables.reading.rows import to_the_point
from bot.tables.telling.saying import say, together

RICH = (Kind.MARK, Kind.MARK, Kind.NUMBER, Kind.NUMBER, Kind.DATE, Kind.TEXT)
QUERIES = 8
SEEDS = st.integers(0, 2**32)
# A count tells the names of so many rows at most.
GLANCE = 12
NAMED = [how for how in How if how is not How.TALLY]
NUMBERED = [
    How.COUNT, How.NAMES, How.MARKS, How.SUM, How.MEAN, How.HIGHEST, How.LOWEST, How.DIFFERENCE,
    How.ACROSS, How.CHANGE, How.RISE, How.FALL,
]  # fmt: skip

checked = settings(max_examples=15, deadline=None, derandomize=True)


@pytest.mark.parametrize("how", NAMED)
@checked
@given(made_tables(RICH, plain=True), SEEDS)
def test_the_sentence_names_the_rows_of_the_result_and_no_other(
    how: How, made: Made, seed: int
) -> None:
    for query, result in results(made, how, seed):
        if how is not How.COUNT or len(result.rows) <= GLANCE:
            rows = {made.typed.row_name(row) for row in result.rows}
            assert set(names_in(without_conditions(query, result), made)) == rows


@pytest.mark.parametrize("how", [h for h in NAMED if h not in {How.DIFFERENCE, How.ORDER}])
@checked
@given(made_tables(RICH, plain=True), SEEDS)
def test_the_rows_are_named_in_the_order_of_the_table(how: How, made: Made, seed: int) -> None:
    for query, result in results(made, how, seed):
        order = [str(row[0]) for row in made.rows]
        named = [order.index(name) for name in names_in(without_conditions(query, result), made)]
        assert named == sorted(named)


@pytest.mark.parametrize("how", NUMBERED)
@checked
@given(made_tables(RICH, plain=True), SEEDS)
def test_the_number_of_the_result_stands_in_the_sentence(how: How, made: Made, seed: int) -> None:
    for query, result in results(made, how, seed):
        days = how in {How.HIGHEST, How.LOWEST} and made.kinds[query.columns[0]] is Kind.DATE
        one = how is not How.MARKS or len(result.rows) == 1  # marks are counted for each row
        if result.number and one and not days:
            shown = abs(result.number)
            assert any(abs(shown - n) < 0.006 for n in numbers_in(say(query, result)))


@checked
@given(made_tables(RICH, plain=True), SEEDS)
def test_two_rows_that_do_not_differ_are_said_to_be_the_same(made: Made, seed: int) -> None:
    for query, result in results(made, How.DIFFERENCE, seed):
        assert ("have the same" in say(query, result)) == (result.number == 0)


@checked
@given(made_tables(RICH, plain=True), SEEDS)
def test_a_tally_states_the_count_of_every_column(made: Made, seed: int) -> None:
    for query, result in results(made, How.TALLY, seed):
        told = say(query, result)
        counts = [(sum(p[1] == c for p in result.cells), made.names[c]) for c in query.columns]
        assert all(f"{count} at {name}" in told for count, name in counts)


@checked
@given(made_tables(RICH, plain=True), SEEDS)
def test_the_values_of_a_row_stand_as_the_table_writes_them(made: Made, seed: int) -> None:
    for query, result in results(made, How.VALUES, seed):
        told = say(query, result)
        shown = [(made.names[c], made.seen(r, c)) for r in result.rows for c in query.columns]
        assert all(f"{name} is {value}" in told for name, value in shown if value)


@pytest.mark.parametrize("how", How)
@checked
@given(made_tables(RICH, plain=True), SEEDS)
def test_a_sentence_has_no_gap_and_no_code_of_ours(how: How, made: Made, seed: int) -> None:
    for query, result in results(made, how, seed):
        assert not re.search(r": \.|\(\)|  |None|frozenset|\bnan\b", say(query, result))


@checked
@given(made_tables(RICH, plain=True), SEEDS)
def test_an_order_names_all_that_are_highest_last(made: Made, seed: int) -> None:
    for query, result in results(made, How.ORDER, seed):
        column = query.columns[0]
        sizes = {r: n for r in result.rows if (n := number(made.rows[r][column])) is not None}
        ahead = names_in(say(query, result).rpartition("), ")[2], made)
        tops = [r for r, n in sizes.items() if n == max(sizes.values())]
        assert not sizes or ahead == [made.typed.row_name(r) for r in tops]


@pytest.mark.parametrize("how", [How.SUM, How.MEAN, How.HIGHEST, How.LOWEST])
def test_a_number_over_no_rows_is_said_to_be_lacking(how: How) -> None:
    query = Query(PRICES, how, (Bound(1, Sign.MORE, 5000),), (1,))
    told = "In the table “Handbook of the Annex”, none has more than $5,000 under Price."
    assert say(query, run(query)) == told


def test_a_number_that_the_rows_asked_for_lack_is_said_of_those_rows() -> None:
    table = only_table("| Item | Price |", "| --- | --- |", "| Dock | $9 |", "| Lamp | n/a |")
    query = Query(table, How.SUM, (Among((1,)),), (1,))
    told = "In the table “Handbook of the Annex”, none is among Lamp and has a number under Price."
    assert say(query, run(query)) == told


def test_what_is_named_beside_another_condition_is_part_of_the_sentence() -> None:
    query = Query(PRICES, How.COUNT, (Among((0, 1)), Bound(1, Sign.LESS, 50)))
    told = (
        "In the table “Handbook of the Annex”, 1 is among Dock and Lamp and has less than "
        "$50 under Price: Lamp."
    )
    assert say(query, run(query)) == told


def test_a_tally_tells_of_which_rows_it_is() -> None:
    query = Query(SHIFTS, How.TALLY, (Is(3, frozenset({"Lot B"})),), (1, 2))
    assert say(query, run(query)) == (
        "In the table “Handbook of the Annex”, of those that have Lot B under Place, the number of "
        "rows with X is 1 at Monday and 0 at Friday (1 together), 1 more at Monday."
    )


def test_where_no_cell_affirms_the_mark_is_that_of_the_other_columns() -> None:
    query = Query(SHIFTS, How.COUNT, (Marked((2,), 1, 1),))
    told = "In the table “Handbook of the Annex”, none is marked X at Friday."
    assert say(query, run(query)) == told


def test_rows_of_several_tables_are_put_together() -> None:
    found = [(query, run(query)) for query in (Query(PRICES, How.COUNT), Query(DAYS, How.COUNT))]
    assert together(found) == "That makes 5 in both together."


def test_rows_of_one_table_are_not_counted_twice() -> None:
    found = [(query, run(query)) for query in (Query(PRICES, How.COUNT), Query(PRICES, How.COUNT))]
    assert not together(found)


def test_a_column_without_gaps_lacks_no_value() -> None:
    query = Query(SHIFTS, How.NAMES, (Known(3, negated=True),))
    told = "In the table “Handbook of the Annex”, none has no value under Place."
    assert say(query, run(query)) == told


PRICES = only_table(
    "| Item | Price |", "| --- | --- |", "| Dock | $1,200 |", "| Lamp | $40.50 |", "| Kiln | $9 |"
)
SHIFTS = only_table(
    "NR means not rated.", "", "| Item | Monday | Friday | Place |", "| --- | --- | --- | --- |",
    "| Dock | X | NR | Lot A |", "| Lamp | X | NR | Lot B |", "| Kiln | NR | NR | Lot B |",
)  # fmt: skip
DAYS = only_table("| Item | Loan |", "| --- | --- |", "| Dock | 3 days |", "| Lamp | 14 days |")


def test_a_sum_is_written_with_the_currency_of_its_column() -> None:
    query = Query(PRICES, How.SUM, (), (1,))
    assert "is $1,249.50:" in say(query, run(query))


def test_a_mean_is_written_with_the_unit_of_its_column() -> None:
    query = Query(DAYS, How.MEAN, (), (1,))
    assert "is 8.5 days:" in say(query, run(query))


def test_one_is_written_like_one_and_the_others_like_others() -> None:
    table = only_table("| Item | Loan |", "| --- | --- |", "| Dock | 1 day |", "| Lamp | 3 days |")
    query = Query(table, How.SUM, (), (1,))
    assert "is 4 days:" in say(query, run(query))


MARKS = only_table(
    "| Item | A | B | C |", "| --- | --- | --- | --- |",
    "| Dock | X | NR | X |", "| Kiln | NR | NR | NR |",
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "row", "said"),
    [
        ("Dock?", 0, "Dock: marked X at A and C (2 of 3); marked NR at B (1 of 3)."),
        ("Where is Dock confirmed?", 0, "Dock: marked X at A and C (2 of 3)."),
        ("At how many is Dock confirmed?", 0, "Dock: marked X at A and C (2 of 3)."),
        (
            "Where is Dock not confirmed?",
            0,
            "Dock: marked X at A and C (2 of 3); marked NR at B (1 of 3).",
        ),
        ("At how many is Dock NR?", 0, "Dock: marked NR at B alone (1 of 3)."),
        ("Where is Kiln confirmed?", 1, "Kiln: marked NR at A, B and C (3 of 3)."),
    ],
)
def test_who_asks_where_a_row_is_marked_is_told_those_columns_alone(
    question: str, row: int, said: str
) -> None:
    query = to_the_point(Query(MARKS, How.MARKS, (Among((row,)),), (1, 2, 3)), question)
    assert say(query, run(query)) == said


def test_a_difference_names_the_higher_row_first() -> None:
    query = Query(PRICES, How.DIFFERENCE, (Among((0, 2)),), (1,))
    assert say(query, run(query)) == (
        "By Price, Dock ($1,200) has a higher value than Kiln ($9), a difference of $1,191."
    )


def test_a_difference_in_time_is_stated_in_its_unit() -> None:
    query = Query(DAYS, How.DIFFERENCE, (Among((0, 1)),), (1,))
    assert say(query, run(query)).endswith("a difference of 11 days.")


def results(made: Made, how: How, seed: int) -> Iterator[tuple[Query, Result]]:
    """Queries that some row answers, each with its result."""
    chance = Random(seed)  # noqa: S311  no secret
    for _ in range(QUERIES):
        query = random_query(made, how, chance)
        result = run(query)
        # Without a condition NAMES and COUNT tell how many rows there are, and name none.
        if result.rows and (query.where or how not in {How.NAMES, How.COUNT}):
            yield query, result


def names_in(sentence: str, made: Made) -> list[str]:
    """The names of rows in a sentence, the longest where one is inside another."""
    names = sorted((str(row[0]) for row in made.rows), key=len, reverse=True)
    pattern = "|".join(re.escape(name) for name in names)
    return re.findall(rf"(?<!\w)(?:{pattern})(?!\w)", sentence)


def numbers_in(sentence: str) -> list[float]:
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", sentence)
    return [float(number.replace(",", "")) for number in found]
