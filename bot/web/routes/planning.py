"""Trainers plan a session: make, change, look at the answers made beforehand, rehearse, delete."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from bot.store.holds import OnHoldError
from bot.store.training import (
    Plan,
    Session,
    add_session,
    change_plan,
    delete_session,
    pins_of,
    put_suggested,
    suggested_of,
)
from bot.training.codes import new_code, normalised
from bot.training.digests import new_key, trainer_digest
from bot.training.grouping import group_id
from bot.training.rehearsal import Tried, rehearsed
from bot.training.suggesting import MOST, answer_of, prepared
from bot.training.times import zones
from bot.web.pages import Form, Pages, page_routes, see_other
from bot.web.planning import PlanForm, as_kept, fresh, sent
from bot.web.services import Services

_OURS = "/trainer/sessions/{session_id}"


def router(services: Services) -> APIRouter:
    """``/trainer/sessions/new`` and what is under ``/trainer/sessions/<id>`` but the board."""
    routes, pages = page_routes(services)
    _add_planning(routes, services, pages)
    _add_preparing(routes, services, pages)
    _add_deleting(routes, services, pages)
    return routes


def _add_planning(routes: APIRouter, services: Services, pages: Pages) -> None:
    @routes.get("/trainer/sessions/new")
    def new(request: Request) -> Response:
        pages.signed_in(request)
        return _form_page(pages, request, fresh())

    @routes.post("/trainer/sessions/new")
    def made(request: Request, form: Annotated[Form, Depends(pages.form)]) -> Response:
        mine = trainer_digest(pages.signed_in(request).name)
        filled = sent(form)
        plan = filled.plan()
        if plan is None:
            return _form_page(pages, request, filled, status=422)
        session = add_session(services.database, new_code(), new_key(), mine, plan)
        return _saved(services, session, filled)

    @routes.get(f"{_OURS}/edit")
    def edit(request: Request, session_id: int) -> Response:
        session = pages.own_session(request, session_id)
        filled = as_kept(session, suggested_of(services.database, session.id))
        return _form_page(pages, request, filled, session)

    @routes.post(f"{_OURS}/edit")
    def changed(
        request: Request, session_id: int, form: Annotated[Form, Depends(pages.form)]
    ) -> Response:
        session = pages.own_session(request, session_id)
        filled = sent(form)
        plan: Plan | None = filled.plan()
        if plan is None:
            return _form_page(pages, request, filled, session, 422)
        try:
            change_plan(services.database, session.id, plan)
        except OnHoldError as error:
            filled.faults["title"] = f"Nothing was changed: {error}."
            return _form_page(pages, request, filled, session, 422)
        return _saved(services, session.id, filled)


def _add_preparing(routes: APIRouter, services: Services, pages: Pages) -> None:
    @routes.get(f"{_OURS}/questions")
    def questions(request: Request, session_id: int) -> Response:
        session = pages.own_session(request, session_id)
        kept = suggested_of(services.database, session.id)
        return pages.show(
            request,
            "training/questions.html",
            session=session,
            prepared=[
                (one.question, group_id(one.question), answer_of(one.answer)) for one in kept
            ],
            pinned={pin.group for pin in pins_of(services.database, session.id)},
        )

    @routes.get(f"{_OURS}/rehearsal")
    def rehearsal(request: Request, session_id: int) -> Response:
        session = pages.own_session(request, session_id)
        return _rehearsal_page(services, pages, request, session, tried=None)

    @routes.post(f"{_OURS}/rehearsal")
    def rehearse(
        request: Request, session_id: int, form: Annotated[Form, Depends(pages.form)]
    ) -> Response:
        del form  # only that it is one of ours matters
        session = pages.own_session(request, session_id)
        kept = [one.question for one in suggested_of(services.database, session.id)]
        tried = rehearsed(services.assistant, kept)
        return _rehearsal_page(services, pages, request, session, tried=tried)


def _add_deleting(routes: APIRouter, services: Services, pages: Pages) -> None:
    @routes.get(f"{_OURS}/delete")
    def delete(request: Request, session_id: int) -> Response:
        session = pages.own_session(request, session_id)
        return pages.show(request, "training/delete.html", session=session, fault="")

    @routes.post(f"{_OURS}/delete")
    def deleted(
        request: Request, session_id: int, form: Annotated[Form, Depends(pages.form)]
    ) -> Response:
        session = pages.own_session(request, session_id)
        fault = _not_deleted(services, session, form.get("code", ""))
        if fault:
            return pages.show(request, "training/delete.html", 422, session=session, fault=fault)
        return see_other("/trainer")


def _not_deleted(services: Services, session: Session, typed: str) -> str:
    """Delete a session whose code was typed; why that was not done, if it was not."""
    if normalised(typed) != session.code:
        return "That is not the code of this session. Nothing was deleted."
    services.sessions.flush()
    try:
        delete_session(services.database, session.id)
    except OnHoldError as error:
        return f"Nothing was deleted: {error}."
    services.sessions.changed()
    return ""


def _saved(services: Services, session: int, filled: PlanForm) -> Response:
    """Make the answers to the suggested questions, and show them."""
    kept = suggested_of(services.database, session)
    ready = prepared(services.assistant, filled.questions(), kept)
    put_suggested(services.database, session, ready)
    services.sessions.changed()
    return see_other(f"/trainer/sessions/{session}/questions")


def _form_page(
    pages: Pages,
    request: Request,
    filled: PlanForm,
    session: Session | None = None,
    status: int = 200,
) -> Response:
    values: dict[str, Any] = {"zones": zones(), "most": MOST, "session": session}
    return pages.show(request, "training/plan.html", status, form=filled, **values)


def _rehearsal_page(
    services: Services,
    pages: Pages,
    request: Request,
    session: Session,
    tried: list[Tried] | None,
) -> Response:
    values = {"closed_notice": services.settings.closed_notice, "tried": tried}
    return pages.show(request, "training/rehearsal.html", session=session, **values)
