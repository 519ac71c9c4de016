"""Conversations: which questions came before, under an id that cannot be guessed."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.sentences import Span

_ID_BYTES = 16
_KEPT_TURNS = 6
_KEPT_CONVERSATIONS = 20_000


@dataclass(frozen=True, slots=True)
class Turn:
    """What a question was taken to ask, what it leaned on, and the sentences that answered it."""

    understood: str
    anchor: str
    said: frozenset[tuple[str, Span]] = frozenset()


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
            fresh = secrets.token_urlsafe(_ID_BYTES)
            self._turns[fresh] = []
            while len(self._turns) > _KEPT_CONVERSATIONS:
                self._turns.popitem(last=False)
            return fresh, []

    def branch(self, turns: Iterable[Turn]) -> str:
        """A conversation of its own that goes on from those turns."""
        opened, _ = self.open(None)
        with self._lock:
            self._turns[opened] = list(turns)[-_KEPT_TURNS:]
        return opened

    def take(self, conversation: str) -> tuple[Turn, ...]:
        """The turns of a conversation, which is forgotten here."""
        with self._lock:
            return tuple(self._turns.pop(conversation, ()))

    def forget_places(self) -> None:
        """Forget which sentences answered: in other texts they stand elsewhere."""
        with self._lock:
            for conversation, turns in self._turns.items():
                self._turns[conversation] = [replace(turn, said=frozenset()) for turn in turns]

    def add(self, conversation: str, turn: Turn) -> None:
        """Remember a turn."""
        with self._lock:
            if conversation in self._turns:
                self._turns[conversation] = [*self._turns[conversation], turn][-_KEPT_TURNS:]
