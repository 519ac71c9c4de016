"""Whether a question is taken now: the closing notice and the limits, for every way of asking."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Literal, Protocol

from fastapi import HTTPException, Request
from starlette.concurrency import run_in_threadpool

from bot.settings import BotSettings
from bot.web.limits import Limits, RateLimit

BROWSER_COOKIE = "guide_browser"
# What a widget sends in its place: a page of another origin gets no cookies of ours.
BROWSER_HEADER = "X-Guide-Browser"
_PER_BROWSER, _BROWSER_BURST = 1.0, 30.0
# What a large class behind one address sends at once and in a second, when its trainer says so.
_PER_CLASS = 1_500
_TOKEN = 64  # whatever is longer is none of ours, and must not fill the memory


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not taken; ``retry_after`` in seconds, None while the guide is closed."""

    kind: Literal["closed", "address", "browser"]
    text: str
    retry_after: int | None = None


class Sent(Protocol):
    """A request, whichever framework hands it over."""

    @property
    def headers(self) -> Mapping[str, str]:
        """By name, in any case."""

    @property
    def cookies(self) -> Mapping[str, str]:
        """By name."""


def _none_running() -> int:
    return 0


def _not_counted(_: str) -> None:
    pass


class Gate:
    """One for the whole server, so that chat, widget and API count together.

    ``running`` says how many classes sit behind some address now. It is asked at every question, so
    it must answer from memory. ``refused`` is told the kind of every refusal. ``limits`` may ask a
    database, so that questions are counted in threads.
    """

    def __init__(
        self,
        settings: BotSettings,
        running: Callable[[], int] = _none_running,
        refused: Callable[[str], None] = _not_counted,
        limits: Limits = RateLimit.of,
    ) -> None:
        self._closed = settings.closed_notice
        self._browsers = limits("browser", _PER_BROWSER, _BROWSER_BURST)
        self._addresses = limits("address", settings.address_limit, settings.address_limit)
        self.is_shared = settings.shared
        self._running = running
        self._refused = refused

    def refusal(self, address: str, browser: str | None) -> Refusal | None:
        """Count one question of a browser token at an address; why it is refused, or None."""
        return self._told(
            Refusal("closed", self._closed) if self._closed else self._limit(address, browser)
        )

    def limit(self, address: str, browser: str | None) -> Refusal | None:
        """The same for what stays open while no questions are taken."""
        return self._told(self._limit(address, browser))

    def _told(self, found: Refusal | None) -> Refusal | None:
        if found:
            self._refused(found.kind)
        return found

    def _limit(self, address: str, browser: str | None) -> Refusal | None:
        if wait := self._addresses.wait(address, raised=_PER_CLASS * self._running()):
            return _too_many("address", wait)
        if browser and (wait := self._browsers.wait(browser)):
            return _too_many("browser", wait)
        return None


def _too_many(kind: Literal["address", "browser"], wait: float) -> Refusal:
    seconds = max(ceil(wait), 1)
    return Refusal(kind, f"too many questions, try again in {seconds} s", seconds)


def browser_token(request: Sent) -> str | None:
    """What tells browsers apart: a widget's header, else the cookie of our own pages."""
    token = request.headers.get(BROWSER_HEADER) or request.cookies.get(BROWSER_COOKIE)
    return token[:_TOKEN] if token else None


async def let_in_soon(gate: Gate, request: Request) -> None:
    """As `let_in`, where nothing may be waited for."""
    if gate.is_shared:
        await run_in_threadpool(let_in, gate, request)
    else:
        let_in(gate, request)


def let_in(gate: Gate, request: Request) -> None:
    """Count a request; the HTTP error by which it is refused, if it is."""
    _refuse(gate.refusal(_address(request), browser_token(request)))


def hold_back(gate: Gate, request: Request) -> None:
    """The same for what stays open while no questions are taken."""
    _refuse(gate.limit(_address(request), browser_token(request)))


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def _refuse(refusal: Refusal | None) -> None:
    if refusal and refusal.retry_after is None:
        raise HTTPException(503, refusal.text)
    if refusal:
        raise HTTPException(429, refusal.text, {"Retry-After": str(refusal.retry_after)})
