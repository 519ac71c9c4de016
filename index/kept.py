"""Vectors that a build has made so far, so that one which is broken off is taken up again.

A file of SQLite beside the versions, by the digest of the text, for one model. What a build commits
outlives the end of its process at any point. Nothing here may break a build: whatever cannot be
read is thrown away, and its texts are embedded once more.
"""

import logging
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import numpy as np

from index.reading import Vectors

_ASKED_FOR = 500
_LOG = logging.getLogger(__name__)


class Kept:
    """The kept vectors of one build. ``dimensions`` is the length of each."""

    def __init__(self, path: Path, dimensions: int) -> None:
        self._path = path
        self._bytes = dimensions * np.dtype(np.float32).itemsize
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = _opened(path)
        except (sqlite3.Error, OSError) as error:
            self._start_anew(error)

    def find(self, digests: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of those texts that have one, by digest."""
        try:
            rows = [row for some in _batches(digests) for row in self._rows(some)]
        except sqlite3.Error as error:
            self._start_anew(error)
            return {}
        return {
            digest: np.frombuffer(vector, np.float32)
            for digest, vector, check in rows
            if isinstance(vector, bytes) and len(vector) == self._bytes and crc32(vector) == check
        }

    def keep(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors by digest, all of them or none."""
        if self._connection is None:
            return
        rows = ((digest, one.tobytes(), crc32(one.tobytes())) for digest, one in vectors.items())
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?,?,?)", rows)
        except sqlite3.Error as error:
            self._start_anew(error)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _rows(self, digests: Sequence[str]) -> list[tuple[str, object, int]]:
        if self._connection is None:
            return []
        marks = ",".join("?" * len(digests))
        statement = f"SELECT digest, vector, sum FROM vectors WHERE digest IN ({marks})"  # noqa: S608  question marks alone
        return self._connection.execute(statement, digests).fetchall()

    def _start_anew(self, error: Exception) -> None:
        """Go on with nothing kept; without keeping where not even a new file can be had."""
        _LOG.warning("what a build kept in %s is thrown away (%s)", self._path, error)
        self.close()
        self._connection = None
        with suppress(sqlite3.Error, OSError):
            forget(self._path)
            self._connection = _opened(self._path)


_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (digest TEXT PRIMARY KEY, vector BLOB, sum INTEGER)"


def forget(path: Path) -> None:
    """Remove what a build kept, whatever lies there."""
    for one in (path, path.with_name(f"{path.name}-journal")):
        if one.is_dir():
            shutil.rmtree(one)
        else:
            one.unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute(_SCHEMA)
        connection.execute("SELECT digest, vector, sum FROM vectors LIMIT 1").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _batches(digests: Sequence[str]) -> list[Sequence[str]]:
    return [digests[at : at + _ASKED_FOR] for at in range(0, len(digests), _ASKED_FOR)]
