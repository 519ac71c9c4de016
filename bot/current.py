"""The assistant that answers now; another takes its place while questions are being answered.

An answer comes whole from one assistant, and so from one version of the documents.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from bot.answer import Answer, RowId
from bot.conversations import Conversations
from bot.generating.reader import NOBODY, Reader
from bot.pipeline import Assistant
from corpus.library import Corpus
from index.search import Index

Opens = Callable[[], AbstractContextManager[Assistant]]
# Texts of earlier versions that are kept, so that what was answered from them can be read on.
_EARLIER = 8


class Answerer(Protocol):
    """What answers questions: one assistant, or whichever is current."""

    @property
    def corpus(self) -> Corpus:
        """The documents that are answered from now."""

    @property
    def index(self) -> Index:
        """The index that is searched now."""

    @property
    def conversations(self) -> Conversations:
        """What was asked before."""

    @property
    def writes(self) -> bool:
        """Whether a language model words the answers."""

    def ask(
        self,
        question: str,
        conversation: str | None = None,
        row_id: RowId = None,
        reader: Reader = NOBODY,
    ) -> Answer:
        """Answer a question, see `bot.pipeline.Assistant.ask`."""

    def is_declined(self, question: str) -> bool:
        """Whether a question that stands alone is one of which nothing may be kept."""

    def held(self) -> AbstractContextManager[Assistant]:
        """The assistant of now, which stays open for the block."""

    def corpus_of(self, version: str) -> Corpus | None:
        """The documents of a version, if that is served, or was a while ago."""

    def renew(self) -> str:
        """Answer from the newest index from now on; the version of its documents.

        A `GuideError` says why it cannot be opened; then all stays as it was.
        """


@dataclass
class _Opened:
    assistant: Assistant
    close: Callable[[], object]
    users: int = 0
    retired: bool = False


@dataclass
class Current:
    """Opens an assistant, and opens the next when told. Safe to use from several threads.

    The earlier one is closed when its last question is answered. Conversations go on.
    """

    opens: Opens
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _renewing: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._now = self._open()
        self._corpora = {self.corpus.version: self.corpus}

    @property
    def corpus(self) -> Corpus:
        return self._now.assistant.corpus

    @property
    def index(self) -> Index:
        return self._now.assistant.index

    @property
    def conversations(self) -> Conversations:
        return self._now.assistant.conversations

    @property
    def writes(self) -> bool:
        return self._now.assistant.writes

    def corpus_of(self, version: str) -> Corpus | None:
        return self._corpora.get(version)

    @contextmanager
    def held(self) -> Iterator[Assistant]:
        with self._lock:
            held = self._now
            held.users += 1
        try:
            yield held.assistant
        finally:
            with self._lock:
                held.users -= 1
                over = held.retired and not held.users
            if over:
                held.close()

    def ask(
        self,
        question: str,
        conversation: str | None = None,
        row_id: RowId = None,
        reader: Reader = NOBODY,
    ) -> Answer:
        with self.held() as assistant:
            return assistant.ask(question, conversation, row_id, reader)

    def is_declined(self, question: str) -> bool:
        with self.held() as assistant:
            return assistant.is_declined(question)

    def renew(self) -> str:
        with self._renewing:
            fresh = self._open()
            fresh.assistant.conversations = self.conversations
            corpora = {**self._corpora, fresh.assistant.corpus.version: fresh.assistant.corpus}
            with self._lock:
                old, self._now = self._now, fresh
                self._corpora = dict(list(corpora.items())[-_EARLIER:])
                old.retired = True
                over = not old.users
            if over:
                old.close()
            return fresh.assistant.corpus.version

    def close(self) -> None:
        """Close the assistant of now."""
        self._now.close()

    def _open(self) -> _Opened:
        opened = self.opens()
        return _Opened(opened.__enter__(), lambda: opened.__exit__(None, None, None))
