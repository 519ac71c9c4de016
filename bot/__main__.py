"""Commands of the bot: ask, serve, and what keeps its database in order."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from bot.keeping import KEEPING
from bot.settings import BotSettings
from bot.web.passwords import accounts, hashed
from corpus.commands import run
from corpus.errors import GuideError

# What answers takes seconds to import, and most commands do without it.
if TYPE_CHECKING:
    from bot.answer import Answer, RowId
    from bot.pipeline import Assistant

_SHORTEST = 12


@click.group(no_args_is_help=True)
def bot() -> None:
    """Cited answers on the responsible use of generative AI."""
    # Threads that share one question wait for each other longer than they compute; questions that
    # come together share the cores better. It counts for what is imported from now on.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@bot.command()
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="One Answer object on standard output.")
@click.option(
    "--jsonl",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help='A file with a row {"id", "question", "conversation"?} a line; an Answer a line out.',
)
@click.option(
    "--explain", is_flag=True, help="Say on standard error what became of written sentences."
)
def ask(question: str | None, file: Path | None, *, as_json: bool, explain: bool) -> None:
    """Answer QUESTION, or every row of a file."""
    if (question is None) == (file is None):
        raise click.UsageError("give either a QUESTION or --jsonl FILE")
    rows = list(_rows(file)) if file else []
    with _assistant(BotSettings()) as assistant:
        if file:
            _answer_rows(assistant, rows)
            return
        answer, context = assistant.traced(question or "")
    for judged in context.judged if explain else ():
        click.echo(f"{judged.became}: {judged.text}", err=True)
        if judged.why:
            click.echo(f"    {judged.kind}: {judged.why}", err=True)
    if as_json:
        click.echo(answer.to_json())
    else:
        _print(answer)


def _print(answer: "Answer") -> None:
    for notice in answer.first:
        click.echo(f"! {notice.text}\n")
    click.echo(answer.text)
    for notice in answer.last:
        click.echo(f"\n! {notice.text}")
    if answer.handover:
        click.echo(f"\nAsk {answer.handover.to}. {answer.handover.why}")
    for citation in answer.citations:
        where = " > ".join(citation.section)
        click.echo(f"\n[{citation.number}] {citation.title} ({citation.standing.phrase}), {where}")
        click.echo(f"    {' '.join(citation.quote.split())[:400]}")


@bot.command()
@click.option("--host", default="127.0.0.1", show_default=True, envvar="HOST")
@click.option("--port", default=7860, show_default=True, envvar="PORT")
def serve(host: str, port: int) -> None:
    """Serve the chat, the source viewer and the API."""
    from bot.web.server import serve as serve_pages  # noqa: PLC0415

    serve_pages(BotSettings(), host, port)


@bot.command()
@click.argument("name")
def trainer(name: str) -> None:
    """Make the entry of a trainer NAME for GUIDE_TRAINERS; the password is asked for twice."""
    click.echo(_entry(name, "GUIDE_TRAINERS"))


@bot.command()
@click.argument("name")
def maintainer(name: str) -> None:
    """Make the entry of a maintainer NAME for GUIDE_MAINTAINERS, in the same way."""
    click.echo(_entry(name, "GUIDE_MAINTAINERS"))


def _entry(name: str, variable: str) -> str:
    if name.split() != [name]:
        raise GuideError(f"{name!r} cannot be a name: it is one word")
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if len(password) < _SHORTEST:
        raise GuideError(f"that password is too short: take at least {_SHORTEST} characters")
    entry = f"{name}:{hashed(password)}"
    accounts(entry, variable)  # which says what is wrong with a name
    return entry


for command in KEEPING:
    bot.add_command(command)


@contextmanager
def _assistant(settings: BotSettings) -> "Iterator[Assistant]":
    from bot.generating.opening import answering, is_configured  # noqa: PLC0415  help comes at once
    from index.search import Index  # noqa: PLC0415

    is_configured(settings)  # what is wrong with that is told before the index is opened
    with closing(Index.open(settings)) as index, answering(settings, index) as assistant:
        yield assistant


def _rows(file: Path) -> Iterator[dict[str, object]]:
    """The rows of a file; one that is no JSON object is named with its line."""
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GuideError(f"{file} cannot be read as UTF-8 ({error}): mend that file") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise GuideError(f"{file}:{number} is not JSON ({error.msg}): mend that line") from None
        if not isinstance(row, dict) or not isinstance(row.get("question"), str | None):
            raise GuideError(f'{file}:{number}: expected {{"id": …, "question": "…"}}')
        yield row


def _answer_rows(assistant: "Assistant", rows: list[dict[str, object]]) -> None:
    opened: dict[str, str] = {}
    for row in rows:
        key = row.get("conversation")
        known = opened.get(str(key)) if key is not None else None
        row_id = cast("RowId", row.get("id"))
        answer = assistant.ask(str(row.get("question") or ""), known, row_id)
        if key is not None:
            opened[str(key)] = answer.conversation
        sys.stdout.write(answer.to_json() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    run(bot, "bot")
