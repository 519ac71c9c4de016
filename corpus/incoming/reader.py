"""A file of any kind we read, understood."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import GuideError
from corpus.incoming.docx.reader import read_docx
from corpus.incoming.html.reader import read_html
from corpus.incoming.kinds import Kind, kind_of
from corpus.incoming.limits import FILE_BYTES, MEGABYTE, WORDS
from corpus.incoming.markdown import to_markdown
from corpus.incoming.pdf.reader import read_pdf
from corpus.incoming.plain import read_plain
from corpus.incoming.reading import Progress, Reading, Understood


def read_file(path: Path, progress: Progress, known: frozenset[str] = frozenset()) -> Reading:
    """The text of a file as Markdown, and what a maintainer must look at.

    ``known`` are words that other documents use, in lower case: they tell how a word goes on that
    was broken at the end of a line. Whatever is wrong with the file is a `GuideError`.
    """
    data = file_bytes(path)
    return read_bytes(path, data, progress, known)


def read_bytes(
    path: Path, data: bytes, progress: Progress, known: frozenset[str] = frozenset()
) -> Reading:
    """As `read_file`, of what came under the name ``path`` from elsewhere."""
    kind = kind_of(path, data)
    if kind is Kind.MARKDOWN:
        text, understood = _decoded(path, data), Understood(pieces=[])
        pages: tuple[tuple[int, int], ...] = ()
    else:
        understood = _understood(path, kind, data, progress, known)
        text, pages = to_markdown(understood.pieces)
    _some_words(path, text, kind)
    return Reading(
        file=path.name,
        kind=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        read_on=datetime.now(UTC).date(),
        text=text,
        page_count=understood.page_count,
        pages=pages,
        doubts=understood.doubts,
        removed=understood.removed,
    )


def file_bytes(path: Path) -> bytes:
    """The bytes of a file that is not too large."""
    try:
        size = path.stat().st_size
        if size > FILE_BYTES:
            raise GuideError(
                f"{path} has {size // MEGABYTE} MB, expected at most {FILE_BYTES // MEGABYTE} MB: "
                "leave its pictures out or split it"
            )
        return path.read_bytes()
    except OSError as error:
        raise GuideError(f"{path} cannot be read ({error.strerror}): check the path") from None


def _understood(
    path: Path, kind: Kind, data: bytes, progress: Progress, known: frozenset[str]
) -> Understood:
    try:
        if kind is Kind.PDF:
            return read_pdf(data, progress, known)
        if kind is Kind.DOCX:
            return read_docx(data)
        if kind is Kind.HTML:
            return read_html(data)
    except GuideError as error:
        raise GuideError(f"{path}: {error}") from None
    except Exception as error:  # noqa: BLE001  a damaged file can break its library anywhere
        said = f"{type(error).__name__} {error}".strip()[:80]
        raise GuideError(
            f"{path} is damaged or no {kind.upper()} ({said}): "
            f"open it in a program that reads {kind.upper()} and save it again"
        ) from None
    return read_plain(_decoded(path, data))


def _decoded(path: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GuideError(f"{path} is not UTF-8 at byte {error.start}: save it as UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise GuideError(f"{path} holds no readable text: expected Markdown or plain text")
    return text if text.endswith("\n") else text + "\n"


def _some_words(path: Path, text: str, kind: Kind) -> None:
    if not any(char.isalnum() for char in text):
        raise GuideError(f"{path} holds no readable text: expected {kind.upper()} with words in it")
    count = len(text.split())
    if count > WORDS:
        raise GuideError(
            f"{path} has {count} words, expected at most {WORDS}: split it into several documents"
        )
