"""manifest.toml: the list of documents, read, checked and written."""

import tomllib
from datetime import date
from pathlib import Path

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.document import Document
from corpus.errors import GuideError

NAME = "manifest.toml"


class Manifest(BaseModel):
    """The documents in their order, and the date up to which public pages were read.

    ``agency`` names whose own documents these are, where they are laid over the common ones.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    agency: str | None = Field(default=None, pattern=r"^[^\s:<>\[\]\d][^:<>\[\]\d]*[^\s:<>\[\]\d]$")
    knowledge_date: date
    documents: tuple[Document, ...] = ()

    @model_validator(mode="after")
    def _unique(self) -> "Manifest":
        ids = [document.id for document in self.documents]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"document id {twice[0]!r} stands twice")
        return self

    def find(self, document_id: str) -> Document | None:
        """The document of that id, or None."""
        return next((d for d in self.documents if d.id == document_id), None)


def read_manifest(folder: Path) -> Manifest:
    """Read ``folder/manifest.toml``; a damaged or missing one is a `GuideError`."""
    path = folder / NAME
    try:
        return Manifest.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise GuideError(
            f"no manifest at {path}: set GUIDE_CORPUS to a folder that holds {NAME}"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise GuideError(f"{path} cannot be read ({error}): mend or restore that file") from None
    except ValidationError as error:
        raise GuideError(f"{path}: {_first(error)}: mend that entry") from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest whole, replacing the old file in one step."""
    written = tomlkit.document()
    if manifest.agency is not None:
        written.add("agency", tomlkit.item(manifest.agency))
    written.add("knowledge_date", tomlkit.item(manifest.knowledge_date))
    tables = tomlkit.aot()
    for document in manifest.documents:
        tables.append(_table(document))
    written.add("documents", tables)
    replace_text(folder / NAME, tomlkit.dumps(written))


def replace_text(path: Path, text: str) -> None:
    """Write ``text`` beside ``path`` and rename it into place, so that no half file is seen."""
    beside = path.with_name(f".{path.name}.tmp")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _table(document: Document) -> tomlkit.items.Table:
    table = tomlkit.table()
    for key, value in document.model_dump(exclude_none=True, exclude={"evidence"}).items():
        table.add(key, str(value) if isinstance(value, str) else value)
    if document.evidence:
        rows = tomlkit.array().multiline(multiline=True)
        for evidence in document.evidence:
            row = tomlkit.inline_table()
            row.update(evidence.model_dump(exclude_none=True))
            rows.append(row)
        table.add("evidence", rows)
    return table


def _first(error: ValidationError) -> str:
    """Name the place, the value and what was expected of the first fault."""
    fault = error.errors()[0]
    place = ".".join(str(part) for part in fault["loc"]) or "manifest"
    given = "" if isinstance(fault["input"], dict | list) else f", got {fault['input']!r}"
    return f"{place}: {fault['msg']}{given}"
