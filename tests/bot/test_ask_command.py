"""`python -m bot ask`: what it prints, and how it says what a user can mend."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.__main__ import bot
from corpus.offices import NAME as OFFICES
from corpus.settings import PROJECT
from evals.endpoints.hostile_model import Hostile
from evals.endpoints.serving import serving

RunGroup = Callable[..., CompletedProcess[str]]
Ask = Callable[..., CompletedProcess[str]]


@pytest.fixture
def ask(run_group: RunGroup, built_data: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run `python -m bot ask …` with the built index."""
    monkeypatch.setenv("GUIDE_DATA", str(built_data))
    return lambda *arguments: run_group(bot, "bot", "ask", *arguments)


def test_a_person_reads_the_notice_above_the_answer(ask: Ask) -> None:
    done = ask("What is Teamwork rated at GS-13?")
    notice, answer = done.stdout.index("! OPM's memo was issued"), done.stdout.index("Teamwork: ")
    assert done.returncode == 0
    assert notice < answer


def test_a_person_reads_a_correction_above_and_a_disagreement_below(ask: Ask) -> None:
    said = ask("When is the next Tech to Gov job fair after October 2024?").stdout
    assert said.index("which is impossible") < said.index("will take place on March 20")
    said = ask("Who sent the Gears of Government tools to agency heads?").stdout
    assert said.index("OPM sent the Gears tools") < said.index("! A press article of May 2019")


def test_a_person_reads_where_each_quote_stands(ask: Ask) -> None:
    done = ask("What is Teamwork rated at GS-13?")
    assert "[1] Skills-Based Hiring Guidance and Competency Model" in done.stdout


def test_a_maintainer_reads_what_became_of_each_written_sentence(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUIDE_DATABASE_URL", f"sqlite:///{tmp_path / 'guide.sqlite'}")
    monkeypatch.setenv("GUIDE_LLM_MODEL", "made-up")
    with serving(Hostile("invents")) as served:
        monkeypatch.setenv("GUIDE_LLM_BASE_URL", served.address)
        done = ask("When was EO 14110 revoked?", "--json", "--explain")
    assert json.loads(done.stdout)["mode"] == "generative"
    assert "withheld: Every agency may enter classified data into public tools." in done.stderr
    assert "released: EO 14110" in done.stderr


def test_half_a_configuration_of_a_language_model_is_exit_2(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    done = ask("What counts as AI work?")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "GUIDE_LLM_MODEL" in done.stderr


def test_a_missing_index_is_exit_2_and_names_the_command(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUIDE_DATA", str(tmp_path))
    assert names_the_build(ask("What counts as AI work?"))


def test_a_stale_index_is_exit_2_and_names_the_command(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUIDE_CORPUS", str(changed_corpus(tmp_path)))
    assert names_the_build(ask("What counts as AI work?"))


@pytest.mark.parametrize("left", ["", '{"format": 1', "{}"])
def test_a_half_written_index_is_exit_2_and_names_the_command(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, left: str
) -> None:
    monkeypatch.setenv("GUIDE_DATA", str(tmp_path))
    (tmp_path / "index" / "some").mkdir(parents=True)
    (tmp_path / "index" / "current").write_text("some")
    (tmp_path / "index" / "some" / "build.json").write_text(left)
    assert names_the_build(ask("What counts as AI work?"))


def test_neither_a_question_nor_a_file_is_exit_2(ask: Ask) -> None:
    done = ask()
    assert (done.returncode, done.stdout) == (2, "")
    assert "give either a QUESTION or --jsonl FILE" in done.stderr


def test_a_file_that_is_not_there_is_exit_2_and_named(ask: Ask, tmp_path: Path) -> None:
    done = ask("--jsonl", str(tmp_path / "none.jsonl"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "none.jsonl" in done.stderr


@pytest.mark.parametrize("line", ["{", "[]", '"text"', '{"id": 1, "question": 5}'])
def test_a_damaged_row_is_exit_2_and_names_file_and_line(
    ask: Ask, tmp_path: Path, line: str
) -> None:
    file = rows(tmp_path, '{"id": "a", "question": "AI?"}', "", line)
    done = ask("--jsonl", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{file}:3" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_that_is_not_utf_8_is_exit_2_and_named(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b'{"id": "a", "question": "caf\xe9"}\n')
    done = ask("--jsonl", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert str(file) in done.stderr


def test_a_row_that_cannot_be_asked_does_not_end_the_run(ask: Ask, tmp_path: Path) -> None:
    asked = ["", "   ", "x" * 2001, None, "What counts as AI work?"]
    lines = [json.dumps({"id": str(n), "question": q}) for n, q in enumerate(asked)]
    done = ask("--jsonl", str(rows(tmp_path, *lines)))
    outcomes = [json.loads(line)["outcome"] for line in done.stdout.splitlines()]
    assert outcomes == [*["needs_clarification"] * 4, "answered"]


def test_half_a_character_in_a_row_does_not_end_the_run(ask: Ask, tmp_path: Path) -> None:
    file = rows(tmp_path, r'{"id": "a", "question": "\ud83d AI work?"}', '{"question": "AI work?"}')
    assert len(ask("--jsonl", str(file)).stdout.splitlines()) == 2


def test_a_number_as_id_comes_back_as_that_number(ask: Ask, tmp_path: Path) -> None:
    done = ask("--jsonl", str(rows(tmp_path, '{"id": 7, "question": ""}')))
    assert json.loads(done.stdout)["id"] == 7


def test_other_keys_of_a_row_are_ignored(ask: Ask, tmp_path: Path) -> None:
    file = rows(tmp_path, '{"id": "a", "question": "", "conversation": null, "note": [1]}')
    assert json.loads(ask("--jsonl", str(file)).stdout)["id"] == "a"


def names_the_build(done: CompletedProcess[str]) -> bool:
    """Whether a command stopped with one line that names the mend."""
    one_line = done.stderr.count("\n") == 1 and "`python -m index build`" in done.stderr
    return (done.returncode, done.stdout) == (2, "") and one_line


def rows(folder: Path, *lines: str) -> Path:
    """A file with those lines."""
    file = folder / "rows.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def changed_corpus(folder: Path) -> Path:
    """The project's corpus with another list of offices."""
    root = folder / "corpus"
    shutil.copytree(PROJECT / "corpus", root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    offices = root / OFFICES
    offices.write_text(offices.read_text(encoding="utf-8").replace("HR", "People") + "\n# new\n")
    text = offices.read_text(encoding="utf-8").replace("human resources office", "people office")
    offices.write_text(text, encoding="utf-8")
    return root
