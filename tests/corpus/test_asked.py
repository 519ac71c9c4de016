"""Questions that people write down for a sentence: read, placed, and at rest when it changes."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.asked import FOLDER, asked_path, left_open, placed, read_asked
from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.settings import PROJECT

Command = Callable[..., CompletedProcess[str]]
TEXT = "# Notes\n\nLamps are lit at dusk.[^1] Oil is kept dry.\n"


def written(root: Path, document_id: str, *rows: object) -> Path:
    path = asked_path(root, document_id)
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_a_document_without_a_file_has_no_rows_and_not_an_empty_list(tmp_path: Path) -> None:
    assert read_asked(tmp_path, "notes") is None


def test_questions_are_placed_at_their_sentence_footnote_marks_aside(tmp_path: Path) -> None:
    row = {"quote": "Lamps are lit at dusk.", "questions": ["When do we turn on the lights?"]}
    written(tmp_path, "notes", row)
    places = placed(read_asked(tmp_path, "notes") or (), TEXT)
    [(span, found)] = places.items()
    assert TEXT[span.start : span.end] == "Lamps are lit at dusk."
    assert found.questions == ("When do we turn on the lights?",)


def test_a_sentence_that_stands_twice_has_its_questions_at_both_places(tmp_path: Path) -> None:
    note = "Marked with n is what nobody rated."
    written(tmp_path, "notes", {"quote": note, "questions": ["what is n"]})
    text = f"One table. {note}\n\nAnother one. {note}\n"
    places = placed(read_asked(tmp_path, "notes") or (), text)
    assert [text[span.start : span.end] for span in places] == [note, note]


def test_open_questions_may_be_about_a_sentence_or_the_whole_document(tmp_path: Path) -> None:
    written(
        tmp_path,
        "notes",
        {"quote": "Oil is kept dry.", "open": ["What does oil cost?"]},
        {"quote": None, "open": ["Who wrote the notes?", "What does oil cost?"]},
    )
    rows = read_asked(tmp_path, "notes") or ()
    assert [row.open for row in placed(rows, TEXT).values()] == [("What does oil cost?",)]
    assert left_open(rows) == ("What does oil cost?", "Who wrote the notes?")


def test_what_has_no_sentence_answers_nothing(tmp_path: Path) -> None:
    written(tmp_path, "notes", {"quote": None, "questions": ["When?"]})
    with pytest.raises(GuideError, match=r"only a sentence answers questions"):
        read_asked(tmp_path, "notes")


def test_questions_about_something_else_are_a_line_each_and_change_the_version(
    tmp_path: Path,
) -> None:
    root = Path(shutil.copytree(PROJECT / "corpus", tmp_path / "corpus"))
    (root / FOLDER / "outside.txt").write_text("Do cats dream?\n\nDo cats dream?\nHow far is Mars?")
    corpus = Corpus.open(root)
    assert corpus.outside == ("Do cats dream?", "How far is Mars?")
    (root / FOLDER / "outside.txt").unlink()
    assert Corpus.open(root).outside == ()
    assert Corpus.open(root).version != corpus.version


def test_a_sentence_that_has_changed_is_left_out(tmp_path: Path) -> None:
    written(tmp_path, "notes", {"quote": "Lamps are lit at noon.", "questions": ["When?"]})
    assert placed(read_asked(tmp_path, "notes") or (), TEXT) == {}


@pytest.mark.parametrize(
    "row", [{"quote": ""}, {"questions": []}, {"quote": "x", "questions": ["a"]}, [], {"q": 1}]
)
def test_a_damaged_row_is_named_by_file_and_line(tmp_path: Path, row: object) -> None:
    path = written(tmp_path, "notes", {"quote": "Oil is kept dry."}, row)
    with pytest.raises(GuideError, match=rf"{path.name}:2: .*: mend or remove that row"):
        read_asked(tmp_path, "notes")


def test_other_questions_make_another_version_of_the_corpus(root: Path) -> None:
    before = Corpus.open(root).version
    asked_path(root, "omb-ai-memos").unlink()
    assert Corpus.open(root).version != before


def test_a_changed_sentence_is_a_note_and_no_fault(root: Path, command: Command) -> None:
    path = asked_path(root, "omb-ai-memos")
    row = json.dumps({"quote": "Nobody ever wrote this.", "questions": ["Who wrote this?"]})
    path.write_text(f"{path.read_text(encoding='utf-8')}{row}\n", encoding="utf-8")
    ended = command("verify")
    assert ended.returncode == 0
    assert ended.stdout.startswith("note: omb-ai-memos: 1 sentences in questions/ have changed")
