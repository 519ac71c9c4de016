"""The commands work on an agency's folder as on the common one, each change with its way back."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.library import Corpus
from corpus.manifest import read_manifest
from corpus.overlay import Overlaid, open_own

Command = Callable[..., CompletedProcess[str]]
ABOUT = ("--id", "own-policy", "--title", "Policy", "--publisher", "The Office")
DATES = ("--published", "2026-01-05", "--effective", "2026-02-01", "--ended", "2027-01-01")


@pytest.fixture
def agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An agency's folder with nothing in it but its name."""
    folder = tmp_path / "agency"
    folder.mkdir()
    lines = 'agency = "The Office"\nknowledge_date = 2026-08-04\ndocuments = []\n'
    (folder / "manifest.toml").write_text(lines, encoding="utf-8")
    monkeypatch.setenv("GUIDE_AGENCY_CORPUS", str(folder))
    return folder


def test_a_document_is_taken_into_the_agencys_folder_and_out_again(
    agency: Path, root: Path, command: Command, policy: Path
) -> None:
    before = (root / "manifest.toml").read_bytes()
    added = command("--agency", "add", str(policy), *ABOUT, *DATES, "--standing", "in_force")
    assert added.returncode == 0, added.stderr
    manifest = read_manifest(agency)
    assert manifest.agency == "The Office"
    (document,) = manifest.documents
    assert (str(document.effective_on), str(document.ended_on)) == ("2026-02-01", "2027-01-01")
    assert (root / "manifest.toml").read_bytes() == before
    assert command("--agency", "undo").returncode == 0
    assert read_manifest(agency).documents == ()


def test_dates_that_are_changed_come_back(agency: Path, command: Command, policy: Path) -> None:
    command("--agency", "add", str(policy), *ABOUT, *DATES[:2], "--standing", "in_force")
    changed = command("--agency", "standing", "own-policy", "in_force", "--ended", "2026-06-01")
    assert changed.returncode == 0, changed.stderr
    assert str(read_manifest(agency).documents[0].ended_on) == "2026-06-01"
    command("--agency", "undo")
    assert read_manifest(agency).documents[0].ended_on is None


def test_the_registers_of_both_can_lie_beside_each_other(
    agency: Path, root: Path, command: Command, policy: Path
) -> None:
    fallen = ("--standing", "historic", "--since", "2026-03-01", "--by", "Rule 2", "--why", "old")
    command("--agency", "add", str(policy), *ABOUT, *DATES[:2], *fallen)
    command("add", str(policy), "--id", "other", *ABOUT[2:], *DATES[:2], *fallen)
    whole = Overlaid(Corpus.open(root), open_own(agency))
    registers = {
        e.document for d in whole.documents for e in d.evidence if "register" in e.document
    }
    assert registers == {"agency-standing-register", "standing-register"}
    assert whole.agency_of("agency-standing-register") == "The Office"
    assert whole.agency_of("standing-register") is None


def test_without_a_folder_the_mend_is_named(command: Command) -> None:
    refused = command("--agency", "verify")
    assert refused.returncode == 2
    assert "set GUIDE_AGENCY_CORPUS" in refused.stderr
