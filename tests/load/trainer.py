"""A trainer at the guide: signs in, makes sessions, looks at the board."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import httpx

_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
_CODE = re.compile(r'"/wall/([0-9A-Z]{8})"')


@dataclass(frozen=True, slots=True)
class Class:
    """A training session: its number for the trainer, its code for the class."""

    number: int
    code: str


class Trainer:
    """One browser, signed in until the end of the ``with`` block."""

    def __init__(self, address: str, name: str, password: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=120, follow_redirects=True)
        self._send("/trainer/sign-in", {"name": name, "password": password, "next": "/trainer"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def make(self, title: str, questions: tuple[str, ...], origin: str) -> Class:
        """A session that is open for two hours, with its suggested questions answered."""
        opens = datetime.now(UTC) - timedelta(minutes=1)
        fields = {
            "title": title,
            "topic": "",
            "suggested": "\n".join(questions),
            "zone": "UTC",
            "opens_at": opens.strftime("%Y-%m-%dT%H:%M"),
            "closes_at": (opens + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"),
            "origins": origin,
        }
        made = self._send("/trainer/sessions/new", fields)
        found = re.search(r"/sessions/(\d+)/questions", str(made.url))
        if not found:
            raise SystemExit(f"the session was not made: {made.status_code} {made.url}")
        number = int(found[1])
        code = _CODE.search(self._client.get(f"/trainer/sessions/{number}").text)
        if not code:
            raise SystemExit("the board does not show the code of the session")
        return Class(number, code[1])

    def board(self, made: Class) -> dict[str, Any]:
        """What the board shows now."""
        address = f"/api/trainer/sessions/{made.number}/board"
        found: dict[str, Any] = self._client.get(address).raise_for_status().json()
        return found

    def _send(self, page: str, fields: dict[str, str]) -> httpx.Response:
        token = _TOKEN.findall(self._client.get(page).raise_for_status().text)[-1]
        return self._client.post(page, data={"form_token": token, **fields}).raise_for_status()
