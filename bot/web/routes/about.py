"""What the guide is, in plain words."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from bot.web.rendering import rendered
from bot.web.services import Services
from bot.web.transcript import NOTICE_NAMES
from corpus.document import Standing


def router(services: Services) -> APIRouter:
    """``/about``."""
    routes = APIRouter()
    settings = services.settings

    @routes.get("/about", response_class=HTMLResponse)
    def about() -> str:
        corpus = services.assistant.corpus
        return rendered(
            "about.html",
            notices=NOTICE_NAMES,
            standings={standing.value: standing.phrase for standing in Standing},
            offices=corpus.offices.offices,
            documents=len(corpus.documents),
            days=settings.retention_days,
            stale_days=settings.stale_days,
            closed=settings.closed_notice,
            maintainers=services.maintainers.has_accounts,
            knowledge_date=corpus.knowledge_date,
            version=corpus.version,
        )

    return routes
