"""Seeing what is understood of a file, taking it in, and correcting what was misread."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from made_reportlab import reportlab_pdf
from made_texts import MEMO, TOOLS

from corpus.library import Corpus
from corpus.readings import page_at, read_reading

Command = Callable[..., CompletedProcess[str]]
ADD = ["--id", "agency-policy", "--title", "T", "--publisher", "P", "--published", "2026-01-02",
       "--standing", "in_force"]  # fmt: skip


@pytest.fixture(scope="module")
def memo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("memo") / "memo.pdf"
    path.write_bytes(reportlab_pdf(MEMO))
    return path


@pytest.fixture
def corrected(root: Path, command: Command, memo: Path, tmp_path: Path) -> Path:
    """The memo taken in, and a copy of its Markdown with three corrections."""
    assert command("add", str(memo), *ADD).returncode == 0
    text = (root / "documents" / "agency-policy.md").read_text(encoding="utf-8")
    text = text.replace("section 2, as amended", "section 3, as amended")
    text = text.replace("- sentences of more than thirty words\n", "")
    text = text.replace("## Training", "### Training at work")
    path = tmp_path / "corrected.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_preview_shows_outline_tables_doubts_and_what_is_left_out(
    command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "tools.pdf"
    path.write_bytes(reportlab_pdf(TOOLS))
    shown = command("preview", str(path)).stdout
    assert "tools.pdf: PDF, 1 pages" in shown
    assert "\n    Approved tools\n" in shown
    assert "Table 2: 3 rows: Office | Helps with | Answers within" in shown
    assert "page 1: merged cells are filled" in shown
    assert "page number (page 1): - 1 -" in shown


def test_a_preview_takes_nothing_in(root: Path, command: Command, memo: Path) -> None:
    before = sorted(root.rglob("*"))
    assert command("preview", str(memo)).returncode == 0
    assert sorted(root.rglob("*")) == before


def test_a_preview_can_be_written_as_markdown(
    root: Path, command: Command, memo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "memo.md"
    command("preview", str(memo), "--out", str(out))
    command("add", str(memo), *ADD)
    assert out.read_text(encoding="utf-8") == Corpus.open(root).text("agency-policy")


def test_an_added_pdf_is_sound_and_keeps_its_text_as_received(
    root: Path, command: Command, memo: Path
) -> None:
    assert command("add", str(memo), *ADD).returncode == 0
    assert command("verify").returncode == 0
    received = (root / "sources" / "agency-policy.txt").read_text(encoding="utf-8")
    assert "\nTraining\n" in received


def test_an_added_pdf_can_be_taken_back_whole(root: Path, command: Command, memo: Path) -> None:
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    command("add", str(memo), *ADD)
    command("undo")
    after = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    assert after == before


def test_a_removed_document_leaves_no_record_of_its_reading(
    root: Path, command: Command, memo: Path
) -> None:
    command("add", str(memo), *ADD)
    command("remove", "agency-policy")
    assert not list(root.glob("*/agency-policy.*"))


def test_each_correction_is_recorded_as_a_mend_with_its_reason(
    root: Path, command: Command, corrected: Path
) -> None:
    ended = command("mend", "agency-policy", str(corrected), "--why", "misread by the machine")
    assert (ended.returncode, "3 places" in ended.stdout) == (0, True)
    mends = tomllib.loads((root / "mends" / "agency-policy.toml").read_text("utf-8"))["mend"]
    assert [mend["why"] for mend in mends] == ["misread by the machine"] * 3
    assert command("verify").returncode == 0


def test_a_mend_says_no_more_than_what_differs(
    root: Path, command: Command, corrected: Path
) -> None:
    command("mend", "agency-policy", str(corrected), "--why", "misread")
    mends = tomllib.loads((root / "mends" / "agency-policy.toml").read_text("utf-8"))["mend"]
    assert max(len(mend["before"]) for mend in mends) < 80


def test_a_text_can_be_mended_again(root: Path, command: Command, corrected: Path) -> None:
    command("mend", "agency-policy", str(corrected), "--why", "misread")
    corrected.write_text(corrected.read_text("utf-8").replace("Exceptions", "Exemptions"), "utf-8")
    assert command("mend", "agency-policy", str(corrected), "--why", "a word").returncode == 0
    assert command("verify").returncode == 0
    assert "Exemptions" in Corpus.open(root).text("agency-policy")


def test_pages_stay_with_their_words_when_a_text_is_mended(
    root: Path, command: Command, corrected: Path
) -> None:
    reading, text = read_reading(root, "agency-policy"), Corpus.open(root).text("agency-policy")
    assert reading is not None
    starts = {page: text[at : at + 30] for at, page in reading.pages}
    command("mend", "agency-policy", str(corrected), "--why", "misread")
    mended, after = read_reading(root, "agency-policy"), Corpus.open(root).text("agency-policy")
    assert mended is not None
    assert {page: after[at : at + 30] for at, page in mended.pages} == starts
    assert page_at(mended.pages, after.index("### Training at work")) == page_at(
        reading.pages, text.index("## Training")
    )


def test_a_place_of_a_document_is_found_on_its_page(
    root: Path, command: Command, memo: Path
) -> None:
    command("add", str(memo), *ADD)
    corpus = Corpus.open(root)
    text = corpus.text("agency-policy")
    places = [text.index(words) for words in ("What may be entered", "[^2]: The list")]
    assert [corpus.page("agency-policy", place) for place in places] == [1, 2]
    assert corpus.page("eo-14110", 0) is None


@pytest.mark.parametrize(
    ("start", "words"), [("[[999999, 1]", "do not fit"), ("[[0, 1", "cannot be read")]
)
def test_a_damaged_record_of_a_reading_is_named(
    root: Path, command: Command, memo: Path, start: str, words: str
) -> None:
    command("add", str(memo), *ADD)
    path = root / "readings" / "agency-policy.toml"
    text = path.read_text(encoding="utf-8").replace("[[0, 1]", start)
    path.write_text(text, encoding="utf-8")
    ended = command("verify")
    assert ended.returncode == 1
    assert words in ended.stdout


def test_a_text_that_says_the_same_is_no_correction(
    root: Path, command: Command, memo: Path
) -> None:
    command("add", str(memo), *ADD)
    same = str(root / "documents" / "agency-policy.md")
    ended = command("mend", "agency-policy", same, "--why", "nothing")
    assert (ended.returncode, "says the same already" in ended.stderr) == (2, True)


def test_a_document_that_came_as_markdown_is_replaced_and_not_mended(
    command: Command, policy: Path
) -> None:
    command("add", str(policy), *ADD)
    ended = command("mend", "agency-policy", str(policy), "--why", "x")
    assert (ended.returncode, "corpus replace agency-policy" in ended.stderr) == (2, True)


def test_a_new_pdf_in_the_place_of_an_old_one_brings_its_own_reading(
    root: Path, command: Command, corrected: Path, tmp_path: Path
) -> None:
    command("mend", "agency-policy", str(corrected), "--why", "misread")
    other = tmp_path / "tools.pdf"
    other.write_bytes(reportlab_pdf(TOOLS))
    assert command("replace", "agency-policy", str(other)).returncode == 0
    reading = read_reading(root, "agency-policy")
    assert (reading and reading.file) == "tools.pdf"
    assert not (root / "mends" / "agency-policy.toml").exists()
    assert command("verify").returncode == 0


def test_a_long_file_shows_how_far_it_is(
    command: Command, memo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[float, float | None]] = []
    monkeypatch.setattr("corpus.taking.PROGRESS_PAGES", 2)
    monkeypatch.setattr(
        "corpus.taking.Progress.update",
        lambda _bar, _task, completed, total: told.append((completed, total)),
    )
    command("preview", str(memo))
    assert told == [(1, 2), (2, 2)]


def test_who_has_a_corpus_open_keeps_its_pages_when_a_text_is_replaced(
    root: Path, command: Command, memo: Path, policy: Path
) -> None:
    assert command("add", str(memo), *ADD).returncode == 0
    corpus = Corpus.open(root)
    assert command("remove", "agency-policy").returncode == 0
    assert command("add", str(policy), *ADD).returncode == 0
    assert corpus.page("agency-policy", 0) == 1
    assert Corpus.open(root).page("agency-policy", 0) is None
