"""A real server process, started once, and a real browser where there is one."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.pipeline import Assistant
from index.search import Index

if TYPE_CHECKING:
    from chat_visits import Visiting

sys.path.append(str(Path(__file__).parent))  # helpers are imported by their bare names

CHROMIUM = shutil.which("chromium")
REQUIRED = bool(os.environ.get("GUIDE_REQUIRE_BROWSER"))
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip


@dataclass(frozen=True)
class Served:
    """A running server: its address, what it printed, and where it keeps feedback."""

    address: str
    printed: Path
    feedback: Path


@pytest.fixture(scope="session")
def assistant(open_index: Index) -> Assistant:
    """An assistant over the project's own documents."""
    return Assistant(open_index)


@pytest.fixture(scope="session")
def served(built_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`python -m bot serve` on a free port of the loopback address."""
    folder = tmp_path_factory.mktemp("served")
    from ports import free_port  # noqa: PLC0415  its folder is on the path only now

    port = free_port()
    found = Served(f"http://127.0.0.1:{port}", folder / "printed", folder / "feedback.sqlite")
    environment = os.environ | {
        "GUIDE_DATA": str(built_data),
        "GUIDE_DATABASE_URL": f"sqlite:///{found.feedback}",
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    with found.printed.open("w") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"],
            env=environment,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_it_answers(found, process)
        yield found
        ended = process.poll()
        assert ended is None, f"the server ended by itself ({ended}):\n{found.printed.read_text()}"
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def address(served: Served) -> str:
    """Where the running server is."""
    return served.address


@pytest.fixture(scope="session")
def server_output(served: Served) -> Path:
    """The file with all that the server printed."""
    return served.printed


@pytest.fixture(scope="session")
def feedback_file(served: Served) -> Path:
    """The SQLite file in which the server keeps feedback."""
    return served.feedback


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
def visiting(browser: Browser, address: str) -> "Iterator[Visiting]":
    """Open the chat in a browser without history; options as of Playwright's contexts."""
    from chat_visits import visits  # noqa: PLC0415  found by the path that is added above

    with visits(browser, address) as visit:
        yield visit


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was left out where there is no browser."""
    left_out = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if "test_browser.py" in report.nodeid
    ]
    if left_out and CHROMIUM is None:
        terminalreporter.write_line(
            f"LEFT OUT: {len(left_out)} browser tests of the chat page (tests/web/test_browser.py)"
            ", because no chromium is installed: apt-get install chromium"
        )


def wait_until_it_answers(served: Served, process: "subprocess.Popen[bytes]") -> None:
    """Wait for the server's page; its output explains a start that failed."""
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{served.address}/readyz", timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"the server did not come up:\n{served.printed.read_text()}")
