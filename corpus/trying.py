"""A copy of a corpus folder on which a change is tried before it is made."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import GuideError

# Of a folder that also holds programs and earlier states, what a change neither reads nor writes.
_LEFT_OUT = shutil.ignore_patterns(".*", "*.py", "__pycache__", "incoming", "versions")


@contextmanager
def copy_of(root: Path) -> Iterator[Path]:
    """A copy that is gone afterwards; a `GuideError` where none can be made."""
    with TemporaryDirectory(prefix="guide-trial-") as folder:
        try:
            copy = Path(shutil.copytree(root, Path(folder) / "corpus", ignore=_LEFT_OUT))
        except OSError as error:
            raise GuideError(
                f"{root} cannot be copied to try a change ({str(error)[:200]}): make room there"
            ) from None
        yield copy
