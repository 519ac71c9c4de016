"""Asking: a question in, an Answer object out, at once or as a stream."""

import logging
from collections.abc import AsyncIterator

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from bot.answer import MAX_QUESTION, Answer
from bot.pipeline import Assistant
from bot.store.database import StoreUnavailableError
from bot.web.gate import browser_token, let_in
from bot.web.services import Services, Sessions

# Proxies must pass a stream on as it comes, and nobody keeps an answer.
_AS_IT_COMES = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
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

    def answered(request: Request, body: Ask) -> Answer:
        if len(body.question) > MAX_QUESTION:
            raise HTTPException(
                413, f"the question has {len(body.question)} characters, at most {MAX_QUESTION}"
            )
        let_in(services.gate, request)
        if body.session:
            browser = browser_token(request)
            answer = in_session(services.assistant, services.sessions, body, browser)
        else:
            answer = services.assistant.ask(body.question, body.conversation)
        services.metrics.answered("api", answer)
        return answer

    @routes.post("/api/ask")
    def ask(request: Request, body: Ask) -> Response:
        answer = answered(request, body).to_json()
        return Response(answer, media_type="application/json", headers=_AS_IT_COMES)

    @routes.post("/api/ask/stream")
    def ask_stream(request: Request, body: Ask) -> StreamingResponse:
        events = _events(answered(request, body))
        return StreamingResponse(events, media_type="text/event-stream", headers=_AS_IT_COMES)

    return routes


def in_session(assistant: Assistant, sessions: Sessions, body: Ask, browser: str | None) -> Answer:
    """Answer a question of a class: what was suggested to it at once, anything else as ever.

    A database that is gone keeps no answer from anyone.
    """
    code = body.session or ""
    sessions.check(code)
    answer = _ready(sessions, body) or assistant.ask(body.question, body.conversation)
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


async def _events(answer: Answer) -> AsyncIterator[str]:
    for claim in answer.claims:
        yield f"event: claim\ndata: {claim.model_dump_json()}\n\n"
    yield f"event: answer\ndata: {answer.to_json()}\n\n"
