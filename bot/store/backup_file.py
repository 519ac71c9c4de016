"""The file of a backup, which is whole or refused.

JSON lines in UTF-8: a header ``{"format", "version", "migration", "made_at", "rows": {table:
count}}``, then ``[table, {column: value}]`` a row, and last ``{"sha256"}`` of all lines before.
Times are in ISO form.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus.errors import GuideError

FORMAT = "responsible-ai-guide backup"
VERSION = 1

Row = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Header:
    """What a backup holds: rows by table, in the form that the tables had at a migration."""

    migration: str
    made_at: str
    rows: dict[str, int]
    format: str = FORMAT
    version: int = VERSION


def write(path: Path, header: Header, rows: Iterable[Row]) -> None:
    """Write a backup that only its owner may read; a file that is there already is kept."""
    part = path.with_name(f"{path.name}.part")
    if path.exists():
        raise GuideError(f"{path} is there already: choose another name")
    try:
        # Made anew, so that nobody has it open who may not read it.
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "wb") as file:  # noqa: PTH123  a handle has no path
            digest = sha256()
            for line in _lines(header, rows):
                digest.update(line)
                file.write(line)
            file.write(_line({"sha256": digest.hexdigest()}))
            file.flush()
            os.fsync(handle)
        part.replace(path)
    except OSError as error:
        raise GuideError(f"{path} cannot be written ({error.strerror})") from None
    finally:
        part.unlink(missing_ok=True)


def checked(path: Path) -> Header:
    """The header of a backup that is as it was written; a `GuideError` for any other file."""
    last, digest, count = b"", sha256(), -2  # header and last line are no rows
    header: Header | None = None
    try:
        with path.open("rb") as file:
            for line in file:
                if header is None:
                    header = _header(path, line)
                digest.update(last)
                last, count = line, count + 1
    except OSError as error:
        raise GuideError(f"{path} cannot be read ({error.strerror})") from None
    if header is None or last != _line({"sha256": digest.hexdigest()}):
        raise _damaged(path)
    if count != sum(header.rows.values()):
        raise _damaged(path)
    return header


def rows(path: Path) -> Iterator[Row]:
    """The rows of a backup that was checked, in their order."""
    with path.open(encoding="utf-8") as file:
        next(file)
        for line in file:
            row = json.loads(line)
            if isinstance(row, list):
                yield row[0], row[1]


def _lines(header: Header, rows: Iterable[Row]) -> Iterator[bytes]:
    yield _line(asdict(header))
    for row in rows:
        yield _line(row)


def _line(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_iso)
    return text.encode() + b"\n"


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a backup holds no {type(value).__name__}")


def _header(path: Path, line: bytes) -> Header:
    try:
        told = json.loads(line)
        header = Header(**told)
    except (ValueError, TypeError):
        raise GuideError(f"{path} is no backup of this program") from None
    if (header.format, header.version) != (FORMAT, VERSION):
        raise GuideError(
            f"{path} is {header.format!r} version {header.version}: expected {FORMAT!r} {VERSION}"
        )
    return header


def _damaged(path: Path) -> GuideError:
    return GuideError(f"{path} is damaged, it is not as it was written: use another backup")
