"""Attendees join a class by its code, without a name, and ask in it."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from bot.store.cards import published_count
from bot.store.training import Session
from bot.training.codes import normalised
from bot.training.states import NotTakenError, refusal, unknown
from bot.web.gate import BROWSER_COOKIE, browser_token, let_in
from bot.web.pages import PageRoute, Pages, see_other
from bot.web.services import Services

_STATUS = {"planned": 403, "closed": 410}


def router(services: Services) -> APIRouter:
    """``/api/sessions/<code>/join``, ``/join``, ``/join/<code>`` and ``/class/<code>``."""
    routes = APIRouter()
    pages = Pages(services)

    @routes.post("/api/sessions/{code}/join")
    def api_join(request: Request, code: str) -> dict[str, Any]:
        let_in(services.gate, request)
        session = services.sessions.join(code, browser_token(request))
        return {
            "title": session.plan.title,
            "topic": session.plan.topic,
            "suggested": [one.question for one in services.sessions.suggestions(session)],
            "state": session.state(),
            "opens_at": f"{session.plan.opens_at.isoformat()}Z",
            "closes_at": f"{session.plan.closes_at.isoformat()}Z",
        }

    routes.include_router(_pages(services, pages))
    return routes


def _pages(services: Services, pages: Pages) -> APIRouter:
    routes = APIRouter(route_class=PageRoute)

    @routes.get("/join")
    def join(request: Request, code: Annotated[str, Depends(_typed)]) -> Response:
        known = normalised(code)
        if known:  # the form was sent
            return see_other(f"/join/{known}")
        return _join_page(pages, request, code, unknown(code) if code else None)

    @routes.get("/join/{code}")
    def joined(request: Request, code: str) -> Response:
        let_in(services.gate, request)
        session, refused = _looked_up(services, code)
        if session is None or refused:
            return _join_page(pages, request, code, refused)
        response = see_other(f"/class/{session.code}")
        if browser_token(request) is None:
            pages.set_cookie(request, response, BROWSER_COOKIE, secrets.token_urlsafe(16))
        return response

    @routes.get("/class/{code}")
    def in_class(request: Request, code: str) -> Response:
        let_in(services.gate, request)
        session, refused = _looked_up(services, code)
        if session is None or refused:
            return _join_page(pages, request, code, refused)
        cards = published_count(services.database, session.id)
        values = {"suggested": services.sessions.suggestions(session), "cards": cards}
        return pages.show(request, "training/class.html", session=session, **values)

    return routes


def _typed(code: str = "") -> str:
    return code.strip()[:64]


def _looked_up(services: Services, code: str) -> tuple[Session | None, NotTakenError | None]:
    """The session of a code, and why it cannot be joined now."""
    session = services.sessions.find(code)
    if session is None:
        return None, unknown(code)
    return session, refusal(session, asking=False)


def _join_page(
    pages: Pages, request: Request, code: str, refused: NotTakenError | None
) -> Response:
    status = _STATUS.get(refused.state, 404) if refused else 200
    return pages.show(request, "training/join.html", status, code=code, refused=refused)
