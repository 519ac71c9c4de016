"""Mends: what was changed between a text as received and the document we hold.

``sources/<id>.txt`` keeps the text as received, ``mends/<id>.toml`` lists every change to its
words and lines. What may differ besides is markup alone: heading marks, table pipes, blank lines.
So source, mends and document prove each other, and an unrecorded change is found.
"""

import re
import tomllib
from difflib import ndiff
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_DELIMITER_ROW = re.compile(r"\|( --- \|)+")


class Mend(BaseModel):
    """One change: ``before`` stands ``times`` times in the text and becomes ``after``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    before: str = Field(min_length=1)
    after: str
    times: int = Field(default=1, ge=1)
    why: str = Field(min_length=1)


class Mends(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    mend: tuple[Mend, ...] = ()


def source_path(root: Path, document_id: str) -> Path:
    """Where the text as received is, if we keep it."""
    return root / "sources" / f"{document_id}.txt"


def mends_path(root: Path, document_id: str) -> Path:
    return root / "mends" / f"{document_id}.toml"


def as_received(text: str) -> str:
    """A Markdown text as `sources/` keeps it: heading marks and table pipes taken off."""
    lines = (line.rstrip() for line in text.split("\n"))
    return "\n".join(_plain(line) for line in lines if not _DELIMITER_ROW.fullmatch(line))


def read_mends(folder: Path, document_id: str) -> tuple[Mend, ...]:
    """The mends on record for a document; none where there is no file. `ValueError` if damaged."""
    path = mends_path(folder, document_id)
    if not path.exists():
        return ()
    try:
        return Mends.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).mend
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"{path.name} cannot be read: {str(error).splitlines()[0]}") from None


def mended(folder: Path, document_id: str, mends: tuple[Mend, ...]) -> str:
    """The text as received with its mends applied; `ValueError` names one that does not fit."""
    text = source_path(folder, document_id).read_text(encoding="utf-8")
    for number, mend in enumerate(mends, 1):
        found = text.count(mend.before)
        if found != mend.times:
            place = f"mend {number} ({mend.kind}): {mend.before[:60]!r}"
            raise ValueError(f"{place} stands {found} times as received, expected {mend.times}")
        text = text.replace(mend.before, mend.after)
    return text


def unrecorded_changes(folder: Path, document_id: str, text: str) -> list[str]:
    """Differences between document and source that no mend explains, one a line, with its place.

    `ValueError` if a mend does not fit, since then nothing can be compared.
    """
    text_as_mended = mended(folder, document_id, read_mends(folder, document_id))
    expected = [line.rstrip() for line in text_as_mended.split("\n") if line.strip()]
    changes = ndiff(expected, _plain_lines(text))
    return [f"no mend on record for {c[:100]!r}" for c in changes if c[:2] in {"- ", "+ "}]


def _plain_lines(text: str) -> list[str]:
    """The document's lines with heading marks and table pipes taken off, blank lines left out."""
    lines = [line.rstrip() for line in text.split("\n")]
    return [_plain(line) for line in lines if line and not _DELIMITER_ROW.fullmatch(line)]


def _plain(line: str) -> str:
    if line.startswith("| ") and line.endswith(" |"):
        return line[2:-2].replace(" | ", "\t")
    return re.sub(r"^#+ ", "", line)
