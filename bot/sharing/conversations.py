"""Conversations that any server can go on with, because their turns lie in the database.

A turn is masked again before it is stored. While the database is gone each server goes on with
what it remembers itself, and a question of which it remembers nothing is taken for a first one.
"""

import json
import re
from collections.abc import Iterable
from contextlib import suppress

from bot.conversations import KEPT_TURNS, Conversations, Turn
from bot.guardrails.masking import masked_for_storage
from bot.sharing.reach import Reach
from bot.store.database import Database, StoreUnavailableError
from bot.store.passing import TURNS, add_turn, turns_of
from corpus.sentences import Span

# Ids as `Conversations` makes them; one that somebody thought up is never taken on trust.
_ISSUED = re.compile(r"[\w-]{22}", re.ASCII)


class SharedConversations(Conversations):
    """As those in memory, which stand in for the database while it is gone."""

    def __init__(self, database: Database, reach: Reach) -> None:
        super().__init__()
        self._database = database
        self._reach = reach
        self._branches: set[str] = set()

    def open(self, conversation: str | None) -> tuple[str, list[Turn]]:
        """The conversation of that id with its turns, whoever answered them.

        An unknown one starts anew, unless nobody can tell now whether it is known.
        """
        if conversation is None or conversation in self._branches:
            return super().open(conversation)
        try:
            with self._reach.trying("questions do not hear what other servers were asked"):
                kept = turns_of(self._database, TURNS, conversation, KEPT_TURNS)
        except StoreUnavailableError:
            issued = _ISSUED.fullmatch(conversation)
            return self._remembered(conversation) if issued else super().open(None)
        return self._begun(conversation, map(read, kept)) if kept else super().open(conversation)

    def add(self, conversation: str, turn: Turn) -> None:
        """Remember a turn, here and for all servers."""
        super().add(conversation, turn)
        if conversation in self._branches:
            return
        with suppress(StoreUnavailableError), self._reach.trying("turns are kept in memory alone"):
            add_turn(self._database, TURNS, conversation, written(turn))

    def branch(self, turns: Iterable[Turn]) -> str:
        """A conversation for one question, of which no other server needs to know."""
        branch = super().branch(turns)
        self._branches.add(branch)
        return branch

    def take(self, conversation: str) -> tuple[Turn, ...]:
        """The turns of a branch, which is forgotten."""
        self._branches.discard(conversation)
        return super().take(conversation)

    def _remembered(self, conversation: str) -> tuple[str, list[Turn]]:
        """What this server knows of a conversation, which keeps its id for when it is found."""
        with self._lock:
            known = list(self._turns.get(conversation, ()))
        return self._begun(conversation, known)


def written(turn: Turn) -> str:
    """A turn as it is stored."""
    said = sorted((document, span.start, span.end) for document, span in turn.said)
    texts = [masked_for_storage(text) for text in (turn.understood, turn.anchor)]
    return json.dumps([*texts, said, turn.corpus])


def read(stored: str) -> Turn:
    """A turn as it was written."""
    understood, anchor, said, corpus = json.loads(stored)
    places = frozenset((document, Span(start, end)) for document, start, end in said)
    return Turn(understood, anchor, places, corpus)
