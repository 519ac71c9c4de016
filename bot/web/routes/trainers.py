"""Trainers sign in, see their sessions, and sign out."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from bot.store.training import sessions_of
from bot.training.digests import trainer_digest
from bot.web.pages import Form, Pages, page_routes
from bot.web.services import Services
from bot.web.sign_in_form import signed_in as of_form


def router(services: Services) -> APIRouter:
    """``/trainer``, ``/trainer/sign-in`` and ``/trainer/sign-out``."""
    routes, pages = page_routes(services)

    @routes.get("/trainer")
    def trainer(request: Request) -> Response:
        mine = trainer_digest(pages.signed_in(request).name)
        sessions = sessions_of(services.database, mine)
        return pages.show(request, "training/sessions.html", sessions=sessions)

    @routes.get("/trainer/sign-in")
    def sign_in(
        request: Request, onwards: Annotated[str, Query(alias="next", max_length=200)] = "/trainer"
    ) -> Response:
        return _sign_in_page(services, pages, request, onwards=onwards)

    @routes.post("/trainer/sign-in")
    def signed_in(request: Request, form: Annotated[Form, Depends(pages.form)]) -> Response:
        shown = partial(_sign_in_page, services, pages, request)
        return of_form(request, form, pages, shown)

    @routes.post("/trainer/sign-out")
    def sign_out(request: Request, form: Annotated[Form, Depends(pages.form)]) -> Response:
        del form  # only that it is one of ours matters
        return pages.sign_out(request)

    return routes


def _sign_in_page(
    services: Services, pages: Pages, request: Request, status: int = 200, /, **said: str
) -> Response:
    """The page; ``said`` are the name that was typed and what is wrong with it, if anything."""
    values = {"name": "", "fault": ""} | said
    by_password, issuer = services.signing.has_accounts, services.settings.oidc_issuer
    ways = {"by_password": by_password, "by_openid": issuer is not None}
    return pages.show(request, "training/sign_in.html", status, **values, **ways)
