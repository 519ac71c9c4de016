"""Every change of a corpus folder can be undone: what it touched is kept first."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import GuideError
from corpus.manifest import NAME

_FOLDER = ".history"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change on record: what it was, and the folder that keeps what its files were before."""

    what: str
    folder: Path
    files: tuple[str, ...]


@contextmanager
def recorded(root: Path, what: str, paths: list[Path]) -> Iterator[None]:
    """Keep ``paths`` and the manifest, make the change, and restore them if it fails."""
    try:
        kept = _keep(root, what, [root / NAME, *paths])
    except OSError as error:
        raise _not_written(root, error) from None
    try:
        yield
    except OSError as error:
        _restore(root, kept)
        raise _not_written(root, error) from None
    except BaseException:
        _restore(root, kept)
        raise


def _not_written(root: Path, error: OSError) -> GuideError:
    return GuideError(
        f"{root} cannot be written ({error.strerror}): nothing was changed; "
        "make room there, or set GUIDE_CORPUS to a folder that can"
    )


def undo(root: Path) -> str:
    """Take the last change back and say which one it was; a `GuideError` if there is none."""
    change = last(root)
    if change is None:
        raise GuideError(f"nothing to undo in {root}: no change is on record")
    _restore(root, change.folder)
    return change.what


def last(root: Path) -> Recorded | None:
    """The last change on record, which `undo` would take back; None if there is none."""
    # A change that was broken off before its record was written changed nothing.
    records = (root / _FOLDER).glob("*/change.json")
    folder = max((path.parent for path in records), key=lambda path: int(path.name), default=None)
    if folder is None:
        return None
    record = json.loads((folder / "change.json").read_text(encoding="utf-8"))
    return Recorded(str(record["what"]), folder, tuple(map(str, record["files"])))


def _keep(root: Path, what: str, paths: list[Path]) -> Path:
    numbers = [int(path.name) for path in (root / _FOLDER).glob("*/")]
    kept = root / _FOLDER / str(max(numbers, default=0) + 1)
    kept.mkdir(parents=True)
    try:
        names = [str(path.relative_to(root)) for path in paths]
        for path, name in zip(paths, names, strict=True):
            if path.exists():
                (kept / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, kept / name)
        record = json.dumps({"what": what, "files": names})
        (kept / "change.json").write_text(record, encoding="utf-8")
    except OSError:
        shutil.rmtree(kept, ignore_errors=True)
        raise
    return kept


def _restore(root: Path, kept: Path) -> None:
    """Move back what was kept: a move needs no room, so it also works on a full disk."""
    for name in json.loads((kept / "change.json").read_text(encoding="utf-8"))["files"]:
        if (kept / name).exists():
            (kept / name).replace(root / name)
        else:
            (root / name).unlink(missing_ok=True)
    shutil.rmtree(kept)
