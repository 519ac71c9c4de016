"""What holds the memory of a serving process: prints it in MB after each step of a start."""

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

os.environ.setdefault("OMP_NUM_THREADS", "1")
# In the order in which a server comes to them; what one brings along counts for it.
_LIBRARIES = (
    "numpy",
    "onnxruntime",
    "llama_index.core",
    "chromadb",
    "bot.guardrails.recognizers",
    "gradio",
    "bot.web.server",
)
_ASKED = "Which pay flexibilities need OPM's approval?"


def resident_mb() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return round(int(next(one for one in lines if one.startswith("VmRSS")).split()[1]) / 1024, 1)


def main() -> None:
    sys.path.insert(0, str(Path(__file__).parents[3]))
    import_module("corpus")  # which turns the telemetry of the others off
    steps = [("Python itself", resident_mb())]

    steps += [(f"importing {name}", _after(import_module, name)) for name in _LIBRARIES]
    steps += _serving()
    click.echo(json.dumps(steps))


def _after(act: Callable[..., Any], *given: object) -> float:
    act(*given)
    return resident_mb()


def _serving() -> list[tuple[str, float]]:
    """The steps of a start, as `bot.web.server.serve` takes them."""
    from bot.pipeline import Assistant
    from bot.settings import BotSettings
    from bot.web.app import make_app
    from bot.web.chat import mount_chat
    from bot.web.services import Services
    from index.search import Index

    steps = []
    with TemporaryDirectory() as folder:
        index = Index.open(BotSettings())
        steps.append(("opening the index and the runtime", resident_mb()))
        assistant = Assistant(index)
        steps.append(("making the assistant", resident_mb()))
        settings = BotSettings(data=Path(folder))
        services = Services.open(assistant, settings)
        mount_chat(make_app(services), services)
        steps.append(("making the pages", resident_mb()))
        assistant.ask(_ASKED)
        steps.append(("the first answer", resident_mb()))
        services.close()
        index.close()
    return steps


if __name__ == "__main__":
    main()
