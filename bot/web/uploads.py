"""Forms with a file: read only for whoever is signed in, and no larger than a file may be."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from bot.web.pages import Form, Pages

_FIELDS, _FIELD_BYTES = 30, 20_000
_NAME = 100


@dataclass(frozen=True, slots=True)
class Upload:
    """The fields of a form, and the file that came with it; no bytes if none was chosen."""

    fields: Form
    name: str
    data: bytes


def uploading(pages: Pages) -> Callable[[Request], Awaitable[Upload]]:
    """What reads an upload of a signed-in person; everybody else is sent to sign in before."""

    async def upload(request: Request) -> Upload:
        await run_in_threadpool(pages.signed_in, request)
        async with request.form(
            max_files=1, max_fields=_FIELDS, max_part_size=_FIELD_BYTES
        ) as sent:
            texts = {name: value for name, value in sent.items() if isinstance(value, str)}
            fields = pages.ours(request, texts)
            file = sent.get("file")
            if not isinstance(file, UploadFile):
                return Upload(fields, "", b"")
            return Upload(fields, _plain(file.filename or ""), await file.read())

    return upload


def _plain(name: str) -> str:
    """The name of a file without folders, which some browsers send along."""
    last = PurePosixPath(name.replace("\\", "/")).name
    stem, suffix = PurePosixPath(last).stem, PurePosixPath(last).suffix
    return f"{stem[:_NAME]}{suffix[:_NAME]}"
