"""What came of a session: its counts for one page, and its questions as a file; never who asked."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.store.asked import Counts, Group, counts_of, groups_of
from bot.store.database import Database
from bot.store.recorded import Recorded, recorded_of
from bot.store.training import Session
from bot.training.cards import Counted, published_counts
from bot.training.times import to_typed

_MOST_STEPS = 24
_STEPS_MIN = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440)
_MOST_ASKED = 10
# With one of these at its beginning a cell is a formula to spreadsheets, which then run it.
_FORMULA = tuple("=+-@＝＋－＠")


@dataclass(frozen=True, slots=True)
class OverTime:
    """How many questions came in each step of so many minutes, from the first to the last."""

    minutes: int
    starts: tuple[datetime, ...] = ()
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A session afterwards. Hidden questions count, but are not shown."""

    session: Session
    counts: Counts
    over_time: OverTime
    most_asked: list[Group]
    unanswered: list[Group]
    cards: list[Counted]


def summary_of(database: Database, session: Session) -> Summary:
    """The summary of a session as it is now."""
    shown = partial(groups_of, database, session.id, hidden=False, most=_MOST_ASKED)
    return Summary(
        session=session,
        counts=counts_of(database, session.id, session.code),
        over_time=over_time([one.at for one in recorded_of(database, session.id)]),
        most_asked=shown(),
        unanswered=shown(unanswered=True),
        cards=published_counts(database, session.id),
    )


def over_time(times: Sequence[datetime]) -> OverTime:
    """Times sorted into steps so wide that a plot can show them all."""
    if not times:
        return OverTime(1)
    first, last = min(times), max(times)
    lasted = (last - first) / timedelta(minutes=1)
    minutes = next((step for step in _STEPS_MIN if lasted < step * (_MOST_STEPS - 1)), 0)
    minutes = minutes or round(lasted / (_MOST_STEPS - 1)) + 1
    step = timedelta(minutes=minutes)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    begin = first - (first - midnight) % step  # on the clock: from 10:00 on, not from 10:03
    places = Counter((at - begin) // step for at in times)
    steps = range((last - begin) // step + 1)
    return OverTime(
        minutes,
        tuple(begin + place * step for place in steps),
        tuple(places[place] for place in steps),
    )


def as_csv(session: Session, questions: Sequence[Recorded]) -> str:
    """The questions for a spreadsheet: time to the minute in the zone of the class, outcome."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    zone = session.plan.zone
    writer.writerow([f"time ({zone})", "question", "outcome", "reason", "suggested", "hidden"])
    writer.writerows(
        [
            to_typed(one.at, zone).replace("T", " "),
            as_cell(one.asked or ""),
            one.outcome,
            one.reason or "",
            "yes" if one.suggested else "no",
            "yes" if one.hidden else "no",
        ]
        for one in questions
    )
    return file.getvalue()


def as_cell(text: str) -> str:
    """A text on one line, which no spreadsheet takes for a formula."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULA) else line
