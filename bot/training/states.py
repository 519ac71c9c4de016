"""Why a session takes no questions now, in words for the person who tried."""

from bot.store.training import Session, State
from bot.training.codes import shown
from bot.training.times import told
from corpus.errors import GuideError

UNKNOWN = "unknown"
_ASK_AGAIN = "Check it against what your trainer shows: eight letters and digits, such as {}."
_EXAMPLE = "K7MP-WX2R"


class NotTakenError(GuideError):
    """A session that cannot be joined or asked in now; ``state`` says which case it is."""

    def __init__(self, state: State | str, message: str) -> None:
        super().__init__(message)
        self.state = state


def unknown(typed: str) -> NotTakenError:
    """For a code that belongs to no session."""
    again = _ASK_AGAIN.format(_EXAMPLE)
    return NotTakenError(UNKNOWN, f"There is no class with the code {typed[:32]!r}. {again}")


def refusal(session: Session, *, asking: bool) -> NotTakenError | None:
    """Why this session cannot be joined now, or asked in; None if it can."""
    state, plan = session.state(), session.plan
    if state == "planned":
        opens = told(plan.opens_at, plan.zone)
        return NotTakenError(state, f"The class {shown(session.code)} opens on {opens}.")
    if state == "closed":
        return NotTakenError(
            state,
            f"The class {shown(session.code)} is over and takes no more questions. You can go on "
            "asking in the guide's own chat.",
        )
    if state == "paused" and asking:
        return NotTakenError(
            state,
            "Your trainer has paused the questions. Yours is not lost: send it again in a moment.",
        )
    return None
