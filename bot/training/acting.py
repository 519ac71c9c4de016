"""What a trainer does on the board: each thing has another that takes it back."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.current import Answerer
from bot.store.asked import first_wording
from bot.store.database import Database
from bot.store.training import (
    Session,
    hide_group,
    pin,
    set_closed,
    set_paused,
    suggested_of,
    unpin,
)
from bot.training.card_acting import act_on, card_of
from bot.training.grouping import group_id
from corpus.errors import GuideError


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in a few words, and what takes it back."""

    said: str
    undo: str


@dataclass(frozen=True, slots=True)
class Acting:
    """Does what the buttons of a board ask for: a verb, with a group's id where it is about one."""

    assistant: Answerer
    database: Database

    def do(self, session: Session, asked: str) -> Done:
        """Do it; a `GuideError` for what a board cannot do."""
        verb, _, group = asked.partition(" ")
        if verb in _OF_SESSION and not group:
            _OF_SESSION[verb](self.database, session.id)
        elif verb in _OF_GROUP and group:
            _OF_GROUP[verb](self, session, group)
        else:
            raise GuideError(f"{asked[:40]!r} is nothing that a board can do")
        return said_of(asked)

    def pin(self, session: Session, group: str) -> None:
        """Put a question on the wall with its answer: the one made beforehand, or one made now."""
        for one in suggested_of(self.database, session.id):
            if group_id(one.question) == group:
                pin(self.database, session.id, group, one.question, one.answer)
                return
        question = first_wording(self.database, session.id, group)
        if question is None:
            raise GuideError("that question is no longer there")
        pin(self.database, session.id, group, question, self.assistant.ask(question).to_json())

    def unpin(self, session: Session, group: str) -> None:
        """Take a question off the wall."""
        unpin(self.database, session.id, group)

    def hide(self, session: Session, group: str) -> None:
        """Leave questions that ask the same out of the lists, and off the wall."""
        hide_group(self.database, session.id, group, hidden=True)

    def show(self, session: Session, group: str) -> None:
        """Put them back."""
        hide_group(self.database, session.id, group, hidden=False)

    def reveal(self, session: Session, card: str) -> None:
        """Show on the wall how the class chose on a practice card."""
        act_on(self.database, card_of(self.database, session.id, card), "wall")

    def conceal(self, session: Session, card: str) -> None:
        """Take that off the wall."""
        act_on(self.database, card_of(self.database, session.id, card), "off")


def said_of(asked: str) -> Done:
    """The words for something that was done; a `GuideError` for what a board cannot do."""
    verb, _, group = asked.partition(" ")
    if verb not in _SAID:
        raise GuideError(f"{asked[:40]!r} is nothing that a board can do")
    said, undo = _SAID[verb]
    return Done(said, f"{undo} {group}".strip())


_OF_SESSION: dict[str, Callable[[Database, int], None]] = {
    "pause": lambda database, session: set_paused(database, session, paused=True),
    "resume": lambda database, session: set_paused(database, session, paused=False),
    "close": lambda database, session: set_closed(database, session, closed=True),
    "reopen": lambda database, session: set_closed(database, session, closed=False),
}
_OF_GROUP: dict[str, Callable[[Acting, Session, str], None]] = {
    "hide": Acting.hide,
    "show": Acting.show,
    "pin": Acting.pin,
    "unpin": Acting.unpin,
    "reveal": Acting.reveal,
    "conceal": Acting.conceal,
}
_SAID = {
    "pause": ("Questions are paused.", "resume"),
    "resume": ("Questions are taken again.", "pause"),
    "close": ("The session is closed.", "reopen"),
    "reopen": ("The session is no longer closed; its times count again.", "close"),
    "hide": ("The question is hidden from the lists.", "show"),
    "show": ("The question is in the lists again.", "hide"),
    "pin": ("The question is on the wall.", "unpin"),
    "unpin": ("The question is off the wall.", "pin"),
    "reveal": ("The choices are on the wall.", "conceal"),
    "conceal": ("The choices are off the wall.", "reveal"),
}
