"""Deleting what is over of what servers share, while a server runs."""

import logging
import threading

from bot.store.database import Database, StoreUnavailableError
from bot.store.passing import sweep

_EVERY_S = 10 * 60.0
_LOG = logging.getLogger(__name__)


class Sweeper:
    """A thread that sweeps at start and every ten minutes, until closed."""

    def __init__(self, database: Database, every_s: float = _EVERY_S) -> None:
        self._database = database
        self._every_s = every_s
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweeper", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop, once what is under way is done."""
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        wait = 0.0
        while not self._closed.wait(wait):
            wait = self._every_s
            try:
                sweep(self._database)
            except StoreUnavailableError:
                continue  # it is swept next time
            except Exception:  # noqa: BLE001  whatever is wrong now, it is swept again
                _LOG.exception("nothing was swept")
