"""Locks on the data folder: one builder at a time, and no version removed while it is open."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import GuideError


@contextmanager
def only_builder(root: Path) -> Iterator[None]:
    """Hold the folder for writing; a `GuideError` if that cannot be or another build does."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = (root / ".lock").open("w")
    except OSError as error:
        raise GuideError(
            f"{root} cannot be written ({error.strerror}): set GUIDE_DATA to a folder that can"
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise GuideError(
                f"another build is writing to {root}: wait for it, or set GUIDE_DATA elsewhere"
            ) from None
        yield


def hold(folder: Path) -> int | None:
    """Mark a version as in use until the returned descriptor is closed; None if it is read-only."""
    try:
        descriptor = os.open(folder / "in-use", os.O_CREAT | os.O_RDWR)
    except OSError:
        return None
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def held(folder: Path) -> bool:
    """Whether a process has a version open."""
    descriptor = os.open(folder / "in-use", os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
