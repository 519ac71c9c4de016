"""Purging once a day while the server runs."""

import logging

from bot.store.database import Database, StoreUnavailableError
from bot.store.repeating import Repeating
from bot.store.retention import purge

SETTING = "GUIDE_RETENTION_DAYS"
_DAY_S = 24 * 60 * 60.0
_AGAIN_S = 10 * 60.0
_LOG = logging.getLogger(__name__)


class DailyPurge(Repeating):
    """Purges at start and every day, until closed."""

    def __init__(self, database: Database, days: int, every_s: float = _DAY_S) -> None:
        self._database = database
        self._days = days
        self._every_s = every_s
        super().__init__("daily-purge")

    def turn(self) -> float:
        """Purge; where that could not be done, soon again."""
        return self._every_s if self._purged() else min(_AGAIN_S, self._every_s)

    def _purged(self) -> bool:
        """Whether it could be done; a database that is gone is tried again within the day."""
        try:
            done = purge(self._database, self._days, SETTING)
        except StoreUnavailableError:
            return False
        except Exception:  # noqa: BLE001  whatever is wrong today, tomorrow is purged again
            _LOG.exception("nothing was purged today")
            return True
        for one in done:
            _LOG.info("purged %d rows of %s, older than %s days", one.rows, one.what, self._days)
        return True
