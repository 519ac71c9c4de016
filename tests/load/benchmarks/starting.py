"""From the start of the server to its first answer, and what its memory holds."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.bare import runtime_file
from benchmarks.figure import Figure, Found
from benchmarks.measuring_in_turns import Size, seconds
from servers import PROJECT, guide
from wire import Door

from index.embedding import bundled
from index.settings import IndexSettings

COMMAND = "make bench ONLY=starting"
_STEPS = Path(__file__).with_name("memory_steps.py")
# The imports that serving cannot do without, and its model opened: nothing of ours.
_BARE = """
import sys, onnxruntime, gradio, chromadb, llama_index.core
from tokenizers import Tokenizer
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
Tokenizer.from_file(sys.argv[2])
"""


def measure(size: Size) -> Found:
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        starts, bare = [], []
        for turn in range(size.starts + 1):
            first, imported = _first_answer(Path(folder) / str(turn)), seconds(_imported)
            if turn:  # the first reads the files from the disk
                starts.append(first)
                bare.append(imported)
    found.figures.append(
        Figure(
            "start to first answer against bare imports and the embedding runtime",
            statistics.median(starts),
            "s",
            statistics.median(bare),
            bar=1.3,
            better="lower",
            command=COMMAND,
        )
    )
    for step, megabytes in memory_steps():
        found.tell(f"resident memory after {step}", megabytes, "MB", COMMAND)
    return found


def memory_steps() -> list[tuple[str, float]]:
    """Resident memory after each step of a start, in a process of its own."""
    printed = subprocess.run(  # noqa: S603  our own script
        [sys.executable, str(_STEPS)], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout
    return [(step, megabytes) for step, megabytes in json.loads(printed.splitlines()[-1])]


def _first_answer(data: Path) -> float:
    """Seconds from the start of the process until a question is answered."""
    question = {"question": "Which pay flexibilities need OPM's approval?"}
    with guide(data) as running:
        reply = asyncio.run(Door("page", running.port, "/api/ask").post("first", question))
        answered = time.time()
        if not reply.is_success or running.process is None:
            raise SystemExit(f"no first answer: {reply.status} {reply.body[:200].decode()}")
        return answered - _started(running.process)


def _started(process: int) -> float:
    """When a process began, in seconds since 1970."""
    ticks = int(
        Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")")[1].split()[19]
    )
    booted = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
    return booted + ticks / os.sysconf("SC_CLK_TCK")


def _imported() -> None:
    files = [str(runtime_file(IndexSettings())), str(bundled() / "tokenizer.json")]
    subprocess.run([sys.executable, "-c", _BARE, *files], cwd=PROJECT, check=True)  # noqa: S603
