"""Commands of the corpus: add and remove documents, correct and compare them, undo, verify."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from corpus import edit, refreshing
from corpus.commands import run
from corpus.diff_command import diff
from corpus.document import Document, Rights, Source, Standing
from corpus.errors import GuideError
from corpus.fetching import on_hosts
from corpus.history import undo as undo_last
from corpus.incoming.kinds import Kind
from corpus.manifest import read_manifest
from corpus.previewing import preview_lines, told
from corpus.settings import CorpusSettings
from corpus.taking import read_from
from corpus.verify import faults, notes

DATE = click.DateTime(["%Y-%m-%d"])
STANDING = click.Choice([str(standing) for standing in Standing])
NEXT = "Now run `python -m index build`."


@click.group(no_args_is_help=True)
@click.option("--agency", is_flag=True, help="Work on the agency's own, in GUIDE_AGENCY_CORPUS.")
@click.pass_context
def corpus(context: click.Context, *, agency: bool) -> None:
    """Documents of the guide: check them, take them in, change their standing, take them out."""
    context.obj = agency


corpus.add_command(diff)


def _settings() -> CorpusSettings:
    """The settings, with the agency's folder as that of the corpus where it is asked for."""
    context = click.get_current_context(silent=True)
    return CorpusSettings().on(agency=bool(context and context.obj))


@corpus.command()
def verify() -> int:
    """Check that every document is listed, hashed and licensed, every mend on record."""
    root = _settings().corpus
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
@click.argument("file")
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
@click.option("--effective", type=DATE, help="From when it holds; its date if not given.")
@click.option("--ended", type=DATE, help="From when it no longer holds.")
@click.option("--kind", default="document", show_default=True, help="Memo, policy, guidance, …")
def add(  # noqa: PLR0913  the options of the contract
    file: str,
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
    effective: datetime | None,
    ended: datetime | None,
    kind: str,
) -> None:
    """Take FILE in: Markdown, plain text, HTML, Word or PDF, or what is at an official address."""
    settings = _settings()
    reading = read_from(file, settings.corpus, settings.hosts)
    document = edit.checked(
        {
            "id": document_id,
            "title": title,
            "publisher": publisher,
            "author": author,
            "published_on": published.date(),
            "knowledge_date": datetime.now(UTC).date(),
            "url": url or reading.url,
            "rights": rights,
            "source": Source.NOTES if rights == Rights.NOTES else Source.FULL_TEXT,
            "kind": kind,
            **_dates(effective, ended),
            **_cause(Standing(standing), since, by, why, published.date(), publisher),
            "sha256": edit.hash_of(reading.text),
        }
    )
    edit.add(settings.corpus, document, reading)
    click.echo(f"Added {document_id} ({standing}). {told(reading)}{NEXT}")


@corpus.command()
@click.argument("document_id", metavar="ID")
@click.argument("file")
def replace(document_id: str, file: str) -> None:
    """Put the text of FILE in the place of a document's text."""
    settings = _settings()
    reading = read_from(file, settings.corpus, settings.hosts)
    edit.replace(settings.corpus, document_id, reading)
    click.echo(f"Replaced {document_id}. {told(reading)}{NEXT}")


@corpus.command()
@click.argument("document_id", metavar="ID")
@click.argument("file")
@click.option("--why", required=True, help="In a few words, what was wrong.")
def mend(document_id: str, file: str, why: str) -> None:
    """Correct a document that was read from a file: FILE is its Markdown, corrected by hand."""
    settings = _settings()
    reading = read_from(file, settings.corpus, ())
    if reading.kind is not Kind.MARKDOWN:
        raise GuideError(f"{file} is not Markdown: correct a copy of documents/{document_id}.md")
    count = edit.mend(settings.corpus, document_id, reading.text, why)
    click.echo(f"Mended {document_id} in {count} places. {NEXT}")


@corpus.command()
@click.argument("file")
@click.option("--out", type=click.Path(path_type=Path), help="Write the Markdown to this file.")
def preview(file: str, out: Path | None) -> None:
    """Show what is understood of FILE or of an official address, and take nothing in."""
    settings = _settings()
    reading = read_from(file, settings.corpus, settings.hosts)
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
@click.option("--effective", type=DATE, help="From when it holds.")
@click.option("--ended", type=DATE, help="From when it no longer holds.")
def standing(  # noqa: PLR0913  the options of the contract
    document_id: str,
    value: str,
    since: datetime | None,
    by: str | None,
    why: str | None,
    superseded_by: str | None,
    effective: datetime | None,
    ended: datetime | None,
) -> None:
    """Record how a document stands today, since when, by what and why."""
    root = _settings().corpus
    old: Document = edit.known(read_manifest(root), document_id)
    published = old.published_on or old.knowledge_date
    changes = _cause(Standing(value), since, by, why, published, old.publisher)
    changes |= {"superseded_by": superseded_by, **_dates(effective, ended)}
    if superseded_by:
        edit.known(read_manifest(root), superseded_by)
    edit.set_standing(root, document_id, changes)
    click.echo(f"{document_id} now stands as {value}. {NEXT}")


@corpus.command()
@click.argument("document_id", metavar="ID")
def remove(document_id: str) -> None:
    """Take a document out of the corpus."""
    edit.remove(_settings().corpus, document_id)
    click.echo(f"Removed {document_id}; `python -m corpus undo` brings it back. {NEXT}")


@corpus.command()
@click.argument("document_ids", metavar="[ID]…", nargs=-1)
@click.option("--file", "saved", type=click.Path(path_type=Path), help="The page, saved by hand.")
@click.option("--yes", is_flag=True, help="Accept without being asked.")
@click.option("--rights", type=click.Choice([str(r) for r in Rights]), help="Where notes go out.")
def refresh(
    document_ids: tuple[str, ...], saved: Path | None, *, yes: bool, rights: str | None
) -> int:
    """Compare documents with their official pages, and take in what a page says now.

    Without an ID all that are on official hosts. Exit code 1 where something differs and stays.
    """
    settings = _settings()
    if saved is not None and len(document_ids) != 1:
        raise GuideError("--file is the page of one document: name its ID")
    hosts = settings.hosts
    manifest = read_manifest(settings.corpus)
    chosen = [edit.known(manifest, document_id) for document_id in document_ids]
    given = Rights(rights) if rights else None
    left, failed = 0, []
    for document in chosen or [d for d in manifest.documents if d.url and on_hosts(d.url, hosts)]:
        try:
            left += not _refreshed(settings.corpus, document, saved, hosts, yes=yes, rights=given)
        except GuideError as error:
            failed.append(f"{document.id}: {error}")
    if failed:
        raise GuideError("; ".join(failed))
    return int(left > 0)


def _refreshed(  # noqa: PLR0913  what, whence, and what was agreed to before
    root: Path,
    document: Document,
    saved: Path | None,
    hosts: tuple[str, ...],
    *,
    yes: bool,
    rights: Rights | None,
) -> bool:
    """Whether a document now says what its page says."""
    reading = refreshing.official(root, document, saved, hosts)
    lines = refreshing.difference_lines(root, document, reading)
    click.echo(f"{document.id}: {f'{len(lines)} differences' if lines else 'unchanged'}")
    for line in lines:
        click.echo(f"  {line}")
    if not lines:
        return True
    new = refreshing.renewed(document, reading, rights)
    if not (yes or (sys.stdin.isatty() and click.confirm("Take this in?"))):
        click.echo(f"Nothing was changed; `python -m corpus refresh {document.id} --yes` takes it.")
        return False
    for line in refreshing.accept(root, new, reading):
        click.echo(f"look at: {line}")
    click.echo(f"Refreshed {document.id}; `python -m corpus undo` takes it back. {NEXT}")
    return True


@corpus.command()
def undo() -> None:
    """Take the last change back."""
    click.echo(f"Undone: {undo_last(_settings().corpus)}. {NEXT}")


def _dates(effective: datetime | None, ended: datetime | None) -> dict[str, object]:
    """From when until when a document holds, as far as that was said."""
    given = {"effective_on": effective, "ended_on": ended}
    return {name: day.date() for name, day in given.items() if day}


def _cause(  # noqa: PLR0913  one field each
    standing: Standing,
    since: datetime | None,
    by: str | None,
    why: str | None,
    published: date,
    publisher: str,
) -> dict[str, object]:
    """The fields of a standing; a `GuideError` names what it needs besides."""
    given = {"since": since.date() if since else None, "by": by, "why": why}
    if missing := edit.missing_cause(standing, given):
        raise GuideError(
            f"standing {standing} needs {', '.join(f'--{name}' for name in missing)}: "
            "a reader is told since when, by what and why"
        )
    return edit.cause(standing, given, published, publisher)


if __name__ == "__main__":
    run(corpus, "corpus")
