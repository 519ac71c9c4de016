"""Serving: open the index, take the port, say the address once the page answers."""

import signal
import socket
import sys
from contextlib import ExitStack, closing

import click
import uvicorn

from bot.generating.opening import is_configured, writing
from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.chat import mount_chat
from bot.web.services import Services
from corpus.errors import GuideError
from index.search import Index


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
    """Serve until stopped; a `GuideError` if the index does not fit or the port is taken."""
    writes = is_configured(settings)
    with _listening(host, port) as listening, closing(Index.open(settings)) as index:
        assistant = Assistant(index, settings.stale_days)
        with closing(Services.open(assistant, settings)) as services, ExitStack() as opened:
            if writes:
                writer = writing(settings, index, services.database)
                assistant.writer = opened.enter_context(writer)
            app = mount_chat(make_app(services), services)
            shown = f"[{host}]" if ":" in host else host
            config = uvicorn.Config(app, log_level="warning", access_log=False)
            # What is open is closed and written also where a supervisor ends the server.
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
            _Server(config, f"http://{shown}:{port}").run(sockets=[listening])


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
