"""The trainer's board and the wall: pages, and the same as data for the script that follows."""

import threading
import time
from dataclasses import dataclass, field, replace
from typing import Annotated, Any
from urllib.parse import quote_plus

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from bot.store.training import Session
from bot.training.acting import Acting, Done, said_of
from bot.training.board import board_of, wall_of
from bot.training.suggesting import answer_of
from bot.web.codes import qr_svg
from bot.web.gate import hold_back
from bot.web.pages import Form, Pages, page_routes, see_other, wants_json
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
    routes, pages = page_routes(services)
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
        hold_back(services.gate, request)
        session = _of_code(services, code)
        link = f"{pages.public_url(request)}/join/{session.code}"
        values = walls.of(session, fresh=True).values
        return pages.show(request, "training/wall.html", link=link, qr=_qr(link), **values)

    @routes.get("/api/sessions/{code}/wall")
    def api_wall(request: Request, code: str) -> Response:
        hold_back(services.gate, request)
        return JSONResponse(walls.of(_of_code(services, code)).data, headers=_NOT_KEPT)


@dataclass
class _Wall:
    """What one wall shows: the values of its template, and the same as data for the script."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    made_at: float = -_WALL_S
    values: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)

    def make(self, services: Services, session: Session) -> None:
        """Look at the session again."""
        services.sessions.flush()
        wall = wall_of(services.database, session)
        pins = [(pin, answer_of(pin.answer)) for pin in wall.pins]
        self.values = {"wall": wall, "session": wall.session, "pins": pins}
        parts = {name: part("training/wall.html", name, self.values) for name in _WALL_PARTS}
        counts = {"people": wall.people, "questions": wall.questions}
        self.data = {"state": wall.state, **counts, "parts": parts}
        self.made_at = time.monotonic()


class _Walls:
    """Followed by a whole class, a wall is made at most once a second."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = threading.Lock()
        self._walls: dict[int, _Wall] = {}

    def of(self, session: Session, *, fresh: bool = False) -> _Wall:
        """The wall of a session. One class does not wait for the wall of another."""
        with self._lock:
            while session.id not in self._walls and len(self._walls) >= _KEPT_WALLS:
                self._walls.pop(next(iter(self._walls)))
            wall = self._walls.setdefault(session.id, _Wall())
        with wall.lock:
            if fresh or time.monotonic() - wall.made_at >= _WALL_S:
                wall.make(self._services, session)
            return replace(wall)


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
