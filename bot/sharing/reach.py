"""Whether the database can be reached, so that not every question waits to find out."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.store.database import StoreUnavailableError

_AGAIN_S = 2.0
_LOG = logging.getLogger(__name__)


class Reach:
    """Remembers a database that is gone, for a moment. Safe to use from several threads."""

    def __init__(self) -> None:
        self._gone_until = 0.0

    @contextmanager
    def trying(self, what: str) -> Iterator[None]:
        """A block that uses the database; a `StoreUnavailableError` at once while that is gone.

        ``what`` is said in the log where it fails.
        """
        if time.monotonic() < self._gone_until:
            raise StoreUnavailableError("the database cannot be reached: please try again")
        try:
            yield
        except StoreUnavailableError:
            if time.monotonic() >= self._gone_until:
                _LOG.warning("%s while the database is gone", what)
            self._gone_until = time.monotonic() + _AGAIN_S
            raise
