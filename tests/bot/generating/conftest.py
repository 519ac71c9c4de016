"""Assistants that have their answers written by a server in this process."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.generating.opening import writing
from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.store.database import Database
from evals.endpoints.serving import Model, Served, serving
from index.search import Index


@dataclass(frozen=True)
class Written:
    """An assistant with its writer, the server that it asks, and where requests are recorded."""

    assistant: Assistant
    served: Served
    database: Database


Writing = Callable[..., Written]


@pytest.fixture
def write(open_index: Index, assistant: Assistant, tmp_path: Path) -> Iterator[Writing]:
    """Have the answers of an assistant written by a model, with settings of one's own."""
    with ExitStack() as opened:

        def made(
            model: Model, index: Index = open_index, by: Assistant = assistant, **settings: object
        ) -> Written:
            return opened.enter_context(_written(model, index, by, tmp_path, settings))

        yield made


@contextmanager
def _written(
    model: Model, index: Index, by: Assistant, folder: Path, settings: dict[str, object]
) -> Iterator[Written]:
    with serving(model) as served, closing(Database(None, folder)) as database:
        own = {"llm_base_url": served.address, "llm_model": "made-up", **settings}
        with writing(BotSettings.model_validate(own), index, database) as writer:
            by.writer = writer
            try:
                yield Written(by, served, database)
            finally:
                by.writer = None
