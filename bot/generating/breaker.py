"""A circuit breaker: an endpoint that fails is left alone for a while, then tried by one request.

Of the libraries, one holds a lock for as long as a request lasts, and the others let everybody
through at once when the while is over; none knows how long an endpoint asks to be left alone.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.generating.failures import EndpointError

_FAILURES = 3
_REST_S = 30.0
_LONGEST_S = 600.0
# What says nothing about the endpoint.
_OURS = frozenset({"busy", "open", "unrecorded"})


class Breaker:
    """Counts failures in a row. Safe to use from several threads."""

    def __init__(
        self,
        failures: int = _FAILURES,
        rest_s: float = _REST_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = failures
        self._rest_s = rest_s
        self._clock = clock
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._until = 0.0
        self._trying = False

    @contextmanager
    def passing(self) -> Iterator[None]:
        """One request; an `EndpointError` before it is made, while the endpoint is left alone."""
        trial = self._enter()
        try:
            yield
        except EndpointError as error:
            self._failed(error)
            raise
        else:
            self._succeeded()
        finally:
            if trial:
                with self._lock:
                    self._trying = False

    def _enter(self) -> bool:
        """Whether this is the one that tries again."""
        with self._lock:
            if self._in_a_row < self._most:
                return False
            if self._trying or self._clock() < self._until:
                raise EndpointError("open", "it has failed lately and is left alone")
            self._trying = True
            return True

    def _failed(self, error: EndpointError) -> None:
        if error.kind in _OURS:
            return
        with self._lock:
            self._in_a_row += 1
            if error.wait is not None:  # it says itself that it wants to be left alone
                self._in_a_row = max(self._in_a_row, self._most)
            rest = min(max(self._rest_s, error.wait or 0.0), _LONGEST_S)
            self._until = self._clock() + rest

    def _succeeded(self) -> None:
        with self._lock:
            self._in_a_row = 0
