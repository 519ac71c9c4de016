"""Serving: open the index, take the port, say the address once the page answers."""

import asyncio
import signal
import socket
import sys
import threading
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, closing
from functools import partial

import click
import uvicorn
from fastapi import FastAPI

from bot.current import Current
from bot.generating.opening import is_configured, newest
from bot.settings import BotSettings
from bot.sharing.opening import check_sharing
from bot.store.database import Database
from bot.web.app import make_app
from bot.web.chat import end_chats, mount_chat
from bot.web.kept import Kept
from bot.web.services import Services
from corpus.errors import GuideError

# A server that is told to stop answers what was asked before, and no longer than this.
_MOST_S, _LOOK_S = 45, 0.2


class _Server(uvicorn.Server):
    """Says where the page is, and only once it answers."""

    def __init__(
        self, config: uvicorn.Config, address: str, end: Callable[[], Awaitable[None]]
    ) -> None:
        """``end`` lets go of what is open without a question, once the server is told to stop."""
        super().__init__(config)
        self._address = address
        self._end = end

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            click.echo(f"Responsible AI Guide: {self._address}")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more, answer what was asked, and let go of open pages."""
        ending = asyncio.ensure_future(self._end())
        await super().shutdown(sockets)
        ending.cancel()


def serve(settings: BotSettings, host: str, port: int) -> None:
    """Serve until stopped; a `GuideError` if the index does not fit or the port is taken.

    A signal to hang up (SIGHUP) has questions answered from the index that is in use by then.
    """
    is_configured(settings)  # what is wrong with that is told before the index is opened
    check_sharing(settings)
    with ExitStack() as opened:
        listening = opened.enter_context(_listening(host, port))
        database = opened.enter_context(closing(Database(settings.database_url, settings.data)))
        current = opened.enter_context(closing(Current(partial(newest, settings, database))))
        services = opened.enter_context(closing(Services.open(current, settings, database)))
        app = mount_chat(make_app(services), services)
        shown = f"[{host}]" if ":" in host else host
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, timeout_graceful_shutdown=_MOST_S
        )
        # What is open is closed and written also where a supervisor ends the server.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.signal(signal.SIGHUP, lambda *_: _renewing(current))
        end = partial(_letting_go, app, services.kept)
        _Server(config, f"http://{shown}:{port}", end).run(sockets=[listening])


async def _letting_go(app: FastAPI, kept: Kept) -> None:
    """End the connections of open chats once nobody waits for an answer in one."""
    while kept.is_asking:  # noqa: ASYNC110  it ends in a thread, which tells nobody
        await asyncio.sleep(_LOOK_S)
    await asyncio.sleep(_LOOK_S)  # the last answer is on its way
    end_chats(app)


def _renewing(current: Current) -> None:
    """Open the newest index beside the one that answers, in a thread of its own."""

    def renew() -> None:
        try:
            click.echo(f"Answering from collection {current.renew()}")
        except GuideError as error:
            click.echo(
                f"Still answering from collection {current.corpus.version}: {error}", err=True
            )

    threading.Thread(target=renew, name="renewing", daemon=True).start()


def _listening(host: str, port: int) -> socket.socket:
    """The socket, bound before anything slow is done, so that a taken port is said at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise GuideError(
            f"cannot listen on {host} port {port} ({error}): choose another with PORT= or HOST="
        ) from None
    return listening
