"""A PostgreSQL server for the tests alone: its own folder, its own socket, no port."""

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psycopg

_NAMES = count(1)
# Nothing of it has to outlive this machine.
_OPTIONS = "-c listen_addresses= -c fsync=off -c full_page_writes=off"


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, if PostgreSQL is installed."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    places = [Path(found)] if found else debian
    return places[-1].parent if places else None


class Postgres:
    """A server that can be stopped and started, and new databases in it."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        # Short, because the path of a socket must not be long.
        self._folder = Path(tempfile.mkdtemp(prefix="guide-pg-", dir="/tmp"))
        self._user = _unprivileged()
        if self._user:
            os.chown(self._folder, self._user.pw_uid, self._user.pw_gid)
        made = ["-D", str(self._data), "-U", "guide", "-A", "trust", "-E", "UTF8"]
        self._run("initdb", *made, "--locale=C", "--no-sync")
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"{_OPTIONS} -k {self._folder}"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-w", "-D", str(self._data), "-o", options, "-l", log, "start")

    def stop(self) -> None:
        """Let it be gone at once, as in a power cut."""
        self._run("pg_ctl", "-w", "-D", str(self._data), "-m", "immediate", "stop")

    def remove(self) -> None:
        """Stop it and leave nothing behind."""
        self.stop()
        shutil.rmtree(self._folder)

    def new_database(self) -> str:
        """The address of a database in which there is nothing."""
        name = f"guide{next(_NAMES)}"
        system = f"host={self._folder} user=guide dbname=postgres"
        with psycopg.connect(system, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql://guide@/{name}?host={self._folder}"

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of its programs, which refuse to be run by root."""
        done = subprocess.run(  # noqa: S603  runs what is installed, with our own arguments
            [str(self._programs / program), *arguments],
            cwd=self._folder,
            check=False,
            # Not captured: the server keeps open what it inherits.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self._user.pw_uid if self._user else None,
            group=self._user.pw_gid if self._user else None,
        )
        if done.returncode:
            raise RuntimeError(f"{program} {' '.join(arguments)} failed with {done.returncode}")


def _unprivileged() -> "pwd.struct_passwd | None":
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else None
