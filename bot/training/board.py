"""What a trainer's board and the wall show of a session: counts and questions, never who."""

from dataclasses import asdict, dataclass
from typing import Any

from bot.store.asked import (
    Counts,
    Group,
    Latest,
    counts_of,
    groups_of,
    latest_of,
    people_and_questions,
)
from bot.store.database import Database
from bot.store.tables import now
from bot.store.training import Pin, Session, State, pins_of, session_by_id
from bot.training.cards import Counted, published_counts

# All that a trainer hides by hand, so that each can be shown again.
_MOST_HIDDEN = 2_000


@dataclass(frozen=True, slots=True)
class Board:
    """One session as it is at one moment; ``shown`` are the most asked, the largest first."""

    session: Session
    state: State
    counts: Counts
    shown: list[Group]
    hidden: list[Group]
    unanswered: list[Group]
    latest: list[Latest]
    pins: list[Pin]
    cards: list[Counted]

    @property
    def pinned(self) -> frozenset[str]:
        """The ids of the groups that are on the wall."""
        return frozenset(pin.group for pin in self.pins)

    def as_data(self) -> dict[str, Any]:
        """All of it as JSON data."""
        return {
            "state": self.state,
            **asdict(self.counts),
            "groups": [
                asdict(group) | {"pinned": group.id in self.pinned}
                for group in (*self.shown, *self.hidden)
            ],
            "unanswered": [asdict(group) for group in self.unanswered],
            "latest": [asdict(one) | {"at": f"{one.at.isoformat()}Z"} for one in self.latest],
            "pins": [{"group": pin.group, "question": pin.question} for pin in self.pins],
            "cards": [one.as_data() for one in self.cards],
        }


@dataclass(frozen=True, slots=True)
class Wall:
    """What a class sees on the projector."""

    session: Session
    state: State
    people: int
    questions: int
    pins: list[Pin]
    cards: list[Counted]


def board_of(database: Database, session: Session) -> Board:
    """The board of a session now."""
    return Board(
        session=session,
        state=session.state(now()),
        counts=counts_of(database, session.id, session.code),
        shown=groups_of(database, session.id, hidden=False),
        hidden=groups_of(database, session.id, hidden=True, most=_MOST_HIDDEN),
        unanswered=groups_of(database, session.id, hidden=False, unanswered=True),
        latest=latest_of(database, session.id),
        pins=pins_of(database, session.id),
        cards=published_counts(database, session.id),
    )


def wall_of(database: Database, session: Session) -> Wall:
    """The wall of a session now."""
    fresh = session_by_id(database, session.id) or session
    people, questions = people_and_questions(database, session.id)
    cards = [one for one in published_counts(database, session.id) if one.card.on_wall]
    pins = pins_of(database, session.id)
    return Wall(fresh, fresh.state(now()), people, questions, pins, cards)
