"""Asking: a question in, an Answer object out, at once or as a stream."""

import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from functools import partial

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from bot.answer import MAX_QUESTION, Answer, Claim
from bot.generating.reader import NOBODY, Reader
from bot.pipeline import Assistant
from bot.store.database import StoreUnavailableError
from bot.web.gate import browser_token, let_in
from bot.web.live import Work, answer_of, live
from bot.web.services import Services, Sessions

# Proxies must pass a stream on as it comes, and nobody keeps an answer.
_AS_IT_COMES = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
# What nobody gets to see.
_CLIENT_LEFT = 499
_UNFINISHED = '{"error": {"code": "internal", "message": "something went wrong on our side"}}'
_LOG = logging.getLogger(__name__)


class Ask(BaseModel):
    """The body of a question; ``session`` is the join code of a training session."""

    model_config = ConfigDict(extra="forbid")

    question: str
    conversation: str | None = None
    session: str | None = Field(default=None, max_length=64)


def router(services: Services) -> APIRouter:
    """``/api/ask`` and ``/api/ask/stream``."""
    routes = APIRouter()

    def answering(request: Request, body: Ask) -> Work:
        """What answers, once it is clear that the question is taken."""
        if len(body.question) > MAX_QUESTION:
            raise HTTPException(
                413, f"the question has {len(body.question)} characters, at most {MAX_QUESTION}"
            )
        let_in(services.gate, request)
        return partial(_answered, services, body, browser_token(request))

    @routes.post("/api/ask")
    async def ask(request: Request, body: Ask) -> Response:
        answer = await answer_of(answering(request, body), request)
        if answer is None:
            return Response(status_code=_CLIENT_LEFT)
        return Response(answer.to_json(), media_type="application/json", headers=_AS_IT_COMES)

    @routes.post("/api/ask/stream")
    async def ask_stream(request: Request, body: Ask) -> StreamingResponse:
        items = live(answering(request, body))
        first = await anext(items)  # what is wrong with a question is told by the status
        events = _events(first, items)
        return StreamingResponse(events, media_type="text/event-stream", headers=_AS_IT_COMES)

    return routes


def _answered(services: Services, body: Ask, browser: str | None, reader: Reader) -> Answer:
    if body.session:
        answer = in_session(services.assistant, services.sessions, body, browser, reader)
    else:
        answer = services.assistant.ask(body.question, body.conversation, reader=reader)
    services.metrics.answered("api", answer)
    return answer


def in_session(
    assistant: Assistant,
    sessions: Sessions,
    body: Ask,
    browser: str | None,
    reader: Reader = NOBODY,
) -> Answer:
    """Answer a question of a class: what was suggested to it at once, anything else as ever.

    A database that is gone keeps no answer from anyone.
    """
    code = body.session or ""
    sessions.check(code)
    answer = _ready(sessions, body) or assistant.ask(
        body.question, body.conversation, reader=reader
    )
    try:
        sessions.record(code, browser, answer)
    except StoreUnavailableError as gone:
        _LOG.error("an answer in session %s is not counted: %s", code, gone)
    return answer


def _ready(sessions: Sessions, body: Ask) -> Answer | None:
    try:
        return sessions.ready(body.session or "", body.question, body.conversation)
    except StoreUnavailableError as gone:
        _LOG.error("no answer made beforehand can be had: %s", gone)
        return None


async def _events(
    first: Claim | Answer, rest: AsyncGenerator[Claim | Answer]
) -> AsyncIterator[str]:
    """Each item as an event; where something fails on the way, a last event says so."""
    async with aclosing(rest):
        yield _event(first)
        try:
            async for item in rest:
                yield _event(item)
        except Exception:  # noqa: BLE001  the status is out, so that only an event can tell
            _LOG.exception("a question could not be answered to its end")
            yield f"event: error\ndata: {_UNFINISHED}\n\n"


def _event(item: Claim | Answer) -> str:
    if isinstance(item, Answer):
        return f"event: answer\ndata: {item.to_json()}\n\n"
    return f"event: claim\ndata: {item.model_dump_json()}\n\n"
