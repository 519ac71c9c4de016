"""All processes of the topology: started in order, restarted one by one, stopped in order."""

import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Self

from children import Child, Watch, answers
from places import PROJECT, Places
from postgres import database, make_database
from proxy import leave_out, proxy

# So long nginx may take to begin with new files; questions that it sent before are still answered.
_RELOAD_S = 1.0
_CHAT_S = 5.0


class Topology:
    """Several processes of the guide behind nginx, a Chroma server and PostgreSQL."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.postgres = database(places)
        self.chroma = _chroma(places)
        self.guides = [_guide(places, port) for port in places.ports]
        self.nginx = proxy(places)

    def __enter__(self) -> Self:
        """Start all; whatever stands at the end of the list needs what stands before it."""
        try:
            for child in (self.postgres, self.chroma):
                child.start()
                child.wait()
            make_database(self.places)
            _build(self.places)
            for child in self.guides:
                child.start()
            for child in (*self.guides, self.nginx):
                if child is self.nginx:
                    child.start()
                child.wait()
        except BaseException:
            self._stop()
            raise
        self._watch = Watch([self.postgres, self.chroma, *self.guides, self.nginx])
        return self

    def __exit__(self, *_: object) -> None:
        """Stop all, those that ask before those that are asked."""
        self._watch.close()
        self._stop()

    def restart(self) -> None:
        """Restart the processes of the guide one by one, so that no question is lost."""
        for port, guide in zip(self.places.ports, self.guides, strict=True):
            if len(self.guides) > 1:
                leave_out(self.places, self.nginx, [port])
                time.sleep(_RELOAD_S)
            guide.stop()
            guide.start()
            guide.wait()
            leave_out(self.places, self.nginx, [])
            time.sleep(_RELOAD_S)

    def renew(self) -> None:
        """Have every process answer from the newest index."""
        for guide in self.guides:
            guide.tell(signal.SIGHUP)

    def _stop(self) -> None:
        self.nginx.stop(_CHAT_S)
        for guide in self.guides:
            guide.wanted = False
            guide.tell(guide.ends_by)
        for child in (*self.guides, self.chroma, self.postgres):
            child.stop()


def _chroma(places: Places) -> Child:
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(places.chroma)]
    command += ["--host", "127.0.0.1", "--port", str(places.chroma_port)]
    address = f"http://127.0.0.1:{places.chroma_port}/api/v2/heartbeat"
    quiet = {"ANONYMIZED_TELEMETRY": "False", "RUST_LOG": "warn"}
    return Child("chroma", command, places.logs / "chroma.log", lambda: answers(address), quiet)


def _guide(places: Places, port: int) -> Child:
    command = [sys.executable, "-m", "bot", "serve", "--port", str(port)]
    environment = places.settings() | {"PYTHONPATH": str(PROJECT)}
    log = places.logs / f"guide-{port}.log"
    return Child(
        f"guide-{port}",
        command,
        log,
        lambda: answers(f"http://127.0.0.1:{port}/readyz"),
        environment,
    )


def _build(places: Places) -> None:
    """Build the index, or see that it is there; what `make index` built need not be made again."""
    ours, built = places.data / "index", PROJECT / ".data" / "index"
    if not ours.exists() and built.is_dir():
        shutil.copytree(built, ours)
    command = [sys.executable, "-m", "index", "build"]
    environment = places.settings() | {"PYTHONPATH": str(PROJECT)}
    child = Child("index", command, places.logs / "index.log", lambda: False, environment)
    child.start()
    if child.process is None or child.process.wait():
        raise SystemExit(f"error: the index cannot be built: see {child.log}")
