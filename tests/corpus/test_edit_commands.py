"""Taking documents in and out, and back again."""

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.document import Rights, Source, Standing
from corpus.library import Corpus
from corpus.manifest import read_manifest

Command = Callable[..., CompletedProcess[str]]

SAID = ["--id", "agency-policy", "--title", "AI policy", "--publisher", "Agency",
        "--published", "2026-01-02"]  # fmt: skip
ADD = [*SAID, "--standing", "in_force"]
CAUSE = {"--since": "2026-02-03", "--by": "policy 7", "--why": "the agency wrote another"}


def cause() -> list[str]:
    return [word for pair in CAUSE.items() for word in pair]


def files(root: Path) -> dict[str, bytes]:
    """Every file of a corpus folder but the record of changes."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".history" not in path.parts
    }


def is_refused(ended: "CompletedProcess[str]", *words: str) -> bool:
    """Exit code 2 and one line on standard error that holds the words."""
    one_line = ended.stderr.startswith("error: ") and ended.stderr.count("\n") == 1
    return ended.returncode == 2 and one_line and all(word in ended.stderr for word in words)


def test_an_added_document_is_listed_and_sound(root: Path, command: Command, policy: Path) -> None:
    assert command("add", str(policy), *ADD).returncode == 0
    assert Corpus.open(root).text("agency-policy") == policy.read_text(encoding="utf-8")
    assert command("verify").returncode == 0


def test_rights_default_to_agency_supplied(root: Path, command: Command, policy: Path) -> None:
    command("add", str(policy), *ADD)
    document = Corpus.open(root).document("agency-policy")
    assert (document.rights, document.source) == (Rights.AGENCY_SUPPLIED, Source.FULL_TEXT)


@pytest.mark.parametrize("rights", [str(rights) for rights in Rights])
def test_rights_are_given_as_the_manifest_writes_them(
    root: Path, command: Command, policy: Path, rights: str
) -> None:
    assert command("add", str(policy), *ADD, "--rights", rights).returncode == 0
    assert Corpus.open(root).document("agency-policy").rights == rights


def test_what_is_added_changes_the_version_of_the_corpus(
    root: Path, command: Command, policy: Path
) -> None:
    before = Corpus.open(root).version
    command("add", str(policy), *ADD)
    assert Corpus.open(root).version != before


def test_line_ends_and_byte_order_marks_are_made_uniform(
    root: Path, command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "windows.md"
    path.write_bytes("\ufeff# T\r\n\r\nWords.".encode())
    command("add", str(path), *ADD)
    assert Corpus.open(root).text("agency-policy") == "# T\n\nWords.\n"


@pytest.mark.parametrize("name", ["policy.odt", "policy.rtf", "policy"])
def test_a_kind_of_file_that_is_not_supported_is_refused(
    root: Path, command: Command, tmp_path: Path, name: str
) -> None:
    before = files(root)
    (tmp_path / name).write_bytes(b"%PDF-1.7")
    assert is_refused(command("add", str(tmp_path / name), *ADD), name, "not supported yet")
    assert files(root) == before


@pytest.mark.parametrize(
    ("content", "words"), [(b"caf\xe9", "UTF-8"), (b" \n\n", "no readable text"), (None, "path")]
)
def test_a_file_that_cannot_be_read_is_refused(
    command: Command, tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "odd.md"
    if content is not None:
        path.write_bytes(content)
    assert is_refused(command("add", str(path), *ADD), "odd.md", words)


def test_a_taken_id_is_refused_with_the_mend(root: Path, command: Command, policy: Path) -> None:
    before = files(root)
    given = ["eo-14110" if word == "agency-policy" else word for word in ADD]
    ended = command("add", str(policy), *given)
    assert is_refused(ended, "eo-14110", "python -m corpus replace eo-14110 FILE")
    assert files(root) == before


@pytest.mark.parametrize("bad", ["Agency_Policy", "../agency", "a b", ""])
def test_an_id_that_cannot_name_a_file_is_refused(command: Command, policy: Path, bad: str) -> None:
    given = [bad if word == "agency-policy" else word for word in ADD]
    assert is_refused(command("add", str(policy), *given), "id:")


@pytest.mark.parametrize("missing", list(CAUSE))
def test_a_document_that_no_longer_holds_needs_date_and_cause(
    root: Path, command: Command, policy: Path, missing: str
) -> None:
    before = files(root)
    given = [word for name, value in CAUSE.items() if name != missing for word in (name, value)]
    ended = command("add", str(policy), *SAID, "--standing", "superseded", *given)
    assert is_refused(ended, missing)
    assert files(root) == before


def test_every_missing_part_of_a_cause_is_named(command: Command) -> None:
    assert is_refused(command("standing", "eo-14110", "historic"), *CAUSE)


def test_a_secondary_report_needs_no_cause(command: Command, policy: Path) -> None:
    assert command("add", str(policy), *SAID, "--standing", "secondary").returncode == 0
    assert command("verify").returncode == 0


@pytest.mark.parametrize("date", ["2026-13-01", "yesterday"])
def test_a_date_that_is_none_is_refused_in_one_line(command: Command, date: str) -> None:
    ended = command("standing", "eo-14110", "historic", "--since", date, "--by", "x", "--why", "y")
    assert is_refused(ended, date)


def test_a_standing_without_a_passage_gets_an_entry_in_the_register(
    root: Path, command: Command
) -> None:
    assert command("standing", "pay-flexibilities", "superseded", *cause()).returncode == 0
    corpus = Corpus.open(root)
    (evidence,) = corpus.document("pay-flexibilities").evidence
    assert corpus.text(evidence.document).count(evidence.quote) == 1
    assert all(
        words in evidence.quote for words in ("3 February 2026", "policy 7", "wrote another")
    )
    assert command("verify").returncode == 0


def test_an_added_document_that_no_longer_holds_is_in_the_register(
    command: Command, policy: Path
) -> None:
    command("add", str(policy), *SAID, "--standing", "historic", *cause())
    assert command("verify").returncode == 0


def test_a_register_without_entries_is_taken_away(root: Path, command: Command) -> None:
    before = files(root)
    command("standing", "pay-flexibilities", "superseded", *cause())
    command("standing", "pay-flexibilities", "in_force")
    assert set(files(root)) == set(before)
    assert command("verify").returncode == 0


def test_a_successor_must_be_listed(command: Command) -> None:
    ended = command(
        "standing", "pay-flexibilities", "superseded", *cause(), "--superseded-by", "none-such"
    )
    assert is_refused(ended, "none-such", "eo-14110")


def test_replacing_puts_the_new_text_in_place(root: Path, command: Command, policy: Path) -> None:
    assert command("replace", "pay-flexibilities", str(policy)).returncode == 0
    corpus = Corpus.open(root)
    assert corpus.text("pay-flexibilities") == policy.read_text(encoding="utf-8")
    assert corpus.document("pay-flexibilities").standing is Standing.IN_FORCE


@pytest.mark.parametrize("verb", ["replace", "standing", "remove"])
def test_an_unknown_id_is_refused_with_those_there_are(
    command: Command, policy: Path, verb: str
) -> None:
    rest = {"replace": [str(policy)], "standing": ["in_force"], "remove": []}[verb]
    assert is_refused(command(verb, "none-such", *rest), "none-such", "opm-ai-fact-sheet")


def test_a_removed_document_is_gone_and_the_rest_is_sound(root: Path, command: Command) -> None:
    assert command("remove", "pay-flexibilities").returncode == 0
    assert "documents/pay-flexibilities.md" not in files(root)
    assert command("verify").returncode == 0


def test_a_corpus_whose_last_document_is_removed_can_still_be_read(
    root: Path, command: Command, policy: Path
) -> None:
    (root / "manifest.toml").write_text("knowledge_date = 2026-01-02\ndocuments = []\n")
    shutil.rmtree(root / "documents")
    command("add", str(policy), *ADD)
    assert command("remove", "agency-policy").returncode == 0
    assert command("verify").returncode == 0


@pytest.mark.parametrize("document_id", ["eo-14110", "ses-qualifications-2025"])
def test_a_document_on_which_another_rests_is_not_removed(
    root: Path, command: Command, document_id: str
) -> None:
    before = files(root)
    assert is_refused(command("remove", document_id), document_id, "rests on it")
    assert files(root) == before


def test_a_document_that_speaks_of_its_own_standing_can_be_removed(command: Command) -> None:
    assert command("remove", "gears-of-transformation").returncode == 0
    assert command("verify").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "FILE", *ADD],
        ["add", "FILE", *SAID, "--standing", "historic", *cause()],
        ["replace", "opm-ai-fact-sheet", "FILE"],
        ["standing", "eo-14110", "unresolved", *cause()],
        ["remove", "opm-ai-fact-sheet"],
    ],
    ids=["add", "add historic", "replace", "standing", "remove"],
)
def test_undo_restores_every_file_byte_for_byte(
    root: Path, command: Command, policy: Path, arguments: list[str]
) -> None:
    before = files(root)
    given = [str(policy) if word == "FILE" else word for word in arguments]
    assert command(*given).returncode == 0
    assert files(root) != before
    assert command("undo").returncode == 0
    assert files(root) == before


def test_changes_are_undone_one_by_one_the_last_first(
    root: Path, command: Command, policy: Path
) -> None:
    command("add", str(policy), *ADD)
    between = files(root)
    command("remove", "agency-policy")
    assert "remove agency-policy" in command("undo").stdout
    assert files(root) == between
    assert "add agency-policy" in command("undo").stdout
    assert is_refused(command("undo"), "nothing to undo")


def test_a_record_of_changes_that_was_never_finished_is_no_obstacle(
    root: Path, command: Command, policy: Path
) -> None:
    command("add", str(policy), *ADD)
    (root / ".history" / "2").mkdir()  # where a command was stopped before it changed anything
    assert command("undo").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "FILE", *(w.replace("agency-policy", "standing-register") for w in ADD)],
        ["replace", "standing-register", "FILE"],
        ["remove", "standing-register"],
        ["standing", "standing-register", "historic", *cause()],
    ],
    ids=["add", "replace", "remove", "standing"],
)
def test_the_register_is_written_by_the_commands_alone(
    root: Path, command: Command, policy: Path, arguments: list[str]
) -> None:
    command("standing", "pay-flexibilities", "superseded", *cause())
    before = files(root)
    given = [str(policy) if word == "FILE" else word for word in arguments]
    assert is_refused(command(*given), "standing-register")
    assert files(root) == before


def test_a_document_that_is_said_to_be_added_is_listed(
    root: Path, command: Command, policy: Path
) -> None:
    given = [word.replace("agency-policy", "standing-register") for word in ADD]
    ended = command("add", str(policy), *given)
    listed = read_manifest(root).find("standing-register") is not None
    assert listed or is_refused(ended, "standing-register")


def test_a_folder_that_cannot_be_written_is_refused_with_nothing_lost(
    root: Path, command: Command, policy: Path
) -> None:
    (root / ".history").write_text("a file where a folder must be")
    before = files(root)
    assert is_refused(command("add", str(policy), *ADD), str(root))
    assert files(root) == before


def test_a_new_text_may_not_take_the_ground_from_a_standing_unseen(
    command: Command, policy: Path
) -> None:
    command("replace", "eo-14110", str(policy))
    ended = command("verify")
    assert ended.returncode == 1
    assert "opm-ai-fact-sheet: the evidence for its standing stands 0 times" in ended.stdout
