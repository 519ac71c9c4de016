"""Orca on a virtual screen, with Chromium beside it; what it says is read from its log.

Debian's packages `orca`, `xvfb`, `xdotool`, `at-spi2-core` and `dbus` make it; nothing is heard.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserType, Page, sync_playwright
from ports import free_port

NEEDED = ("orca", "Xvfb", "xdotool", "dbus-daemon", "chromium")
_SPOKEN = re.compile(r"SPEECH OUTPUT: '(.*)'\s*(?:\{|$)")
_BUS = "/usr/libexec/at-spi-bus-launcher"
_QUIET_S, _LONGEST_S = 2.5, 60


def missing() -> list[str]:
    """Which of the programs are not installed."""
    return [name for name in NEEDED if shutil.which(name) is None]


@dataclass
class Listener:
    """A page that is being read aloud."""

    page: Page
    log: Path
    environment: dict[str, str]

    def press(self, *keys: str) -> None:
        """Press keys as a person does, so that the screen reader hears of them too."""
        self._xdotool("key", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "20", text)

    def spoken_until(self, words: str, action: Callable[[], None]) -> list[str]:
        """What is said once something is done, up to those words and a while of silence."""
        self._wait_for_silence()
        before = len(self._spoken())
        action()
        ends = time.monotonic() + _LONGEST_S
        while not any(words in one for one in self._spoken()[before:]):
            assert time.monotonic() < ends, f"never said: {words}"
            time.sleep(0.1)
        self._wait_for_silence()
        return self._spoken()[before:]

    def _wait_for_silence(self) -> None:
        said, since = -1, time.monotonic()
        while time.monotonic() - since < _QUIET_S:
            if (now := len(self._spoken())) != said:
                said, since = now, time.monotonic()
            time.sleep(0.1)

    def _spoken(self) -> list[str]:
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return [found.strip() for found in _SPOKEN.findall(text) if found.strip()]

    def _xdotool(self, *arguments: str) -> None:
        command = ["xdotool", *arguments]
        subprocess.run(command, env=self.environment, check=True, timeout=60)  # noqa: S603  our own


@contextmanager
def listening(address: str, folder: Path) -> Iterator[Listener]:
    """Open an address in Chromium with Orca running; both end with the context."""
    environment = _environment(folder)
    debug = folder / "orca.log"
    port = free_port()
    commands = (
        [_BUS, "--launch-immediately"],
        ["orca", "--replace", f"--debug-file={debug}"],
        ["chromium", "--no-sandbox", "--disable-gpu", "--force-renderer-accessibility",
         "--no-first-run", f"--user-data-dir={folder / 'profile'}", "--window-size=1280,850",
         f"--remote-debugging-port={port}", f"--app={address}"],
    )  # fmt: skip
    with ExitStack() as stack:
        _started(stack, ["Xvfb", environment["DISPLAY"], "-screen", "0", "1280x900x24"])
        time.sleep(0.5)
        environment["DBUS_SESSION_BUS_ADDRESS"] = _bus(stack, environment)
        for command in commands:
            _started(stack, command, environment)
            time.sleep(2)
        playwright = stack.enter_context(sync_playwright())
        page = _page(playwright.chromium, port)
        yield Listener(page, debug, environment)


def _environment(folder: Path) -> dict[str, str]:
    run = folder / "run"
    run.mkdir(mode=0o700)
    return os.environ | {
        "DISPLAY": f":{free_port() % 10_000 + 100}",
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(run),
        "GTK_MODULES": "gail:atk-bridge",
    }


def _bus(stack: ExitStack, environment: dict[str, str]) -> str:
    """A session bus of its own; gives its address."""
    process = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],  # noqa: S607  Debian's own
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    stack.callback(_ended, process)
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _started(
    stack: ExitStack, command: list[str], environment: dict[str, str] | None = None
) -> None:
    process = subprocess.Popen(  # noqa: S603  the commands above
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    stack.callback(_ended, process)


def _ended(process: "subprocess.Popen[bytes] | subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _page(chromium: BrowserType, port: int) -> Page:
    ends = time.monotonic() + 30
    while True:
        try:
            browser = chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
            return browser.contexts[0].pages[0]
        except Exception:
            if time.monotonic() > ends:
                raise
            time.sleep(0.5)
