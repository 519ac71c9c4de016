"""Attendees answer practice cards, each for themselves; no script is needed."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from bot.store.cards import Chosen, cards_of, choices_of, choose
from bot.store.tables import now
from bot.store.training import Session
from bot.training.cards import CHOICES
from bot.training.digests import attendee_digest
from bot.training.states import refusal
from bot.training.suggesting import answer_of
from bot.web.gate import BROWSER_COOKIE, browser_token, let_in
from bot.web.pages import Form, page_routes, see_other
from bot.web.services import Services

_ADDRESS = "/class/{code}/cards"
_PAGE = "training/cards_class.html"
_NOT_CHOSEN = "Choose one of the three, then answer."


def router(services: Services) -> APIRouter:
    """``/class/<code>/cards``."""
    routes, pages = page_routes(services)

    @routes.get(_ADDRESS)
    def cards(request: Request, code: str, answered: int = 0) -> Response:
        let_in(services.gate, request)
        session = _open_session(services, code)
        if session is None:
            return see_other(f"/join/{code}")  # where it is said what is wrong
        values = _values(services, session, browser_token(request))
        response = pages.show(request, _PAGE, answered=answered, faults={}, **values)
        if BROWSER_COOKIE not in request.cookies:
            pages.set_cookie(request, response, BROWSER_COOKIE, secrets.token_urlsafe(16))
        return response

    @routes.post(_ADDRESS)
    def answer(request: Request, code: str, form: Annotated[Form, Depends(pages.form)]) -> Response:
        let_in(services.gate, request)
        session = _open_session(services, code)
        if session is None:
            return see_other(f"/join/{code}")
        number = _published(services, session, form.get("card", ""))
        choice, browser = form.get("choice", ""), browser_token(request)
        if choice not in CHOICES or not browser:
            values = _values(services, session, browser)
            faults = {number: _NOT_CHOSEN}
            return pages.show(request, _PAGE, 422, answered=0, faults=faults, **values)
        at = now().replace(second=0, microsecond=0)
        digest = attendee_digest(session.key, browser)
        choose(services.database, Chosen(number, session.id, digest, choice, at))
        return see_other(f"/class/{session.code}/cards?answered={number}#answer-{number}")

    return routes


def _open_session(services: Services, code: str) -> Session | None:
    """The session, unless it cannot be joined now."""
    session = services.sessions.find(code)
    return None if session is None or refusal(session, asking=False) else session


def _published(services: Services, session: Session, number: str) -> int:
    """The number of a card that the class has."""
    for card in cards_of(services.database, session.id):
        if str(card.id) == number and card.text.published:
            return card.id
    raise HTTPException(404, "Your trainer has taken that card back.")


def _values(services: Services, session: Session, browser: str | None) -> dict[str, Any]:
    """The cards that the class has, each with its explanation, and what this browser chose."""
    digest = attendee_digest(session.key, browser) if browser else ""
    given = [card for card in cards_of(services.database, session.id) if card.text.published]
    return {
        "session": session,
        "cards": [(card, answer_of(card.text.answer)) for card in given],
        "chosen": choices_of(services.database, session.id, digest) if digest else {},
        "choices": CHOICES,
    }
