"""A guide with one maintainer and a corpus folder that may be changed, for tests."""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.areas import MAINTAINING
from bot.web.passwords import hashed, nobodys
from bot.web.services import Services
from bot.web.signing_in import Trainer
from corpus.settings import PROJECT

NAME, PASSWORD = "mae", "correct horse battery"
TRAINERS = f"ann:{nobodys()} {NAME}:{nobodys()}"
_MAINTAINERS = f"{NAME}:{hashed(PASSWORD)} max:{nobodys()}"
_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
_SEEN = re.compile(r'name="seen" value="([^"]+)"')
POLICY = b"""# AI policy

## Use

Ask before you paste.

| Tool | Allowed |
| --- | --- |
| A | yes |
"""
OTHER = POLICY.replace(b"Ask before you paste", b"Ask twice before you paste")
PAGE = "/maintain/documents/agency-policy"
FACT_SHEET = "/maintain/documents/opm-ai-fact-sheet"
FIELDS = {
    "folder": "common",
    "id": "agency-policy",
    "title": "AI policy",
    "publisher": "Agency",
    "published_on": "2026-01-02",
    "kind": "policy",
    "rights": "agency_supplied",
    "standing": "in_force",
}
CAUSE = {"since": "2026-02-03", "by": "policy 7", "why": "the agency wrote another"}


@dataclass
class MaintainingRoom:
    """A guide, its corpus folder, and the browser of its maintainer."""

    services: Services
    root: Path
    app: FastAPI = field(init=False)
    browser: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.app = make_app(self.services)
        self.browser = self.client()

    def client(self, name: str | None = NAME) -> TestClient:
        """A browser of its own, in which a maintainer is signed in unless the name is None."""
        client = TestClient(self.app, raise_server_exceptions=False)
        if name:
            cookie = self.services.maintainers.cookie(Trainer.begin(name, "password"))
            client.cookies.set(MAINTAINING.cookie, cookie)
        return client

    def send(self, page: str, to: str = "", **fields: str) -> httpx.Response:
        """Send the form that stands on a page."""
        return self.browser.post(to or page, data=self._hidden(page) | fields)

    def upload(
        self, page: str, data: bytes, to: str = "", name: str = "policy.md", **fields: str
    ) -> httpx.Response:
        """Send a form with a file."""
        return self.browser.post(
            to or page, data=self._hidden(page) | fields, files={"file": (name, data)}
        )

    def add(
        self, data: bytes = POLICY, name: str = "policy.md", /, **fields: str
    ) -> httpx.Response:
        """Stage a new document; the preview."""
        return self.upload("/maintain/new", data, name=name, **(FIELDS | fields))

    def accept(self) -> httpx.Response:
        return self.send("/maintain/staged", do="accept")

    def _hidden(self, page: str) -> dict[str, str]:
        text = self.browser.get(page).text
        found = {"form_token": _TOKEN.search(text), "seen": _SEEN.search(text)}
        return {name: match[1] for name, match in found.items() if match}


def maintaining_room(assistant: Assistant, folder: Path, **settings: Any) -> MaintainingRoom:  # noqa: ANN401
    """A room with its own database and a copy of the project's corpus."""
    root = folder / "corpus"
    left_out = shutil.ignore_patterns("*.py", "__pycache__", ".history", "incoming")
    shutil.copytree(PROJECT / "corpus", root, ignore=left_out)
    (folder / "data").mkdir()
    given: dict[str, Any] = {
        "trainers": TRAINERS,
        "maintainers": _MAINTAINERS,
        "corpus": root,
    } | settings
    services = Services.open(assistant, BotSettings(data=folder / "data", **given))
    return MaintainingRoom(services, root)
