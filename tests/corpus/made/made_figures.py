"""Print how much of each made document comes back.

Run it as ``python tests/corpus/made/made_figures.py``; it needs a chromium for four of them.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from made_documents import PRINTED, WITHOUT_BROWSER, print_html, write_made
from made_html import html_of
from made_measures import measured
from made_model import Made
from playwright.sync_api import sync_playwright

from corpus.incoming.reader import read_file
from corpus.settings import PROJECT
from corpus.taking import known_words


def figures() -> None:
    """A line a document, and the amiss places below it."""
    known = known_words(PROJECT / "corpus")
    with TemporaryDirectory() as folder:
        for made, path in _files(Path(folder)):
            reading = read_file(path, lambda _done, _count: None, known)
            found = measured(made, reading.text)
            click.echo(
                f"{path.name:24} words {found.words:7.2%}  cells {found.cells:7.2%}  "
                f"further words {found.extra_words:2}  headings {found.heads}  lists "
                f"{found.entries}  notes {found.notes}  doubtful places {len(reading.doubts)}"
            )
            for amiss in found.amiss:
                click.echo(f"    {amiss}")


def _files(folder: Path) -> Iterator[tuple[Made, Path]]:
    for name, made in WITHOUT_BROWSER.items():
        yield made, write_made(name, made, folder)
    chromium = shutil.which("chromium")
    if chromium is None:
        click.echo("LEFT OUT: four documents that chromium prints")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, made in PRINTED.items():
            yield made, print_html(browser, html_of(made), folder / name)
        browser.close()


if __name__ == "__main__":
    figures()
