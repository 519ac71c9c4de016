"""How far a long command is, in a bar or line by line."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from index.filling import Progress as Show


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        # Of late, or of all the time where that is too short to tell.
        speed = task.speed or (task.elapsed and task.completed / task.elapsed)
        return Text(f"{speed:.0f}/s" if speed else "")


@contextmanager
def bar(what: str) -> Iterator[Show]:
    """A bar on standard error, from the first time that something is shown."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    progress = Progress(*columns, console=Console(stderr=True))

    def show(done: int, total: int) -> None:
        if not progress.task_ids:  # what is refused or has nothing to do shows no bar
            progress.add_task(what, total=total)
            progress.start()
        progress.update(progress.task_ids[0], completed=done, total=total)

    try:
        yield show
    finally:
        if progress.task_ids:
            progress.stop()


def line(done: int, total: int) -> None:
    """For a program that follows."""
    click.echo(f"{done}/{total}")
