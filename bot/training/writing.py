"""One writer in the background, so that a question of a class never waits for the database."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from bot.store.database import StoreUnavailableError

_EVERY_S = 0.2
_AT_ONCE = 200
_AGAIN_S = 2.0
_MOST_WAITING = 100_000
_LOG = logging.getLogger(__name__)

Row = TypeVar("Row")


class Writer(Generic[Row]):
    """Takes rows at once and writes them in batches, in order; ``close`` writes what is left.

    While the database is gone rows wait in memory, and are written once it is back.
    """

    def __init__(self, write: Callable[[Sequence[Row]], None]) -> None:
        self._write = write
        self._waiting: deque[Row] = deque()
        self._writing = threading.Lock()
        self._starting = threading.Lock()
        self._wake = threading.Event()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def put(self, row: Row) -> None:
        """Hand over a row; a `StoreUnavailableError` when too many wait already."""
        if len(self._waiting) >= _MOST_WAITING:
            raise StoreUnavailableError("the database has been gone too long to keep more in mind")
        self._waiting.append(row)
        if self._thread is None:
            self._start()
        if len(self._waiting) >= _AT_ONCE:
            self._wake.set()

    def flush(self) -> None:
        """Write all that was handed over so far; a `StoreUnavailableError` loses none of it."""
        with self._writing:
            for _ in range(-(-len(self._waiting) // _AT_ONCE)):
                self._write_some()

    def close(self) -> None:
        """Write what is left and stop; what the database does not take is named in the log."""
        self._closed.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        try:
            self.flush()
        except StoreUnavailableError:
            _LOG.error("%d rows could not be written before the end", len(self._waiting))

    def _write_some(self) -> None:
        rows = deque(self._waiting.popleft() for _ in range(min(_AT_ONCE, len(self._waiting))))
        try:
            if self._is_settled(list(rows)):
                return
            while rows:  # one of them cannot be written, and must not keep the others
                if not self._is_settled([rows[0]]):
                    _LOG.error("a row of a session cannot be written and is left out")
                rows.popleft()
        except StoreUnavailableError:
            self._waiting.extendleft(reversed(rows))  # only what is not written yet
            raise

    def _is_settled(self, rows: Sequence[Row]) -> bool:
        """Write rows together; False where the database is there and does not take them."""
        try:
            self._write(rows)
        except StoreUnavailableError:
            raise
        except Exception:  # noqa: BLE001  whatever is wrong with a row, the class goes on
            _LOG.warning("%d rows of sessions were not taken", len(rows), exc_info=True)
            return False
        return True

    def _start(self) -> None:
        with self._starting:
            if self._thread is None and not self._closed.is_set():
                self._thread = threading.Thread(target=self._run, name="session-writer")
                self._thread.daemon = True  # an end by a signal does not wait for the database
                self._thread.start()

    def _run(self) -> None:
        while not self._closed.is_set():
            self._wake.wait(_EVERY_S)
            self._wake.clear()
            try:
                self.flush()
            except StoreUnavailableError:
                self._closed.wait(_AGAIN_S)
