"""Whether a question is taken now: the closing notice and the limits, for every way of asking."""

from dataclasses import dataclass
from math import ceil

from bot.settings import BotSettings
from bot.web.limits import RateLimit

BROWSER_COOKIE = "guide_browser"
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
