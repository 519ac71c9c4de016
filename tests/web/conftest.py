"""A server with the chat, started once, and a real browser where there is one."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.pipeline import Assistant
from index.search import Index

if TYPE_CHECKING:
    from chat_visits import Contexts, Visiting
    from held_chat import HeldChat
    from training_room import Room

    from bot.store.database import Database

sys.path.append(str(Path(__file__).parent))  # helpers are imported by their bare names

CHROMIUM = shutil.which("chromium")
REQUIRED = bool(os.environ.get("GUIDE_REQUIRE_BROWSER"))
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def assistant(open_index: Index) -> Assistant:
    """An assistant over the project's own documents."""
    return Assistant(open_index)


@pytest.fixture(scope="session")
def served(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[HeldChat]":
    """A server in this process, with all that `python -m bot serve` serves."""
    from held_chat import held_chat  # noqa: PLC0415  its folder is on the path only now

    with held_chat(assistant, tmp_path_factory.mktemp("served")) as chat:
        yield chat


@pytest.fixture
def held(served: "HeldChat") -> "Iterator[HeldChat]":
    """The same for a test that makes its answers wait or fail."""
    yield served
    served.assistant.broken = False
    served.assistant.go.set()


@pytest.fixture(scope="session")
def address(served: "HeldChat") -> str:
    """Where the running server is."""
    return served.address


@pytest.fixture(scope="session")
def database(served: "HeldChat") -> "Database":
    """The database in which the server keeps feedback."""
    return served.database


@pytest.fixture(scope="module")
def room(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Room]":
    """A guide whose trainer is signed in, for all tests of a file."""
    from training_room import opened  # noqa: PLC0415  found by the path that is added above

    room = opened(assistant, tmp_path_factory.mktemp("room"))
    room.enter()
    yield room
    room.services.close()


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """A client of the server without cookies of its own."""
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one its tests are skipped, or fail where one is required."""
    if CHROMIUM is None and REQUIRED:
        pytest.fail("GUIDE_REQUIRE_BROWSER is set and no chromium is on the PATH")
    if CHROMIUM is None:
        pytest.skip("no chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> "Iterator[Contexts]":
    """Contexts of that browser, by Playwright's options; each is made once."""
    from chat_visits import contexts_of  # noqa: PLC0415  found by the path that is added above

    with contexts_of(browser) as made:
        yield made


@pytest.fixture
def visiting(contexts: "Contexts", address: str) -> "Iterator[Visiting]":
    """Open the chat in a new tab, for one test; options as of Playwright's contexts."""
    from chat_visits import visits  # noqa: PLC0415  found by the path that is added above

    with visits(contexts, address) as visit:
        yield visit


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was left out where there is no browser."""
    left_out = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if "no chromium" in str(report.longrepr)
    ]
    if left_out:
        terminalreporter.write_line(
            f"LEFT OUT: {len(left_out)} browser tests of the pages (tests/web), because no "
            "chromium is installed: apt-get install chromium"
        )
