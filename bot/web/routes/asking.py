"""Asking: a question in, an Answer object out, at once or as a stream."""

import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from bot.answer import MAX_QUESTION, Answer, Claim
from bot.generating.reader import Reader
from bot.store.database import StoreUnavailableError
from bot.web.gate import browser_token, let_in_soon
from bot.web.live import Work, answer_of, live, told
from bot.web.services import Services

# Proxies must pass a stream on as it comes, and nobody keeps an answer.
_AS_IT_COMES = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
# What nobody gets to see.
# By which a proxy names a request, also where it hands it to another server after one has died.
REQUEST_HEADER = "X-Request-ID"
_CLIENT_LEFT = 499
_UNFINISHED = '{"error": {"code": "internal", "message": "something went wrong on our side"}}'
_LOG = logging.getLogger(__name__)


class Ask(BaseModel):
    """The body of a question; ``session`` is the join code of a training session."""

    model_config = ConfigDict(extra="forbid")

    question: str
    conversation: str | None = None
    session: str | None = Field(default=None, max_length=64)


@dataclass(frozen=True, slots=True)
class _Asker:
    """Whose browser asks; ``key`` stands for a request that a proxy may hand over twice."""

    browser: str | None
    key: str | None


def router(services: Services) -> APIRouter:
    """``/api/ask`` and ``/api/ask/stream``."""
    routes = APIRouter()

    async def answering(request: Request, body: Ask) -> Work:
        """What answers, once it is clear that the question is taken."""
        if len(body.question) > MAX_QUESTION:
            raise HTTPException(
                413, f"the question has {len(body.question)} characters, at most {MAX_QUESTION}"
            )
        await let_in_soon(services.gate, request)
        return partial(_answered, services, body, _asker(request))

    async def ready(request: Request, body: Ask) -> Answer | None:
        if not body.session:
            return None
        return await run_in_threadpool(_ready, services, body, _asker(request))

    @routes.post("/api/ask")
    async def ask(request: Request, body: Ask) -> Response:
        work = await answering(request, body)
        answer = await ready(request, body) or await answer_of(work, services.threads, request)
        if answer is None:
            return Response(status_code=_CLIENT_LEFT)
        return Response(answer.to_json(), media_type="application/json", headers=_AS_IT_COMES)

    @routes.post("/api/ask/stream")
    async def ask_stream(request: Request, body: Ask) -> StreamingResponse:
        work = await answering(request, body)
        made = await ready(request, body)
        items = told(made) if made else live(work, services.threads)
        first = await anext(items)  # what is wrong with a question is told by the status
        events = _events(first, items)
        return StreamingResponse(events, media_type="text/event-stream", headers=_AS_IT_COMES)

    return routes


def _asker(request: Request) -> _Asker:
    named = request.headers.get(REQUEST_HEADER)
    key = blake2b(named.encode("utf-8", "replace"), digest_size=16).hexdigest() if named else None
    return _Asker(browser_token(request), key)


def _answered(services: Services, body: Ask, asker: _Asker, reader: Reader) -> Answer:
    answer = services.assistant.ask(body.question, body.conversation, reader=reader)
    _count(services, body, asker, answer)
    return answer


def _ready(services: Services, body: Ask, asker: _Asker) -> Answer | None:
    """The answer made beforehand to what was suggested to a class, if the class may ask now.

    A database that is gone keeps no answer from anyone.
    """
    sessions, code = services.sessions, body.session or ""
    sessions.check(code)
    try:
        answer = sessions.ready(code, body.question, body.conversation)
    except StoreUnavailableError as gone:
        _LOG.error("no answer made beforehand can be had: %s", gone)
        return None
    if answer:
        _count(services, body, asker, answer)
    return answer


def _count(services: Services, body: Ask, asker: _Asker, answer: Answer) -> None:
    services.metrics.answered("api", answer)
    if not body.session:
        return
    try:
        services.sessions.record(body.session, asker.browser, answer, asker.key)
    except StoreUnavailableError as gone:
        _LOG.error("an answer in session %s is not counted: %s", body.session, gone)


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
