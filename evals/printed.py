"""The official texts as an office program prints them, under other ids: do they answer as well?

Nothing may depend on the ids of documents, or on the form that their texts came in.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
from markdown_it import MarkdownIt

from corpus.document import Document, Source
from corpus.edit import add, hash_of, remove
from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.settings import CorpusSettings
from corpus.taking import read_from
from evals.cases.golden_files import GOLDEN

_SUFFIX = "-printed"
_FILTER = "pdf:writer_web_pdf_Export"
_STYLE = "@page { size: letter; margin: 1in } body { font: 10pt serif }"
_TABLE = '<table border="1" cellspacing="0" cellpadding="3">'
_LIMIT_S = 180


@click.command("printed")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--program", default="soffice", show_default=True, help="LibreOffice.")
def printed(folder: Path, program: str) -> None:
    """Prepare FOLDER: the corpus with its official texts printed and taken in under other ids.

    Then come the golden cases for it, and the commands that ask them.
    """
    if folder.exists():
        raise GuideError(f"{folder} is there already: choose another")
    corpus = Corpus.open(CorpusSettings().corpus)
    try:
        _prepare(corpus, folder, program)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # so that it can be tried again
        raise
    for line in _next(folder):
        click.echo(line)


def _prepare(corpus: Corpus, folder: Path, program: str) -> None:
    official = [d for d in corpus.documents if d.source is Source.FULL_TEXT]
    root = folder / "corpus"
    left_out = shutil.ignore_patterns("*.py", "__pycache__", *(f"{d.id}.jsonl" for d in official))
    shutil.copytree(corpus.root, root, ignore=left_out)
    for file in (root / "remarks.toml", root / "offices.toml"):
        _rename(file, file, official)
    for document in official:
        same = _take_in(corpus, document, root, folder, program)
        click.echo(f"{document.id}{_SUFFIX}: {'the same text' if same else 'another text'}")
    (folder / "golden").mkdir()
    for file in GOLDEN.glob("*.jsonl"):
        _rename(file, folder / "golden" / file.name, official)


def _take_in(corpus: Corpus, document: Document, root: Path, folder: Path, program: str) -> bool:
    """Print a document, and put what is read of that in its place; whether it is the same."""
    text = corpus.text(document.id)
    page = folder / f"{document.id}.html"
    page.write_text(_page(text), encoding="utf-8")
    command = [program, "--headless", "--convert-to", _FILTER, "--outdir", str(folder), str(page)]
    try:
        subprocess.run(  # noqa: S603  the program that was named
            command, check=True, capture_output=True, timeout=_LIMIT_S
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise GuideError(f"{program} does not print ({error}): install LibreOffice") from None
    reading = read_from(str(page.with_suffix(".pdf")), root, ())
    changed = {"id": f"{document.id}{_SUFFIX}", "sha256": hash_of(reading.text)}
    remove(root, document.id)
    add(root, document.model_copy(update=changed), reading)
    return reading.text == text


def _page(text: str) -> str:
    body = MarkdownIt("commonmark").enable("table").render(text).replace("<table>", _TABLE)
    head = f"<meta charset='utf-8'><style>{_STYLE}</style>"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def _rename(source: Path, target: Path, official: list[Document]) -> None:
    text = source.read_text(encoding="utf-8")
    for document in official:
        text = text.replace(f'"{document.id}"', f'"{document.id}{_SUFFIX}"')
    target.write_text(text, encoding="utf-8")


def _next(folder: Path) -> Iterator[str]:
    yield f"export GUIDE_CORPUS={folder / 'corpus'} GUIDE_DATA={folder / 'data'}"
    yield "python -m index build"
    yield f"python -m evals run --golden {folder / 'golden'} --out {folder / 'run'}"
