"""Signing in at the OpenID provider: to it, and back from it."""

import secrets
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from itsdangerous import BadData, URLSafeTimedSerializer

from bot.settings import BotSettings
from bot.web.openid import Attempt, OpenIdError, Provider, provider_from
from bot.web.pages import page_routes, see_other
from bot.web.services import Services
from bot.web.signing_in import Trainer
from bot.web.tries import TooManyTriesError

_COOKIE = "guide_openid"
_PATH = "/trainer/openid"
_VALID_S = 600


def router(services: Services) -> APIRouter:
    """``/trainer/openid`` and ``/trainer/openid/back``."""
    routes, pages = page_routes(services)
    found = provider_from(services.settings)
    attempts = _Attempts(services.settings)

    def provider() -> Provider:
        if found is None:
            raise HTTPException(404, "Sign-in at an OpenID provider is not set up here.")
        return found

    def let_in(request: Request) -> None:
        """Refuse whoever comes too often, before the provider is troubled."""
        try:
            services.signing.at_provider(pages.visitor(request))
        except TooManyTriesError as error:
            raise HTTPException(429, str(error), {"Retry-After": str(error.seconds)}) from None

    def failed(request: Request, error: OpenIdError) -> Response:
        host = provider().host
        page = pages.show(request, "training/openid.html", error.status, error=error, host=host)
        page.delete_cookie(_COOKIE, _PATH)
        return page

    @routes.get(_PATH)
    def begin(
        request: Request, onwards: Annotated[str, Query(alias="next", max_length=200)] = "/trainer"
    ) -> Response:
        let_in(request)
        attempt, back = Attempt.fresh(), f"{pages.public_url(request)}{_PATH}/back"
        try:
            response = see_other(provider().begin(back, attempt))
        except OpenIdError as error:
            return failed(request, error)
        response.set_cookie(
            _COOKIE,
            attempts.dumps(attempt, onwards),
            max_age=_VALID_S,
            path=_PATH,
            httponly=True,
            secure=back.startswith("https:"),
            samesite="lax",
        )
        return response

    @routes.get(f"{_PATH}/back")
    def end(request: Request) -> Response:
        let_in(request)
        back = f"{pages.public_url(request)}{_PATH}/back"
        try:
            attempt, onwards = attempts.loads(request.cookies.get(_COOKIE, ""))
            name = provider().end(back, attempt, request.query_params)
        except OpenIdError as error:
            return failed(request, error)
        response = pages.sign_in(request, Trainer.begin(name, "openid"), onwards)
        response.delete_cookie(_COOKIE, _PATH)
        return response

    return routes


class _Attempts:
    """Attempts as the browser keeps them: signed, for ten minutes."""

    def __init__(self, settings: BotSettings) -> None:
        secret = settings.secret.get_secret_value() if settings.secret else secrets.token_hex(32)
        self._signed = URLSafeTimedSerializer(secret, salt="openid")

    def dumps(self, attempt: Attempt, onwards: str) -> str:
        return str(self._signed.dumps([*attempt.as_list(), onwards]))

    def loads(self, kept: str) -> tuple[Attempt, str]:
        try:
            state, nonce, verifier, onwards = self._signed.loads(kept, max_age=_VALID_S)
        except (BadData, ValueError, TypeError):
            said = "That sign-in was not begun in this browser, or more than ten minutes ago."
            raise OpenIdError(400, said, "no attempt that is ours") from None
        return Attempt(state, nonce, verifier), onwards
