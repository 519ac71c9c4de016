"""Which pages of other origins may embed the guide, and ask through it."""

import re
from collections.abc import Callable, Collection
from functools import lru_cache

from starlette.datastructures import Headers

from bot.web.gate import BROWSER_HEADER
from corpus.errors import GuideError

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# What a page of an allowed origin may call, and what it may show in a frame.
_SHARED = re.compile(r"/api/(?:ask(?:/stream)?|feedback|sessions/[^/]+/join)|/widget\.js|/guide/.*")
_FRAMED = re.compile(r"/(?:widget|documents(?:/.*)?)?")
_ORIGIN = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::(?P<port>[0-9]{1,5}))?"
)
_IMPLIED = {"http": 80, "https": 443}
_MOST_PORTS = 65_535
_SHOWN = 200
_PREFLIGHT_S = 600
_ALLOW_ORIGIN = "Access-Control-Allow-Origin"


@lru_cache(maxsize=1024)
def checked_origin(value: str) -> str:
    """An origin as browsers send it: lower case, no port that goes without saying.

    A `GuideError` names a value that is none.
    """
    found = _ORIGIN.fullmatch(value.lower())
    if not found or int(found["port"] or 0) > _MOST_PORTS:
        raise GuideError(
            f"{value[:_SHOWN]!r} is not an origin: expected scheme://host or scheme://host:port "
            "without a path, for example https://learn.agency.gov"
        )
    scheme, host, port = found["scheme"], found["host"], found["port"]
    return f"{scheme}://{host}" + (
        f":{int(port)}" if port and int(port) != _IMPLIED[scheme] else ""
    )


def _none() -> frozenset[str]:
    return frozenset()


def _nothing() -> None:
    pass


class Origins:
    """The origins that are allowed now: the configured ones, and those of training sessions.

    ``session_origins`` is asked at every request, so it must answer from memory; what it gives must
    have gone through `checked_origin`. ``look_again`` is called, in a thread, before a page is
    refused: another server may have made a session just now.
    """

    def __init__(
        self,
        configured: str,
        session_origins: Callable[[], Collection[str]] = _none,
        look_again: Callable[[], None] = _nothing,
    ) -> None:
        """``configured`` as in `GUIDE_ALLOWED_ORIGINS`: origins separated by spaces."""
        try:
            self._configured = tuple(dict.fromkeys(map(checked_origin, configured.split())))
        except GuideError as error:
            raise GuideError(f"GUIDE_ALLOWED_ORIGINS: {error}") from None
        self._session_origins = session_origins
        self.look_again = look_again

    def ancestors(self, path: str) -> str:
        """The sources of ``frame-ancestors`` for a page of ours."""
        if not _FRAMED.fullmatch(path):
            return "'self'"
        return " ".join(["'self'", *dict.fromkeys([*self._configured, *self._further()])])

    def refusal(self, method: str, path: str, headers: Headers) -> str | None:
        """Why a request that a page of another origin sent is refused; None if it is not.

        Reading is not refused: without leave in the headers of the answer, browsers keep it from
        the page.
        """
        origin = headers.get("origin")
        if origin is None or _is_own(origin, headers):
            return None
        if method in _SAFE and not is_preflight(method, headers):
            return None
        if self.is_shared(path) and self._allowed(origin):
            return None
        return f"pages of {origin[:_SHOWN]} may not use this guide at {path[:_SHOWN]}"

    def is_shared(self, path: str) -> bool:
        """Whether pages of allowed origins may call an address."""
        return _SHARED.fullmatch(path) is not None

    def leave(self, method: str, headers: Headers) -> dict[str, str]:
        """The headers of an answer by which a browser lets the page that asked read it.

        Never credentials: a page of another origin has none of ours.
        """
        origin = headers.get("origin")
        if origin is None or not self._allowed(origin):
            return {}
        if not is_preflight(method, headers):
            return {_ALLOW_ORIGIN: origin, "Access-Control-Expose-Headers": "Retry-After"}
        return {
            _ALLOW_ORIGIN: origin,
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": f"Content-Type, {BROWSER_HEADER}",
            "Access-Control-Max-Age": str(_PREFLIGHT_S),
        }

    def _allowed(self, origin: str) -> bool:
        return origin in self._configured or origin in self._further()

    def _further(self) -> list[str]:
        return sorted(self._session_origins())


def is_preflight(method: str, headers: Headers) -> bool:
    """Whether a browser asks, before a page's own request, whether it may send it."""
    asked = "access-control-request-method" in headers and "origin" in headers
    return method == "OPTIONS" and asked


def _is_own(origin: str, headers: Headers) -> bool:
    """Whether it is a page of ours, also where a proxy in front changed scheme or host.

    No script can set ``Sec-Fetch-Site``.
    """
    own = origin.partition("://")[2].lower() == headers.get("host", "").lower()
    return own or headers.get("sec-fetch-site") == "same-origin"
