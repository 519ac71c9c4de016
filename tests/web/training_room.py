"""A guide with one trainer, and what a trainer and a class do at it, for tests."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.pages import TRAINER_COOKIE
from bot.web.passwords import hashed
from bot.web.services import Services
from bot.web.signing_in import Trainer

NAME, PASSWORD = "ann", "correct horse battery"
QUESTIONS = ("What counts as AI work?", "Is the April 2024 memo still in force?")
_HASH = hashed(PASSWORD)
_TRAINERS = f"{NAME}:{_HASH} bob:{_HASH} marmaduke:{_HASH}"
_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
JSON = {"Accept": "application/json"}


@dataclass
class Room:
    """A guide, and the browser of its trainer; ``client`` is the browser of somebody else."""

    services: Services
    app: FastAPI = field(init=False)
    trainer: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.app = make_app(self.services)
        self.trainer = self.client()

    def client(self) -> TestClient:
        return TestClient(self.app, raise_server_exceptions=False)

    def sign_in(self, name: str = NAME, client: TestClient | None = None) -> Any:  # noqa: ANN401
        fields = {"name": name, "password": PASSWORD}
        return send(client or self.trainer, "/trainer/sign-in", fields)

    def enter(self, name: str = NAME, client: TestClient | None = None) -> None:
        """Be signed in without the form, whose password takes long to check on purpose."""
        cookie = self.services.signing.cookie(Trainer.begin(name, "password"))
        (client or self.trainer).cookies.set(TRAINER_COOKIE, cookie)

    def make(self, **fields: str) -> int:
        """The id of a new session that is open."""
        made = send(self.trainer, "/trainer/sessions/new", plan(**fields))
        assert made.url.path.endswith("/questions"), made.text
        return int(made.url.path.split("/")[3])

    def code(self, session: int) -> str:
        found = re.search(r"code large\">([^<]+)", self.trainer.get(address(session)).text)
        assert found
        return found[1]

    def act(self, session: int, do: str) -> Any:  # noqa: ANN401
        return send(self.trainer, address(session), {"do": do}, headers=JSON)

    def board(self, session: int) -> dict[str, Any]:
        return dict(self.trainer.get(f"/api{address(session)}/board").json())

    def ask(self, code: str, question: str, browser: str | None = "a") -> Any:  # noqa: ANN401
        body = {"question": question, "session": code}
        return self.client().post("/api/ask", json=body, headers=token(browser))

    def join(self, code: str, browser: str | None = "a") -> Any:  # noqa: ANN401
        return self.client().post(f"/api/sessions/{code}/join", headers=token(browser))


def opened(assistant: Assistant, data: Path, **settings: Any) -> Room:  # noqa: ANN401
    """A room with its own database."""
    given = {"trainers": _TRAINERS} | settings
    return Room(Services.open(assistant, BotSettings(data=data, **given)))


def address(session: int) -> str:
    return f"/trainer/sessions/{session}"


def token(browser: str | None) -> dict[str, str]:
    return {"X-Guide-Browser": browser} if browser else {}


def plan(opens: float = -1, closes: float = 2, **fields: str) -> dict[str, str]:
    """The fields of a plan; times in hours from now."""
    at = datetime.now(UTC)
    times = {
        "opens_at": f"{at + timedelta(hours=opens):%Y-%m-%dT%H:%M}",
        "closes_at": f"{at + timedelta(hours=closes):%Y-%m-%dT%H:%M}",
    }
    texts = {"title": "AI at work", "topic": "", "suggested": "\n".join(QUESTIONS), "origins": ""}
    return texts | times | {"zone": "UTC"} | fields


def send(client: TestClient, path: str, fields: dict[str, str], **options: Any) -> Any:  # noqa: ANN401
    """Fill in the form that stands at a path, and send it."""
    found = _TOKEN.search(client.get(path).text)
    sent = fields | ({"form_token": found[1]} if found else {})
    return client.post(path, data=sent, **options)
