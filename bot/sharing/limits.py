"""Limits that all servers count together, in the database.

Keys are stored as digests under the secret of the servers, since an address can be guessed.
"""

from dataclasses import dataclass
from hashlib import blake2b

from bot.sharing.reach import Reach
from bot.store.database import Database, StoreUnavailableError
from bot.store.passing import take
from bot.web.limits import RateLimit


@dataclass(frozen=True, slots=True)
class SharedLimits:
    """Makes limits of which each has buckets of its own, by its name."""

    database: Database
    reach: Reach
    secret: str

    def __call__(self, name: str, rate: float, burst: float) -> "SharedLimit":
        """A token bucket for each key: ``rate`` a second, ``burst`` at once."""
        return SharedLimit(self, name, rate, burst)


class SharedLimit(RateLimit):
    """As one in memory, which counts alone while the database is gone."""

    def __init__(self, limits: SharedLimits, name: str, rate: float, burst: float) -> None:
        super().__init__(rate, burst)
        self._limits = limits
        self._name = name

    def wait(self, key: str, now: float | None = None, raised: float = 0) -> float:
        """Take one; 0 if it was there, else after how many seconds it will be."""
        shared = self._limits
        try:
            with shared.reach.trying("limits are counted by each server alone"):
                rate, burst = self._rate + raised, self._burst + raised
                return take(shared.database, self._digest(key), rate, burst)
        except StoreUnavailableError:
            return super().wait(key, now, raised)

    def _digest(self, key: str) -> str:
        secret = blake2b(self._limits.secret.encode(), digest_size=32).digest()
        named = f"{self._name} {key}".encode("utf-8", "replace")
        return blake2b(named, key=secret, digest_size=16).hexdigest()
