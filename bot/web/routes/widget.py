"""The chat for other pages: a script that puts it there, and a plain page to show in a frame."""

import gzip
import json
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from bot.web.rendering import rendered
from bot.web.replies import accepts_gzip
from bot.web.services import Services
from bot.web.talk import EXAMPLES
from bot.web.transcript import NOTICE_NAMES
from corpus.document import Standing

_FOLDER = Path(__file__).parent.parent / "static" / "widget"
_PARTS = ("server", "text", "answer", "keeping", "session", "element", "start")
_SHARED = {
    "Cache-Control": "public, max-age=300",
    "Vary": "Accept-Encoding",
    "Cross-Origin-Resource-Policy": "cross-origin",  # pages that isolate themselves may load it
}


def router(_: Services) -> APIRouter:
    """``/widget.js`` and ``/widget``."""
    routes = APIRouter()
    script = widget_script().encode()
    small = gzip.compress(script, mtime=0)

    @routes.get("/widget.js")
    async def widget_js(request: Request) -> Response:
        if accepts_gzip(request.headers):
            headers = _SHARED | {"Content-Encoding": "gzip"}
            return Response(small, media_type="text/javascript", headers=headers)
        return Response(script, media_type="text/javascript", headers=_SHARED)

    @routes.get("/widget", response_class=HTMLResponse)
    async def widget(session: Annotated[str, Query(max_length=64)] = "") -> str:
        return rendered("widget.html", session=session)

    return routes


def widget_script() -> str:
    """One script of all parts, in a scope of its own, with the words that pages share."""
    words = {
        "NOTICES": NOTICE_NAMES,
        "STANDINGS": {standing.value: standing.phrase for standing in Standing},
        "EXAMPLES": EXAMPLES,
        "CSS_TEXT": (_FOLDER / "widget.css").read_text(encoding="utf-8"),
    }
    shared = [f"const {name} = {json.dumps(value)};" for name, value in words.items()]
    parts = [(_FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in _PARTS]
    return "\n".join(["(() => {", '"use strict";', *shared, *parts, "})();", ""])
