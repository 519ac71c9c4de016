"""A chat whose answers wait until a test lets them go, or fail, as a slow or broken model would."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from live_server import running

from bot.answer import Answer
from bot.generating.reader import NOBODY, Reader
from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.store.database import Database
from bot.web.app import make_app
from bot.web.chat import mount_chat
from bot.web.kept import Kept
from bot.web.services import Services

_PATIENCE = 30


@dataclass
class HeldAssistant:
    """Answers once ``go`` is set, as it is unless a test clears it; raises while ``broken``."""

    inner: Assistant
    go: threading.Event = field(default_factory=threading.Event)
    broken: bool = False
    writes: bool = False

    def __post_init__(self) -> None:
        self.conversations, self.corpus = self.inner.conversations, self.inner.corpus
        self.go.set()

    def ask(
        self, question: str, conversation: str | None = None, *, reader: Reader = NOBODY
    ) -> Answer:
        """As the real one, but held."""
        assert self.go.wait(_PATIENCE), "a test forgot to let an answer go"
        if self.broken:
            raise RuntimeError("the model is broken on purpose")
        return self.inner.ask(question, conversation, reader=reader)


@dataclass
class HeldChat:
    """A served guide: where it is, where it keeps feedback, and what answers in its chat."""

    address: str
    database: Database
    assistant: HeldAssistant


@contextmanager
def held_chat(assistant: Assistant, data: Path) -> Iterator[HeldChat]:
    """Serve all of a guide from a thread of this process."""
    held = HeldAssistant(assistant)
    opened = Services.open(assistant, BotSettings(data=data))
    services = replace(opened, kept=Kept(cast("Assistant", held)))
    with running(mount_chat(make_app(services), services)) as address:
        yield HeldChat(address, opened.database, held)
        held.go.set()
    services.close()
