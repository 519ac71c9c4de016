"""Conversations: which questions came before, under an id that cannot be guessed."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from corpus.sentences import Span

_ID_BYTES = 16
KEPT_TURNS = 6
_KEPT_CONVERSATIONS = 20_000


@dataclass(frozen=True, slots=True)
class Turn:
    """What a question was taken to ask, what it leaned on, and the sentences that answered it.

    Those stand where they are ``said`` in one version of the documents, which is ``corpus``.
    """

    understood: str
    anchor: str
    said: frozenset[tuple[str, Span]] = frozenset()
    corpus: str = ""

    def read_in(self, corpus: str) -> Self:
        """As a version of the documents has it: in others sentences stand elsewhere."""
        return self if corpus == self.corpus else replace(self, said=frozenset())


class Conversations:
    """The latest conversations, in memory; the oldest give way."""

    def __init__(self) -> None:
        self._turns: OrderedDict[str, list[Turn]] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, conversation: str | None) -> tuple[str, list[Turn]]:
        """The conversation of that id with its turns; an unknown one starts anew."""
        with self._lock:
            if conversation is not None and conversation in self._turns:
                self._turns.move_to_end(conversation)
                return conversation, list(self._turns[conversation])
        return self._begun(secrets.token_urlsafe(_ID_BYTES), [])

    def branch(self, turns: Iterable[Turn]) -> str:
        """A conversation of its own that goes on from those turns."""
        return self._begun(secrets.token_urlsafe(_ID_BYTES), turns)[0]

    def take(self, conversation: str) -> tuple[Turn, ...]:
        """The turns of a conversation, which is forgotten here."""
        with self._lock:
            return tuple(self._turns.pop(conversation, ()))

    def add(self, conversation: str, turn: Turn) -> None:
        """Remember a turn."""
        with self._lock:
            if conversation in self._turns:
                self._turns[conversation] = [*self._turns[conversation], turn][-KEPT_TURNS:]

    def _begun(self, conversation: str, turns: Iterable[Turn]) -> tuple[str, list[Turn]]:
        """Keep a conversation as it is now, with its latest turns."""
        latest = list(turns)[-KEPT_TURNS:]
        with self._lock:
            self._turns[conversation] = latest
            self._turns.move_to_end(conversation)
            while len(self._turns) > _KEPT_CONVERSATIONS:
                self._turns.popitem(last=False)
        return conversation, list(latest)
