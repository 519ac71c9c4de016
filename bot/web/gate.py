"""Whether a question is taken now: the closing notice and the limits, for every way of asking."""

from dataclasses import dataclass
from math import ceil

from fastapi import HTTPException, Request

from bot.settings import BotSettings
from bot.web.limits import RateLimit

BROWSER_COOKIE = "guide_browser"
# What a widget sends in its place: a page of another origin gets no cookies of ours.
BROWSER_HEADER = "X-Guide-Browser"
_PER_BROWSER, _BROWSER_BURST = 1.0, 30.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not taken; ``retry_after`` in seconds, None while the guide is closed."""

    text: str
    retry_after: int | None = None


class Gate:
    """One for the whole server, so that chat and API count together."""

    def __init__(self, settings: BotSettings) -> None:
        self._closed = settings.closed_notice
        self._browsers = RateLimit(_PER_BROWSER, _BROWSER_BURST)
        self._addresses = RateLimit(settings.address_limit, settings.address_limit)

    def refusal(self, address: str, browser: str | None) -> Refusal | None:
        """Count one question of a browser token at an address; why it is refused, or None."""
        if self._closed:
            return Refusal(self._closed)
        wait = self._addresses.wait(address)
        if not wait and browser:
            wait = self._browsers.wait(browser)
        if not wait:
            return None
        seconds = max(ceil(wait), 1)
        return Refusal(f"too many questions, try again in {seconds} s", seconds)


def let_in(gate: Gate, request: Request) -> None:
    """Count a request; the HTTP error by which it is refused, if it is."""
    address = request.client.host if request.client else "unknown"
    browser = request.headers.get(BROWSER_HEADER) or request.cookies.get(BROWSER_COOKIE)
    refusal = gate.refusal(address, browser)
    if refusal and refusal.retry_after is None:
        raise HTTPException(503, refusal.text)
    if refusal:
        raise HTTPException(429, refusal.text, {"Retry-After": str(refusal.retry_after)})
