"""The corpus as the other parts see it: documents, their texts, and the version of the whole."""

import hashlib
import json
from datetime import date
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel

from corpus.asked import Asked, left_open, placed, read_asked, read_outside
from corpus.document import Document
from corpus.errors import GuideError
from corpus.manifest import Manifest, read_manifest
from corpus.offices import Offices, read_offices
from corpus.outline import Block, read_outline
from corpus.readings import Pages, page_at, read_reading
from corpus.remarks import Remarks, read_remarks
from corpus.sentences import Span

# Fields that manifests of earlier versions do not have.
_LATER = frozenset({"agency", "also", "effective_on", "ended_on"})


class Corpus:
    """Documents with texts that are known to be the ones the manifest speaks of."""

    def __init__(
        self,
        root: Path,
        manifest: Manifest,
        texts: dict[str, str],
        pages: dict[str, Pages] | None = None,
    ) -> None:
        """``pages`` are those of the files that texts were read from, by document."""
        self.root = root
        self.manifest = manifest
        self._texts = texts
        self._pages = pages or {}
        self._outlines: dict[str, tuple[Block, ...]] = {}

    @classmethod
    def open(cls, root: Path) -> "Corpus":
        """Read manifest and texts; a text that is missing or not as hashed is a `GuideError`."""
        manifest = read_manifest(root)
        texts = {document.id: checked_text(root, document) for document in manifest.documents}
        # Read now, while they fit the texts: a change must not reach who has the corpus open.
        readings = {document.id: read_reading(root, document.id) for document in manifest.documents}
        pages = {name: reading.pages for name, reading in readings.items() if reading}
        return cls(root, manifest, texts, pages)

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.manifest.documents

    @property
    def knowledge_date(self) -> date:
        """Up to when public pages were read."""
        return self.manifest.knowledge_date

    def document(self, document_id: str) -> Document:
        """The document of that id; a `KeyError` names an unknown one."""
        found = self.manifest.find(document_id)
        if found is None:
            raise KeyError(document_id)
        return found

    def agency_of(self, document_id: str) -> str | None:
        """The agency whose own document that is; None for one that all agencies share."""
        self.document(document_id)  # which names an unknown one
        return self.manifest.agency

    def text(self, document_id: str) -> str:
        """The canonical text, on which all offsets count."""
        return self._texts[document_id]

    def outline(self, document_id: str) -> tuple[Block, ...]:
        """The blocks of a document, read once."""
        if document_id not in self._outlines:
            self._outlines[document_id] = read_outline(self.text(document_id))
        return self._outlines[document_id]

    def page(self, document_id: str, offset: int) -> int | None:
        """The page of the file from which a place of the text was read; None without pages."""
        return page_at(self._pages.get(document_id, ()), offset)

    @cached_property
    def offices(self) -> Offices:
        """Whom to turn to, by role."""
        return read_offices(self.root)

    @cached_property
    def remarks(self) -> Remarks:
        """Where sources disagree or hold an evident mistake."""
        return read_remarks(self.root)

    def asked(self, document_id: str) -> dict[Span, tuple[str, ...]] | None:
        """What people ask that a sentence answers, by its place; None if nobody wrote it down."""
        if self._asked[document_id] is None:
            return None
        return {span: row.questions for span, row in self._placed(document_id).items()}

    def is_written_about(self, document_id: str) -> bool:
        """Whether anybody has written down what the sentences of a document answer."""
        return self._asked[document_id] is not None

    def left_open_at(self, document_id: str) -> dict[Span, tuple[str, ...]]:
        """What resembles a sentence and no document answers, by the place of the sentence."""
        return {span: row.open for span, row in self._placed(document_id).items()}

    def left_open(self) -> tuple[str, ...]:
        """Every question that no document answers, as far as somebody wrote it down."""
        rows = (row for rows in self._asked.values() for row in rows or ())
        return left_open(rows)

    @cached_property
    def outside(self) -> tuple[str, ...]:
        """What people ask that has nothing to do with the documents, as far as it was written."""
        return read_outside(self.root)

    def _placed(self, document_id: str) -> dict[Span, Asked]:
        return placed(self._asked[document_id] or (), self.text(document_id))

    @cached_property
    def _asked(self) -> dict[str, tuple[Asked, ...] | None]:
        return {document.id: read_asked(self.root, document.id) for document in self.documents}

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits over everything that can change an answer."""
        parts = (self.manifest, self.offices, self.remarks)
        known = {name: rows for name, rows in self._asked.items() if rows is not None}
        state: list[object] = [_state(part) for part in parts]
        state += [{name: [row.model_dump() for row in rows]} for name, rows in known.items()]
        state += [self.outside] if self.outside else []
        digest = hashlib.sha256(json.dumps(state, sort_keys=True).encode())
        return digest.hexdigest()[:12]


def _state(part: BaseModel) -> object:
    """A part as it counts for the version: what came later counts only where it is used."""
    state = part.model_dump(mode="json")
    for entry in (state, *state.get("documents", ()), *state.get("offices", ())):
        for name in _LATER & entry.keys():
            if not entry[name]:
                del entry[name]
    return state


def document_path(root: Path, document_id: str) -> Path:
    """Where the canonical text of a document is."""
    return root / "documents" / f"{document_id}.md"


def checked_text(root: Path, document: Document) -> str:
    """The text of a document, known to be the one the manifest lists; else a `GuideError`."""
    path = document_path(root, document.id)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GuideError(
            f"{path} is listed in the manifest but cannot be read ({error.strerror}): "
            f"restore it, or run `python -m corpus remove {document.id}`"
        ) from None
    found = hashlib.sha256(data).hexdigest()
    if found != document.sha256:
        raise GuideError(
            f"{path} is not the text that the manifest lists (sha256 {found[:12]}…, expected "
            f"{document.sha256[:12]}…): restore it, or run "
            f"`python -m corpus replace {document.id} FILE` to accept a new text"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GuideError(f"{path} is not UTF-8 at byte {error.start}: save it as UTF-8") from None
