"""The order of the parts, one file per outside library, and silence towards the network."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.settings import PROJECT

PARTS = ("corpus", "index", "bot", "evals")
QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "RAGAS_DO_NOT_TRACK": "true",
}


def test_a_part_imports_only_what_stands_to_its_left() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(  # noqa: S603  our own command
        [str(command), "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("library", "place"),
    [
        ("mammoth", "corpus/incoming/docx/reader.py"),
        ("lxml", "corpus/incoming/docx/parts.py"),
        ("pdfplumber", "corpus/incoming/pdf/opening.py"),
        ("chromadb", "index/vectors.py"),
        ("onnxruntime", "index/runtime.py"),
        ("tantivy", "index/lexical.py"),
        ("gradio", "bot/web/chat.py"),
        ("segno", "bot/web/codes.py"),
        ("prometheus_client", "bot/web/metrics.py"),
        ("authlib", "bot/web/openid.py"),
        ("ragas", "evals/suites/ragas_suite.py"),
        ("httpx", "bot/generating/endpoint.py"),
        ("openai", "evals/judging/endpoint.py"),
    ],
)
def test_one_file_alone_imports_a_library(library: str, place: str) -> None:
    using = [
        path.relative_to(PROJECT).as_posix()
        for part in PARTS
        for path in sorted((PROJECT / part).rglob("*.py"))
        if library in imported(path)
    ]
    assert using == [place]


def test_what_speaks_to_language_models_is_imported_only_once_one_is_configured() -> None:
    speaking = {"bot.generating.endpoint", "bot.generating.writing"}
    at_once = [
        path.name
        for path in (PROJECT / "bot").rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom) and node.module in speaking
    ]
    assert at_once == ["writing.py"]  # which is one of them itself


def test_the_database_is_the_business_of_the_store() -> None:
    using = [
        path.relative_to(PROJECT).parts[:2]
        for part in PARTS
        for path in (PROJECT / part).rglob("*.py")
        if {"sqlalchemy", "alembic"} & set(imported(path))
    ]
    assert {*using} == {("bot", "store")}


def test_no_part_imports_the_tests() -> None:
    for part in PARTS:
        for path in (PROJECT / part).rglob("*.py"):
            assert not {"tests", "conftest", "pytest"} & set(imported(path))


@pytest.mark.parametrize(("variable", "value"), QUIET.items())
def test_importing_the_corpus_keeps_libraries_from_calling_out(variable: str, value: str) -> None:
    assert printed_by(f"import corpus, os; print(os.environ[{variable!r}])", {}) == value


def test_a_variable_set_by_hand_wins() -> None:
    code = "import corpus, os; print(os.environ['HF_HUB_OFFLINE'])"
    assert printed_by(code, {"HF_HUB_OFFLINE": "0"}) == "0"


@pytest.mark.parametrize("part", PARTS)
def test_importing_any_part_imports_the_corpus_first(part: str) -> None:
    assert printed_by(f"import {part}, sys; print('corpus' in sys.modules)", {}) == "True"


def imported(path: Path) -> Iterator[str]:
    """The top names of the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def printed_by(code: str, variables: dict[str, str]) -> str:
    """What a fresh interpreter prints that has none of the variables set."""
    bare = {name: value for name, value in os.environ.items() if name not in QUIET}
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-c", code],
        env=bare | variables,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
