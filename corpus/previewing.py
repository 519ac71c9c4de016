"""What a maintainer sees of a file before it comes in: outline, tables, doubtful places."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from corpus.errors import GuideError
from corpus.incoming.limits import PROGRESS_PAGES
from corpus.incoming.reader import read_file
from corpus.incoming.reading import Doubt, Reading, Removed, shown
from corpus.library import Corpus
from corpus.outline import BlockKind, read_outline, tables
from corpus.sentences import without_marks
from corpus.words import words_of

_SHOWN = 40


def read_shown(path: Path, root: Path) -> Reading:
    """Read a file that is to come in, with a bar on standard error where it is long."""
    with progress_bar() as progress:
        return read_file(path, progress, known_words(root))


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


def told(reading: Reading) -> str:
    """In a sentence, what a maintainer should look at after a document has come in."""
    if not reading.doubts:
        return ""
    places = (
        "1 doubtful place" if len(reading.doubts) == 1 else f"{len(reading.doubts)} doubtful places"
    )
    return f"{places}: look at them with `python -m corpus preview FILE`. "


def preview_lines(reading: Reading) -> Iterator[str]:
    """The lines of a preview."""
    pages = f", {reading.page_count} pages" if reading.page_count else ""
    words = len(reading.text.split())
    yield f"{reading.file}: {reading.kind.upper()}{pages}, {words} words"
    outline = read_outline(reading.text)
    yield "Outline:"
    for block in outline:
        if block.kind is BlockKind.HEADING:
            yield f"  {'  ' * (block.level - 1)}{without_marks(reading.text[slice(*block.span)])}"
    kinds = Counter(block.kind for block in outline)
    names = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE, BlockKind.FOOTNOTE)
    yield "Found: " + ", ".join(f"{kinds[kind]} {kind}s" for kind in names)
    for number, table in enumerate(tables(outline), 1):
        yield f"Table {number}: {len(table.rows)} rows: {shown(' | '.join(table.columns))}"
    yield from _listed("Doubtful places", [_doubt(doubt) for doubt in reading.doubts])
    yield from _listed("Left out", [_removed(removed) for removed in reading.removed])


def _listed(title: str, entries: list[str]) -> Iterator[str]:
    yield f"{title}: {len(entries) or 'none'}"
    for entry in entries[:_SHOWN]:
        yield f"  {entry}"
    if len(entries) > _SHOWN:
        yield f"  … and {len(entries) - _SHOWN} more"


def _doubt(doubt: Doubt) -> str:
    place = f"page {doubt.page}: " if doubt.page else ""
    return f"{place}{doubt.reason}" + (f": {doubt.words}" if doubt.words else "")


def _removed(removed: Removed) -> str:
    pages = ", ".join(map(str, removed.pages))
    place = f" (page {pages})" if pages else ""
    return f"{removed.why}{place}: {shown(removed.words)}"
