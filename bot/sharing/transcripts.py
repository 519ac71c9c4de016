"""Transcripts of the chat that any server can show, because they lie in the database.

Each server has what was talked of with it in memory and looks whether another one went on. What is
stored is masked again, and of a declined question nothing is left but the reply.
"""

import json
from contextlib import suppress

from bot.answer import Answer
from bot.guardrails.masking import MASK, masked_for_storage
from bot.sharing.conversations import read, written
from bot.sharing.reach import Reach
from bot.store.database import Database, StoreUnavailableError
from bot.store.passing import TRANSCRIPTS, add_turn, change_turn, last_of, turns_of
from bot.web.kept import TURNS, Kept, KeptTurn


class SharedKept(Kept):
    """As one in memory, which stands in for the database while that is gone."""

    def share(self, database: Database) -> "SharedKept":
        """Keep what is said in this database from now on."""
        self._database, self._reach = database, Reach()
        return self

    def _look(self, conversation: str) -> None:
        """Take over what another server has added to a conversation."""
        if not conversation:
            return
        with suppress(StoreUnavailableError), self._reach.trying("transcripts are not looked up"):
            mark = last_of(self._database, TRANSCRIPTS, conversation)
            if mark is not None and mark != self._mark(conversation):
                stored = turns_of(self._database, TRANSCRIPTS, conversation, TURNS)
                self._take_over(conversation, [_read(one, conversation) for one in stored], mark)

    def _store(self, conversation: str, turn: KeptTurn, *, replaced: bool) -> None:
        """Keep a turn for all servers, in the place of the last one if that was ``replaced``."""
        with suppress(StoreUnavailableError), self._reach.trying("transcripts are not stored"):
            last = last_of(self._database, TRANSCRIPTS, conversation) if replaced else None
            if last:
                change_turn(self._database, TRANSCRIPTS, last[0], _written(turn))
            else:
                add_turn(self._database, TRANSCRIPTS, conversation, _written(turn))
            self._note(conversation, last_of(self._database, TRANSCRIPTS, conversation))


def _written(turn: KeptTurn) -> str:
    """A turn as it is stored: without the id of its conversation, by which it could be opened."""
    answer, understood = turn.answer, turn.answer.understood_as
    kept = {
        "conversation": "",
        "question": MASK if answer.outcome == "declined" else masked_for_storage(answer.question),
        "understood_as": understood and masked_for_storage(understood),
    }
    shown = answer.model_copy(update=kept).to_json()
    return json.dumps([shown, [written(one) for one in turn.context]])


def _read(stored: str, conversation: str) -> KeptTurn:
    """A turn as it was written, of that conversation."""
    shown, context = json.loads(stored)
    answer = Answer.model_validate_json(shown)
    named = answer.model_copy(update={"conversation": conversation})
    return KeptTurn(named, tuple(map(read, context)))
