"""What an OpenID provider publishes about itself: its addresses and its keys."""

import ipaddress
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar, cast
from urllib.parse import urlsplit

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

TIMEOUT_S = 10
_KEPT_S, _CHANGING_S, _FAILED_S = 600.0, 60.0, 10.0
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")

Found = TypeVar("Found")


class PublishedError(ValueError):
    """A provider that cannot be reached, or does not publish what it must."""


class Published:
    """What a provider publishes, asked for again once it is old; also that it could not be had."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._metadata = Fetched(partial(_metadata_of, issuer))
        self._keys = Fetched(lambda: _keys_of(self.metadata()))

    def metadata(self) -> dict[str, Any]:
        """Where the provider does what, from its well-known address."""
        return self._metadata.get()

    def keys(self) -> KeySet:
        """The keys with which it signs."""
        return self._keys.get()

    def newer_keys(self) -> KeySet | None:
        """Its keys if it may have changed them since; None if they were asked for just now."""
        return self._keys.get() if self._keys.is_outdated(_CHANGING_S) else None


class Fetched(Generic[Found]):
    """Something fetched, kept for ten minutes; a failure for some seconds. One fetches for all."""

    def __init__(self, fetch: Callable[[], Found]) -> None:
        self._fetch = fetch
        self._lock = threading.Lock()
        self._found: Found | None = None
        self._error = ""
        self._at = 0.0

    def get(self) -> Found:
        """What was found; a `PublishedError` says why there is nothing."""
        with self._lock:
            if self._found is None or self._age() > _KEPT_S:
                self._try()
            if self._found is None:
                raise PublishedError(self._error)
            return self._found

    def is_outdated(self, age_s: float) -> bool:
        """Have it fetched again if it is older than that; whether it will be."""
        with self._lock:
            if outdated := self._age() > age_s:
                self._found = None
        return outdated

    def _try(self) -> None:
        if self._error and self._age() < _FAILED_S:
            return
        self._found, self._error, self._at = None, "", time.monotonic()
        try:
            self._found = self._fetch()
        except PublishedError as error:
            self._error = str(error)

    def _age(self) -> float:
        return time.monotonic() - self._at


def _metadata_of(issuer: str) -> dict[str, Any]:
    place = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    found = _fetched(place)
    if found.get("issuer") != issuer:
        raise PublishedError(f"{place} is of the issuer {found.get('issuer')!r}, not {issuer!r}")
    return found | {name: safe_address(found.get(name)) for name in _ENDPOINTS}


def _keys_of(metadata: dict[str, Any]) -> KeySet:
    place = metadata["jwks_uri"]
    try:
        return KeySet.import_key_set(cast("KeySetSerialization", _fetched(place)))
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise PublishedError(f"{place} has no keys that can be read: {error}") from None


def safe_address(value: object) -> str:
    """An address that nobody on the way can read or change; `PublishedError` for any other."""
    parts = urlsplit(str(value))
    safe = parts.scheme == "https" or (
        parts.scheme == "http" and _is_this_machine(parts.hostname or "")
    )
    if safe and parts.hostname:
        return str(value)
    raise PublishedError(f"expected an address with https://, found {str(value)[:200]!r}")


def object_in(response: httpx2.Response) -> dict[str, Any]:
    """The JSON object of a response."""
    try:
        found = response.raise_for_status().json()
    except (httpx2.HTTPError, ValueError) as error:
        raise PublishedError(f"{response.url}: {error}") from None
    if not isinstance(found, dict):
        raise PublishedError(f"{response.url}: expected a JSON object")
    return found


def _fetched(place: str) -> dict[str, Any]:
    try:
        with httpx2.Client(timeout=TIMEOUT_S) as client:
            return object_in(client.get(place))
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise PublishedError(f"{place}: {error}") from None


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
