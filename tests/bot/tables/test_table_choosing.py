"""What chooses between readings of a question rests on a sound fitted file, and on that alone."""

import json
from pathlib import Path

import pytest
from random_tables import only_table, typed_tables

from bot.tables.choosing.readings import Reading, best, readings, unscored
from bot.tables.choosing.scoring import FITTED, fitted, write
from bot.tables.choosing.signs import SIGNS
from bot.tables.model.words import Word
from bot.tables.names.naming import names_of
from bot.tables.queries.query import How
from bot.tables.wordings import recognising
from corpus.errors import GuideError

TABLE = only_table(
    "# Handbook of the Annex",
    "",
    "## Boats",
    "",
    "| Boat | Seats | Monday | Tuesday |",
    "| --- | --- | --- | --- |",
    "| Heron | 12 | Y | N |",
    "| Otter | 8 | Y | Y |",
    "| Swift | 40 | N | Y |",
)
EXTREMES = {How.HIGHEST, How.LOWEST, How.SUM, How.MEAN}
QUESTION = "Which boats are out on Monday but not on Tuesday?"


def read(question: str) -> list[Reading]:
    return readings(question, names_of([TABLE], lambda _word: ()), weigh)


def weigh(word: Word) -> float:
    return 0.0 if word.small else 1.0


def file_of(tmp_path: Path, weights: object) -> Path:
    file = tmp_path / "fitted.json"
    file.write_text(json.dumps(weights), encoding="utf-8")
    return file


def all_weights() -> dict[str, float]:
    return dict.fromkeys(SIGNS, 0.5)


def error_of(file: Path) -> str:
    """What is said of a file, in one line."""
    with pytest.raises(GuideError) as caught:
        fitted(file)
    assert "\n" not in str(caught.value)
    assert str(file) in str(caught.value)
    return str(caught.value)


def test_the_fitted_file_has_a_weight_for_every_sign() -> None:
    assert fitted(FITTED).keys() == SIGNS


def test_a_file_without_a_sign_is_refused(tmp_path: Path) -> None:
    weights = {name: weight for name, weight in all_weights().items() if name != "share"}
    assert "no weight for the sign 'share'" in error_of(file_of(tmp_path, weights))


def test_a_file_with_a_weight_for_no_sign_is_refused(tmp_path: Path) -> None:
    weights = {**all_weights(), "mood": 1.0}
    assert "'mood', which is no sign" in error_of(file_of(tmp_path, weights))


@pytest.mark.parametrize("weight", ["1", None, True])
def test_a_weight_that_is_no_number_is_refused(tmp_path: Path, weight: object) -> None:
    weights = {**all_weights(), "share": weight}
    assert f"the weight of 'share' is {weight!r}" in error_of(file_of(tmp_path, weights))


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    file = file_of(tmp_path, [1, 2])
    assert "expected an object" in error_of(file)
    half = tmp_path / "half.json"
    half.write_text('{"share": 0.', encoding="utf-8")
    assert "cannot be read" in error_of(half)
    assert "cannot be read" in error_of(tmp_path / "none.json")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "fitted.json"
    write(all_weights(), file)
    assert fitted(file) == all_weights()


def test_the_same_question_is_read_alike_every_time() -> None:
    first, again = read(QUESTION), read(QUESTION)
    assert [(r.queries, r.score) for r in first] == [(r.queries, r.score) for r in again]


def test_the_likeliest_reading_comes_first() -> None:
    scores = [reading.score for reading in read(QUESTION)]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


def test_signs_do_not_rest_on_what_was_fitted() -> None:
    found = unscored(QUESTION, names_of([TABLE], lambda _word: ()), weigh)
    assert {reading.score for reading in found} == {0.0}
    signs = {reading.queries: reading.signs for reading in found}
    assert signs == {reading.queries: reading.signs for reading in read(QUESTION)}


def test_another_recogniser_is_used_only_where_it_is_wanted() -> None:
    usual = recognising.recogniser()
    other = recognising.Recogniser(
        usual.forms, usual.slots, usual.places, usual.rarity, usual.weights * 0, usual.bias
    )
    before = likely()
    with recognising.using(other):
        assert recognising.recogniser() is other
        assert likely() != before
    assert recognising.recogniser() is usual
    assert likely() == before


def likely() -> list[float]:
    return [reading.signs["likely"] for reading in read(QUESTION)]


GROUPS = typed_tables(
    """# Handbook of the Annex

## Boats by day

### River Boats

| Boat | Monday | Tuesday | Friday |
| --- | --- | --- | --- |
| Heron | Y | Y | N |
| Otter | N | Y | Y |
| River Swift | Y | N | N |

### Lake Boats

| Boat | Monday | Tuesday |
| --- | --- | --- |
| Plover | Y | N |
| Tern | Y | Y |
"""
)


def told_of(question: str) -> list[str]:
    """The tables that a question about both groups of boats is put to."""
    names = names_of(GROUPS, lambda _word: ())
    return [one.names.table.name for one in best(readings(question, names, weigh))]


def test_what_is_asked_of_one_group_is_not_answered_for_another() -> None:
    assert told_of("Which lake boats are out on Friday?") == []
    assert told_of("Which river boats are out on Friday?") == ["River Boats"]


def test_the_word_of_a_group_in_the_name_of_a_row_means_the_row() -> None:
    assert told_of("Is the River Swift out on Monday?") == ["River Boats"]


def test_what_names_none_of_two_columns_of_one_unit_is_read_by_none_of_them() -> None:
    shelf = only_table(
        "# Shelf", "", "| Part | In stock (pieces) | Reorder at (pieces) |", "| --- | --- | --- |",
        "| Rope | 12 | 4 |", "| Sail | 8 | 9 |", "| Vest | 31 | 20 |",
    )  # fmt: skip
    asked = "I plan the transports. Which part comes back before number 9 starts?"
    found = readings(asked, names_of([shelf], lambda _word: ()), weigh)
    assert found
    assert all(query.columns for one in found for query in one.queries if query.how in EXTREMES)


@pytest.mark.parametrize("question", ["Which is the cheapest?", "What is over $30?"])
def test_what_is_asked_of_any_price_is_read(question: str) -> None:
    text = "# Fleet\n\n| Boat | Price |\n| --- | --- |\n| Osprey | $20 |\n| Heron | $45 |\n"
    assert readings(question, names_of(typed_tables(text), lambda _word: ()), weigh)


def test_a_table_of_which_a_question_says_nothing_is_not_read() -> None:
    asked = "What comes last, and who signs it?"
    assert readings(asked, names_of(GROUPS, lambda _word: ()), weigh) == []
    assert readings("Which boat comes last?", names_of(GROUPS, lambda _word: ()), weigh)
