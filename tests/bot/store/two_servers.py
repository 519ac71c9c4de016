"""Two servers over one database, each with an assistant, an app and sessions of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.sharing.opening import conversations_of
from bot.store.database import Database
from bot.web.app import make_app
from bot.web.services import Services
from index.search import Index


@dataclass(frozen=True)
class Server:
    """One of them, as a client reaches it."""

    services: Services
    client: TestClient

    def ask(
        self,
        question: str,
        conversation: str | None = None,
        session: str | None = None,
        **headers: str,
    ) -> Any:  # noqa: ANN401
        """The reply to a question."""
        body = {"question": question, "conversation": conversation, "session": session}
        return self.client.post("/api/ask", json=body, headers=headers)


def server(index: Index, url: str, data: Path) -> Server:
    """One that shares with all others that have the same database."""
    settings = BotSettings(data=data, database_url=url, shared=True, secret="s" * 16)
    database = Database(url, data)
    assistant = Assistant(index)
    assistant.conversations = conversations_of(settings, database)
    services = Services.open(assistant, settings, database)
    client = TestClient(make_app(services), raise_server_exceptions=False)
    return Server(services, client)


@contextmanager
def two_servers(index: Index, url: str, data: Path) -> Iterator[tuple[Server, Server]]:
    """Both, closed at the end."""
    both = server(index, url, data), server(index, url, data)
    try:
        yield both
    finally:
        for one in both:
            one.services.close()
