"""Commands of the corpus: verify, preview, add, replace, mend, standing, remove, undo."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from corpus import edit
from corpus.commands import run
from corpus.document import Document, Rights, Source, Standing
from corpus.errors import GuideError
from corpus.history import undo as undo_last
from corpus.incoming.kinds import Kind
from corpus.manifest import read_manifest
from corpus.previewing import preview_lines, read_shown, told
from corpus.settings import CorpusSettings
from corpus.verify import faults, notes

DATE = click.DateTime(["%Y-%m-%d"])
STANDING = click.Choice([str(standing) for standing in Standing])
NEXT = "Now run `python -m index build`."


@click.group(no_args_is_help=True)
def corpus() -> None:
    """Documents of the guide: check them, take them in, change their standing, take them out."""


@corpus.command()
def verify() -> int:
    """Check that every document is listed, hashed and licensed, every mend on record."""
    root = CorpusSettings().corpus
    found = faults(root)
    for fault in found:
        click.echo(fault)
    if found:
        return 1
    for note in notes(root):
        click.echo(note)
    click.echo(f"{len(read_manifest(root).documents)} documents in {root}: all sound.")
    return 0


@corpus.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "document_id", required=True, help="Short name, such as `agency-ai-policy`.")
@click.option("--title", required=True)
@click.option("--publisher", required=True)
@click.option("--published", type=DATE, required=True, help="Date of the document, YYYY-MM-DD.")
@click.option("--standing", type=STANDING, required=True)
@click.option(
    "--rights", type=click.Choice([str(r) for r in Rights]), default=str(Rights.AGENCY_SUPPLIED)
)
@click.option("--since", type=DATE, help="Since when the standing holds.")
@click.option("--by", help="What brought the standing about.")
@click.option("--why", help="In a few words, why.")
@click.option("--author")
@click.option("--url", help="The official page.")
@click.option("--kind", default="document", show_default=True, help="Memo, policy, guidance, …")
def add(  # noqa: PLR0913  the options of the contract
    file: Path,
    document_id: str,
    title: str,
    publisher: str,
    published: datetime,
    standing: str,
    rights: str,
    since: datetime | None,
    by: str | None,
    why: str | None,
    author: str | None,
    url: str | None,
    kind: str,
) -> None:
    """Take FILE into the corpus: Markdown, plain text, HTML, Word or PDF."""
    root = CorpusSettings().corpus
    reading = read_shown(file, root)
    document = edit.checked(
        {
            "id": document_id,
            "title": title,
            "publisher": publisher,
            "author": author,
            "published_on": published.date(),
            "knowledge_date": datetime.now(UTC).date(),
            "url": url,
            "rights": rights,
            "source": Source.NOTES if rights == Rights.NOTES else Source.FULL_TEXT,
            "kind": kind,
            **_cause(Standing(standing), since, by, why, published.date(), publisher),
            "sha256": edit.hash_of(reading.text),
        }
    )
    edit.add(root, document, reading)
    click.echo(f"Added {document_id} ({standing}). {told(reading)}{NEXT}")


@corpus.command()
@click.argument("document_id", metavar="ID")
@click.argument("file", type=click.Path(path_type=Path))
def replace(document_id: str, file: Path) -> None:
    """Put the text of FILE in the place of a document's text."""
    root = CorpusSettings().corpus
    reading = read_shown(file, root)
    edit.replace(root, document_id, reading)
    click.echo(f"Replaced {document_id}. {told(reading)}{NEXT}")


@corpus.command()
@click.argument("document_id", metavar="ID")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--why", required=True, help="In a few words, what was wrong.")
def mend(document_id: str, file: Path, why: str) -> None:
    """Correct a document that was read from a file: FILE is its Markdown, corrected by hand."""
    root = CorpusSettings().corpus
    reading = read_shown(file, root)
    if reading.kind is not Kind.MARKDOWN:
        raise GuideError(f"{file} is not Markdown: correct a copy of documents/{document_id}.md")
    count = edit.mend(root, document_id, reading.text, why)
    click.echo(f"Mended {document_id} in {count} places. {NEXT}")


@corpus.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write the Markdown to this file.")
def preview(file: Path, out: Path | None) -> None:
    """Show what is understood of FILE, and take nothing in."""
    reading = read_shown(file, CorpusSettings().corpus)
    for line in preview_lines(reading):
        click.echo(line)
    if out is not None:
        out.write_text(reading.text, encoding="utf-8")
        click.echo(f"The Markdown is in {out}.")


@corpus.command()
@click.argument("document_id", metavar="ID")
@click.argument("value", metavar="STANDING", type=STANDING)
@click.option("--since", type=DATE, help="Since when it stands so.")
@click.option("--by", help="What brought it about.")
@click.option("--why", help="In a few words, why.")
@click.option("--superseded-by", help="Id of the document that takes its place.")
def standing(  # noqa: PLR0913  the options of the contract
    document_id: str,
    value: str,
    since: datetime | None,
    by: str | None,
    why: str | None,
    superseded_by: str | None,
) -> None:
    """Record how a document stands today, since when, by what and why."""
    root = CorpusSettings().corpus
    old: Document = edit.known(read_manifest(root), document_id)
    published = old.published_on or old.knowledge_date
    changes = _cause(Standing(value), since, by, why, published, old.publisher)
    changes["superseded_by"] = superseded_by
    if superseded_by:
        edit.known(read_manifest(root), superseded_by)
    edit.set_standing(root, document_id, changes)
    click.echo(f"{document_id} now stands as {value}. {NEXT}")


@corpus.command()
@click.argument("document_id", metavar="ID")
def remove(document_id: str) -> None:
    """Take a document out of the corpus."""
    edit.remove(CorpusSettings().corpus, document_id)
    click.echo(f"Removed {document_id}; `python -m corpus undo` brings it back. {NEXT}")


@corpus.command()
def undo() -> None:
    """Take the last change back."""
    click.echo(f"Undone: {undo_last(CorpusSettings().corpus)}. {NEXT}")


def _cause(  # noqa: PLR0913  one field each
    standing: Standing,
    since: datetime | None,
    by: str | None,
    why: str | None,
    published: date,
    publisher: str,
) -> dict[str, object]:
    """The fields of a standing; a secondary report needs no more said than that it is one."""
    if standing is Standing.SECONDARY:
        return {
            "standing": standing,
            "since": since.date() if since else published,
            "by": by or publisher,
            "why": why or "a report, not an official text",
        }
    given = {"--since": since, "--by": by, "--why": why}
    missing = [name for name, value in given.items() if not value]
    if edit.needs_cause(standing) and missing:
        raise GuideError(
            f"standing {standing} needs {', '.join(missing)}: "
            "a reader is told since when, by what and why"
        )
    return {"standing": standing, "since": since.date() if since else None, "by": by, "why": why}


if __name__ == "__main__":
    run(corpus, "corpus")
