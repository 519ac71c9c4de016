"""The form in which a trainer plans a session: its fields, and what is wrong with them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.answer import MAX_QUESTION
from bot.guardrails.masking import masked_for_storage
from bot.store.tables import now
from bot.store.training import Plan, Session, Suggested
from bot.training.suggesting import MOST
from bot.training.times import USUAL, from_typed, to_typed, zones
from bot.web.origins import checked_origin
from corpus.errors import GuideError

_FIELDS = ("title", "topic", "suggested", "zone", "opens_at", "closes_at", "origins")
_TITLE, _TOPIC, _MOST_ORIGINS = 120, 2_000, 20
_LONGEST = timedelta(days=366)
_USUAL_HOURS = 2


@dataclass
class PlanForm:
    """What was typed into each field, and by field what is wrong with it."""

    typed: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)

    def questions(self) -> list[str]:
        """The suggested questions, one a line."""
        return [line.strip() for line in self.typed["suggested"].splitlines() if line.strip()]

    def plan(self) -> Plan | None:
        """The plan, personal data masked; None if something is wrong, which `faults` then says."""
        self._check_texts()
        opens, closes = self._time("opens_at"), self._time("closes_at")
        if opens and closes:
            self._check_times(opens, closes)
        origins = self._origins()
        if self.faults or opens is None or closes is None:
            return None
        title, topic = (masked_for_storage(self.typed[name].strip()) for name in ("title", "topic"))
        return Plan(title, topic, self.typed["zone"], opens, closes, origins)

    def _check_texts(self) -> None:
        title, topic = self.typed["title"].strip(), self.typed["topic"]
        if not title:
            self.faults["title"] = "Give the class a title, which attendees will see."
        elif len(title) > _TITLE:
            self.faults["title"] = f"The title has {len(title)} characters, at most {_TITLE}."
        if len(topic) > _TOPIC:
            self.faults["topic"] = f"The topic has {len(topic):,} characters, at most {_TOPIC:,}."
        questions = self.questions()
        longest = max(map(len, questions), default=0)
        if len(questions) > MOST:
            self.faults["suggested"] = f"There are {len(questions)} questions, at most {MOST}."
        elif longest > MAX_QUESTION:
            self.faults["suggested"] = (
                f"A question has {longest:,} characters, at most {MAX_QUESTION:,}."
            )

    def _time(self, name: str) -> datetime | None:
        if self.typed["zone"] not in zones():
            self.faults["zone"] = f"{self.typed['zone'][:40]!r} is no time zone of the list."
            return None
        try:
            return from_typed(self.typed[name], self.typed["zone"])
        except GuideError as error:
            self.faults[name] = f"{error}."
            return None

    def _check_times(self, opens: datetime, closes: datetime) -> None:
        if closes <= opens:
            self.faults["closes_at"] = "It must close after it opens."
        elif closes <= now():
            self.faults["closes_at"] = "That time has passed already."
        elif closes - opens > _LONGEST:
            self.faults["closes_at"] = "A session lasts a year at most."

    def _origins(self) -> tuple[str, ...]:
        values = self.typed["origins"].split()
        if len(values) > _MOST_ORIGINS:
            self.faults["origins"] = f"There are {len(values)} origins, at most {_MOST_ORIGINS}."
            return ()
        try:
            return tuple(dict.fromkeys(map(checked_origin, values)))
        except GuideError as error:
            self.faults["origins"] = f"{error}."
            return ()


def sent(form: dict[str, str]) -> PlanForm:
    """The form as somebody sent it."""
    return PlanForm({name: form.get(name, "") for name in _FIELDS})


def fresh() -> PlanForm:
    """An empty form: from the next full hour on, for two hours."""
    zone = next(iter(USUAL))
    opens = now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    closes = opens + timedelta(hours=_USUAL_HOURS)
    times = {"opens_at": to_typed(opens, zone), "closes_at": to_typed(closes, zone)}
    return PlanForm(dict.fromkeys(_FIELDS, "") | {"zone": zone} | times)


def as_kept(session: Session, suggested: list[Suggested]) -> PlanForm:
    """The form filled in with what is kept."""
    plan = session.plan
    return PlanForm(
        {
            "title": plan.title,
            "topic": plan.topic,
            "suggested": "\n".join(one.question for one in suggested),
            "zone": plan.zone,
            "opens_at": to_typed(plan.opens_at, plan.zone),
            "closes_at": to_typed(plan.closes_at, plan.zone),
            "origins": "\n".join(plan.origins),
        }
    )
