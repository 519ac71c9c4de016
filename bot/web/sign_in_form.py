"""The form of name and password, for every area that has accounts."""

from collections.abc import Callable

from fastapi import Request, Response

from bot.web.pages import Form, Pages
from bot.web.tries import TooManyTriesError

_WRONG = "That name and password do not belong together. Please check both."

Shown = Callable[..., Response]
"""``shown(status, name=…, fault=…, onwards=…)`` gives the page with the form."""


def signed_in(request: Request, form: Form, pages: Pages, shown: Shown) -> Response:
    """Go on to where somebody wanted to, or show the form again with what is wrong."""
    name = form.get("name", "").strip()[:64]
    said = {"name": name, "onwards": form.get("next", pages.area.home)}
    visitor = pages.visitor(request, name)
    try:
        found = pages.signing.by_password(name, form.get("password", ""), visitor)
    except TooManyTriesError as error:
        refused = shown(429, fault=str(error), **said)
        refused.headers["Retry-After"] = str(error.seconds)
        return refused
    if found is None:
        return shown(401, fault=_WRONG, **said)
    return pages.sign_in(request, found, said["onwards"])
