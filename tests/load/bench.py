"""Benchmarks: each figure as a ratio to a reference measured in the same run.

    make bench                        all of it, written to docs/benchmarks
    make bench ONLY=answering         one group, the others kept
    make bench ONLY=scale             up to a million passages, which takes an hour
    BENCH=quick make bench            less of it, compared with what is committed

Exit code 0 where everything was measured, whether it reaches its bar or not; with ``--quick`` 1
where a ratio differs from the committed one by more than 30 %.
"""

import os
import platform
import sys
from importlib import import_module
from pathlib import Path

# Before anything is imported that reads it: what serving gives a question.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import click
from benchmarks.figure import Found, disagreements, merged, read_rows, write_rows
from benchmarks.measuring_in_turns import FULL, QUICK, busy_with_others
from benchmarks.page import write_page

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / "docs" / "benchmarks"
GROUPS = ("answering", "starting", "serving", "building")
# Only where it is named: it fills a million passages, which takes an hour and eight gigabytes.
LONG = ("scale",)


@click.command()
@click.option(
    "--only", type=click.Choice((*GROUPS, *LONG)), multiple=True, help="One group; repeatable."
)
@click.option("--quick", is_flag=True, help="Less of it, compared with the committed results.")
def main(only: tuple[str, ...], *, quick: bool) -> None:
    """Measure and write, or compare."""
    committed = read_rows(FOLDER / "results.json")
    if quick and not committed:
        click.echo(f"error: no results in {FOLDER} to compare with: run `make bench`", err=True)
        sys.exit(2)
    agree = True
    for group in only or GROUPS:
        click.echo(f"Measuring {group} ...", err=True)
        found = _measured(group, quick=quick)
        if quick:
            agree = _agrees(found, committed) and agree
        else:
            _write(found)
    sys.exit(0 if agree else 1)


def _measured(group: str, *, quick: bool) -> Found:
    # Imported only now: a group brings along what it measures.
    measure = import_module(f"benchmarks.{group}").measure
    busy = busy_with_others()
    found: Found = measure(QUICK if quick else FULL)
    name = f"cores busy with other things before {group} was measured"
    found.tell(name, busy, "%", f"make bench ONLY={group}")
    for figure in found.figures:
        row = figure.row()
        told = "reached" if row["ok"] else "MISSED"
        click.echo(f"{row['ratio']:>8}  bar {row['bar']} {told}  {row['name']}")
    return found


def _agrees(found: Found, committed: list[dict[str, object]]) -> bool:
    lines = disagreements(committed, [figure.row() for figure in found.figures])
    for line in lines:
        click.echo(f"differs by more than 30 %: {line}")
    return not lines


def _write(found: Found) -> None:
    """Results, what stands beside them, and the page; after each group, so that none is lost."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    results, beside = FOLDER / "results.json", FOLDER / "beside.json"
    write_rows(results, merged(read_rows(results), [one.row() for one in found.figures]))
    write_rows(beside, merged(read_rows(beside), found.beside))
    write_page(FOLDER, read_rows(results), read_rows(beside), machine())


def machine() -> str:
    """What it was measured on, as far as it bears on the figures."""
    lines = Path("/proc/cpuinfo").read_text(encoding="ascii").splitlines()
    model = next((one.partition(": ")[2] for one in lines if one.startswith("model name")), "?")
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}"


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    main()
