"""The documents of a folder as a maintainer looks after them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.maintaining.folders import Folder
from corpus.built import built_version
from corpus.comparing import DocumentChange, compared
from corpus.document import Document
from corpus.errors import GuideError
from corpus.history import last
from corpus.incoming.reading import Doubt
from corpus.library import Corpus
from corpus.manifest import read_manifest
from corpus.mends import Mend, read_mends, source_path
from corpus.readings import read_reading
from corpus.register import REGISTERS


@dataclass(frozen=True, slots=True)
class Kept:
    """A document with what is kept about it. ``age`` is in days since it was last checked.

    ``fault`` says what cannot be read of it, empty if all can; ``of_file`` whether it was read from
    a file that is no Markdown, ``written`` whether only the commands write it.
    """

    document: Document
    age: int
    stale: bool
    mends: tuple[Mend, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    versions: tuple[str, ...] = ()
    of_file: bool = False
    written: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """How a folder stands to what is answered; ``undo`` is its last change, None without one.

    ``waiting`` are changes that no answer knows yet, ``built`` whether an index has them already.
    """

    folder: Folder
    documents: tuple[Kept, ...]
    writable: bool
    waiting: tuple[DocumentChange, ...] = ()
    differs: bool = False
    built: bool = False
    undo: str | None = None
    fault: str = ""


def state_of(folder: Folder, today: date, stale_days: int) -> State:
    """A folder as it is now; what is wrong with it is told, and not raised."""
    try:
        documents = tuple(documents_of(folder.root, today, stale_days))
        now = folder.now()
        change = last(folder.root)
    except GuideError as error:
        return State(folder, (), writable=False, fault=str(error))
    return State(
        folder=folder,
        documents=documents,
        writable=folder.writable,
        waiting=tuple(compared(folder.served, now)),
        differs=now.version != folder.served.version,
        built=_is_built(folder, now),
        undo=change.what if change else None,
    )


def documents_of(root: Path, today: date, stale_days: int) -> Iterator[Kept]:
    """Every document of a folder, in the order of its manifest."""
    for document in read_manifest(root).documents:
        yield kept_of(root, document, today, stale_days)


def kept_of(root: Path, document: Document, today: date, stale_days: int) -> Kept:
    """What is kept about one document."""
    age = (today - document.knowledge_date).days
    try:
        mends, reading = read_mends(root, document.id), read_reading(root, document.id)
    except (GuideError, ValueError) as error:
        return Kept(document, age, age > stale_days, fault=str(error))
    kept = sorted((root / "versions" / document.id).glob("*.md"))
    return Kept(
        document=document,
        age=age,
        stale=age > stale_days,
        mends=mends,
        doubts=reading.doubts if reading else (),
        versions=tuple(path.name for path in kept),
        of_file=source_path(root, document.id).exists(),
        written=document.id in REGISTERS,
    )


def _is_built(folder: Folder, now: Corpus) -> bool:
    """Whether the index in use is of the documents as they are in the folder now."""
    built = folder.built()
    return built is not None and built_version(built) == now.version
