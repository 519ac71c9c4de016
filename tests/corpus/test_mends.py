"""A document, its text as received and its mends prove each other."""

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.edit import mend
from corpus.mends import read_mends, unrecorded_changes
from corpus.settings import PROJECT
from corpus.verify import faults

CORPUS = PROJECT / "corpus"
FULL_TEXTS = ["opm-ai-competency-model", "opm-ai-fact-sheet"]
FACT_SHEET = "opm-ai-fact-sheet"

Command = Callable[..., CompletedProcess[str]]


def text_of(document_id: str) -> str:
    return (CORPUS / "documents" / f"{document_id}.md").read_text(encoding="utf-8")


def put(root: Path, command: Command, text: str) -> None:
    """Another fact sheet, hash and all."""
    changed = root.parent / "changed.md"
    changed.write_text(text, encoding="utf-8")
    assert command("replace", FACT_SHEET, str(changed)).returncode == 0


@pytest.mark.parametrize("document_id", FULL_TEXTS)
def test_source_and_mends_give_the_document(document_id: str) -> None:
    assert unrecorded_changes(CORPUS, document_id, text_of(document_id)) == []


@pytest.mark.parametrize("document_id", FULL_TEXTS)
def test_no_mend_changes_nothing(document_id: str) -> None:
    assert [m.why for m in read_mends(CORPUS, document_id) if m.before == m.after] == []


def test_one_changed_word_without_a_mend_is_found(root: Path, command: Command) -> None:
    put(root, command, text_of(FACT_SHEET).replace("14 training sessions", "15 training sessions"))
    ended = command("verify")
    assert ended.returncode == 1
    assert f"{FACT_SHEET}: no mend on record for" in ended.stdout


def test_a_left_out_line_without_a_mend_is_found(root: Path, command: Command) -> None:
    lines = text_of(FACT_SHEET).split("\n")
    put(root, command, "\n".join(line for line in lines if "250 AI Practitioners" not in line))
    ended = command("verify")
    assert ended.returncode == 1
    assert "250 AI Practitioners" in ended.stdout.replace("\n", " ")


def test_a_changed_table_cell_without_a_mend_is_found() -> None:
    text = text_of("opm-ai-competency-model")
    changed = text.replace("| Memory | X | NR | NR | NR | X |", "| Memory | X | X | NR | NR | X |")
    assert text != changed
    assert unrecorded_changes(CORPUS, "opm-ai-competency-model", changed) != []


def test_a_mend_whose_before_does_not_stand_in_the_source_is_found(
    root: Path, command: Command
) -> None:
    with (root / "mends" / f"{FACT_SHEET}.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[mend]]\nkind = "typo"\nbefore = "no such words"\nafter = "x"\nwhy = "y"\n')
    ended = command("verify")
    assert ended.returncode == 1
    assert "'no such words' stands 0 times" in ended.stdout


def test_a_damaged_file_of_mends_is_named(root: Path, command: Command) -> None:
    (root / "mends" / f"{FACT_SHEET}.toml").write_text("[[mend", encoding="utf-8")
    ended = command("verify")
    assert ended.returncode == 1
    assert f"{FACT_SHEET}.toml cannot be read" in ended.stdout


def test_mends_without_the_text_as_received_are_found(root: Path, command: Command) -> None:
    (root / "sources" / f"{FACT_SHEET}.txt").unlink()
    ended = command("verify")
    assert ended.returncode == 1
    assert "no text as received" in ended.stdout


@pytest.mark.parametrize("document", ["opm-ai-fact-sheet", "opm-ai-competency-model"])
def test_a_corrected_official_text_has_its_correction_on_record(
    document: str, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(PROJECT / "corpus", tmp_path / "corpus"))
    text = (root / "documents" / f"{document}.md").read_text(encoding="utf-8")
    corrected = text.replace("Office of Personnel", "Office for Personnel", 1)
    assert mend(root, document, corrected, "a slip of the scan") == 1
    assert list(faults(root)) == []
