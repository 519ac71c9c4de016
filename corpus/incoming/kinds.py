"""What kind of file it is, told by its content; its name must agree."""

import io
import re
import zipfile
from enum import StrEnum
from pathlib import Path

from corpus.errors import GuideError

_SNIFFED = 1024
_MARKUP = re.compile(
    rb"<(?:!doctype html|html|head|body|article|main|div|p|h1|table)[\s>]", re.IGNORECASE
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ELSEWHERE = {
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "content.xml": "an OpenDocument file",
    "META-INF/container.xml": "an e-book",
}


class Kind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


SUFFIXES = {
    ".pdf": Kind.PDF, ".docx": Kind.DOCX, ".html": Kind.HTML, ".htm": Kind.HTML,
    ".md": Kind.MARKDOWN, ".markdown": Kind.MARKDOWN, ".txt": Kind.TEXT,
}  # fmt: skip
EXPECTED = "expected Markdown (.md), plain text (.txt), HTML (.html), Word (.docx) or PDF (.pdf)"


def kind_of(path: Path, data: bytes) -> Kind:
    """The kind of a file; a `GuideError` where it is none of ours or its name says another."""
    named = SUFFIXES.get(path.suffix.lower())
    if named is None:
        raise GuideError(
            f"{path}: a {path.suffix or 'nameless'} file is not supported yet, {EXPECTED}: "
            "convert it first"
        )
    if not data.strip():
        raise GuideError(f"{path} holds no readable text: the file is empty")
    found = _content(path, data)
    texts = {Kind.MARKDOWN, Kind.TEXT}
    # Markup in a file of plain text is text; markup is all that tells a page from it.
    if found is named or (found is Kind.TEXT and named in texts | {Kind.HTML}):
        return named
    if found is Kind.HTML and named in texts:
        return named
    if found is Kind.TEXT:
        raise GuideError(f"{path} is damaged or no {named.upper()}: {_mend(named)}")
    raise GuideError(
        f"{path} is a {found.upper()} file by its content, though its name ends in "
        f"{path.suffix}: name it .{found}, after a look at what it is"
    )


def _mend(kind: Kind) -> str:
    return f"open it in a program that reads {kind.upper()} and save it again"


def _content(path: Path, data: bytes) -> Kind:
    head = data[:_SNIFFED]
    if b"%PDF-" in head:
        return Kind.PDF
    if head.startswith(b"PK"):
        return _packed(path, data)
    if head.startswith(_OLE):
        raise GuideError(
            f"{path} is an encrypted or an old Word file (.doc): "
            "save it as .docx without a password"
        )
    if head.startswith(b"{\\rtf"):
        raise GuideError(f"{path} is an RTF file, {EXPECTED}: save it as .docx")
    if b"\x00" in data and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise GuideError(f"{path} holds no readable text, but binary data: {EXPECTED}")
    return Kind.HTML if _MARKUP.search(head) else Kind.TEXT


def _packed(path: Path, data: bytes) -> Kind:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise GuideError(f"{path} is damaged or no DOCX: {_mend(Kind.DOCX)}") from None
    if "word/document.xml" in names:
        return Kind.DOCX
    what = next((said for name, said in _ELSEWHERE.items() if name in names), "a ZIP archive")
    raise GuideError(f"{path} is {what}, {EXPECTED}: convert it first")
