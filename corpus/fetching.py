"""An official page fetched: over https, from allowed hosts, within bounds of time and size.

Whatever a page or its server tries beyond that is refused with one line. Nothing on it is run.
"""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from urllib.parse import urljoin, urlsplit

import httpx2

from corpus.errors import GuideError
from corpus.incoming.limits import FILE_BYTES, MEGABYTE

SECONDS = 60.0
"""Longest time for a page, from the first word to the server to the last of it."""

REDIRECTS = 3
"""How often a page may send us on, always to the same host."""

_READ_SECONDS = 15.0
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_HEADERS = {"Accept-Encoding": "identity", "User-Agent": "responsible-ai-guide (corpus refresh)"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a page, the address they came from, and the ending of a file of that type."""

    data: bytes
    url: str
    suffix: str


def fetch(url: str, hosts: tuple[str, ...]) -> Fetched:
    """The page at ``url``; a `GuideError` says in one line why it is refused.

    ``hosts`` are allowed with all their subdomains; one with a port is allowed as it stands.
    """
    found: list[Fetched | Exception] = []
    # A server that drips its headers byte by byte outlasts every limit for one read.
    thread = Thread(target=_into(found, lambda: _fetched(url, hosts)), daemon=True)
    thread.start()
    thread.join(SECONDS)
    if not found:
        raise GuideError(f"{url} took longer than {SECONDS:.0f} seconds: save it and use --file")
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def _into(found: list[Fetched | Exception], work: Callable[[], Fetched]) -> Callable[[], None]:
    def run() -> None:
        try:
            found.append(work())
        except Exception as error:  # noqa: BLE001  it is raised again by whoever waits
            found.append(error)

    return run


def _fetched(url: str, hosts: tuple[str, ...]) -> Fetched:
    trusted = ssl.create_default_context()
    try:
        with httpx2.Client(timeout=_READ_SECONDS, verify=trusted, headers=_HEADERS) as client:
            address = url
            for _ in range(REDIRECTS + 1):
                _check(address, hosts)
                with client.stream("GET", address) as response:
                    if not response.has_redirect_location:
                        return _read(response, address)
                    address = _next(address, response.headers["location"])
    except (httpx2.HTTPError, httpx2.InvalidURL, ssl.SSLError) as error:
        said = str(error) or type(error).__name__
        raise GuideError(f"{url} cannot be fetched ({said}): save it and use --file") from None
    raise GuideError(f"{url} sends us on more than {REDIRECTS} times: look at it in a browser")


def on_hosts(url: str, hosts: tuple[str, ...]) -> bool:
    """Whether an address is on one of the hosts or, where that names no port, below one."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2].lower()
    host = (parts.hostname or "").lower()
    below = any(host == known or host.endswith(f".{known}") for known in hosts)
    return place in hosts or (below and place in {host, f"{host}:443"})


def _check(url: str, hosts: tuple[str, ...]) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.username is not None:
        raise GuideError(f"{url} is no plain https address: correct it in the manifest")
    if not on_hosts(url, hosts):
        raise GuideError(
            f"{url} is on another host than {', '.join(hosts)}: if it is official, "
            "add its host to GUIDE_OFFICIAL_HOSTS"
        )


def _next(address: str, location: str) -> str:
    """Where a page sends us on to, if that is on the same host."""
    target = urljoin(address, location)
    if urlsplit(target)[:2] != urlsplit(address)[:2]:
        raise GuideError(
            f"{address} sends us on to another host, {target[:200]}: "
            "if that is the official page now, correct its address in the manifest"
        )
    return target


def _read(response: httpx2.Response, address: str) -> Fetched:
    if response.status_code != httpx2.codes.OK:
        raise GuideError(f"{address} answers {response.status_code}: look at it in a browser")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    encoding = response.headers.get("content-encoding", "identity")
    if kind not in _SUFFIXES or encoding != "identity":
        given = kind or "no type" if encoding == "identity" else f"packed data ({encoding})"
        raise GuideError(f"{address} sends {given}, expected a page, text, Word or PDF file")
    data = bytearray()
    until = time.monotonic() + SECONDS
    for chunk in response.iter_raw():
        data += chunk
        if len(data) > FILE_BYTES or time.monotonic() > until:
            raise GuideError(
                f"{address} does not end within {FILE_BYTES // MEGABYTE} MB and "
                f"{SECONDS:.0f} seconds: save it and use --file"
            )
    return Fetched(bytes(data), address, _SUFFIXES[kind])
