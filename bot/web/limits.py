"""Limits per anonymous browser token, and a wide backstop per address, which a class shares."""

import threading
import time
from collections import OrderedDict
from typing import Protocol

_KEPT = 50_000


class RateLimit:
    """A token bucket for each key: ``rate`` a second, ``burst`` at once."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def of(cls, name: str, rate: float, burst: float) -> "RateLimit":
        """A limit of this process alone, which needs no ``name``."""
        del name
        return cls(rate, burst)

    def wait(self, key: str, now: float | None = None, raised: float = 0) -> float:
        """Take one; 0 if it was there, else after how many seconds it will be.

        ``raised`` is how much more, a second and at once, is granted now.
        """
        at = time.monotonic() if now is None else now
        rate, burst = self._rate + raised, self._burst + raised
        with self._lock:
            left, since = self._buckets.pop(key, (burst, at))
            left = min(burst, left + (at - since) * rate)
            granted = left >= 1
            self._buckets[key] = (left - 1 if granted else left, at)
            while len(self._buckets) > _KEPT:
                self._buckets.popitem(last=False)
            return 0.0 if granted else (1 - left) / rate


class Limits(Protocol):
    """Makes limits; two of one name, rate and burst may count together."""

    def __call__(self, name: str, rate: float, burst: float) -> RateLimit:
        """A token bucket for each key: ``rate`` a second, ``burst`` at once."""
