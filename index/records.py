"""The chunks themselves, in SQLite: fetched by id for the few that a search finds."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import GuideError
from corpus.sentences import Span
from index.chunk import Chunk, ChunkKind, Part

_SCHEMA = """
CREATE TABLE chunks (
    id TEXT, parent TEXT, document_id TEXT, kind TEXT, section TEXT, context TEXT,
    start INTEGER, end INTEGER, text TEXT, reading TEXT, tokens INTEGER, parts TEXT,
    PRIMARY KEY (id, parent)
);
CREATE INDEX by_parent ON chunks (parent);
CREATE TABLE words (word TEXT PRIMARY KEY, chunks INTEGER);
CREATE TABLE vectors (digest TEXT PRIMARY KEY, id TEXT);
"""
_COLUMNS = (
    "id, parent, document_id, kind, section, context, start, end, text, reading, tokens, parts"
)


# How many chunks one statement asks for.
_ASKED_FOR = 500
# Chunks that are kept in memory once they were read, some kilobytes each.
_KEPT = 4096


class ChunkRecords:
    """Chunks by id. One connection, used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
        )
        self._lock = threading.Lock()
        # The file never changes, and taking a chunk apart costs more than finding it.
        self._own = lru_cache(_KEPT)(self._read_own)
        self._rows = lru_cache(_KEPT)(self._read_rows)

    def fetch(self, ids: Iterable[str]) -> dict[str, Chunk]:
        """The chunks of those ids that there are."""
        found = {chunk_id: self._own(chunk_id) for chunk_id in ids}
        return {chunk_id: chunk for chunk_id, chunk in found.items() if chunk is not None}

    def parents(self, ids: Iterable[str]) -> dict[str, str]:
        """In which chunk each of those chunks is shown, without reading what it says.

        The key of the table holds both, so that of a large file only a small part is read.
        """
        wanted = list(ids)
        found: dict[str, str] = {}
        for at in range(0, len(wanted), _ASKED_FOR):
            some = wanted[at : at + _ASKED_FOR]
            rows = self._select(f"SELECT id, parent FROM chunks WHERE id IN ({_marks(some)})", some)
            found.update(rows)
        return found

    def rows_of(self, parents: Iterable[str]) -> list[Chunk]:
        """The single rows that are shown in those table chunks, each table's in its order."""
        return [row for parent in parents for row in self._rows(parent)]

    def _read_own(self, chunk_id: str) -> Chunk | None:
        rows = self._select(f"SELECT {_COLUMNS} FROM chunks WHERE id = ?", (chunk_id,))
        return _chunk(rows[0]) if rows else None

    def _read_rows(self, parent: str) -> tuple[Chunk, ...]:
        rows = self._select(
            f"SELECT {_COLUMNS} FROM chunks WHERE parent = ? AND id != parent ORDER BY rowid",
            (parent,),
        )
        return tuple(map(_chunk, rows))

    def vector_ids(self, digests: Sequence[str]) -> dict[str, str]:
        """Under which id the vector of a text is kept, by the digest of the text."""
        rows = self._select(
            f"SELECT digest, id FROM vectors WHERE digest IN ({_marks(digests)})", digests
        )
        return dict(rows)

    def words(self) -> dict[str, int]:
        """In how many chunks each word stands."""
        return dict(self._select("SELECT word, chunks FROM words", ()))

    def count(self) -> int:
        """How many chunks there are."""
        return int(self._select("SELECT count(*) FROM chunks", ())[0][0])

    def close(self) -> None:
        self._connection.close()

    def _select(self, statement: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(statement, tuple(values)).fetchall()


class RecordsWriter:
    """Writes a new file of chunks, batch by batch."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(_SCHEMA)

    def add(self, chunks: Iterable[Chunk]) -> None:
        self._connection.executemany(
            f"INSERT INTO chunks ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    c.id, c.parent, c.document_id, str(c.kind), json.dumps(c.section), c.context,
                    c.start, c.end, c.text, c.reading, c.tokens, json.dumps(c.parts),
                )
                for c in chunks
            ),
        )  # fmt: skip

    def add_vectors(self, ids: Mapping[str, str]) -> None:
        """Note under which id the vector of each text is kept, by the digest of the text."""
        self._connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?,?)", ids.items())

    def finish(self, words: dict[str, int]) -> None:
        """Write in how many chunks each word stands, and close the file."""
        self._connection.executemany("INSERT INTO words VALUES (?,?)", words.items())
        self._connection.commit()
        self._connection.close()


def open_records(path: Path) -> ChunkRecords:
    """Open a file of chunks; a missing or damaged one is a `GuideError`."""
    try:
        records = ChunkRecords(path)
        records.count()
    except sqlite3.Error as error:
        raise GuideError(
            f"the chunks in {path} cannot be read ({error}): run `python -m index build`"
        ) from None
    return records


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))


def _chunk(row: tuple[Any, ...]) -> Chunk:
    chunk_id, parent, document_id, kind, section, context, start, end, *words, parts = row
    text, reading, tokens = words
    return Chunk(
        chunk_id, parent, document_id, ChunkKind(kind), tuple(json.loads(section)), context, start,
        end, text, reading, tokens,
        tuple(_part(*part) for part in json.loads(parts)),
    )  # fmt: skip


def _part(span: list[int], text: str, asked: list[str] | None) -> Part:
    return Part(Span(*span), text, None if asked is None else tuple(asked))
