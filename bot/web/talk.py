"""The steps of the chat, each from where a tab is to what it shows next."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pydantic import BaseModel, ValidationError

from bot.answer import Answer, Claim
from bot.web.kept import Kept
from bot.web.live import heard
from bot.web.log import EDITING, FAILED, FORGOTTEN, PENDING, STOPPED, WRITING, Log, State
from bot.web.memo import day
from bot.web.transcript import spoken
from corpus.errors import GuideError

EXAMPLES = (
    "What counts as AI work?",
    "May I use a free AI tool from the internet at work?",
    "Is the April 2024 memo still in force?",
    "What does the competency model say about Teamwork?",
)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tab is: in which conversation, which one was left last, whether it edits."""

    conversation: str = ""
    earlier: str = ""
    editing: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a tab shows after a step; ``said`` is for screen readers.

    None leaves the words in the box, or the questions on offer, as they are.
    """

    log: str
    place: Place
    said: str = ""
    box: str | None = None
    offered: tuple[str, ...] | None = None


class Remembered(BaseModel):
    """What chat.js kept of a tab over a reload."""

    conversation: str = ""
    earlier: str = ""
    draft: str = ""


class Talk:
    """The chat without its widgets."""

    def __init__(self, kept: Kept, closed: str | None) -> None:
        self._kept = kept
        self._closed = closed

    def starting(self) -> str:
        """The log of a page that has not heard yet which conversation it is to show."""
        return self._log(Place(), "starting")

    def restore(self, remembered: str) -> Shown:
        """The conversation of this tab, if it is still kept, and what was not answered yet."""
        if self._closed:
            return Shown(self._log(Place(), "closed", self._closed), Place(), offered=())
        told = _read(remembered)
        lost = bool(told.conversation) and told.conversation not in self._kept
        place = Place("" if lost else told.conversation, told.earlier)
        question = self._kept.stop(place.conversation) or told.draft
        answers = self._kept.answers(place.conversation)
        if answers and answers[-1].question == question:
            question = ""  # it was answered while the page was away
        return self._still(place, FORGOTTEN if lost else "", box=question or None)

    def placed(self, place: Place, remembered: str) -> Place:
        """Where a tab is, also where only its browser knows: its server may have been restarted."""
        told = _read(remembered) if place == Place() else Remembered()
        if told.conversation and told.conversation in self._kept:
            return Place(told.conversation, told.earlier)
        return place

    def ask(self, question: str, place: Place, *, again: bool = False) -> Iterator[Shown]:
        """The question at once, and then its answer: the last one, or in the place of the last."""
        again = again or place.editing
        place = Place(place.conversation or self._kept.open())
        before = self._kept.answers(place.conversation)
        before = before[:-1] if again else before
        pending = self._log(place, "pending", PENDING, before, question)
        yield Shown(pending, place, box="")
        answer: Answer | None = None
        claims: list[Claim] = []
        try:
            asked = partial(self._kept.ask, question, place.conversation, again=again)
            for item in heard(asked, self._kept.threads):
                if isinstance(item, Answer):
                    answer = item
                    continue
                claims.append(item)
                yield Shown(self._log(place, "pending", WRITING, before, question, claims), place)
        except Exception as error:  # noqa: BLE001  whatever happens, the reader keeps the transcript
            told = isinstance(error, GuideError)
            _LOG.error("a question could not be answered: %s", error, exc_info=not told)
            failed = self._log(place, "failed", FAILED, before, question)
            yield Shown(failed, replace(place, editing=again), FAILED)  # chat.js fills the box
            return
        if answer is not None:
            yield replace(self._still(place), said=spoken(answer))

    def ask_again(self, place: Place) -> Iterator[Shown]:
        """The last question once more, its new answer in the place of the old one."""
        answers = self._kept.answers(place.conversation)
        if answers:
            yield from self.ask(answers[-1].question, place, again=True)

    def refused(self, question: str, place: Place, why: str) -> Shown:
        """A question that was not taken stays in the box."""
        return self._still(place, f"Your question was not taken: {why}.", box=question or None)

    def stop(self, place: Place) -> Shown:
        """Stop looking for an answer; the question goes back into the box."""
        question = self._kept.stop(place.conversation)
        return self._still(place, STOPPED if question else "", box=question or None)

    def edit(self, place: Place) -> Shown:
        """The last question in the box, to be changed."""
        answers = self._kept.answers(place.conversation)
        if not answers:
            return self._still(place)
        return self._still(replace(place, editing=True), EDITING, box=answers[-1].question)

    def cancel(self, place: Place) -> Shown:
        """The last question stays as it is."""
        return self._still(replace(place, editing=False), "", box="")

    def anew(self, place: Place) -> Shown:
        """A new conversation; the one before can be gone back to until something is asked."""
        self._kept.stop(place.conversation)
        earlier = place.conversation if self._kept.answers(place.conversation) else place.earlier
        shown = self._still(Place(earlier=earlier), box="")
        return replace(shown, said="A new conversation begins.")

    def back(self, place: Place) -> Shown:
        """The conversation that was left last."""
        shown = self._still(Place(place.earlier), box="")
        return replace(shown, said="You are back in the earlier conversation.")

    def _still(self, place: Place, line: str = "", *, box: str | None = None) -> Shown:
        """A conversation in which nothing is going on; the line is shown and said."""
        answers = self._kept.answers(place.conversation)
        state: State = "editing" if place.editing else "ready" if answers else "empty"
        offered = answers[-1].follow_ups if answers else EXAMPLES
        return Shown(self._log(place, state, line, answers), place, line, box, offered)

    def _log(  # noqa: PLR0913  one for each thing that a log shows
        self,
        place: Place,
        state: State,
        line: str = "",
        answers: tuple[Answer, ...] = (),
        question: str = "",
        claims: Sequence[Claim] = (),
    ) -> str:
        log = Log(
            day(self._kept.knowledge_date),
            answers,
            place.conversation,
            place.earlier,
            state,
            question,
            line,
            tuple(claims),
            self._kept.written,
        )
        return str(log.html())


def _read(remembered: str) -> Remembered:
    """What the browser handed back; nothing of what does not fit."""
    try:
        return Remembered.model_validate_json(remembered or "{}")
    except ValidationError:
        return Remembered()
