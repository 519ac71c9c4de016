"""The command `python -m corpus diff`: what the documents say that nobody is answered yet."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from corpus.built import before, built_from, built_version
from corpus.comparing import DocumentChange, compared
from corpus.errors import GuideError
from corpus.history import last
from corpus.library import Corpus
from corpus.overlay import key_of
from corpus.settings import CorpusSettings

BUILD = "run `python -m index build`"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a corpus is compared with, and in words what that is; ``version`` if it is known."""

    corpus: Corpus
    what: str
    version: str | None


@click.command()
@click.argument("document_ids", metavar="[ID]…", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def diff(document_ids: tuple[str, ...], *, as_json: bool) -> int:
    """Show what the documents say differently from those that the index was built from.

    Where no index kept its documents, those before the last recorded change are meant. Exit code 1
    where something differs.
    """
    agency = bool(click.get_current_context().obj)
    settings = CorpusSettings().on(agency=agency)
    now = Corpus.open(settings.corpus)
    data = settings.of_agency(now.root, key_of(now.manifest)).data if agency else settings.data
    basis = basis_of(now.root, data)
    changes = compared(basis.corpus, now, document_ids or None)
    differs = bool(changes) or (not document_ids and basis.version not in {None, now.version})
    if as_json:
        click.echo(json.dumps(_as_data(basis, now, changes), ensure_ascii=False, indent=2))
        return int(differs)
    click.echo(f"Compared with {basis.what}:")
    for change in changes:
        click.echo(change.headline)
        for line in change.details:
            click.echo(f"  {line}")
    if not changes:
        others = "; offices, remarks or written questions do" if differs else ""
        click.echo(f"no document differs{others}")
    return int(differs)


def basis_of(root: Path, data: Path) -> Basis:
    """What to compare a corpus folder with; a `GuideError` where nothing is known of before."""
    built = built_from(data)
    if built is not None:
        version = built_version(built)
        return Basis(built, f"what the index in {data} was built from ({version})", version)
    change = last(root)
    if change is None:
        raise GuideError(
            f"nothing to compare {root} with: the index in {data} kept no documents, and no "
            f"change is on record: {BUILD}"
        )
    return Basis(before(root, change), f"the documents before “{change.what}”", None)


def _as_data(basis: Basis, now: Corpus, changes: list[DocumentChange]) -> dict[str, object]:
    return {
        "before": {"what": basis.what, "version": basis.version},
        "after": {"version": now.version},
        "documents": [
            {
                "id": change.document_id,
                "change": change.kind,
                "standing": change.standing
                and dict(zip(("from", "to"), change.standing, strict=True)),
                "fields": change.fields,
                "texts": [asdict(difference) for difference in change.texts],
            }
            for change in changes
        ],
    }
