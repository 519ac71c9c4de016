"""Maintainers sign in, see how the documents are, build the index, and take a change back."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response

from bot.maintaining.folders import Folder
from bot.maintaining.lacking import DAYS
from bot.maintaining.preview import undoing
from bot.maintaining.upkeep import undo_mark
from bot.store.maintenance import latest_actions
from bot.web.areas import MAINTAINING
from bot.web.pages import Form, Pages, page_routes, see_other
from bot.web.services import Services
from bot.web.sign_in_form import signed_in as of_form
from corpus.errors import GuideError
from corpus.history import last

_LATER = "Answers change once the index is built and the server is told to answer from it."
_DONE = {
    "accept": f"Accepted. {_LATER}",
    "discard": "Discarded. Nothing was changed.",
    "undo": f"Taken back. {_LATER}",
    "build": "The index is being built, beside this server.",
    "renew": "Questions are answered from the new index now.",
}


def router(services: Services) -> APIRouter:
    """``/maintain`` but for what `bot.web.routes.staging` has there."""
    routes, pages = page_routes(services, MAINTAINING)
    _add_signing_in(routes, pages)
    _add_overview(routes, services, pages)
    _add_undoing(routes, services, pages)
    return routes


def _add_signing_in(routes: APIRouter, pages: Pages) -> None:
    @routes.get("/maintain/sign-in")
    def sign_in(
        request: Request, onwards: Annotated[str, Query(alias="next", max_length=200)] = "/maintain"
    ) -> Response:
        return _sign_in_page(pages, request, onwards=onwards)

    @routes.post("/maintain/sign-in")
    def signed_in(request: Request, form: Annotated[Form, Depends(pages.form)]) -> Response:
        shown = partial(_sign_in_page, pages, request)
        return of_form(request, form, pages, shown)

    @routes.post("/maintain/sign-out")
    def sign_out(request: Request, form: Annotated[Form, Depends(pages.form)]) -> Response:
        del form  # only that it is one of ours matters
        return pages.sign_out(request)


def _add_overview(routes: APIRouter, services: Services, pages: Pages) -> None:
    upkeep = services.upkeep

    @routes.get("/maintain")
    def overview(request: Request, done: str = "") -> Response:
        account = pages.signed_in(request).name
        return pages.show(
            request,
            "maintain/overview.html",
            done=_DONE.get(done, ""),
            states=upkeep.states(),
            staged=upkeep.staging.of(account),
            building=upkeep.builder.progress,
            topics=upkeep.lacking.topics(),
            days=DAYS,
            actions=latest_actions(services.database),
            stale_days=services.settings.stale_days,
        )

    @routes.post("/maintain/build")
    def build(request: Request, form: Annotated[Form, Depends(pages.form)]) -> Response:
        del form  # only that it is one of ours matters, so below
        upkeep.build(pages.signed_in(request).name)
        return see_other("/maintain?done=build")

    @routes.post("/maintain/renew")
    def renew(request: Request, form: Annotated[Form, Depends(pages.form)]) -> Response:
        del form
        upkeep.renew(pages.signed_in(request).name)
        return see_other("/maintain?done=renew")


def _add_undoing(routes: APIRouter, services: Services, pages: Pages) -> None:
    upkeep = services.upkeep

    def folder_of(key: str) -> Folder:
        found = upkeep.folders.get(key)
        if found is None:
            raise HTTPException(404, "There are no documents of that kind here.")
        return found

    def shown(request: Request, folder: Folder, status: int = 200, fault: str = "") -> Response:
        change = last(folder.root)
        if change is None:
            raise HTTPException(404, "There is no change on record that could be taken back.")
        try:
            changes = undoing(folder, change)
        except GuideError as error:
            changes, fault = [], str(error)
        values = {"folder": folder, "change": change, "changes_found": changes, "fault": fault}
        mark = undo_mark(folder, change)
        return pages.show(request, "maintain/undo.html", status, seen=mark, **values)

    @routes.get("/maintain/undo/{key}")
    def undo(request: Request, key: str) -> Response:
        pages.signed_in(request)
        return shown(request, folder_of(key))

    @routes.post("/maintain/undo/{key}")
    def undone(request: Request, key: str, form: Annotated[Form, Depends(pages.form)]) -> Response:
        account, folder = pages.signed_in(request).name, folder_of(key)
        try:
            upkeep.undo(account, folder, form.get("seen", ""))
        except GuideError as error:
            return shown(request, folder, 409, str(error))
        return see_other("/maintain?done=undo")


def _sign_in_page(pages: Pages, request: Request, status: int = 200, /, **said: str) -> Response:
    values = {"name": "", "fault": ""} | said
    return pages.show(request, "maintain/sign_in.html", status, **values)
