"""Commands of the evaluation: run."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from corpus.commands import run
from evals.cases import GOLDEN, read_cases
from evals.retrieval import RetrievalScore, SummaryRow, score_retrieval, summary
from index.search import Index
from index.settings import IndexSettings

SUITES = ("retrieval",)
SETS = ("retrieval", "retrieval_heldout")


@click.group(no_args_is_help=True)
def evals() -> None:
    """Is it good, and is it still as good?"""


@evals.command("run")
@click.option("--suite", type=click.Choice(SUITES), default="retrieval", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder of the run.")
def run_suite(suite: str, out: Path | None) -> None:
    """Search for every golden question and score what is found."""
    index = Index.open(IndexSettings())
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    folder = out or Path("runs") / f"{stamp}-{suite}"
    folder.mkdir(parents=True, exist_ok=True)
    results: dict[str, list[SummaryRow]] = {}
    lines: list[str] = []
    for name in SETS:
        scores = _scores(index, name)
        results[name] = summary(scores)
        lines += [json.dumps({"set": name, **asdict(score)}) for score in scores]
        _show(name, results[name])
    (folder / "scores.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    record = {
        "index": index.record.model_dump(),
        "retrieval": {name: [asdict(row) for row in rows] for name, rows in results.items()},
    }
    (folder / "summary.json").write_text(json.dumps(record, indent=2), encoding="utf-8")
    click.echo(f"Written to {folder}")


def _scores(index: Index, name: str) -> list[RetrievalScore]:
    cases = read_cases(GOLDEN / f"{name}.jsonl", index.corpus)
    shown = track(cases, description=name, console=Console(stderr=True))
    return list(score_retrieval(index, shown))


def _show(name: str, rows: list[SummaryRow]) -> None:
    table = Table("system", "group", "in the top five", "95 % interval", "MRR", "most tokens")
    table.title = name
    for row in rows:
        table.add_row(
            row.system,
            row.group,
            f"{row.hits} of {row.cases}",
            f"{row.interval[0]:.2f} to {row.interval[1]:.2f}",
            f"{row.mrr:.3f}",
            str(row.most_tokens),
        )
    Console(width=110).print(table)


if __name__ == "__main__":
    run(evals, "evals")
