"""Maintainers stage a change, preview it, and accept or discard it."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from bot.maintaining.folders import Folder
from bot.maintaining.overview import Kept
from bot.maintaining.staging import Staged, staged
from bot.maintaining.upkeep import check_writable
from bot.web.areas import MAINTAINING
from bot.web.document_forms import NAMES, Filled, as_kept, empty, new_document, new_standing
from bot.web.pages import Form, Pages, page_routes, see_other
from bot.web.services import Services
from bot.web.uploads import Upload, uploading
from corpus.document import Rights, Source, Standing
from corpus.errors import GuideError
from corpus.incoming.kinds import Kind
from corpus.incoming.limits import FILE_BYTES, MEGABYTE
from corpus.incoming.reading import Reading

_OURS = "/maintain/documents/{document_id}"
_STAGED = "/maintain/staged"
# Of a text that is to come in: whoever wants to read more opens the file.
_SHOWN = 100_000
_CHOICES: dict[str, Any] = {
    "names": NAMES,
    "standings": {str(one): one.phrase for one in Standing},
    "megabytes": FILE_BYTES // MEGABYTE,
}
_RIGHTS = {
    str(Rights.AGENCY_SUPPLIED): "the agency has supplied it",
    str(Rights.PUBLIC_DOMAIN): "a work of the US government, in the public domain",
    str(Rights.NOTES): "notes in our own words",
}


def router(services: Services) -> APIRouter:
    """``/maintain/new``, ``/maintain/documents/<id>`` and ``/maintain/staged``."""
    routes, pages = page_routes(services, MAINTAINING)
    _add_new(routes, services, pages)
    _Documents(services, pages).add(routes)
    _add_staged(routes, services, pages)
    return routes


def _add_new(routes: APIRouter, services: Services, pages: Pages) -> None:
    upkeep = services.upkeep

    def shown(request: Request, filled: Filled, status: int = 200) -> Response:
        folders = [folder for folder in upkeep.folders.values() if folder.writable]
        values = {"form": filled, "folders": folders, "rights": _RIGHTS} | _CHOICES
        return pages.show(request, "maintain/new.html", status, **values)

    @routes.get("/maintain/new")
    def new(request: Request) -> Response:
        pages.signed_in(request)
        return shown(request, empty(folder=next(reversed(upkeep.folders))))

    @routes.post("/maintain/new")
    def made(request: Request, sent: Annotated[Upload, Depends(uploading(pages))]) -> Response:
        filled = new_document(sent.fields)
        folder = upkeep.folders.get(filled.typed["folder"])
        if folder is None or not folder.writable:
            filled.faults["folder"] = "Choose one that can be written."
            return shown(request, filled, 422)
        if filled.faults:
            filled.faults["file"] = "Choose the file once more."
            return shown(request, filled, 422)
        to = partial(staged, "add", folder, filled.fields["id"], filled.fields)
        try:
            upkeep.upload(pages.signed_in(request).name, folder, (sent.name, sent.data), to)
        except GuideError as error:
            filled.faults["file"] = _said(error)
            return shown(request, filled, 422)
        return see_other(_STAGED)


class _Documents:
    """The page of one document, and the forms on it."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._upkeep = services.upkeep
        self._pages = pages

    def add(self, routes: APIRouter) -> None:
        pages = self._pages

        @routes.get(_OURS)
        def document(request: Request, document_id: str) -> Response:
            pages.signed_in(request)
            folder, kept = self._of(document_id)
            return self._shown(request, folder, kept, as_kept(kept.document))

        @routes.post(f"{_OURS}/text")
        def text(
            request: Request,
            document_id: str,
            sent: Annotated[Upload, Depends(uploading(pages))],
        ) -> Response:
            folder, kept = self._of(document_id, to_change=True)
            account, file = pages.signed_in(request).name, (sent.name, sent.data)
            try:
                self._upkeep.upload(
                    account, folder, file, partial(_of_text, folder, kept, sent.fields)
                )
            except GuideError as error:
                filled = as_kept(kept.document)
                filled.faults["file"] = _said(error)
                return self._shown(request, folder, kept, filled, 422)
            return see_other(_STAGED)

        @routes.post(f"{_OURS}/standing")
        def standing(
            request: Request, document_id: str, form: Annotated[Form, Depends(pages.form)]
        ) -> Response:
            pages.signed_in(request)
            folder, kept = self._of(document_id, to_change=True)
            filled = new_standing(form, kept.document)
            if filled.faults:
                return self._shown(request, folder, kept, filled, 422)
            return self._staged(request, staged("standing", folder, document_id, filled.fields))

        @routes.post(f"{_OURS}/remove")
        def remove(
            request: Request, document_id: str, form: Annotated[Form, Depends(pages.form)]
        ) -> Response:
            del form
            pages.signed_in(request)
            folder, _ = self._of(document_id, to_change=True)
            return self._staged(request, staged("remove", folder, document_id))

    def _of(self, document_id: str, *, to_change: bool = False) -> tuple[Folder, Kept]:
        """A document; 404 if there is none, 409 if it is to be changed and cannot be."""
        try:
            folder, kept = self._upkeep.document(document_id)
        except GuideError as error:
            raise HTTPException(404, _said(error)) from None
        if to_change:
            try:
                check_writable(folder)
            except GuideError as error:
                raise HTTPException(409, _said(error)) from None
        return folder, kept

    def _staged(self, request: Request, change: Staged) -> Response:
        self._upkeep.stage(self._pages.signed_in(request).name, change)
        return see_other(_STAGED)

    def _shown(
        self, request: Request, folder: Folder, kept: Kept, filled: Filled, status: int = 200
    ) -> Response:
        others = {d.id: d.id for d in folder.now().documents if d.id != kept.document.id}
        values = {"folder": folder, "kept": kept, "form": filled, "others": others}
        rights = {name: said for name, said in _RIGHTS.items() if name != Rights.NOTES}
        return self._pages.show(
            request, "maintain/document.html", status, rights=rights, **values, **_CHOICES
        )


def _add_staged(routes: APIRouter, services: Services, pages: Pages) -> None:
    upkeep = services.upkeep

    def shown(request: Request, account: str, status: int = 200, fault: str = "") -> Response:
        reading = upkeep.uploads.progress(account)
        if reading.state != "none":
            return pages.show(request, "maintain/reading.html", reading=reading)
        found = upkeep.previewed(account)
        if found is None:
            return see_other("/maintain")
        return pages.show(
            request, "maintain/staged.html", status, preview=found, fault=fault, longest=_SHOWN
        )

    @routes.get(_STAGED)
    def look(request: Request) -> Response:
        return shown(request, pages.signed_in(request).name)

    @routes.post(_STAGED)
    def decide(request: Request, form: Annotated[Form, Depends(pages.form)]) -> Response:
        account = pages.signed_in(request).name
        if form.get("do") == "discard":
            upkeep.discard(account)
            return see_other("/maintain?done=discard")
        try:
            upkeep.accept(account, form.get("seen", ""))
        except GuideError as error:
            return shown(request, account, 409, _said(error))
        return see_other("/maintain?done=accept")


def _of_text(folder: Folder, kept: Kept, form: Form, reading: Reading) -> Staged:
    """What a new text for a document is: a correction, the official text at last, or another."""
    document, why = kept.document, " ".join(form.get("why", "").split())
    if document.source is Source.NOTES and form.get("rights"):
        rights = {"rights": form["rights"]}
        if form["rights"] not in set(Rights) - {Rights.NOTES}:
            raise GuideError("say why the full text may be held")
        return staged("renew", folder, document.id, rights, reading)
    if kept.of_file and reading.kind is Kind.MARKDOWN:
        if not why:
            raise GuideError("say in a few words what was misread, and choose the file once more")
        return staged("mend", folder, document.id, {"why": why}, reading)
    return staged("replace", folder, document.id, reading=reading)


def _said(error: GuideError) -> str:
    """An error as a sentence."""
    said = str(error).rstrip(".")
    return f"{said[:1].upper()}{said[1:]}."
