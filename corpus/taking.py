"""A document read from where it is, a file or an official address, with a bar for a long one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from corpus.errors import GuideError
from corpus.fetching import fetch
from corpus.incoming.limits import PROGRESS_PAGES
from corpus.incoming.reader import read_bytes, read_file
from corpus.incoming.reading import Reading
from corpus.library import Corpus
from corpus.words import words_of


def read_from(place: str, root: Path, hosts: tuple[str, ...]) -> Reading:
    """Read a file, or a page at an https address on one of ``hosts``, that is to come in."""
    known = known_words(root)
    with progress_bar() as progress:
        if not is_address(place):
            return read_file(Path(place), progress, known)
        page = fetch(place, hosts)
        stem = PurePosixPath(urlsplit(page.url).path).stem or "page"
        reading = read_bytes(Path(f"{stem}{page.suffix}"), page.data, progress, known)
        return reading.model_copy(update={"url": place})


def is_address(place: str) -> bool:
    """Whether a place is an address and not a file."""
    return place.startswith(("https://", "http://"))


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """What to tell of each page that is read; a bar appears on standard error for a long file."""
    bar = Progress(
        TextColumn("Reading page"), BarColumn(), MofNCompleteColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    task = bar.add_task("pages", total=None)

    def on_page(done: int, count: int) -> None:
        if count >= PROGRESS_PAGES:
            bar.start()
            bar.update(task, completed=done, total=count)

    try:
        yield on_page
    finally:
        if bar.live.is_started:
            bar.stop()


def known_words(root: Path) -> frozenset[str]:
    """The words of the documents that we hold already; none where the corpus cannot be read."""
    try:
        corpus = Corpus.open(root)
    except GuideError:
        return frozenset()
    return frozenset(word for d in corpus.documents for word in words_of(corpus.text(d.id)))
