"""What the documents say differently from those that the index was built from."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.built import built_from, keep_documents
from corpus.library import Corpus

Command = Callable[..., CompletedProcess[str]]

ADD = ["--id", "agency-policy", "--title", "AI policy", "--publisher", "Agency",
       "--published", "2026-01-02", "--standing", "in_force"]  # fmt: skip
STANDING = ["--since", "2026-02-03", "--by", "policy 7", "--why", "the agency wrote another"]


@pytest.fixture
def data(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose index was built from the corpus as it is now."""
    data = tmp_path / "data"
    (data / "index" / "one").mkdir(parents=True)
    keep_documents(Corpus.open(root), data / "index" / "one")
    (data / "index" / "current").write_text("one")
    monkeypatch.setenv("GUIDE_DATA", str(data))
    return data


@pytest.mark.usefixtures("data")
def test_nothing_differs_from_what_was_just_built(command: Command) -> None:
    ended = command("diff")
    assert (ended.returncode, ended.stdout.splitlines()[1]) == (0, "no document differs")


@pytest.mark.usefixtures("data")
def test_each_kind_of_change_is_told(root: Path, command: Command, policy: Path) -> None:
    command("add", str(policy), *ADD)
    command("standing", "opm-ai-fact-sheet", "superseded", *STANDING)
    text = (root / "documents" / "pay-flexibilities.md").read_text(encoding="utf-8")
    policy.write_text(text.replace("OPM", "The office", 1), encoding="utf-8")
    command("replace", "pay-flexibilities", str(policy))
    command("remove", "gears-of-transformation")
    ended = command("diff")
    assert ended.returncode == 1
    assert "agency-policy: added (in_force)" in ended.stdout
    assert "gears-of-transformation: removed (historic)" in ended.stdout
    assert "opm-ai-fact-sheet: standing historic → superseded" in ended.stdout
    assert "  by: “Executive Order 14148” → “policy 7”" in ended.stdout
    assert "pay-flexibilities: text changed in 1 place" in ended.stdout
    assert "→ “The office" in ended.stdout


@pytest.mark.usefixtures("data")
def test_what_was_undone_is_no_difference(command: Command, policy: Path) -> None:
    command("add", str(policy), *ADD)
    command("undo")
    assert command("diff").returncode == 0


@pytest.mark.usefixtures("data")
def test_only_the_chosen_documents_are_compared(command: Command, policy: Path) -> None:
    command("add", str(policy), *ADD)
    assert command("diff", "eo-14110").returncode == 0
    ended = command("diff", "no-such-document")
    assert (ended.returncode, "no-such-document" in ended.stderr) == (2, True)


@pytest.mark.usefixtures("data")
def test_changed_remarks_are_not_taken_for_no_change(root: Path, command: Command) -> None:
    (root / "remarks.toml").unlink()
    ended = command("diff")
    assert (ended.returncode, "offices, remarks or written questions do" in ended.stdout) == (1, 1)


@pytest.mark.usefixtures("data")
def test_the_difference_is_given_as_data_too(command: Command, policy: Path) -> None:
    command("add", str(policy), *ADD)
    told = json.loads(command("diff", "--json").stdout)
    standing = {"from": None, "to": "in_force"}
    expected = {"id": "agency-policy", "change": "added", "standing": standing}
    assert told["documents"] == [expected | {"fields": [], "texts": []}]
    assert told["before"]["version"] != told["after"]["version"]


def test_without_kept_documents_the_last_change_is_told(
    command: Command, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_DATA", str(tmp_path))
    ended = command("diff")
    assert (ended.returncode, "python -m index build" in ended.stderr) == (2, True)
    command("add", str(policy), *ADD)
    command("standing", "opm-ai-fact-sheet", "superseded", *STANDING)
    ended = command("diff")
    assert "the documents before “standing opm-ai-fact-sheet”" in ended.stdout
    assert "agency-policy" not in ended.stdout


def test_a_damaged_copy_counts_as_none(root: Path, data: Path) -> None:
    assert built_from(data) is not None
    (data / "index" / "one" / "corpus" / "documents" / "eo-14110.md").write_text("other")
    assert built_from(data) is None
    assert root.exists()
