"""Opening a writer, where an endpoint is configured. Without one nothing of it is imported."""

from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

import numpy as np

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.sharing.opening import conversations_of
from bot.store.database import Database
from corpus.errors import GuideError
from index.embedding import Embedder
from index.reading import Vectors
from index.search import Index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.generating.writing import Writer


@contextmanager
def answering(settings: BotSettings, index: Index) -> "Iterator[Assistant]":
    """An assistant over an open index, which writes its answers if an endpoint is configured."""
    assistant = Assistant(index, settings.stale_days)
    if not is_configured(settings):
        yield assistant
        return
    with (
        closing(Database(settings.database_url, settings.data)) as database,
        writing(settings, index, database) as writer,
    ):
        assistant.writer = writer
        yield assistant


@contextmanager
def newest(settings: BotSettings, database: Database) -> "Iterator[Assistant]":
    """An assistant over the index in use now, which writes its answers if an endpoint is there."""
    with closing(Index.open(settings)) as index, ExitStack() as opened:
        assistant = Assistant(index, settings.stale_days)
        assistant.conversations = conversations_of(settings, database)
        if is_configured(settings):
            assistant.writer = opened.enter_context(writing(settings, index, database))
        yield assistant


@contextmanager
def writing(settings: BotSettings, index: Index, database: Database) -> "Iterator[Writer]":
    """What writes answers with the configured endpoint, until the end of the block."""
    from bot.bearing_out import Verifier  # noqa: PLC0415  only with an endpoint
    from bot.generating.endpoint import Endpoint  # noqa: PLC0415  so with these
    from bot.generating.writing import Writer  # noqa: PLC0415

    endpoint = Endpoint(settings)
    try:
        verifier = Verifier(lambda texts: _vectors(index.embedder, texts))
        count = index.embedder.count_tokens
        yield Writer(settings, index.corpus, endpoint, verifier, database, count)
    finally:
        endpoint.close()


def is_configured(settings: BotSettings) -> bool:
    """Whether answers are to be written; a `GuideError` where half of it is said."""
    if settings.llm_base_url and not settings.llm_model:
        raise GuideError("GUIDE_LLM_MODEL: name the model that the endpoint is to use")
    if settings.llm_model and not settings.llm_base_url:
        raise GuideError("GUIDE_LLM_BASE_URL: give the address of the endpoint, or unset the model")
    return settings.llm_base_url is not None


def _vectors(embedder: Embedder, texts: list[str]) -> Vectors:
    return np.stack([reading.vector for reading in embedder.read(texts)])
