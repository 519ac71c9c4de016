"""What is wrong with a corpus folder is said in lines, never in tracebacks."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.settings import PROJECT

Command = Callable[..., CompletedProcess[str]]


def clear_line(ended: "CompletedProcess[str]", *words: str) -> bool:
    one_line = ended.stderr.startswith("error: ") and ended.stderr.count("\n") == 1
    return ended.returncode == 2 and one_line and all(word in ended.stderr for word in words)


def test_the_corpus_of_the_project_is_sound() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "corpus", "verify"],
        cwd=PROJECT, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "13 documents" in ended.stdout


def test_a_text_that_is_not_as_hashed_is_named(root: Path, command: Command) -> None:
    path = root / "documents" / "omb-ai-memos.md"
    path.write_text(path.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
    ended = command("verify")
    assert ended.returncode == 1
    assert ended.stdout.startswith("omb-ai-memos: ")
    assert "python -m corpus replace omb-ai-memos FILE" in ended.stdout


def test_a_text_that_is_missing_is_named(root: Path, command: Command) -> None:
    (root / "documents" / "omb-ai-memos.md").unlink()
    ended = command("verify")
    assert ended.returncode == 1
    assert ended.stdout.startswith("omb-ai-memos: ")


def test_a_file_that_is_not_listed_is_named(root: Path, command: Command) -> None:
    (root / "documents" / "stray.md").write_text("# Stray\n", encoding="utf-8")
    ended = command("verify")
    assert ended.returncode == 1
    assert ended.stdout == "stray.md: in documents/ but not in the manifest\n"


def test_evidence_that_stands_nowhere_is_named(root: Path, command: Command) -> None:
    manifest = root / "manifest.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("so the fact sheet is historic", "so it is"), encoding="utf-8")
    ended = command("verify")
    assert ended.returncode == 1
    assert ended.stdout.startswith("opm-ai-fact-sheet: the evidence for its standing stands 0 ti")


def test_a_text_that_is_no_utf_8_is_named(root: Path, command: Command) -> None:
    (root / "documents" / "eo-14110.md").write_bytes(b"\xff\xfe")
    ended = command("verify")
    assert ended.returncode == 1
    assert "eo-14110: " in ended.stdout


def test_every_fault_is_listed_not_only_the_first(root: Path, command: Command) -> None:
    (root / "documents" / "omb-ai-memos.md").unlink()
    (root / "documents" / "stray.md").write_text("# Stray\n", encoding="utf-8")
    assert len(command("verify").stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[[documents]]", "[[documents", "manifest.toml"),
        ('rights = "notes"', "", "rights"),
        ('rights = "notes"', 'rights = "borrowed"', "borrowed"),
        ('standing = "historic"', 'standing = "gone"', "gone"),
        ('id = "opm-ai-fact-sheet"', 'id = "eo-14110"', "'eo-14110' stands twice"),
        ("since = 2025-01-20", "", "since"),
        ("knowledge_date = 2026-08-04\n\n", "", "knowledge_date"),
    ],
    ids=["syntax", "no rights", "rights", "standing", "twice", "no cause", "no date"],
)
def test_a_damaged_manifest_is_one_clear_line_and_nothing_is_lost(
    root: Path, command: Command, old: str, new: str, words: str
) -> None:
    path = root / "manifest.toml"
    damaged = path.read_text(encoding="utf-8").replace(old, new, 1)
    path.write_text(damaged, encoding="utf-8")
    assert clear_line(command("verify"), str(path), words)
    assert clear_line(command("remove", "pay-flexibilities"), str(path))
    assert path.read_text(encoding="utf-8") == damaged
    assert (root / "documents" / "pay-flexibilities.md").exists()


def test_a_manifest_that_is_no_text_is_one_clear_line(root: Path, command: Command) -> None:
    (root / "manifest.toml").write_bytes(b"\xff\x00\xff")
    assert clear_line(command("verify"), "manifest.toml")


def test_a_missing_manifest_is_one_clear_line_that_names_the_variable(
    root: Path, command: Command
) -> None:
    (root / "manifest.toml").unlink()
    assert clear_line(command("verify"), "GUIDE_CORPUS", str(root))


def test_an_unknown_command_is_one_clear_line(command: Command) -> None:
    assert clear_line(command("verfy"), "verfy", "--help")


def test_damaged_offices_are_named(root: Path, command: Command) -> None:
    (root / "offices.toml").write_text("[[offices]]\nid = 3\n", encoding="utf-8")
    ended = command("verify")
    assert ended.returncode == 1
    assert "offices.toml cannot be read" in ended.stdout
