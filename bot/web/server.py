"""Serving: open the index, take the port, say the address once the page answers."""

import signal
import socket
import sys
import threading
from contextlib import ExitStack, closing
from functools import partial

import click
import uvicorn

from bot.current import Current
from bot.generating.opening import is_configured, newest
from bot.settings import BotSettings
from bot.sharing.opening import check_sharing
from bot.store.database import Database
from bot.web.app import make_app
from bot.web.chat import mount_chat
from bot.web.services import Services
from corpus.errors import GuideError


class _Server(uvicorn.Server):
    """Says where the page is, and only once it answers."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            click.echo(f"Responsible AI Guide: {self._address}")


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
        config = uvicorn.Config(app, log_level="warning", access_log=False)
        # What is open is closed and written also where a supervisor ends the server.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.signal(signal.SIGHUP, lambda *_: _renewing(current))
        _Server(config, f"http://{shown}:{port}").run(sockets=[listening])


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
