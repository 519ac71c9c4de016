"""Work beside the running server: a process of its own, which gives way to it and is followed."""

import os
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from corpus.errors import GuideError
from corpus.settings import PROJECT

_LOWER = 10
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: so much done of all, and what it said last."""

    state: Literal["none", "running", "done", "failed"]
    done: int = 0
    all: int = 0
    said: str = ""


def _nothing(progress: Progress) -> Progress:
    return progress


class Background:
    """One piece of work at a time. Safe to use from several threads.

    The process tells `DONE/ALL` or anything else, a line each. ``ended`` is called once it is over
    and may still let it fail; until then the work counts as running.
    """

    def __init__(self, what: str, environment: Mapping[str, str]) -> None:
        self._what = what
        self._environment = environment
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._progress = Progress("none")
        self._reader: threading.Thread | None = None

    @property
    def progress(self) -> Progress:
        """How far it is, or how the last one ended."""
        return self._progress

    def start(
        self, command: Sequence[str], ended: Callable[[Progress], Progress] = _nothing
    ) -> None:
        """Begin; a `GuideError` if one is running already or none can be begun."""
        with self._lock:
            if self._progress.state == "running":
                raise GuideError(f"{self._what} already: wait for it")
            try:
                self._process = self._begun(command)
            except OSError as error:
                raise GuideError(f"that cannot be begun now ({error.strerror})") from None
            self._progress = Progress("running")
            follow = threading.Thread(target=self._follow, args=(self._process, ended), daemon=True)
            self._reader = follow
            follow.start()

    def wait(self, seconds: float | None = None) -> Progress:
        """The progress once what was begun has ended, or after so many seconds."""
        if self._reader is not None:
            self._reader.join(seconds)
        return self._progress

    def close(self) -> None:
        """End what is running."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
        self.wait()

    def _begun(self, command: Sequence[str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603  a command of our own
            [*command],
            cwd=PROJECT,
            env={**os.environ, **self._environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            process_group=0,
        )
        with suppress(OSError):  # it may have ended already
            os.setpriority(os.PRIO_PROCESS, process.pid, _LOWER)
        return process

    def _follow(
        self, process: subprocess.Popen[str], ended: Callable[[Progress], Progress]
    ) -> None:
        with process:
            for line in process.stdout or ():
                self._note(line.strip()[:_LONGEST])
        last = replace(self._progress, state="failed" if process.returncode else "done")
        try:
            last = ended(last)
        except GuideError as error:
            last = replace(last, state="failed", said=str(error))
        self._progress = last

    def _note(self, line: str) -> None:
        done, _, all_ = line.partition("/")
        if done.isdigit() and all_.isdigit():
            self._progress = replace(self._progress, done=int(done), all=int(all_))
        elif line:
            self._progress = replace(self._progress, said=line)
