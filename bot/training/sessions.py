"""The training sessions of a server: who may ask now, what is ready, what was asked.

A class of 1,300 asks within seconds, so questions are checked against what is in memory, and what
is counted goes through one writer in the background.
"""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import timedelta

from bot.answer import Answer
from bot.current import Answerer
from bot.store.database import Database, StoreUnavailableError
from bot.store.tables import now
from bot.store.training import (
    Session,
    Suggested,
    session_by_code,
    sessions_not_over,
    suggested_of,
)
from bot.training.codes import normalised
from bot.training.grouping import norm
from bot.training.recording import Noted, Recorder
from bot.training.states import refusal, unknown
from bot.training.suggesting import answer_of, given_again

_FRESH_S, _OLD_S, _MOMENT_S = 2.0, 4.0, 0.5
# People come before the time; what they may send together is allowed from then on.
_GATHERING = timedelta(minutes=15)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """The suggested questions of a session, as they were when they were read."""

    in_order: tuple[Suggested, ...]
    by_norm: dict[str, Suggested]
    read_at: float

    def is_fresh(self) -> bool:
        return time.monotonic() - self.read_at < _FRESH_S


class ClassSessions:
    """All training sessions of a server, from memory where it can be. Safe to use from threads."""

    def __init__(self, assistant: Answerer, database: Database, *, shared: bool = False) -> None:
        """``shared`` where other servers count the same sessions."""
        self._assistant = assistant
        self._database = database
        encode = assistant.index.embedder.encode
        self._recorder = Recorder(database, encode, self._leading, shared=shared)
        self._preparing = threading.Lock()
        self._prepared: dict[int, _Prepared] = {}
        self._loading = threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._loaded = 0.0
        self._load()

    def find(self, typed: str) -> Session | None:
        """The session of a code as somebody typed it."""
        code = normalised(typed)
        if code is None:
            return None
        self._refresh_now_if_old()
        return self._sessions.get(code) or session_by_code(self._database, code)

    def check(self, code: str) -> None:
        """A `NotTakenError` unless the session takes questions now."""
        if refused := refusal(self._known(code), asking=True):
            raise refused

    def join(self, code: str, browser: str | None) -> Session:
        """Count somebody in; a `NotTakenError` unless the session is open or pauses."""
        session = self._known(code)
        if refused := refusal(session, asking=False):
            raise refused
        self._recorder.note(Noted(session, now(), browser))
        return session

    def suggestions(self, session: Session) -> tuple[Suggested, ...]:
        """The suggested questions of a session."""
        return self._suggested(session).in_order

    def ready(self, code: str, question: str, conversation: str | None) -> Answer | None:
        """The answer made beforehand, unless the documents have changed since."""
        kept = self._suggested(self._known(code)).by_norm.get(norm(question))
        answer = answer_of(kept.answer) if kept else None
        if answer is None or answer.corpus.version != self._assistant.corpus.version:
            return None
        return given_again(self._assistant, answer, question, conversation)

    def record(
        self, code: str, browser: str | None, answer: Answer, key: str | None = None
    ) -> None:
        """Count an answer; it is written within a fraction of a second, once for each ``key``."""
        session = self._known(code)
        suggested = None if answer.outcome == "declined" else self._own_words(session, answer)
        named = {"key": key} if key else {}
        self._recorder.note(Noted(session, now(), browser, answer, suggested, **named))

    def origins(self) -> frozenset[str]:
        """Origins of all sessions that are not over, from memory."""
        self._refresh_soon()
        at = now()
        kept = [one for one in self._sessions.values() if one.state(at) != "closed"]
        return frozenset(origin for one in kept for origin in one.plan.origins)

    def look_again(self) -> None:
        """Read the sessions, unless that was done a moment ago."""
        with self._loading:
            if time.monotonic() - self._loaded > _MOMENT_S:
                self._reload()

    def running(self) -> int:
        """How many classes sit together now, from memory: also while paused, or soon to open."""
        self._refresh_soon()
        at = now()
        here = [{one.state(at), one.state(at + _GATHERING)} for one in self._sessions.values()]
        return sum(bool(states & {"open", "paused"}) for states in here)

    def changed(self) -> None:
        """Read again what is kept: a trainer has changed something.

        That is stored, whatever happens here; a database that is gone now is read again soon.
        """
        with self._loading:
            try:
                self._load()
            except StoreUnavailableError:
                _LOG.warning("sessions cannot be read, so a change is not known here yet")
                self._loaded = 0.0
        with self._preparing:
            self._prepared.clear()

    def flush(self) -> None:
        """Write all that was counted so far, so that a board is right to the last question."""
        self._recorder.flush()

    def close(self) -> None:
        """Write what is left."""
        self._recorder.close()

    def _known(self, code: str) -> Session:
        session = self.find(code)
        if session is None:
            raise unknown(code)
        return session

    def _load(self) -> None:
        self._sessions = {one.code: one for one in sessions_not_over(self._database)}
        self._loaded = time.monotonic()
        self._recorder.forget({one.id for one in self._sessions.values()})

    def _refresh_soon(self) -> None:
        """See to it that what other servers change is known here soon, without waiting for it."""
        stale = time.monotonic() - self._loaded > _FRESH_S
        if stale and self._loading.acquire(blocking=False):
            threading.Thread(target=self._refresh, name="session-refresh", daemon=True).start()

    def _refresh_now_if_old(self) -> None:
        """The same, but after a while in which nobody asked wait for what others have changed."""
        if time.monotonic() - self._loaded <= _OLD_S:
            self._refresh_soon()
            return
        with self._loading:
            if time.monotonic() - self._loaded > _OLD_S:
                self._reload()

    def _refresh(self) -> None:
        try:
            self._reload()
        finally:
            self._loading.release()

    def _reload(self) -> None:
        try:
            self._load()
        except StoreUnavailableError:
            _LOG.warning("sessions cannot be read, so every class goes on as it was")
            self._loaded = time.monotonic()

    def _suggested(self, session: Session) -> _Prepared:
        known = self._prepared.get(session.id)
        if known and known.is_fresh():
            return known
        with self._preparing:
            known = self._prepared.get(session.id)
            if known is None or not known.is_fresh():
                known = self._prepared[session.id] = self._read(session, known)
            return known

    def _read(self, session: Session, known: _Prepared | None) -> _Prepared:
        try:
            read = tuple(suggested_of(self._database, session.id))
        except StoreUnavailableError:
            if known is None:
                raise
            read = known.in_order
        return _Prepared(read, {norm(one.question): one for one in read}, time.monotonic())

    def _own_words(self, session: Session, answer: Answer) -> str | None:
        """The trainer's words for a question that was suggested; None for any other."""
        try:
            kept = self._suggested(session).by_norm.get(norm(answer.question))
        except StoreUnavailableError:
            return None  # it is counted all the same
        return kept.question if kept else None

    def _leading(self, session: Session) -> list[str]:
        return [one.question for one in self.suggestions(session)]
