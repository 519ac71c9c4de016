"""Made documents as files, read once for all tests of a file; a browser that prints."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from corpus.incoming.reader import read_file
from corpus.settings import PROJECT
from corpus.taking import known_words

sys.path.append(str(Path(__file__).parent.parent / "made"))  # helpers are imported by bare names

if TYPE_CHECKING:
    from made_reading import Read

CHROMIUM = shutil.which("chromium")
REQUIRED = bool(os.environ.get("GUIDE_REQUIRE_BROWSER"))


@pytest.fixture(scope="session")
def known() -> frozenset[str]:
    """The words of the project's own documents."""
    return known_words(PROJECT / "corpus")


@pytest.fixture(scope="session")
def print_page(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Print a page to PDF by a headless Chromium; its tests are left out without one."""
    if CHROMIUM is None and REQUIRED:
        pytest.fail("GUIDE_REQUIRE_BROWSER is set and no chromium is on the PATH")
    if CHROMIUM is None:
        pytest.skip("no chromium")
    from made_documents import print_html  # noqa: PLC0415  found by the path that is added above

    folder = tmp_path_factory.mktemp("printed")

    def printed(name: str, html: str) -> Path:
        # For one page only: while it is open, nothing else in this process can run an event loop.
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            path = print_html(browser, html, folder / name)
            browser.close()
            return path

    return printed


@pytest.fixture(scope="session")
def read_made(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    known: frozenset[str],
) -> Callable[[str], "Read"]:
    """A made document by its file name, made and read once."""
    from made_documents import PRINTED, WITHOUT_BROWSER, write_made  # noqa: PLC0415
    from made_html import html_of  # noqa: PLC0415
    from made_reading import Read, quiet  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("made")
    there: dict[str, Read] = {}

    def read(name: str) -> Read:
        if name not in there:
            if name in PRINTED:
                made = PRINTED[name]
                path = request.getfixturevalue("print_page")(name, html_of(made))
            else:
                made = WITHOUT_BROWSER[name]
                path = write_made(name, made, folder)
            there[name] = Read(made, read_file(path, quiet, known))
        return there[name]

    return read
