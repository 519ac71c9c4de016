"""Hiding packages from a library that imports them wherever they are installed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def hidden(*names: str) -> Iterator[None]:
    """Have what is imported in the block find that packages are not installed.

    One that has been imported already stays. Not for use beside imports in other threads.
    """
    absent = [name for name in names if name not in sys.modules]
    # None is Python's own sign for a module that cannot be imported.
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
