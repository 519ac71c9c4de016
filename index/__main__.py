"""Commands of the index: build, search."""

import json
from contextlib import nullcontext
from dataclasses import asdict

import click

from corpus.commands import run
from corpus.errors import GuideError
from corpus.library import Corpus
from index import adapter
from index.bar import bar, line
from index.build import build_all, prepare_runtime
from index.embedding import bundled, load_embedder
from index.layout import Layout
from index.ranking import Hit, Mode
from index.search import Index
from index.settings import IndexSettings


@click.group(no_args_is_help=True)
def index() -> None:
    """Chunks, vectors and search over the documents."""


@index.command()
@click.option("--plain", is_flag=True, help="Say `DONE/ALL` a line in place of the bar.")
def build(*, plain: bool) -> None:
    """Build or update the index; only what changed is embedded again."""
    settings = IndexSettings()
    with nullcontext(line) if plain else bar("Embedding") as show:
        built = build_all(settings, show, Layout.of(settings))
        prepare_runtime(settings, built[0][0])
    for record, embedded in built:
        click.echo(f"Index {record.version}: {record.chunks} chunks, {embedded} embedded anew.")


@index.command()
@click.option("--steps", default=adapter.STEPS, show_default=True, help="How long to learn.")
def fit(steps: int) -> None:
    """Fit the adapter of the bundled model to the questions written down for the documents.

    Takes about twenty minutes on two cores. Afterwards the index has to be built anew, and
    whatever was fitted on its vectors: see CONTRIBUTING.md.
    """
    from index import fitting  # noqa: PLC0415  no other command needs torch

    corpus = Corpus.open(IndexSettings().corpus)
    material = fitting.lessons(corpus, load_embedder(None))
    if not material:
        raise GuideError(f"{corpus.root} has no written questions to learn from")
    with bar("Fitting") as show:
        change = fitting.fit(str(bundled()), material, steps, show)
    adapter.save(change)
    click.echo(f"Written to {adapter.ADAPTER}")


@index.command()
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="One JSON list on standard output.")
@click.option("--count", default=5, show_default=True, help="How many chunks.")
@click.option(
    "--mode",
    type=click.Choice([str(mode) for mode in Mode]),
    default=str(Mode.HYBRID),
    show_default=True,
)
def search(question: str, count: int, mode: str, *, as_json: bool) -> None:
    """Show the chunks that bear most on QUESTION, best first."""
    hits = Index.open(IndexSettings()).search(question, count, Mode(mode))
    if as_json:
        click.echo(json.dumps([_row(hit) for hit in hits], ensure_ascii=False, indent=2))
        return
    for rank, hit in enumerate(hits, 1):
        chunk = hit.chunk
        place = f"{chunk.document_id}[{chunk.start}:{chunk.end}]"
        click.echo(f"{rank}. {hit.score:.4f}  {place}  {' > '.join(chunk.section)}")
        click.echo(f"   {' '.join(chunk.text.split())[:300]}\n")


def _row(hit: Hit) -> dict[str, object]:
    row = asdict(hit.chunk)
    row.pop("parts")
    scores = {"dense": hit.dense, "lexical": hit.lexical}
    return row | {"score": hit.score, **scores}


if __name__ == "__main__":
    run(index, "index")
