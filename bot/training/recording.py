"""What is kept of a class: people by digest, questions masked and grouped, no declined texts."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from secrets import token_hex

from bot.answer import Answer
from bot.guardrails.masking import masked_for_storage
from bot.store.asked import Attendee, Question, add_asked, groups_of, wordings_since
from bot.store.database import Database
from bot.store.training import Session
from bot.training.digests import attendee_digest
from bot.training.grouping import Encode, Groups, group_id
from bot.training.writing import Writer

_MOST_GROUPED = 2_000
# Rows come into sight in the order in which servers are done, not in that of their numbers.
_OVERLAP = 400

# The suggested questions of a session, which lead groups of their own from the start.
Leading = Callable[[Session], Collection[str]]


@dataclass(frozen=True, slots=True)
class Noted:
    """Somebody who joined a session, and the answer if they asked.

    ``suggested`` is the question in the trainer's words, if it was suggested to the class; by its
    ``key`` a question is counted once, also where it is not known whether it was written.
    """

    session: Session
    at: datetime
    browser: str | None
    answer: Answer | None = None
    suggested: str | None = None
    key: str = field(default_factory=partial(token_hex, 16))


class Recorder:
    """Takes notes at once, and writes them in the background."""

    def __init__(
        self, database: Database, encode: Encode, leading: Leading, *, shared: bool = False
    ) -> None:
        """``shared`` where other servers make groups in the same sessions."""
        self._database = database
        self._shared = shared
        self._read_to: dict[int, int] = {}
        self._encode = encode
        self._leading = leading
        self._groups: dict[int, Groups] = {}
        self._writer = Writer(self._write)

    def note(self, noted: Noted) -> None:
        """Hand over a note; a `StoreUnavailableError` when too many wait already."""
        self._writer.put(noted)

    def flush(self) -> None:
        """Write all that was noted so far."""
        self._writer.flush()

    def close(self) -> None:
        """Write what is left."""
        self._writer.close()

    def forget(self, running: Collection[int]) -> None:
        """Keep in mind the groups of these sessions alone."""
        self._groups = {key: kept for key, kept in self._groups.items() if key in running}

    def _write(self, notes: Sequence[Noted]) -> None:
        people = dict.fromkeys(_attendee(note, note.browser) for note in notes if note.browser)
        answered = [(note, note.answer) for note in notes if note.answer]
        texts = [note.suggested or _kept_text(answer) for note, answer in answered]
        groups = self._assigned([note.session for note, _ in answered], texts)
        questions = [
            _question(note, answer, text, group)
            for (note, answer), text, group in zip(answered, texts, groups, strict=True)
        ]
        add_asked(self._database, list(people), questions)

    def _assigned(
        self, sessions: list[Session], texts: Sequence[str | None]
    ) -> Sequence[str | None]:
        """The group of each text in its session; the texts of a session are embedded together."""
        assigned: dict[int, str] = {}
        for session in {one.id: one for one in sessions}.values():
            own = {
                place: text
                for place, text in enumerate(texts)
                if text is not None and sessions[place].id == session.id
            }
            found = self._groups_of(session).assign(list(own.values()))
            assigned |= dict(zip(own, found, strict=True))
        return [assigned.get(place) for place in range(len(texts))]

    def _groups_of(self, session: Session) -> Groups:
        known = self._groups.get(session.id)
        if known is None:
            leaders = {group_id(question): question for question in self._leading(session)}
            kept = groups_of(self._database, session.id, most=_MOST_GROUPED)
            leaders |= {group.id: group.question for group in kept}
            known = self._groups[session.id] = Groups(self._encode, list(leaders.items()))
        if self._shared:
            self._learn(session, known)
        return known

    def _learn(self, session: Session, groups: Groups) -> None:
        """Take over the groups that other servers have made since."""
        read_to = self._read_to.get(session.id, 0)
        found = wordings_since(self._database, session.id, read_to - _OVERLAP)
        groups.learn([(group, text) for _, group, text in found])
        self._read_to[session.id] = max([read_to, *(number for number, _, _ in found)])


def _attendee(note: Noted, browser: str) -> Attendee:
    minute = note.at.replace(second=0, microsecond=0)
    return Attendee(note.session.id, attendee_digest(note.session.key, browser), minute)


def _kept_text(answer: Answer) -> str | None:
    return None if answer.outcome == "declined" else masked_for_storage(answer.question)


def _blurred(at: datetime) -> datetime:
    """Cut to ten seconds, so that a question does not tell who just pressed a key."""
    return at.replace(second=at.second - at.second % 10, microsecond=0)


def _question(note: Noted, answer: Answer, text: str | None, group: str | None) -> Question:
    return Question(
        session=note.session.id,
        at=_blurred(note.at),
        asked=text,
        outcome=answer.outcome,
        reason=answer.reason,
        ms=answer.timings_ms["total"],
        suggested=note.suggested is not None,
        group_id=group,
        key=note.key,
    )
