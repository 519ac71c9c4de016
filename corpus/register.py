"""The standing register: the passage that is cited when no document says why another one stands.

A reader must be able to check every notice. Where a maintainer records that a document no longer
holds and the corpus has no passage that says so, the record itself becomes one: a document of
notes with one entry a document, written by the commands and cited like any other.
"""

import hashlib
from datetime import date
from pathlib import Path

from corpus.document import Document, Evidence, Rights, Source, Standing
from corpus.library import document_path
from corpus.manifest import Manifest, replace_text

REGISTER = "standing-register"
# An agency's documents lie beside the common ones, which may have a register of their own.
_OF_AGENCY = "agency-standing-register"
REGISTERS = frozenset({REGISTER, _OF_AGENCY})
_HEAD = """# Notes on the standing of documents

The maintainers of this collection record here how documents stand that no other document of the \
collection speaks about.

## Entries

"""


def with_register(root: Path, manifest: Manifest, today: date) -> Manifest:
    """Give every document that needs it an entry in the register, and write the register.

    Documents whose evidence lies elsewhere are left alone. Without entries there is no register.
    """
    register = register_of(manifest)
    documents = [_pointed(d, register) for d in manifest.documents if d.id != register]
    entries = [e.quote for d in documents for e in d.evidence if e.document == register]
    if entries:
        text = _HEAD + "".join(f"- {entry}\n" for entry in entries)
        replace_text(document_path(root, register), text)
        documents.append(_register(register, text, today))
    return manifest.model_copy(update={"documents": tuple(documents)})


def register_of(manifest: Manifest) -> str:
    """The id of the register of these documents."""
    return REGISTER if manifest.agency is None else _OF_AGENCY


def entry(document: Document) -> str:
    """The sentence that states a document's standing, with date and cause."""
    since = f"{document.since:%-d %B %Y}" if document.since else ""
    why = (document.why or "").rstrip(".")
    return (
        f"“{document.title}” ({document.id}) is recorded as {document.standing.phrase} "
        f"since {since}, by {document.by}: {why}."
    )


def _pointed(document: Document, register: str) -> Document:
    elsewhere = tuple(e for e in document.evidence if e.document != register)
    if document.standing is Standing.IN_FORCE:
        return document.model_copy(update={"evidence": ()})
    if elsewhere:
        return document.model_copy(update={"evidence": elsewhere})
    pointer = Evidence(document=register, quote=" ".join(entry(document).split()))
    return document.model_copy(update={"evidence": (pointer,)})


def _register(register: str, text: str, today: date) -> Document:
    return Document(
        id=register,
        title="Notes on the standing of documents",
        publisher="The maintainers of this collection",
        published_on=today,
        knowledge_date=today,
        rights=Rights.NOTES,
        source=Source.NOTES,
        kind="register",
        standing=Standing.IN_FORCE,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
