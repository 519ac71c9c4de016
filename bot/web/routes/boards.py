"""The trainer's board and the wall: pages, and the same as data for the script that follows."""

import threading
import time
from typing import Annotated, Any
from urllib.parse import quote_plus

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from bot.store.training import Session
from bot.training.acting import Acting, Done, said_of
from bot.training.board import board_of, wall_of
from bot.training.suggesting import answer_of
from bot.web.codes import qr_svg
from bot.web.pages import Form, PageRoute, Pages, see_other, wants_json
from bot.web.rendering import part
from bot.web.services import Services
from corpus.errors import GuideError

_BOARD_PARTS = (
    "done",
    "state",
    "numbers",
    "asked",
    "unanswered",
    "cards",
    "pins",
    "hidden",
    "latest",
)
_WALL_PARTS = ("state", "numbers", "pins", "cards")
_WALL_S = 1.0
_KEPT_WALLS = 100
_NOT_KEPT = {"Cache-Control": "no-store"}


def router(services: Services) -> APIRouter:
    """The board under ``/trainer/sessions/<id>``, the wall at ``/wall/<code>``."""
    routes = APIRouter(route_class=PageRoute)
    pages = Pages(services)
    _add_board(routes, services, pages)
    _add_wall(routes, services, pages)
    return routes


def _add_board(routes: APIRouter, services: Services, pages: Pages) -> None:
    acting = Acting(services.assistant, services.database)

    @routes.get("/trainer/sessions/{session_id}")
    def board(request: Request, session_id: int, done: str = "") -> Response:
        session = pages.own_session(request, session_id)
        values = _board(services, session, _said(done))
        link = f"{pages.public_url(request)}/join/{session.code}"
        return pages.show(request, "training/board.html", link=link, qr=_qr(link), **values)

    @routes.get("/api/trainer/sessions/{session_id}/board")
    def api_board(request: Request, session_id: int) -> Response:
        if pages.trainer(request) is None:
            raise HTTPException(401, "you are no longer signed in: sign in again")
        return _as_json(services, pages.own_session(request, session_id), None)

    @routes.post("/trainer/sessions/{session_id}")
    def act(
        request: Request, session_id: int, form: Annotated[Form, Depends(pages.form)]
    ) -> Response:
        session = pages.own_session(request, session_id)
        services.sessions.flush()
        asked = form.get("do", "")
        try:
            done = acting.do(session, asked)
        except GuideError as error:
            raise HTTPException(422, f"{error}.") from None
        services.sessions.changed()
        if wants_json(request):
            return _as_json(services, pages.own_session(request, session_id), done)
        return see_other(f"/trainer/sessions/{session_id}?done={quote_plus(asked)}")


def _add_wall(routes: APIRouter, services: Services, pages: Pages) -> None:
    walls = _Walls(services)

    @routes.get("/wall/{code}")
    def wall(request: Request, code: str) -> Response:
        session = _of_code(services, code)
        link = f"{pages.public_url(request)}/join/{session.code}"
        values = walls.values(session)
        return pages.show(request, "training/wall.html", link=link, qr=_qr(link), **values)

    @routes.get("/api/sessions/{code}/wall")
    def api_wall(code: str) -> Response:
        return JSONResponse(walls.data(_of_code(services, code)), headers=_NOT_KEPT)


class _Walls:
    """What walls show, made at most once a second each, since a whole class may look at one."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = threading.Lock()
        self._made: dict[int, tuple[float, dict[str, Any]]] = {}

    def values(self, session: Session) -> dict[str, Any]:
        """The values of the template."""
        self._services.sessions.flush()
        wall = wall_of(self._services.database, session)
        pins = [(pin, answer_of(pin.answer)) for pin in wall.pins]
        return {"wall": wall, "session": wall.session, "pins": pins}

    def data(self, session: Session) -> dict[str, Any]:
        """The same as data, with the parts of the page that change."""
        with self._lock:
            made_at, data = self._made.get(session.id, (0.0, {}))
            if time.monotonic() - made_at < _WALL_S:
                return data
            values = self.values(session)
            wall = values["wall"]
            data = {"state": wall.state, "people": wall.people, "questions": wall.questions}
            data["parts"] = {name: part("training/wall.html", name, values) for name in _WALL_PARTS}
            while len(self._made) >= _KEPT_WALLS:
                self._made.pop(next(iter(self._made)))
            self._made[session.id] = (time.monotonic(), data)
            return data


def _board(services: Services, session: Session, done: Done | None) -> dict[str, Any]:
    services.sessions.flush()
    board = board_of(services.database, session)
    return {"session": session, "board": board, "done": done}


def _as_json(services: Services, session: Session, done: Done | None) -> Response:
    values = _board(services, session, done)
    wanted = [name for name in _BOARD_PARTS if name != "done" or done]
    parts = {name: part("training/board.html", name, values) for name in wanted}
    return JSONResponse(values["board"].as_data() | {"parts": parts}, headers=_NOT_KEPT)


def _said(done: str) -> Done | None:
    try:
        return said_of(done) if done else None
    except GuideError:
        return None


def _of_code(services: Services, code: str) -> Session:
    session = services.sessions.find(code)
    if session is None:
        raise HTTPException(404, f"There is no class with the code {code[:32]!r}.")
    return session


def _qr(link: str) -> str:
    return qr_svg(link, "QR code that opens the address above")
