"""Processes that are started, watched and stopped; one that dies is started again."""

import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_LOOK_S = 0.1
_START_S = 180.0


@dataclass
class Child:
    """One process with its log, under the account ``user`` if one is given."""

    name: str
    command: Sequence[str]
    log: Path
    is_ready: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    ends_by: signal.Signals = signal.SIGTERM
    wanted: bool = False
    watched: bool = False
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start it, without waiting until it is of use."""
        self.wanted = True
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  our own commands
                self.command,
                env=os.environ | dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self.user,
                start_new_session=True,  # a key that stops this program is not meant for it
            )

    def wait(self) -> None:
        """Wait until it is of use; exit with its name and log if that does not happen."""
        deadline = time.monotonic() + _START_S
        while not self.is_ready():
            if time.monotonic() > deadline or not (self.is_running or self.watched):
                raise SystemExit(f"error: {self.name} does not start: see {self.log}")
            time.sleep(_LOOK_S)

    def stop(self, seconds: float = 60.0) -> None:
        """End it in order; after so many seconds by force."""
        self.wanted = False
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.send_signal(self.ends_by)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def tell(self, what: signal.Signals) -> None:
        """Send it a signal."""
        if self.process is not None and self.is_running:
            self.process.send_signal(what)


class Watch:
    """A thread that starts again what has died, at most once a second each."""

    def __init__(self, children: Sequence[Child]) -> None:
        self._children = children
        for child in children:
            child.watched = True
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Start nothing any more."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        last: dict[str, float] = {}
        while not self._ended.wait(_LOOK_S):
            for child in self._children:
                due = time.monotonic() - last.get(child.name, 0.0) > 1.0
                if child.wanted and not child.is_running and due:
                    last[child.name] = time.monotonic()
                    child.start()


def answers(address: str) -> bool:
    """Whether an address answers with success now."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=2):  # an error where the status is one
            return True
    except (urllib.error.URLError, OSError):
        return False
