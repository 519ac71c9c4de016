"""Feedback on an answer, masked before it is stored."""

from fastapi import APIRouter, Request

from bot.guardrails.masking import masked_for_storage
from bot.store.feedback import Feedback, add_feedback
from bot.training.codes import normalised
from bot.web.gate import let_in
from bot.web.services import Services


def router(services: Services) -> APIRouter:
    """``/api/feedback``."""
    routes = APIRouter()

    @routes.post("/api/feedback")
    def feedback(request: Request, body: Feedback) -> dict[str, bool]:
        let_in(services.gate, request)
        question = "" if services.assistant.is_declined(body.question) else body.question
        texts = {"question": masked_for_storage(question), "note": masked_for_storage(body.note)}
        session = normalised(body.session or "")
        masked = body.model_copy(update=texts | {"session": session})
        if add_feedback(services.database, masked):
            services.metrics.judged(body.verdict)
        return {"stored": True}

    return routes
