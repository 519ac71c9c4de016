"""Pages that people sign in to: rendering, forms, who is signed in, and errors people can read."""

import secrets
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException as StarletteHTTPException

from bot.store.database import GoneError, StoreUnavailableError
from bot.store.training import Session, session_by_id
from bot.training.digests import trainer_digest
from bot.web.areas import TRAINING, Area, is_within
from bot.web.rendering import rendered
from bot.web.services import Services
from bot.web.signing_in import DEVICE_S, VALID_S, Trainer
from bot.web.tries import Visitor
from corpus.errors import GuideError
from index.vectors import VectorsUnavailableError

TRAINER_COOKIE, DEVICE_COOKIE = TRAINING.cookie, TRAINING.device
FORM_COOKIE = "guide_form"
_SEE_OTHER = 303
_LARGEST = 2**31 - 1  # beyond it no database has a number
_FIRST_ERROR = 400
_HEADINGS = {
    403: "That form is no longer valid",
    404: "There is nothing here",
    410: "That is over",
    429: "Please wait a moment",
    503: "Not now",
}

_TOLD = (StarletteHTTPException, GuideError, RequestValidationError)

Form = dict[str, str]


def wants_json(request: Request) -> bool:
    """Whether a script asks, and not a person who followed a link."""
    return "application/json" in request.headers.get("accept", "")


class PageRoute(APIRoute):
    """A route whose errors are pages, unless a script asks."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handler(request)
            except _TOLD as error:
                if wants_json(request):
                    raise
                return _error_page(error)

        return handled


def _error_page(error: Exception) -> Response:
    if isinstance(error, StarletteHTTPException):
        status, message, headers = error.status_code, str(error.detail), error.headers
        if status < _FIRST_ERROR:
            return Response(status_code=status, headers=headers)
    elif isinstance(error, StoreUnavailableError | VectorsUnavailableError):
        status, message, headers = 503, f"{error}.", {"Retry-After": "5"}
    elif isinstance(error, GoneError):
        status, message, headers = 404, f"{error}.", None
    elif isinstance(error, GuideError):
        status, message, headers = 409, f"{error}.", None
    else:
        status, message, headers = (
            422,
            "Something in that address or form is not as expected.",
            None,
        )
    heading = _HEADINGS.get(status, "That did not work")
    page = rendered("training/message.html", heading=heading, message=message)
    return HTMLResponse(page, status, headers)


class Pages:
    """What the routes of one area share: those of trainers and attendees, or of maintainers."""

    def __init__(self, services: Services, area: Area = TRAINING) -> None:
        self._services = services
        self.area = area
        self.signing = services.signing if area is TRAINING else services.maintainers

    def there(self) -> None:
        """404 for an area that is switched off: nobody could sign in to it."""
        if self.area.closed and not self.signing.has_accounts:
            raise HTTPException(404, "There is no page at that address.")

    def show(
        self, request: Request, name: str, status: int = 200, /, **values: object
    ) -> HTMLResponse:
        """A page from a template, which may hold forms and knows who is signed in."""
        number = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(16)
        page = rendered(
            name,
            **{self.area.person: self.trainer(request)},
            form_token=self.signing.form_token(number),
            version=self._services.assistant.corpus.version,
            **values,
        )
        response = HTMLResponse(page, status, {"Cache-Control": "no-store"})
        if FORM_COOKIE not in request.cookies:
            self.set_cookie(request, response, FORM_COOKIE, number)
        return response

    async def form(self, request: Request) -> Form:
        """The fields of a form that one of our pages sent; 403 for any other."""
        sent = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
        return self.ours(request, {name: values[-1] for name, values in sent.items()})

    def ours(self, request: Request, fields: Form) -> Form:
        """The fields again, if one of our pages sent them; 403 for any other."""
        number = request.cookies.get(FORM_COOKIE)
        if not self.signing.is_form_token(fields.get("form_token", ""), number):
            raise HTTPException(
                403, "Go back to the page, reload it and send the form again. Nothing was changed."
            )
        return fields

    def trainer(self, request: Request) -> Trainer | None:
        """Who is signed in; looked up once a request."""
        if not hasattr(request.state, "trainer"):
            cookie = request.cookies.get(self.area.cookie)
            request.state.trainer = self.signing.trainer(cookie)
        found: Trainer | None = request.state.trainer
        return found

    def visitor(self, request: Request, name: str = "") -> Visitor:
        """The browser that wants to sign in, under a name if one was typed."""
        address = request.client.host if request.client else "unknown"
        number, device = (request.cookies.get(one) for one in (FORM_COOKIE, self.area.device))
        return self.signing.visitor(address, number or "", device, name)

    def signed_in(self, request: Request) -> Trainer:
        """Who is signed in; everybody else is sent to sign in, or told so if a script asks."""
        trainer = self.trainer(request)
        if trainer:
            return trainer
        if wants_json(request):
            raise HTTPException(401, "you are no longer signed in: sign in again")
        home = self.area.home
        onwards = quote(request.url.path) if request.method == "GET" else home
        raise HTTPException(_SEE_OTHER, headers={"Location": f"{home}/sign-in?next={onwards}"})

    def own_session(self, request: Request, session: int) -> Session:
        """A session of whoever is signed in; 404 for what is not theirs."""
        mine = trainer_digest(self.signed_in(request).name)
        found = session_by_id(self._services.database, session) if session <= _LARGEST else None
        if found is None or found.trainer != mine:
            raise HTTPException(404, "You have no session of that number.")
        return found

    def sign_in(self, request: Request, trainer: Trainer, onwards: str) -> RedirectResponse:
        """Begin a visit and go on to a page of this area."""
        response = see_other(onwards if is_within(self.area, onwards) else self.area.home)
        self.set_cookie(request, response, self.area.cookie, self.signing.cookie(trainer))
        self.set_cookie(request, response, FORM_COOKIE, secrets.token_urlsafe(16))
        device = self.signing.device_cookie(trainer)
        self.set_cookie(request, response, self.area.device, device, DEVICE_S)
        return response

    def sign_out(self, request: Request) -> RedirectResponse:
        """End a visit."""
        if trainer := self.trainer(request):
            self.signing.end(trainer)
        response = see_other(f"{self.area.home}/sign-in")
        response.delete_cookie(self.area.cookie)
        response.delete_cookie(FORM_COOKIE)
        return response

    def public_url(self, request: Request) -> str:
        """The address of the guide as people type it, without a slash at the end."""
        return self._services.settings.public_url or str(request.base_url).rstrip("/")

    def set_cookie(
        self,
        request: Request,
        response: Response,
        name: str,
        value: str,
        lasts_s: int = VALID_S,
    ) -> None:
        """A cookie that no script reads, by default for as long as a visit lasts."""
        secure = self.public_url(request).startswith("https:")
        response.set_cookie(
            name, value, max_age=lasts_s, httponly=True, secure=secure, samesite="lax"
        )


def page_routes(services: Services, area: Area = TRAINING) -> tuple[APIRouter, Pages]:
    """What the routes of an area begin with."""
    pages = Pages(services, area)
    return APIRouter(route_class=PageRoute, dependencies=[Depends(pages.there)]), pages


def see_other(address: str) -> RedirectResponse:
    """After a form: go and look there."""
    return RedirectResponse(address, _SEE_OTHER, {"Cache-Control": "no-store"})
