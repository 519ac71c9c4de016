"""Deleting what is over of what servers share, while a server runs."""

import logging
from contextlib import suppress

from bot.store.database import Database, StoreUnavailableError
from bot.store.passing import sweep
from bot.store.repeating import Repeating

_EVERY_S = 10 * 60.0
_LOG = logging.getLogger(__name__)


class Sweeper(Repeating):
    """Sweeps at start and every ten minutes, until closed."""

    def __init__(self, database: Database, every_s: float = _EVERY_S) -> None:
        self._database = database
        self._every_s = every_s
        super().__init__("sweeper")

    def turn(self) -> float:
        """Sweep; what could not be done now is done next time."""
        try:
            with suppress(StoreUnavailableError):
                sweep(self._database)
        except Exception:  # noqa: BLE001  whatever is wrong now, it is swept again
            _LOG.exception("nothing was swept")
        return self._every_s
