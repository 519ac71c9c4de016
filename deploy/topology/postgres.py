"""PostgreSQL from Debian's packages, on a socket of its own."""

import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path

from children import Child
from places import Places

_MOST_CONNECTIONS = 15  # of one process of the guide, and a few for whoever looks


def database(places: Places) -> Child:
    """The server, with an empty cluster if there is none yet."""
    programs = _programs()
    user = "postgres" if os.geteuid() == 0 else None
    if not (places.postgres / "PG_VERSION").exists():
        _make(places, programs, user)
    connections = _MOST_CONNECTIONS * places.processes + 20
    command = [str(programs / "postgres"), "-D", str(places.postgres), "-k", str(places.socket)]
    command += ["-c", "listen_addresses=", "-c", f"max_connections={connections}"]
    ready = [str(programs / "pg_isready"), "-q", "-h", str(places.socket), "-U", "guide"]
    return Child(
        "postgres",
        command,
        places.logs / "postgres.log",
        lambda: subprocess.run(ready, check=False).returncode == 0,  # noqa: S603  our own command
        user=user,
        ends_by=signal.SIGINT,  # ends sessions and then itself
    )


def make_database(places: Places) -> None:
    """The database itself, unless it is there."""
    created = subprocess.run(  # noqa: S603  our own command
        [str(_programs() / "createdb"), "-h", str(places.socket), "-U", "guide", "guide"],
        check=False,
        capture_output=True,
        text=True,
    )
    if created.returncode and "already exists" not in created.stderr:
        raise SystemExit(f"error: the database cannot be made: {created.stderr.strip()}")


def _make(places: Places, programs: Path, user: str | None) -> None:
    places.postgres.mkdir(exist_ok=True)
    if user:
        account = pwd.getpwnam(user)
        for folder in (places.postgres, places.socket):
            os.chown(folder, account.pw_uid, account.pw_gid)
    made = subprocess.run(  # noqa: S603  our own command
        [str(programs / "initdb"), "-D", str(places.postgres), "-U", "guide", "-A", "trust",
         "-E", "UTF8", "--locale=C"],
        check=False,
        capture_output=True,
        text=True,
        user=user,
        cwd="/",
    )  # fmt: skip
    if made.returncode:
        raise SystemExit(f"error: no database can be made: {made.stderr.strip()}")


def _programs() -> Path:
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    places = debian or ([Path(found).resolve()] if found else [])
    if not places:
        raise SystemExit("error: PostgreSQL is not installed: apt-get install postgresql")
    return places[-1].parent
