"""Changes of the corpus: add, replace, mend, remove, and another standing."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import ValidationError

from corpus.document import Document, Standing
from corpus.errors import GuideError
from corpus.history import recorded
from corpus.incoming.kinds import Kind
from corpus.incoming.reading import Reading
from corpus.library import checked_text, document_path
from corpus.manifest import Manifest, read_manifest, replace_text, write_manifest
from corpus.mending import new_mends
from corpus.mends import as_received, mends_path, source_path
from corpus.readings import moved, read_reading, reading_path, written
from corpus.register import REGISTERS, register_of, with_register

Documents = tuple[Document, ...]
Files = dict[Path, str | None]
"""What a change writes; None for what it takes away."""


def hash_of(text: str) -> str:
    """The sha256 that the manifest lists for a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def add(root: Path, document: Document, text: str | Reading) -> None:
    """Take in Markdown, or what was read of a file; a `GuideError` if the id is taken."""
    _not_the_register(document.id)
    if read_manifest(root).find(document.id):
        raise GuideError(
            f"document {document.id} is already in the manifest: "
            f"choose another --id, or run `python -m corpus replace {document.id} FILE`"
        )
    files = _files(root, document.id, text)
    _change(root, f"add {document.id}", files, lambda old: (*old, document))


def replace(root: Path, document_id: str, text: str | Reading) -> None:
    """Put a new text in the place of a document's.

    Markdown is taken for the same text with changes, so that the text as received and its pages
    stay; what was read from a file of another kind brings its own.
    """
    _not_the_register(document_id)
    old = known(read_manifest(root), document_id)
    reading = _read(text)
    files = (
        changed_text(root, document_id, _words(text))
        if reading is None
        else _files(root, document_id, reading)
    )
    new = old.model_copy(update={"sha256": hash_of(_words(text))})
    _change(root, f"replace {document_id}", files, _swapped(new))


def renew(root: Path, document: Document, reading: Reading) -> None:
    """Put what an official page says now in the place of a text, and keep the old one."""
    _not_the_register(document.id)
    old = known(read_manifest(root), document.id)
    kept = root / "versions" / document.id / f"{old.sha256[:12]}.md"
    files = _files(root, document.id, reading)
    files[kept] = checked_text(root, old)
    _change(root, f"refresh {document.id}", files, _swapped(document))


def mend(root: Path, document_id: str, text: str, why: str) -> int:
    """Put a corrected text in place and record what was changed; how many mends that took."""
    _not_the_register(document_id)
    old = known(read_manifest(root), document_id)
    mends = new_mends(root, document_id, text, why)
    files = changed_text(root, document_id, text)
    files[mends_path(root, document_id)] = mends.text
    new = old.model_copy(update={"sha256": hash_of(text)})
    _change(root, f"mend {document_id}", files, _swapped(new))
    return mends.count


def set_standing(root: Path, document_id: str, changes: dict[str, object]) -> None:
    """Give a document another standing (``standing``, ``since``, ``by``, ``why``, evidence)."""
    _not_the_register(document_id)
    old = known(read_manifest(root), document_id)
    new = checked({**old.model_dump(), "evidence": (), **changes})
    _change(root, f"standing {document_id}", {}, _swapped(new))


def remove(root: Path, document_id: str) -> None:
    """Take a document out; refused while another one rests on it."""
    _not_the_register(document_id)
    manifest = read_manifest(root)
    known(manifest, document_id)
    resting = [
        d.id
        for d in manifest.documents
        if d.id != document_id
        and (d.superseded_by == document_id or any(e.document == document_id for e in d.evidence))
    ]
    if resting:
        raise GuideError(
            f"{document_id} cannot be removed: the standing of {', '.join(resting)} rests on it; "
            f"run `python -m corpus standing {resting[0]} …` first"
        )
    files = dict.fromkeys(_all_files(root, document_id))
    _change(
        root, f"remove {document_id}", files,
        lambda old: tuple(d for d in old if d.id != document_id),
    )  # fmt: skip


def checked(fields: dict[str, object]) -> Document:
    """A document from its fields; a `GuideError` names the first field that does not fit."""
    try:
        return Document.model_validate(fields)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"]) or "document"
        message = fault["msg"].removeprefix("Value error, ")
        raise GuideError(f"{place}: {message}: give it as the help text says") from None


def known(manifest: Manifest, document_id: str) -> Document:
    """The listed document of that id, or a `GuideError` that names the ones there are."""
    document = manifest.find(document_id)
    if document is None:
        ids = ", ".join(d.id for d in manifest.documents)
        raise GuideError(f"no document {document_id!r} in the manifest; there are: {ids}")
    return document


def _not_the_register(document_id: str) -> None:
    if document_id in REGISTERS:
        raise GuideError(
            f"{document_id} is written by the commands alone: change the standing of the documents "
            "that it speaks of with `python -m corpus standing ID …`"
        )


def _swapped(new: Document) -> Callable[[Documents], Documents]:
    return lambda old: tuple(new if document.id == new.id else document for document in old)


def changed_text(root: Path, document_id: str, text: str) -> Files:
    """The files of a document whose text is changed: the pages of its file move with the words."""
    files: Files = {document_path(root, document_id): text}
    reading = read_reading(root, document_id)
    if reading is not None:
        before = document_path(root, document_id).read_text(encoding="utf-8")
        pages = moved(reading.pages, before, text)
        files[reading_path(root, document_id)] = written(
            reading.model_copy(update={"pages": pages})
        )
    return files


def _words(text: str | Reading) -> str:
    return text if isinstance(text, str) else text.text


def _read(text: str | Reading) -> Reading | None:
    """How a text was read; None where it is Markdown as it came."""
    return None if isinstance(text, str) or text.kind is Kind.MARKDOWN else text


def _files(root: Path, document_id: str, text: str | Reading) -> Files:
    """The files of a document as it was read; only what was not Markdown is kept as received."""
    files: Files = dict.fromkeys(_all_files(root, document_id))
    files[document_path(root, document_id)] = _words(text)
    reading = _read(text)
    if reading is not None:
        files[source_path(root, document_id)] = as_received(reading.text)
        files[reading_path(root, document_id)] = written(reading)
    return files


def _all_files(root: Path, document_id: str) -> list[Path]:
    places = (document_path, source_path, mends_path, reading_path)
    return [place(root, document_id) for place in places]


def _change(root: Path, what: str, files: Files, apply: Callable[[Documents], Documents]) -> None:
    """Texts first, the manifest last and in one step, so that a broken-off change shows."""
    register = document_path(root, register_of(read_manifest(root)))
    with recorded(root, what, [*files, register]):
        for path, text in files.items():
            if text is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                replace_text(path, text)
        manifest = read_manifest(root)
        changed = manifest.model_copy(update={"documents": apply(manifest.documents)})
        changed = with_register(root, changed, datetime.now(UTC).date())
        write_manifest(root, changed)
        for path, text in files.items():
            if text is None:
                path.unlink(missing_ok=True)
        if changed.find(register_of(changed)) is None:
            register.unlink(missing_ok=True)


def missing_cause(standing: Standing, given: Mapping[str, object]) -> list[str]:
    """Which of ``since``, ``by`` and ``why`` a standing still needs: a reader is told all three."""
    if standing in {Standing.IN_FORCE, Standing.SECONDARY}:
        return []
    return [name for name, value in given.items() if not value]


def cause(
    standing: Standing, given: Mapping[str, object], published: date, publisher: str
) -> dict[str, object]:
    """The fields of a standing; a secondary report needs no more said than that it is one."""
    if standing is not Standing.SECONDARY:
        return {"standing": standing, **{name: value or None for name, value in given.items()}}
    usual = {"since": published, "by": publisher, "why": "a report, not an official text"}
    return {"standing": standing, **{name: given[name] or usual[name] for name in usual}}
