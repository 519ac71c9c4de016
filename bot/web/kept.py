"""Transcripts of the chat, kept in memory while people talk, under ids that cannot be guessed.

What a question leans on is kept with each turn, so that a turn taken back takes that along with it.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

from bot.answer import Answer, Claim
from bot.conversations import Turn
from bot.current import Answerer
from bot.generating.failures import AskerGoneError
from bot.generating.reader import NOBODY, Reader
from bot.web.live import answering_threads

_ID_BYTES = 16
TURNS = 50
# An answer takes some 15 kB, so that these take at most about 150 MB.
_ANSWERS = 10_000


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """An answer, and what a question after it may lean on."""

    answer: Answer
    context: tuple[Turn, ...]


@dataclass(slots=True)
class _Talk:
    turns: tuple[KeptTurn, ...] = ()
    asking: dict[object, str] = field(default_factory=dict)
    # What tells that these are the turns as they were stored, where they are.
    mark: object = None


class Kept:
    """Conversations with all that was answered in them; the oldest give way. Safe for threads."""

    def __init__(
        self,
        assistant: Answerer,
        answers: int = _ANSWERS,
        turns: int = TURNS,
        counted: Callable[[Answer], None] | None = None,
        threads: ThreadPoolExecutor | None = None,
    ) -> None:
        """``counted`` is told every answer; ``threads`` are those that answer."""
        self.threads = threads or answering_threads(written=False)
        self._assistant = assistant
        self._counted = counted
        self._most_answers = answers
        self._most_turns = turns
        self._talks: OrderedDict[str, _Talk] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()

    def __contains__(self, conversation: str) -> bool:
        """Whether anything was asked in a conversation that is still kept."""
        self._look(conversation)
        with self._lock:
            return conversation in self._talks

    @property
    def is_asking(self) -> bool:
        """Whether anybody waits for an answer."""
        with self._lock:
            return any(talk.asking for talk in self._talks.values())

    def answers(self, conversation: str) -> tuple[Answer, ...]:
        """What was answered in a conversation; nothing in one that is not kept."""
        self._look(conversation)
        with self._lock:
            talk = self._talks.get(conversation)
            return tuple(turn.answer for turn in talk.turns) if talk else ()

    def open(self) -> str:
        """The id of a conversation that has not begun."""
        return secrets.token_urlsafe(_ID_BYTES)

    @property
    def knowledge_date(self) -> date:
        """Up to when the documents were checked."""
        return self._assistant.corpus.knowledge_date

    @property
    def written(self) -> bool:
        """Whether a language model words the answers."""
        return self._assistant.writes

    def ask(
        self,
        question: str,
        conversation: str,
        told: Callable[[Claim], None] = NOBODY.told,
        *,
        again: bool = False,
    ) -> Answer | None:
        """Answer a question, with ``again`` in the place of the last one.

        ``told`` hears claims as they are verified. None if it was stopped meanwhile: then the
        conversation is as it was before.
        """
        ticket = object()
        self._look(conversation)
        turns = self._begin(conversation, ticket, question)
        before = turns[:-1] if again else turns
        try:
            reader = Reader(told, lambda: self._wanted(conversation, ticket))
            turn = self._turn(question, conversation, before, reader)
            replaced = turns[-1] if again and turns else None
            kept = self._keep(conversation, ticket, turn, replaced)
        except AskerGoneError:
            return None
        finally:
            self._end(conversation, ticket)
        if kept:
            self._store(conversation, turn, replaced=replaced is not None)
        return turn.answer if kept else None

    def stop(self, conversation: str) -> str:
        """Let nothing come of what is not answered yet; the latest question of that, if any."""
        with self._lock:
            talk = self._talks.get(conversation)
            questions = list(talk.asking.values()) if talk else []
            if talk:
                talk.asking.clear()
            return questions[-1] if questions else ""

    def _look(self, conversation: str) -> None:
        """Before a conversation is looked at: what is kept is here, and nowhere else."""

    def _store(self, conversation: str, turn: KeptTurn, *, replaced: bool) -> None:
        """After a turn was added, in the place of the last one if that was ``replaced``."""

    def _mark(self, conversation: str) -> object:
        with self._lock:
            talk = self._talks.get(conversation)
            return talk.mark if talk else None

    def _note(self, conversation: str, mark: object) -> None:
        with self._lock:
            if conversation in self._talks:
                self._talks[conversation].mark = mark

    def _take_over(self, conversation: str, turns: Sequence[KeptTurn], mark: object) -> None:
        """Have a conversation go on from turns that were stored."""
        with self._lock:
            talk = self._talks.setdefault(conversation, _Talk())
            self._held += len(turns) - len(talk.turns)
            talk.turns, talk.mark = tuple(turns), mark
            self._give_way(conversation)

    def _wanted(self, conversation: str, ticket: object) -> bool:
        with self._lock:
            talk = self._talks.get(conversation)
            return talk is not None and ticket in talk.asking

    def _turn(
        self, question: str, conversation: str, before: tuple[KeptTurn, ...], reader: Reader
    ) -> KeptTurn:
        conversations = self._assistant.conversations
        branch = conversations.branch(before[-1].context if before else ())
        try:
            answer = self._assistant.ask(question, branch, reader=reader)
        finally:
            context = conversations.take(branch)
        if self._counted:
            self._counted(answer)
        return KeptTurn(answer.model_copy(update={"conversation": conversation}), context)

    def _begin(self, conversation: str, ticket: object, question: str) -> tuple[KeptTurn, ...]:
        with self._lock:
            talk = self._talks.setdefault(conversation, _Talk())
            self._talks.move_to_end(conversation)
            talk.asking[ticket] = question
            self._give_way(conversation)
            return talk.turns

    def _keep(
        self, conversation: str, ticket: object, turn: KeptTurn, replaced: KeptTurn | None
    ) -> bool:
        """Add a turn, unless what was asked with the ticket is no longer wanted."""
        with self._lock:
            talk = self._talks.get(conversation)
            if talk is None or ticket not in talk.asking:
                return False
            before = talk.turns
            if before and before[-1] is replaced:
                before = before[:-1]
            self._held -= len(talk.turns)
            talk.turns = (*before, turn)[-self._most_turns :]
            self._held += len(talk.turns)
            self._give_way(conversation)
            return True

    def _end(self, conversation: str, ticket: object) -> None:
        with self._lock:
            if conversation in self._talks:
                self._talks[conversation].asking.pop(ticket, None)

    def _give_way(self, newest: str) -> None:
        """Forget the oldest conversations until there is room, but not the one just added to."""
        while self._held > self._most_answers or len(self._talks) > self._most_answers:
            oldest = next(iter(self._talks))
            if oldest == newest:
                return
            self._held -= len(self._talks.pop(oldest).turns)
