"""Changes of the corpus: add, replace, remove, and another standing."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from corpus.document import Document, Standing
from corpus.errors import GuideError
from corpus.history import recorded
from corpus.library import document_path
from corpus.manifest import Manifest, read_manifest, replace_text, write_manifest
from corpus.register import REGISTER, with_register

_READABLE = {".md", ".markdown"}


def read_incoming(path: Path) -> str:
    """The text of a file that is to come in: Markdown in UTF-8, line ends made uniform."""
    if path.suffix.lower() not in _READABLE:
        raise GuideError(
            f"{path}: a {path.suffix or 'nameless'} file is not supported yet, "
            "expected Markdown (.md): convert it first"
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise GuideError(f"{path} cannot be read ({error.strerror}): check the path") from None
    except UnicodeDecodeError as error:
        raise GuideError(f"{path} is not UTF-8 at byte {error.start}: save it as UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip() or "\x00" in text:
        raise GuideError(f"{path} holds no readable text: expected Markdown")
    return text if text.endswith("\n") else text + "\n"


def hash_of(text: str) -> str:
    """The sha256 that the manifest lists for a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def add(root: Path, document: Document, text: str) -> None:
    """Take a new document in; a `GuideError` if its id is taken."""
    _not_the_register(document.id)
    if read_manifest(root).find(document.id):
        raise GuideError(
            f"document {document.id} is already in the manifest: "
            f"choose another --id, or run `python -m corpus replace {document.id} FILE`"
        )
    _change(root, f"add {document.id}", document.id, text, lambda old: (*old, document))


def replace(root: Path, document_id: str, text: str) -> None:
    """Put a new text in the place of a document's."""
    _not_the_register(document_id)
    old = known(read_manifest(root), document_id)
    new = old.model_copy(update={"sha256": hash_of(text)})
    _change(root, f"replace {document_id}", document_id, text, _swapped(new))


def set_standing(root: Path, document_id: str, changes: dict[str, object]) -> None:
    """Give a document another standing (``standing``, ``since``, ``by``, ``why``, evidence)."""
    _not_the_register(document_id)
    old = known(read_manifest(root), document_id)
    new = checked({**old.model_dump(), "evidence": (), **changes})
    _change(root, f"standing {document_id}", document_id, None, _swapped(new))


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
    _change(
        root, f"remove {document_id}", document_id, None,
        lambda old: tuple(d for d in old if d.id != document_id), gone=True,
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
    if document_id == REGISTER:
        raise GuideError(
            f"{REGISTER} is written by the commands alone: change the standing of the documents "
            "that it speaks of with `python -m corpus standing ID …`"
        )


Documents = tuple[Document, ...]


def _swapped(new: Document) -> Callable[[Documents], Documents]:
    return lambda old: tuple(new if document.id == new.id else document for document in old)


def _change(  # noqa: PLR0913  what, where, and how
    root: Path,
    what: str,
    document_id: str,
    text: str | None,
    apply: Callable[[Documents], Documents],
    *,
    gone: bool = False,
) -> None:
    """Texts first, the manifest last and in one step, so that a broken-off change shows."""
    path = document_path(root, document_id)
    restored = [root / "sources" / f"{document_id}.txt", root / "mends" / f"{document_id}.toml"]
    with recorded(root, what, [path, document_path(root, REGISTER), *restored]):
        if text is not None:
            path.parent.mkdir(exist_ok=True)
            replace_text(path, text)
        manifest = read_manifest(root)
        changed = manifest.model_copy(update={"documents": apply(manifest.documents)})
        changed = with_register(root, changed, datetime.now(UTC).date())
        write_manifest(root, changed)
        if gone:
            for file in (path, *restored):
                file.unlink(missing_ok=True)
        if changed.find(REGISTER) is None:
            document_path(root, REGISTER).unlink(missing_ok=True)


def needs_cause(standing: Standing) -> bool:
    """Whether a standing must come with its date and cause."""
    return standing not in {Standing.IN_FORCE, Standing.SECONDARY}
