"""Every document listed, hashed and licensed; every mend and every standing borne out."""

from collections.abc import Iterator
from pathlib import Path

from corpus import asked, remarks
from corpus.document import Document, Standing
from corpus.errors import GuideError
from corpus.library import checked_text, document_path
from corpus.manifest import Manifest, read_manifest
from corpus.mends import mends_path, source_path, unrecorded_changes
from corpus.offices import read_offices
from corpus.readings import read_reading


def faults(root: Path) -> list[str]:
    """All that is wrong with a corpus folder, a line each; empty when it is sound.

    Raises `GuideError` if the manifest itself cannot be read, since then nothing can be checked.
    """
    manifest = read_manifest(root)
    found = [*_unlisted(root, manifest), *_offices(root), *_remarks(root, manifest)]
    for document in manifest.documents:
        found += [f"{document.id}: {fault}" for fault in _document(root, manifest, document)]
    return found


def notes(root: Path) -> Iterator[str]:
    """What a maintainer may want to mend, though nothing is wrong: a line each.

    Questions rest whose sentence has changed. A damaged file of them is a `GuideError`.
    """
    for document in read_manifest(root).documents:
        resting = list(asked.resting(root, document.id, checked_text(root, document)))
        if resting:
            yield (
                f"note: {document.id}: {len(resting)} sentences in {asked.FOLDER}/ have changed, "
                f"and their questions rest: {resting[0][:60]!r}"
            )


def _unlisted(root: Path, manifest: Manifest) -> Iterator[str]:
    listed = {document.id for document in manifest.documents}
    for path in sorted((root / "documents").glob("*")):
        if path.suffix != ".md" or path.stem not in listed:
            yield f"{path.name}: in documents/ but not in the manifest"


def _offices(root: Path) -> Iterator[str]:
    try:
        read_offices(root)
    except GuideError as error:
        yield str(error)


def _remarks(root: Path, manifest: Manifest) -> Iterator[str]:
    paths = {document.id: document_path(root, document.id) for document in manifest.documents}
    texts = {
        document_id: path.read_text(encoding="utf-8", errors="replace")
        for document_id, path in paths.items()
        if path.exists()
    }
    try:
        yield from remarks.faults(remarks.read_remarks(root), texts)
    except GuideError as error:
        yield str(error)


def _document(root: Path, manifest: Manifest, document: Document) -> Iterator[str]:
    try:
        text = checked_text(root, document)
    except GuideError as error:
        yield str(error)
        return
    if not text.strip():
        yield "the text is empty"
    if "\r" in text or "\x00" in text:
        yield "the text holds carriage returns or NUL characters"
    yield from _mends(root, document, text)
    yield from _reading(root, document, text)
    yield from _standing(root, manifest, document)


def _mends(root: Path, document: Document, text: str) -> Iterator[str]:
    source = source_path(root, document.id)
    if not source.exists():
        if mends_path(root, document.id).exists():
            yield f"has mends on record but no text as received at {source}"
        return
    try:
        yield from unrecorded_changes(root, document.id, text)
    except ValueError as error:
        yield str(error)


def _reading(root: Path, document: Document, text: str) -> Iterator[str]:
    try:
        reading = read_reading(root, document.id)
    except GuideError as error:
        yield str(error)
        return
    starts = [offset for offset, _ in reading.pages] if reading else []
    if starts != sorted(starts) or (starts and starts[-1] > len(text)):
        yield (
            f"the pages in readings/{document.id}.toml do not fit the text: "
            f"run `python -m corpus replace {document.id} FILE` with the file it came from"
        )


def _standing(root: Path, manifest: Manifest, document: Document) -> Iterator[str]:
    if document.superseded_by and manifest.find(document.superseded_by) is None:
        yield f"superseded_by names {document.superseded_by!r}, which is not in the manifest"
    if document.standing is Standing.IN_FORCE:
        return
    if not document.evidence:
        yield (
            f"standing {document.standing} without evidence: run `python -m corpus standing "
            f"{document.id} {document.standing} --since D --by WHAT --why T`"
        )
    for evidence in document.evidence:
        path = document_path(root, evidence.document)
        text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        if text.count(evidence.quote) != 1:
            yield (
                f"the evidence for its standing stands {text.count(evidence.quote)} times in "
                f"{evidence.document}, expected once: {evidence.quote[:60]!r}"
            )
