"""The command that scores answers where an agency has rules of its own."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.pipeline import Assistant
from corpus.overlay import Overlaid
from corpus.settings import PROJECT
from evals.overlaying import CASES, faults, read_cases
from index.build import build_all
from index.search import Index
from index.settings import IndexSettings

EXAMPLE = PROJECT / "examples" / "agency"
_SHARE = 0.95


@click.command("overlay")
@click.option("--cases", "path", type=click.Path(path_type=Path, exists=True), default=CASES)
@click.option("--agency", type=click.Path(path_type=Path, exists=True), default=EXAMPLE)
def overlay(path: Path, agency: Path) -> int:
    """Ask what an agency with rules of its own is asked; exit 1 below 95 of 100 right.

    The example agency unless another folder is named; its index is made anew in a place of its own.
    """
    cases = read_cases(path)
    right: Counter[str] = Counter()
    with indexed(agency) as index:
        assistant, whole = Assistant(index), index.whole
        assert isinstance(whole, Overlaid)  # noqa: S101  since an agency was named
        for case in cases:
            found = list(faults(case, assistant.ask(case.question), whole))
            right[case.kind] += not found
            for fault in found:
                click.echo(f"{case.id}: {fault}")
    for kind, count in Counter(case.kind for case in cases).items():
        click.echo(f"{kind}: {right[kind]} of {count}")
    click.echo(f"all: {right.total()} of {len(cases)} right")
    return int(right.total() < _SHARE * len(cases))


@contextmanager
def indexed(agency: Path) -> Iterator[Index]:
    """The index of the common documents with that of an agency beside it, for a while."""
    settings = IndexSettings()
    with TemporaryDirectory() as made:
        data = Path(made)
        if (settings.data / "index").is_dir():  # so that what is embedded is not embedded again
            shutil.copytree(settings.data / "index", data / "index")
        there = settings.model_copy(update={"data": data, "agency_corpus": agency})
        build_all(there, lambda _done, _all: None)
        with closing(Index.open(there)) as index:
            yield index
