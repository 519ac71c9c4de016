"""The two official texts, printed to PDF and read again, are what they were."""

from collections.abc import Callable
from pathlib import Path

import pytest
from made_reading import quiet
from markdown_it import MarkdownIt

from corpus.incoming.reader import read_file
from corpus.settings import PROJECT

PAGE = """<!doctype html><meta charset="utf-8"><style>@page { size: letter; margin: 1in }
body { font: 11pt serif } td, th { border: 1px solid; padding: 2px 5px; text-align: left }
table { border-collapse: collapse }</style>"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("document_id", ["opm-ai-competency-model", "opm-ai-fact-sheet"])
def test_an_official_text_comes_back_to_the_letter(
    print_page: Callable[[str, str], Path], known: frozenset[str], document_id: str
) -> None:
    text = (PROJECT / "corpus" / "documents" / f"{document_id}.md").read_text(encoding="utf-8")
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    path = print_page(f"{document_id}.pdf", PAGE + html)
    assert read_file(path, quiet, known).text.split("\n") == text.split("\n")
