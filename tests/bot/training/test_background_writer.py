"""What a class asks is written in the background, in order, and not lost."""

import logging
import threading
from collections.abc import Sequence
from contextlib import suppress

import pytest

from bot.store.database import StoreUnavailableError
from bot.training.writing import Writer


class Store:
    """Remembers what was written; can be gone."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.batches: list[int] = []
        self.gone = False
        self.wrote = threading.Event()

    def write(self, rows: Sequence[int]) -> None:
        if self.gone:
            raise StoreUnavailableError("gone")
        if -1 in rows:
            raise ValueError("-1")
        self.rows.extend(rows)
        self.batches.append(len(rows))
        self.wrote.set()


@pytest.fixture
def store() -> Store:
    return Store()


def test_rows_are_written_without_being_asked_for(store: Store) -> None:
    writer = Writer(store.write)
    writer.put(1)
    assert store.wrote.wait(5)
    writer.close()


def test_thousands_of_rows_of_many_threads_are_all_written_in_batches(store: Store) -> None:
    writer = Writer(store.write)

    def ask(start: int) -> None:
        for number in range(start, start + 500):
            writer.put(number)

    threads = [threading.Thread(target=ask, args=(500 * n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.close()
    assert sorted(store.rows) == list(range(4000))
    assert max(store.batches) <= 200


def test_flushing_writes_what_was_handed_over_so_far(store: Store) -> None:
    writer = Writer(store.write)
    writer.put(1)
    writer.put(2)
    writer.flush()
    assert store.rows == [1, 2]
    writer.close()


def test_rows_wait_while_the_database_is_gone_and_keep_their_order(store: Store) -> None:
    writer = Writer(store.write)
    store.gone = True
    for number in range(300):
        writer.put(number)
    with pytest.raises(StoreUnavailableError):
        writer.flush()
    store.gone = False
    writer.close()
    assert store.rows == list(range(300))


def test_a_row_that_cannot_be_written_takes_no_other_with_it(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    writer = Writer(store.write)
    with caplog.at_level(logging.CRITICAL):
        for number in (1, -1, 2):
            writer.put(number)
        writer.flush()
    writer.close()
    assert store.rows == [1, 2]


def test_a_database_that_goes_after_a_bad_row_gets_no_row_twice(store: Store) -> None:
    def write(rows: Sequence[int]) -> None:
        store.write(rows)
        store.gone = rows == [2]  # written one by one, because of the bad row

    writer = Writer(write)
    for number in (1, -1, 2, 3):
        writer.put(number)
    with suppress(StoreUnavailableError):  # unless the writer in the background met it first
        writer.flush()
    store.gone = False
    writer.close()
    assert store.rows == [1, 2, 3]
