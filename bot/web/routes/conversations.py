"""A conversation of the chat to keep, for whoever knows its id."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from bot.answer import Answer
from bot.web.export import conversation_page, markdown
from bot.web.services import Services
from corpus.library import Corpus

_PRIVATE = {"Cache-Control": "no-store"}


def router(services: Services) -> APIRouter:
    """``/conversations/<id>`` and ``/conversations/<id>.md``."""
    routes = APIRouter()

    def made_from(answer: Answer) -> Corpus:
        now = services.assistant.corpus
        return services.assistant.corpus_of(answer.corpus.version) or now

    def page(conversation: str) -> Response:
        answers = services.kept.answers(conversation)
        shown = conversation_page(answers, services.assistant.corpus, conversation, made_from)
        return HTMLResponse(shown, 200 if answers else 404, _PRIVATE)

    @routes.get("/conversations/{conversation}.md")
    def as_markdown(request: Request, conversation: str) -> Response:
        answers = services.kept.answers(conversation)
        if not answers:
            return page(conversation)
        address = services.settings.public_url or str(request.base_url).rstrip("/")
        named = {"Content-Disposition": 'attachment; filename="conversation.md"'}
        text = markdown(answers, services.assistant.corpus, address, made_from)
        return PlainTextResponse(text, 200, _PRIVATE | named, "text/markdown; charset=utf-8")

    @routes.get("/conversations/{conversation}", response_class=HTMLResponse)
    def to_print(conversation: str) -> Response:
        return page(conversation)

    return routes
