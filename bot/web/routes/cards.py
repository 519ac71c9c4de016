"""Trainers write practice cards, look at their explanations, and give them to the class."""

from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from bot.answer import Answer
from bot.store.cards import Card, CardText, add_card, cards_of, change_card
from bot.store.holds import OnHoldError
from bot.store.training import Session
from bot.training.card_acting import act_on, card_of, said_of
from bot.training.cards import (
    CHOICES,
    LONGEST,
    MOST,
    Draft,
    card_counts,
    digest_of,
    explained,
)
from bot.web.pages import Form, Pages, page_routes, see_other
from bot.web.services import Services
from corpus.errors import GuideError

_OURS = "/trainer/sessions/{session_id}/cards"
_SAVING = {"draft", "publish"}
_LOOK = "Look at the answer below, then save."
_LOOK_AGAIN = "The answer is not the one you saw. Look at it below, then save again."


def router(services: Services) -> APIRouter:
    """All under ``/trainer/sessions/<id>/cards``."""
    routes, pages = page_routes(services)
    _add_list(routes, services, pages)
    _add_writing(routes, services, pages)
    return routes


def _add_list(routes: APIRouter, services: Services, pages: Pages) -> None:
    @routes.get(_OURS)
    def cards(request: Request, session_id: int, done: str = "") -> Response:
        session = pages.own_session(request, session_id)
        return pages.show(
            request,
            "training/cards.html",
            session=session,
            cards=card_counts(services.database, session.id),
            done=said_of(done),
            current=services.assistant.corpus.version,
            most=MOST,
        )

    @routes.post(_OURS)
    def act(
        request: Request, session_id: int, form: Annotated[Form, Depends(pages.form)]
    ) -> Response:
        session = pages.own_session(request, session_id)
        verb, _, number = form.get("do", "").partition(" ")
        card = _own_card(services, session, number)
        try:
            act_on(services.database, card, verb)
        except GuideError as error:
            raise HTTPException(422, f"{error}.") from None
        return see_other(f"/trainer/sessions/{session.id}/cards?done={verb}")


def _add_writing(routes: APIRouter, services: Services, pages: Pages) -> None:
    def writing(request: Request, session_id: int, card_id: str | None = None) -> _Writing:
        session = pages.own_session(request, session_id)
        card = _own_card(services, session, card_id) if card_id else None
        return _Writing(services, session, card)

    def shown(request: Request, writing: _Writing, draft: Draft) -> Response:
        values = {"choices": CHOICES, "longest": LONGEST} | writing.values(draft)
        status = 422 if writing.faults else 200
        return pages.show(request, "training/cards_write.html", status, **values)

    def sent(request: Request, writing: _Writing, form: Form) -> Response:
        draft = Draft(*(form.get(name, "") for name in ("scenario", "choice", "question")))
        if writing.save(draft, form.get("do", ""), form.get("seen", "")):
            return see_other(f"/trainer/sessions/{writing.session.id}/cards?done=save")
        return shown(request, writing, draft)

    @routes.get(f"{_OURS}/new")
    def new(request: Request, session_id: int) -> Response:
        return shown(request, writing(request, session_id), Draft())

    @routes.post(f"{_OURS}/new")
    def made(
        request: Request, session_id: int, form: Annotated[Form, Depends(pages.form)]
    ) -> Response:
        return sent(request, writing(request, session_id), form)

    @routes.get(f"{_OURS}/{{card_id}}/edit")
    def edit(request: Request, session_id: int, card_id: str) -> Response:
        again = writing(request, session_id, card_id)
        return shown(request, again, again.kept())

    @routes.post(f"{_OURS}/{{card_id}}/edit")
    def changed(
        request: Request,
        session_id: int,
        card_id: str,
        form: Annotated[Form, Depends(pages.form)],
    ) -> Response:
        return sent(request, writing(request, session_id, card_id), form)


@dataclass
class _Writing:
    """A trainer at work on a card: its answer once it was asked, and what is to be said."""

    services: Services
    session: Session
    card: Card | None
    answer: Answer | None = None
    told: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    def kept(self) -> Draft:
        """The card as it is kept, with the answer of today."""
        if self.card is None:
            return Draft()
        self.answer = explained(self.services.assistant, self.card.text.question)
        return Draft.of(self.card)

    def save(self, draft: Draft, wish: str, seen: str) -> bool:
        """Keep a card, unless something is wrong or its trainer has not seen this answer yet."""
        self.faults = draft.faults()
        if self.faults:
            return False
        self.answer = explained(self.services.assistant, draft.question)
        if wish not in _SAVING or seen != digest_of(self.answer):
            self.told = _LOOK_AGAIN if seen and wish in _SAVING else _LOOK
            return False
        try:
            self._keep(draft.text(self.answer, published=wish == "publish"))
        except GuideError as error:
            self.faults = {
                "scenario" if isinstance(error, OnHoldError) else "question": f"{error}."
            }
        return not self.faults

    def _keep(self, text: CardText) -> None:
        database = self.services.database
        if self.card:
            change_card(database, self.card, text)
        elif len(cards_of(database, self.session.id)) < MOST:
            add_card(database, self.session.id, text)
        else:
            raise HTTPException(422, f"This session has {MOST} cards; no more fit.")

    def values(self, draft: Draft) -> dict[str, Any]:
        """The values of the page."""
        seen = digest_of(self.answer) if self.answer else ""
        about = {"session": self.session, "card": self.card, "draft": draft, "seen": seen}
        return about | {"answer": self.answer, "told": self.told, "faults": self.faults}


def _own_card(services: Services, session: Session, number: str) -> Card:
    try:
        return card_of(services.database, session.id, number)
    except GuideError:
        raise HTTPException(404, "This session has no such card.") from None
