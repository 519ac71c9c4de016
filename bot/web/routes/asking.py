"""Asking: a question in, an Answer object out, at once or as a stream."""

from collections.abc import Iterator

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

from bot.answer import MAX_QUESTION, Answer
from bot.web.gate import let_in
from bot.web.services import Services


class Ask(BaseModel):
    """The body of a question."""

    model_config = ConfigDict(extra="forbid")

    question: str
    conversation: str | None = None
    session: str | None = None


def router(services: Services) -> APIRouter:
    """``/api/ask`` and ``/api/ask/stream``."""
    routes = APIRouter()

    def answered(request: Request, body: Ask) -> Answer:
        if len(body.question) > MAX_QUESTION:
            raise HTTPException(
                413, f"the question has {len(body.question)} characters, at most {MAX_QUESTION}"
            )
        let_in(services.gate, request)
        return services.assistant.ask(body.question, body.conversation)

    @routes.post("/api/ask")
    def ask(request: Request, body: Ask) -> Response:
        return Response(answered(request, body).to_json(), media_type="application/json")

    @routes.post("/api/ask/stream")
    def ask_stream(request: Request, body: Ask) -> StreamingResponse:
        events = _events(answered(request, body))
        return StreamingResponse(events, media_type="text/event-stream")

    return routes


def _events(answer: Answer) -> Iterator[str]:
    for claim in answer.claims:
        yield f"event: claim\ndata: {claim.model_dump_json()}\n\n"
    yield f"event: answer\ndata: {answer.to_json()}\n\n"
