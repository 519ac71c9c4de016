"""Servers under load, each a process of its own, and what its memory holds."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from index.settings import IndexSettings

PROJECT = Path(__file__).parents[2]
_START_S = 180


@dataclass(frozen=True, slots=True)
class Running:
    """A server's port and process; no process where it runs elsewhere."""

    port: int
    process: int | None = None

    def memory_mb(self, what: str = "VmRSS") -> float | None:
        """Resident memory now, or the most so far (``VmHWM``); None where it cannot be seen."""
        if self.process is None:
            return None
        lines = Path(f"/proc/{self.process}/status").read_text(encoding="ascii").splitlines()
        found = next(line for line in lines if line.startswith(what))
        return round(int(found.split()[1]) / 1024, 1)


@contextmanager
def guide(data: Path, **settings: str) -> Iterator[Running]:
    """`python -m bot serve` on a fresh data folder with a copy of the built index."""
    shutil.copytree(IndexSettings().data / "index", data / "index")
    port = _free_port()
    environment = {"GUIDE_DATA": str(data), "HOST": "127.0.0.1", "PORT": str(port)} | settings
    command = [sys.executable, "-m", "bot", "serve"]
    with _running(command, environment, port, "/readyz") as process:
        yield Running(port, process)


@contextmanager
def echo() -> Iterator[Running]:
    """The bare event-stream echo, under the same web server as the guide."""
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", "--app-dir", str(Path(__file__).parent)]
    command += ["--port", str(port), "--log-level", "warning", "echo:app"]
    with _running(command, {}, port, "/") as process:
        yield Running(port, process)


@contextmanager
def gradio_echo() -> Iterator[Running]:
    """A bare Gradio chat that gives back what it is asked."""
    port = _free_port()
    command = [sys.executable, str(Path(__file__).with_name("gradio_echo.py")), str(port)]
    with _running(command, {}, port, "/") as process:
        yield Running(port, process)


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], port: int, path: str
) -> Iterator[int]:
    process = subprocess.Popen(command, cwd=PROJECT, env=os.environ | environment)  # noqa: S603  our own command
    try:
        _wait(f"http://127.0.0.1:{port}{path}", process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(address, timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit(f"{address} does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
