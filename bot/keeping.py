"""Commands about what is kept: purge, disposals, hold, backup, restore."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.settings import BotSettings
from bot.store.backup import back_up
from bot.store.backup import restore as restore_backup
from bot.store.database import Database
from bot.store.holds import Kind, add_hold, holds, release_hold
from bot.store.purging import SETTING
from bot.store.retention import disposals as all_disposals
from bot.store.retention import purge as purge_old
from bot.training.codes import normalised
from corpus.errors import GuideError

_LARGE = 5_000
_TIME = "%Y-%m-%d %H:%M UTC"


@click.command()
@click.option("--days", type=click.IntRange(min=1), help=f"Instead of {SETTING}.")
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
def purge(days: int | None, *, dry_run: bool) -> None:
    """Delete what is older than so many days and not on hold, and keep a record of it."""
    settings = BotSettings()
    limit, setting = (days, "--days") if days else (settings.retention_days, SETTING)
    if limit is None:
        raise GuideError(f"nothing says how long to keep what is kept: set {SETTING} or add --days")
    with _opened(settings) as database:
        done = purge_old(database, limit, setting, dry_run=dry_run)
    for one in done:
        click.echo(f"{one.what}\t{one.rows} older than {one.cutoff:{_TIME}}")
    total = sum(one.rows for one in done)
    click.echo(f"{total} rows {'would be' if dry_run else 'were'} deleted.")


@click.command()
def disposals() -> None:
    """List the records of what was deleted: when, what, how many, by which rule."""
    with _opened(BotSettings()) as database:
        for one in all_disposals(database):
            rule = f"older than {one.cutoff:{_TIME}} ({one.older_than} days, {one.setting})"
            click.echo(f"{one.at:{_TIME}}\t{one.what}\t{one.rows}\t{rule}")


@click.group(no_args_is_help=True)
def hold() -> None:
    """Keep a table or a session from being deleted."""


@hold.command("add")
@click.argument("what")
@click.option("--reason", required=True, help="Why, for whoever looks at it later.")
def add(what: str, reason: str) -> None:
    """Put WHAT on hold: the name of a table, or the join code of a session."""
    code = normalised(what)
    kind: Kind = "session" if code else "table"
    with _opened(BotSettings()) as database:
        made = add_hold(database, kind, code or what, reason)
    click.echo(f"Hold {made.id} on {made.kind} {made.name}.")


@hold.command("list")
def list_() -> None:
    """List the holds that are not released."""
    with _opened(BotSettings()) as database:
        for one in holds(database):
            click.echo(f"{one.id}\t{one.kind} {one.name}\tsince {one.since:{_TIME}}\t{one.reason}")


@hold.command()
@click.argument("number", type=int)
def release(number: int) -> None:
    """End the hold of that NUMBER."""
    with _opened(BotSettings()) as database:
        release_hold(database, number)
    click.echo(f"Hold {number} is released.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write all that is kept to FILE, which must not be there yet. The server may be running."""
    with _opened(BotSettings()) as database, _bar("Backup") as show:
        header = back_up(database, file, show)
    click.echo(f"{sum(header.rows.values())} rows written to {file}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Replace what the database holds.")
def restore(file: Path, *, yes: bool) -> None:
    """Make the database what the backup in FILE holds. Stop the server first."""
    with _opened(BotSettings()) as database, _bar("Restore") as show:
        header = restore_backup(database, file, show, replace=yes)
    click.echo(f"{sum(header.rows.values())} rows of {header.made_at} restored from {file}.")


KEEPING = (purge, disposals, hold, backup, restore)


@contextmanager
def _opened(settings: BotSettings) -> Iterator[Database]:
    database = Database(settings.database_url, settings.data)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, once it is known that there is much to do."""
    columns = TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    bar = Progress(*columns, console=Console(stderr=True))

    def show(done: int, total: int) -> None:
        if total < _LARGE:
            return
        if not bar.task_ids:
            bar.add_task("rows", total=total)
            bar.start()
        bar.update(bar.task_ids[0], completed=done)

    try:
        yield show
    finally:
        if bar.task_ids:
            bar.stop()
