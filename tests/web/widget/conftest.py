"""A running guide, and pages of other origins open in a browser."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.services import Services

sys.path.append(str(Path(__file__).parent))

from hosting import add_joining, hosting
from live_server import running
from sessions_in_memory import SessionsInMemory, with_sessions
from visits import Stage, Visit, Visiting

LISTEN = """() => {
  window.said = [];
  const status = document.querySelector("guide-chat").shadowRoot.querySelector("[role=status]");
  new MutationObserver(() => status.textContent && window.said.push(status.textContent))
    .observe(status, { childList: true });
}"""


@pytest.fixture(scope="module")
def stage(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The three servers."""
    with hosting() as friend, hosting() as stranger:
        data = tmp_path_factory.mktemp("data")
        settings = BotSettings(data=data, allowed_origins=friend.address)
        sessions = SessionsInMemory()
        app = make_app(with_sessions(Services.open(assistant, settings), sessions))
        add_joining(app, sessions)
        with running(app) as guide:
            friend.guide = stranger.guide = guide
            yield Stage(guide, friend, stranger, sessions)


@pytest.fixture
def sessions(stage: Stage) -> Iterator[SessionsInMemory]:
    """The session, put back when a test is done with it."""
    stage.sessions.recorded.clear()
    yield stage.sessions
    stage.sessions.refusal = None
    stage.sessions.going_on.set()


@pytest.fixture
def visiting(browser: Browser, stage: Stage) -> Iterator[Visiting]:
    """Open an address in a browser without history; options as of Playwright's contexts."""
    contexts = []

    def visit(address: str = "", **options: Any) -> Visit:  # noqa: ANN401  Playwright's own
        context = browser.new_context(**options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        seen = Visit(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.goto(address or stage.friend.address)
        expect(seen.box).to_be_visible()
        seen.page.evaluate(LISTEN)
        return seen

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def visit(visiting: Visiting) -> Visit:
    """The allowed page."""
    return visiting()


@pytest.fixture
def in_class(visiting: Visiting, stage: Stage) -> Visit:
    """The allowed page, with the session's code in it."""
    return visiting(f"{stage.friend.address}/?session={stage.sessions.code}")
