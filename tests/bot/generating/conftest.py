"""Assistants that have their answers written by a server in this process."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.generating.opening import writing
from bot.generating.writing import Writer
from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.store.database import Database
from evals.endpoints.serving import Model, Served, serving


@dataclass(frozen=True)
class Setting:
    """An assistant with its writer, the server that it asks, and where requests are recorded."""

    assistant: Assistant
    served: Served
    database: Database
    writer: Writer


@pytest.fixture
def write(assistant: Assistant, tmp_path: Path) -> Iterator[Callable[..., Setting]]:
    """Have the answers of an assistant written by a model, with settings of one's own."""
    with ExitStack() as opened:

        def made(model: Model, by: Assistant = assistant, **settings: Any) -> Setting:  # noqa: ANN401
            return opened.enter_context(_written(model, by, tmp_path, settings))

        yield made


@contextmanager
def _written(
    model: Model, by: Assistant, folder: Path, settings: dict[str, Any]
) -> Iterator[Setting]:
    with serving(model) as served, closing(Database(None, folder)) as database:
        own = {"llm_base_url": served.address, "llm_model": "made-up", **settings}
        with writing(BotSettings.model_validate(own), by.index, database) as writer:
            by.writer = writer
            try:
                yield Setting(by, served, database, writer)
            finally:
                by.writer = None
