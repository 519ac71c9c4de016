"""The web application, put together from its parts."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from bot.web.errors import add_errors, add_what_is_not_there
from bot.web.headers import add_headers
from bot.web.metrics import Counting
from bot.web.origins import Origins
from bot.web.routes import (
    about,
    asking,
    boards,
    cards,
    conversations,
    documents,
    feedback,
    health,
    maintainers,
    metrics,
    openid,
    papers,
    planning,
    practice,
    sessions,
    staging,
    trainers,
    widget,
)
from bot.web.services import Services

_STATIC = Path(__file__).parent / "static"
_ROUTES = (
    asking,
    feedback,
    documents,
    conversations,
    about,
    widget,
    openid,
    sessions,
    trainers,
    planning,
    boards,
    cards,
    practice,
    papers,
    maintainers,
    staging,
    health,
    metrics,
)


def make_app(services: Services) -> FastAPI:
    """All but the chat itself, which `bot.web.chat.mount_chat` puts at ``/``."""
    app = FastAPI(title="Responsible AI Guide", docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/guide", StaticFiles(directory=_STATIC), name="static")
    add_errors(app)
    settings = services.settings
    origins = Origins(
        settings.allowed_origins, services.sessions.origins, services.sessions.look_again
    )
    add_headers(app, origins, settings.public_url)
    app.add_middleware(Counting, metrics=services.metrics)
    for part in _ROUTES:
        app.router.routes.extend(part.router(services).routes)  # each seen by what follows
    add_what_is_not_there(app)
    return app
