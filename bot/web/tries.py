"""Tries to sign in: so few that no password is guessed, and nobody keeps another one out.

A class sits behind one address with its trainer and knows the trainer's name. So wrong passwords
count for the browser that sent them, and a browser in which somebody has signed in before does not
wait for what others do.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from math import ceil

from bot.web.limits import Limits, RateLimit
from corpus.errors import GuideError

_WRONG, _WITHIN_S, _KEPT = 5, 60.0, 10_000
# A password takes a fifth of a second to check, on purpose, so a place gets few in a row.
_OF_A_PLACE, _OF_A_PLACE_AT_ONCE = 0.5, 20.0
# A step of a sign-in at a provider costs little here.
_STEPS, _STEPS_AT_ONCE = 5.0, 100.0
# For an account, by all browsers in which it has not signed in yet.
_OF_A_NAME, _OF_A_NAME_AT_ONCE = 1.0, 60.0


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser that wants to sign in: its address, a number of its own, and its device.

    ``device`` is a number that it was given when somebody signed in in it; None for any other.
    """

    address: str
    browser: str
    device: str | None = None

    @property
    def place(self) -> str:
        return f"device {self.device}" if self.device else f"address {self.address}"


class TooManyTriesError(GuideError):
    """Too many tries; after ``seconds`` there may be another."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, ceil(seconds))
        super().__init__(f"Too many tries. Please wait {self.seconds} s.")


class Tries:
    """Counts tries of a role. Safe to use from several threads.

    Wrong passwords of a browser are remembered by this server alone: a proxy in front of several
    sends the tries of one address to the same server.
    """

    def __init__(self, limits: Limits = RateLimit.of, role: str = "") -> None:
        self._places = limits(f"place {role}", _OF_A_PLACE, _OF_A_PLACE_AT_ONCE)
        self._steps = limits(f"step {role}", _STEPS, _STEPS_AT_ONCE)
        self._names = limits(f"name {role}", _OF_A_NAME, _OF_A_NAME_AT_ONCE)
        self._lock = threading.Lock()
        self._wrong: OrderedDict[tuple[str, str], list[float]] = OrderedDict()

    def take_password(self, name: str, visitor: Visitor) -> None:
        """Count a try of a password, before it is known whether it is right."""
        with self._lock:
            recent = self._recent(_key(name, visitor))
        if len(recent) >= _WRONG:
            raise TooManyTriesError(recent[0] + _WITHIN_S - time.monotonic())
        if wait := self._places.wait(visitor.place):
            raise TooManyTriesError(wait)
        if visitor.device is None and (wait := self._names.wait(name)):
            raise TooManyTriesError(wait)

    def take_step(self, visitor: Visitor) -> None:
        """Count a step of a sign-in at a provider; a `TooManyTriesError` if it comes too soon."""
        if wait := self._steps.wait(visitor.place):
            raise TooManyTriesError(wait)

    def note_wrong(self, name: str, visitor: Visitor) -> None:
        """Remember that the password was wrong."""
        key = _key(name, visitor)
        with self._lock:
            self._wrong[key] = [*self._recent(key), time.monotonic()]
            self._wrong.move_to_end(key)
            while len(self._wrong) > _KEPT:
                self._wrong.popitem(last=False)

    def _recent(self, key: tuple[str, str]) -> list[float]:
        since = time.monotonic() - _WITHIN_S
        return [at for at in self._wrong.get(key, []) if at > since]


def _key(name: str, visitor: Visitor) -> tuple[str, str]:
    return name, visitor.device or visitor.browser
