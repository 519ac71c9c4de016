"""Building the index beside the running server: a process of its own, which gives way to it."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.settings import BotSettings
from corpus.errors import GuideError
from corpus.settings import PROJECT

COMMAND = (sys.executable, "-m", "index", "build", "--plain")
_LOWER = 10
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: chunks done of all, and what it said last."""

    state: Literal["none", "running", "done", "failed"]
    done: int = 0
    all: int = 0
    said: str = ""


class Builder:
    """At most one build at a time. Safe to use from several threads."""

    def __init__(self, settings: BotSettings, command: Sequence[str] = COMMAND) -> None:
        self._environment = _environment(settings)
        self._command = tuple(command)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._progress = Progress("none")
        self._reader: threading.Thread | None = None

    @property
    def progress(self) -> Progress:
        """How far the build is, or how the last one ended."""
        return self._progress

    def start(self) -> None:
        """Begin to build; a `GuideError` if one is running already or none can be begun."""
        with self._lock:
            if self._progress.state == "running":
                raise GuideError("the index is being built already: wait for it")
            try:
                self._process = self._begun()
            except OSError as error:
                raise GuideError(f"the build cannot be begun ({error.strerror})") from None
            self._progress = Progress("running")
            self._reader = threading.Thread(target=self._follow, args=(self._process,), daemon=True)
            self._reader.start()

    def wait(self) -> Progress:
        """The progress once the build that was begun has ended."""
        if self._reader is not None:
            self._reader.join()
        return self._progress

    def close(self) -> None:
        """End a build that is running; what it has written so far is cleared by the next one."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
        self.wait()

    def _begun(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603  a command of our own
            [*self._command],
            cwd=PROJECT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,
        )
        with suppress(OSError):  # it may have ended already
            os.setpriority(os.PRIO_PROCESS, process.pid, _LOWER)
        return process

    def _follow(self, process: subprocess.Popen[str]) -> None:
        with process:
            for line in process.stdout or ():
                self._note(line.strip()[:_LONGEST])
        last = self._progress
        state: Literal["done", "failed"] = "failed" if process.returncode else "done"
        self._progress = Progress(state, last.done, last.all, last.said)

    def _note(self, line: str) -> None:
        last, (done, _, all_) = self._progress, line.partition("/")
        if done.isdigit() and all_.isdigit():
            self._progress = Progress("running", int(done), int(all_), last.said)
        elif line:
            self._progress = Progress("running", last.done, last.all, line)


def _environment(settings: BotSettings) -> dict[str, str]:
    """The environment of this server, with what its settings say about the index."""
    model = settings.embed_model
    given = {
        "GUIDE_CORPUS": settings.corpus.resolve(),
        "GUIDE_AGENCY_CORPUS": settings.agency_corpus and settings.agency_corpus.resolve(),
        "GUIDE_DATA": settings.data.resolve(),
        "GUIDE_EMBED_MODEL": Path(model).resolve() if model and Path(model).is_dir() else model,
        "GUIDE_CHROMA_URL": settings.chroma_url,
    }
    told = {name: "" if value is None else str(value) for name, value in given.items()}
    return {**os.environ, **told}
