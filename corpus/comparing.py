"""What one state of a corpus says differently from another: documents, standing, texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.difference import Difference, differences
from corpus.document import Document, Standing
from corpus.errors import GuideError
from corpus.library import Corpus

# What follows from the rest, or is told otherwise.
_UNTOLD = {"id", "standing", "evidence", "sha256"}


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """One document that is not as it was. ``standing`` is as it was and as it is, if it changed.

    ``fields`` are other entries of the manifest, a line each; ``texts`` what its text says
    differently.
    """

    document_id: str
    kind: Kind
    standing: tuple[Standing | None, Standing | None] | None = None
    fields: tuple[str, ...] = ()
    texts: tuple[Difference, ...] = ()

    @property
    def headline(self) -> str:
        """The change in one line."""
        before, after = self.standing or (None, None)
        if self.kind is not Kind.CHANGED:
            return f"{self.document_id}: {self.kind} ({after or before})"
        parts = [f"standing {before} → {after}"] if self.standing else []
        parts += [f"text changed in {places(len(self.texts))}"] if self.texts else []
        return f"{self.document_id}: {', '.join(parts) or 'changed'}"

    @property
    def details(self) -> list[str]:
        """All that the headline does not say, a line each."""
        return [*self.fields, *(difference.line for difference in self.texts)]


def places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"


def compared(
    before: Corpus, after: Corpus, chosen: Iterable[str] | None = None
) -> list[DocumentChange]:
    """The documents that differ, in the order of the later state; of ``chosen`` ids alone if given.

    A `GuideError` names a chosen id that is in neither.
    """
    ids = list(dict.fromkeys(d.id for d in (*after.documents, *before.documents)))
    wanted = set(ids if chosen is None else chosen)
    if unknown := sorted(wanted - set(ids)):
        raise GuideError(f"no document {unknown[0]!r}; there are: {', '.join(sorted(ids))}")
    found = (_change(before, after, document_id) for document_id in ids if document_id in wanted)
    return [change for change in found if change is not None]


def _change(before: Corpus, after: Corpus, document_id: str) -> DocumentChange | None:
    old, new = before.manifest.find(document_id), after.manifest.find(document_id)
    if old is None or new is None:
        kind = Kind.ADDED if old is None else Kind.REMOVED
        standings = (old.standing if old else None, new.standing if new else None)
        return DocumentChange(document_id, kind, standings)
    fields = tuple(_fields(old, new))
    same = old.sha256 == new.sha256
    texts = differences(before.text(document_id), after.text(document_id)) if not same else []
    standing = None if old.standing is new.standing else (old.standing, new.standing)
    if same and not (standing or fields):
        return None
    return DocumentChange(document_id, Kind.CHANGED, standing, fields, tuple(texts))


def _fields(old: Document, new: Document) -> Iterator[str]:
    for name in Document.model_fields:
        was, now = getattr(old, name), getattr(new, name)
        if name not in _UNTOLD and was != now:
            yield f"{name}: {_said(was)} → {_said(now)}"


def _said(value: object) -> str:
    return "nothing" if value is None else f"“{value}”"
