"""Files that maintainers hand over: short ones are read at once, others in a process of their own.

A maintainer has one file at a time. While it is read nothing is staged; then its change is.
"""

import shutil
import sys
import threading
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path, PurePath

from bot.maintaining.background import Background, Progress
from bot.maintaining.folders import Folder
from corpus.apart import what_was_read
from corpus.errors import GuideError
from corpus.incoming.limits import FILE_BYTES, MEGABYTE
from corpus.incoming.reader import read_bytes
from corpus.incoming.reading import Reading
from corpus.taking import known_words

_COMMAND = (sys.executable, "-m", "corpus.apart")
_SHORT = 200_000
# So long the browser waits; most files are read by then.
_WAIT_S = 5.0

Then = Callable[[Reading], None]


class Uploads:
    """Safe to use from several threads."""

    def __init__(self, scratch: Path, wait_s: float = _WAIT_S) -> None:
        self._scratch = scratch
        self._wait_s = wait_s
        self._lock = threading.Lock()
        self._running: dict[str, Background] = {}

    def take(self, account: str, folder: Folder, name: str, data: bytes, then: Then) -> None:
        """Read a file and hand over what is understood, now or later; `progress` tells which.

        A `GuideError` says what is wrong with it, if that is known by then.
        """
        if not name:
            raise GuideError("no file was chosen: choose one")
        if len(data) > FILE_BYTES:
            raise GuideError(f"{name} is over {FILE_BYTES // MEGABYTE} MB: split it")
        if len(data) <= _SHORT and PurePath(name).suffix.lower() != ".pdf":
            then(read_bytes(Path(name), data, lambda _done, _all: None, known_words(folder.root)))
            return
        ended = self._apart(account, folder, name, data, then).wait(self._wait_s)
        if ended.state == "failed":
            self.forget(account)
            raise GuideError(ended.said or f"{name} was not read to its end: try again")

    def progress(self, account: str) -> Progress:
        """How far the account's file is read, in pages; `none` where none is or it was staged."""
        work = self._running.get(account)
        found = work.progress if work else Progress("none")
        return Progress("none") if found.state == "done" else found

    def forget(self, account: str) -> None:
        """Read the account's file no further."""
        with self._lock:
            work = self._running.pop(account, None)
        if work:
            work.close()

    def close(self) -> None:
        """Read nothing any further."""
        for account in list(self._running):
            self.forget(account)

    def _apart(
        self, account: str, folder: Folder, name: str, data: bytes, then: Then
    ) -> Background:
        place = self._scratch / blake2b(account.encode(), digest_size=16).hexdigest()
        file, out = place / f"file{PurePath(name).suffix.lower()}", place / "read.json"

        def ended(last: Progress) -> Progress:
            try:
                if last.state == "failed":
                    said = last.said.removeprefix("error: ").replace(str(file), name)
                    return Progress("failed", last.done, last.all, said)
                then(what_was_read(out).model_copy(update={"file": name}))
                return last
            finally:
                shutil.rmtree(place, ignore_errors=True)

        self.forget(account)
        work = Background("a file of yours is being read", {"GUIDE_CORPUS": str(folder.root)})
        try:
            place.mkdir(mode=0o700, parents=True)
            file.write_bytes(data)
        except OSError as error:
            raise GuideError(f"{place} cannot be written ({error.strerror})") from None
        work.start((*_COMMAND, str(file.resolve()), str(out.resolve())), ended)
        with self._lock:
            self._running[account] = work
        return work
