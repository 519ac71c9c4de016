"""Twenty made documents, by file name: three producers of PDF, Word, web pages."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from made_docx import docx_bytes
from made_html import html_of
from made_model import Made
from made_reportlab import reportlab_pdf
from made_texts import GUIDE, MEMO, OPEN_TABLES, REGISTER, SCANNED, TOOLS
from made_typst import typst_pdf

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WITHOUT_BROWSER: Mapping[str, Made] = {
    "memo-typst.pdf": MEMO, "memo-reportlab.pdf": MEMO, "memo.docx": MEMO, "memo.html": MEMO,
    "guide-typst.pdf": GUIDE, "guide-reportlab.pdf": GUIDE,
    "tools-typst.pdf": TOOLS, "tools-reportlab.pdf": TOOLS, "tools.docx": TOOLS,
    "tools.html": TOOLS,
    "register-typst.pdf": REGISTER, "register-reportlab.pdf": REGISTER,
    "register.docx": REGISTER, "register.html": REGISTER,
    "scanned-reportlab.pdf": SCANNED, "open-tables-typst.pdf": OPEN_TABLES,
}  # fmt: skip
PRINTED: Mapping[str, Made] = {
    "memo-chromium.pdf": MEMO, "guide-chromium.pdf": GUIDE, "tools-chromium.pdf": TOOLS,
    "register-chromium.pdf": REGISTER,
}  # fmt: skip


def write_made(name: str, made: Made, folder: Path) -> Path:
    """A document of `WITHOUT_BROWSER` as a file."""
    path = folder / name
    if name.endswith("typst.pdf"):
        path.write_bytes(typst_pdf(made, folder))
    elif name.endswith("reportlab.pdf"):
        path.write_bytes(reportlab_pdf(made))
    elif name.endswith(".docx"):
        path.write_bytes(docx_bytes(made))
    else:
        path.write_text(html_of(made), encoding="utf-8")
    return path


def print_html(browser: "Browser", html: str, path: Path) -> Path:
    """A page printed to PDF."""
    page = browser.new_page()
    page.set_content(html)
    page.pdf(path=path, prefer_css_page_size=True)
    page.close()
    return path
