"""Files that must not come in: one clear line, exit code 2, the corpus unchanged."""

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from made_docx import docx_bytes
from made_reportlab import reportlab_pdf
from made_texts import OPEN_TABLES, SCANNED
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from corpus.incoming import limits

Command = Callable[..., CompletedProcess[str]]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
WIDE = b"<html><table><tr><td>a<td colspan=900>b<tr><td>c</table>"
ADD = ["--id", "agency-policy", "--title", "T", "--publisher", "P", "--published", "2026-01-02",
       "--standing", "in_force"]  # fmt: skip


def pdf(pages: int, **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, **options)
    for number in range(pages):
        canvas.drawString(100, 500, f"Words on a page, the {number}th.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan() -> bytes:
    out = io.BytesIO()
    Image.new("L", (600, 800), 240).save(out, "PDF")
    return out.getvalue()


def stream_of(size: int) -> bytes:
    """A PDF whose one page unpacks to ``size`` bytes."""
    packed = zlib.compress(b" " * size, 9)
    page = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    page += b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    page += b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    return page + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def entities() -> bytes:
    xml = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'
    return zipped({"word/document.xml": xml, "[Content_Types].xml": b"<Types/>"})


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "encrypted PDF": ("a.pdf", lambda: pdf(1, encrypt=StandardEncryption("secret")), "password"),
    "old or encrypted Word file": ("a.docx", lambda: OLE + b"0" * 600, "password"),
    "damaged PDF": ("a.pdf", lambda: pdf(2)[:400], "damaged"),
    "damaged Word file": ("a.docx", lambda: docx_bytes(OPEN_TABLES)[:9000], "damaged"),
    "words that are no Word file": ("a.docx", lambda: b"just words", "damaged"),
    "empty file": ("a.pdf", lambda: b"", "empty"),
    "page without words": ("a.html", lambda: b"<html><body><p> </p></body></html>", "no readable"),
    "page that only a script fills": ("a.html", lambda: b"<html><body><div id=a></div><script>go()"
                                      b"</script></body></html>", "no readable"),
    "scan": ("a.pdf", scan, "never guessed"),
    "500 pages": ("a.pdf", lambda: pdf(500), "500 pages, expected at most"),
    "bomb in a PDF": ("a.pdf", lambda: stream_of(limits.STREAM_BYTES + 1), "unpacks to more than"),
    "bomb in a Word file": ("a.docx", lambda: zipped(
        {"word/document.xml": b" " * (limits.STREAM_BYTES + 1)}), "32 MB"),
    "many bombs in a Word file": ("a.docx", lambda: zipped(
        {"word/document.xml": b"<a/>", **{f"m/{n}": b" " * (21 << 20) for n in range(10)}}),
        "unpacks to more than"),
    "entities in a Word file": ("a.docx", entities, "entities"),
    "too deep a page": ("a.html", lambda: b"<html><body>" + b"<div>" * 5000 + b"deep", "deep"),
    "too wide a table": ("a.html", lambda: WIDE, "columns"),
    "PDF that says it is a Word file": ("a.docx", lambda: pdf(1), "is a PDF file by its content"),
    "Word file that says it is a PDF": ("a.pdf", lambda: docx_bytes(OPEN_TABLES), "DOCX"),
    "page that says it is a PDF": ("a.pdf", lambda: b"<html><body>words</body></html>", "HTML"),
    "workbook": ("a.docx", lambda: zipped({"xl/workbook.xml": b"<a/>"}), "Excel"),
    "picture that says it is text": ("a.txt", lambda: b"\x89PNG\r\n\x1a\n\x00\x00", "binary data"),
}  # fmt: skip


def files(root: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_in_one_line(
    root: Path, command: Command, tmp_path: Path, what: str
) -> None:
    name, make, words = BAD[what]
    path = tmp_path / name
    path.write_bytes(make())
    before = files(root)
    ended = command("add", str(path), *ADD)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1), ended.stderr
    assert name in ended.stderr
    assert words in ended.stderr
    assert files(root) == before


def test_a_file_larger_than_the_bound_is_not_even_read(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.incoming.reader.FILE_BYTES", 1000)
    path = tmp_path / "large.pdf"
    path.write_bytes(pdf(20))
    assert "expected at most" in command("preview", str(path)).stderr


def test_a_taken_id_is_refused_for_a_pdf_too(root: Path, command: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(1))
    assert command("add", str(path), *ADD).returncode == 0
    before = files(root)
    ended = command("add", str(path), *ADD)
    assert (ended.returncode, "already in the manifest" in ended.stderr) == (2, True)
    assert files(root) == before


@pytest.mark.parametrize("verb", ["add", "replace", "mend", "remove"])
def test_a_disk_that_fills_up_at_any_write_leaves_the_corpus_as_it_was(
    root: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(2))
    corrected = tmp_path / "corrected.md"
    corrected.write_text("Words on a page, the zeroth.\n\nAnd another.\n", encoding="utf-8")
    given = {
        "add": ["add", str(path), *ADD],
        "replace": ["replace", "agency-policy", str(path)],
        "mend": ["mend", "agency-policy", str(corrected), "--why", "misread"],
        "remove": ["remove", "agency-policy"],
    }[verb]
    if verb != "add":
        assert command("add", str(path), *ADD).returncode == 0
    before = {p: data for p, data in files(root).items() if ".history" not in p}
    write = Path.write_text
    failed = 0
    for fails_at in range(1, 9):
        left = [fails_at]

        def full(path: Path, *args: object, left: list[int] = left, **named: object) -> int:
            left[0] -= 1
            if left[0] == 0:
                write(path, "half")
                raise OSError(28, "No space left on device")
            return write(path, *args, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(Path, "write_text", full)
        ended = command(*given)
        monkeypatch.setattr(Path, "write_text", write)
        if ended.returncode == 0:
            break
        failed += 1
        assert "No space left on device" in ended.stderr
        assert "nothing was changed" in ended.stderr
        assert {p: data for p, data in files(root).items() if ".history" not in p} == before
    assert ended.returncode == 0
    assert failed >= 2


def test_a_scanned_page_among_others_does_not_keep_a_document_out(
    command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(reportlab_pdf(SCANNED))
    ended = command("add", str(path), *ADD)
    assert ended.returncode == 0
    assert "1 doubtful place" in ended.stdout
    assert "page 2: a scanned page" in command("preview", str(path)).stdout
