"""A chat whose answers wait until a test lets them go, or fail, as a slow or broken model would."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import uvicorn

from bot.answer import Answer
from bot.generating.reader import NOBODY, Reader
from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.chat import mount_chat
from bot.web.kept import Kept
from bot.web.services import Services

_PATIENCE = 30


@dataclass
class HeldAssistant:
    """Answers once ``go`` is set; raises while ``broken``."""

    inner: Assistant
    go: threading.Event = field(default_factory=threading.Event)
    broken: bool = False
    answered: int = 0
    writer: None = None

    def __post_init__(self) -> None:
        self.conversations = self.inner.conversations
        self.go.set()

    def ask(
        self, question: str, conversation: str | None = None, *, reader: Reader = NOBODY
    ) -> Answer:
        """As the real one, but held."""
        assert self.go.wait(_PATIENCE), "a test forgot to let an answer go"
        if self.broken:
            raise RuntimeError("the model is broken on purpose")
        answer = self.inner.ask(question, conversation, reader=reader)
        self.answered += 1
        return answer


@dataclass
class HeldChat:
    """A served chat with its held assistant."""

    address: str
    assistant: HeldAssistant


@contextmanager
def held_chat(assistant: Assistant, port: int, data: Path, closed: str = "") -> Iterator[HeldChat]:
    """Serve such a chat from a thread of this process."""
    settings = BotSettings(data=data, closed_notice=closed or None)
    held = HeldAssistant(assistant)
    opened = Services.open(assistant, settings)
    services = replace(opened, kept=Kept(cast("Assistant", held)))
    app = mount_chat(make_app(services), services)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        for _ in range(300):
            if server.started:
                break
            time.sleep(0.1)
        yield HeldChat(f"http://127.0.0.1:{port}", held)
    finally:
        held.go.set()
        server.should_exit = True
        thread.join(_PATIENCE)
        services.close()
