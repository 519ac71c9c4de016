"""The topology of several machines on one, from Debian's packages.

    .venv/bin/python deploy/topology up --processes 3 --port 8080 --folder /var/tmp/guide
    .venv/bin/python deploy/topology restart --folder /var/tmp/guide
    .venv/bin/python deploy/topology renew --folder /var/tmp/guide

``up`` runs until it is stopped (Ctrl-C or SIGTERM); `apt-get install nginx postgresql` comes first.
"""

import os
import queue
import signal
import sys
from pathlib import Path

import click
from places import Places
from running import Topology

_FOLDER = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, resolve_path=True),
    default=Path("/var/tmp/guide"),  # noqa: S108  said to whoever runs it, who may choose another
    show_default=True,
    help="Everything that is kept.",
)


@click.group()
def main() -> None:
    """Several processes of the guide behind nginx, with PostgreSQL and Chroma."""


@main.command()
@_FOLDER
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--port", default=8080, show_default=True, help="Where nginx listens.")
def up(folder: Path, processes: int, port: int) -> None:
    """Start everything, and stop it all when told to."""
    places = Places(folder, port, processes)
    told: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1):
        signal.signal(number, lambda given, _: told.put(given))
    with Topology(places) as topology:
        places.pid.write_text(str(os.getpid()), encoding="ascii")
        click.echo(f"Responsible AI Guide: http://127.0.0.1:{port} ({processes} processes)")
        while (given := told.get()) not in (signal.SIGINT, signal.SIGTERM):
            if given == signal.SIGHUP:
                topology.restart()
                click.echo("Every process was restarted.")
            else:
                topology.renew()
        places.pid.unlink(missing_ok=True)


@main.command()
@_FOLDER
def restart(folder: Path) -> None:
    """Restart every process of the guide, one after the other."""
    _tell(folder, signal.SIGHUP)


@main.command()
@_FOLDER
def renew(folder: Path) -> None:
    """Have every process answer from the index that was built last."""
    _tell(folder, signal.SIGUSR1)


def _tell(folder: Path, what: signal.Signals) -> None:
    pid = folder / "topology.pid"
    try:
        os.kill(int(pid.read_text(encoding="ascii")), what)
    except (OSError, ValueError):
        sys.exit(f"error: nothing runs in {folder}: start it with `up`")


if __name__ == "__main__":
    main()
