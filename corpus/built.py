"""The documents that an index was built from, kept beside it as a corpus folder of their own.

So that it can be said what the working corpus says differently from what is being answered.
"""

import shutil
from pathlib import Path

from corpus.errors import GuideError
from corpus.history import Recorded
from corpus.library import Corpus, checked_text, document_path
from corpus.manifest import read_manifest, replace_text, write_manifest

FOLDER, _VERSION = "corpus", "version"


def keep_documents(corpus: Corpus, version: Path) -> None:
    """Put the documents into the folder of an index version, unless they are there."""
    kept, beside = version / FOLDER, version / f".{FOLDER}.tmp"
    if kept.exists():
        return
    shutil.rmtree(beside, ignore_errors=True)
    (beside / "documents").mkdir(parents=True)
    for document in corpus.documents:
        replace_text(document_path(beside, document.id), corpus.text(document.id))
    write_manifest(beside, corpus.manifest)
    replace_text(beside / _VERSION, corpus.version)
    beside.replace(kept)


def built_from(data: Path) -> Corpus | None:
    """The documents of the index in a data folder; None where it has none or did not keep them."""
    try:
        current = (data / "index" / "current").read_text(encoding="utf-8").strip()
        return Corpus.open(data / "index" / current / FOLDER)
    except (OSError, UnicodeDecodeError, GuideError):
        return None


def built_version(built: Corpus) -> str:
    """The version of the whole corpus whose documents were kept."""
    return (built.root / _VERSION).read_text(encoding="utf-8")


def before(root: Path, change: Recorded) -> Corpus:
    """The documents of a corpus folder as they were before its last change on record."""
    manifest = read_manifest(change.folder)
    texts = {}
    for document in manifest.documents:
        name = document_path(root, document.id).relative_to(root)
        kept = str(name) in change.files and (change.folder / name).exists()
        texts[document.id] = checked_text(change.folder if kept else root, document)
    return Corpus(root, manifest, texts)
