"""What an OpenID provider publishes about itself: its addresses and its keys."""

import ipaddress
from typing import Any, cast
from urllib.parse import urlsplit

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

TIMEOUT_S = 10
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class PublishedError(ValueError):
    """A provider that cannot be reached, or does not publish what it must."""


def metadata_of(issuer: str) -> dict[str, Any]:
    """Where a provider does what, from its well-known address."""
    place = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    found = _fetched(place)
    if found.get("issuer") != issuer:
        raise PublishedError(f"{place} is of the issuer {found.get('issuer')!r}, not {issuer!r}")
    return found | {name: safe_address(found.get(name)) for name in _ENDPOINTS}


def keys_of(metadata: dict[str, Any]) -> KeySet:
    """The keys with which a provider signs now."""
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
