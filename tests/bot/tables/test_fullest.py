"""A reading that explains more of a question goes before one of another table that explains less."""

from asking import cells_of, rows_of

DEPOT = """# Handbook

## Gear

| Item | Kept at |
|---|---|
| Lantern | Lamp Depot |
| Rope | Lamp Depot |
| Pump | Mill Yard |

## Holidays

O open, C closed.

| Holiday | Main Office | Lamp Depot |
|---|---|---|
| New Year's Eve | C | O |
| Founders' Day | C | C |
| Quiet Day | O | C |
"""


def test_the_table_that_has_both_names_is_asked() -> None:
    assert cells_of(DEPOT, "Is the Lamp Depot open on New Year's Eve?") == {"O"}


def test_a_table_that_has_all_that_is_asked_is_not_left() -> None:
    assert rows_of(DEPOT, "Which items are kept at the Lamp Depot?") == {"Lantern", "Rope"}
