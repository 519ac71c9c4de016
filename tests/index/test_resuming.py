"""A build that is killed is taken up by the next one, to the same index, and nothing breaks it."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.library import Corpus
from corpus.settings import PROJECT
from index.build import build
from index.embedding import Embedder
from index.encoding import Encoder, letters
from index.kept import Kept
from index.layout import Layout, wanted
from index.making import digest_of
from index.search import Index
from index.settings import IndexSettings

KILLS, SEED, WINDOW = 3, 27, 7
THINGS = ("lantern", "boat", "map", "tent", "rope", "compass", "ladder", "barrel")
QUESTIONS = ("Who keeps the lanterns?", "When is a rope mended?", "Where do boats go?")


def text_about(thing: str) -> str:
    sentences = (
        f"Keeper {n} looks after {thing} {n * 7}, and mends it every {n + 2} days."
        for n in range(1, 7)
    )
    return f"# Notes on {thing}s\n\n## Care\n\n{' '.join(sentences)}\n"


@pytest.fixture(scope="module")
def killed(
    tmp_path_factory: pytest.TempPathFactory,
    take_in: Callable[[Path, str, str], None],
    runtimes: Layout,
) -> tuple[Path, dict[str, Any]]:
    """A folder with `corpus`, an index built undisturbed in `whole` and one in `killed`."""
    folder = tmp_path_factory.mktemp("resuming")
    (folder / "corpus").mkdir()
    manifest = folder / "corpus" / "manifest.toml"
    manifest.write_text("knowledge_date = 2026-01-02\ndocuments = []\n", encoding="utf-8")
    for thing in THINGS:
        take_in(folder / "corpus", thing, text_about(thing))
    script = Path(__file__).with_name("killed_builds.py")
    done = subprocess.run(  # noqa: S603  our own command
        [sys.executable, script, folder / "corpus", folder, str(KILLS), str(SEED),
         str(runtimes.root)],
        env=os.environ | {"PYTHONPATH": str(PROJECT), "OMP_NUM_THREADS": "1"},
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    return folder, json.loads(done.stdout)


def settings_for(folder: Path, name: str) -> IndexSettings:
    return IndexSettings(corpus=folder / "corpus", data=folder / name, embed_model=None)


def vectors_of(index: Index) -> dict[str, list[float]]:
    rows = index._stores.vectors._collection.get(include=["embeddings"])  # noqa: SLF001
    return dict(zip(rows["ids"], np.asarray(rows["embeddings"]).tolist(), strict=True))


def test_a_killed_build_ends_in_the_same_index(killed: tuple[Path, dict[str, Any]]) -> None:
    one, other = (Index.open(settings_for(killed[0], name)) for name in ("whole", "killed"))
    same = [one.search(question, 9) == other.search(question, 9) for question in QUESTIONS]
    vectors = vectors_of(one), vectors_of(other)
    one.close()
    other.close()
    assert one.record == other.record
    assert vectors[0] == vectors[1]
    assert all(same)


def test_a_killed_build_embeds_only_what_was_missing(killed: tuple[Path, dict[str, Any]]) -> None:
    texts = killed[1]
    assert 0 < texts["kept"] < texts["whole"]
    assert texts["resumed"] == texts["whole"] - texts["kept"]
    # At most what the window holds that it was killed in.
    assert sum(texts["killed"]) <= texts["kept"] + KILLS * WINDOW
    assert texts["last"] == 0


def test_a_build_that_is_whole_leaves_nothing_kept(killed: tuple[Path, dict[str, Any]]) -> None:
    assert not list((killed[0] / "killed" / "index").glob(".kept-*"))


def kept_path(settings: IndexSettings) -> Path:
    return Layout.of(settings).kept(wanted(Corpus.open(settings.corpus), settings))


def shorter(path: Path) -> None:
    """A file that was cut off."""
    with closing(Kept(path, 384)) as kept:
        kept.keep({str(n): np.ones(384, np.float32) for n in range(50)})
    path.write_bytes(path.read_bytes()[:30_000])


def of_another_shape(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE vectors (name TEXT)")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no database": lambda path: path.write_bytes(b"x" * 5000),
    "empty": lambda path: path.write_bytes(b""),
    "cut off": shorter,
    "a folder": lambda path: path.mkdir(),
    "of another shape": of_another_shape,
}


@pytest.mark.parametrize("damage", list(DAMAGES))
def test_what_cannot_be_read_of_a_killed_build_is_made_anew(
    settings: IndexSettings, damage: str
) -> None:
    path = kept_path(settings)
    path.parent.mkdir(parents=True)
    DAMAGES[damage](path)
    assert build(settings, lambda _done, _all: None)[1] == 6


def test_a_vector_that_was_damaged_is_made_anew(tmp_path: Path, embedder: Embedder) -> None:
    path = tmp_path / "kept"
    vectors = dict(zip("ab", embedder.encode(["one", "two"]), strict=True))
    with closing(Kept(path, 384)) as kept:
        kept.keep(vectors)
    damaged = b"\x01" + vectors["a"].tobytes()[1:]
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE vectors SET vector = ? WHERE digest = 'a'", (damaged,))
    with closing(Kept(path, 384)) as kept:
        assert list(kept.find(["a", "b", "c"])) == ["b"]


def test_what_another_model_made_is_not_taken_up(settings: IndexSettings) -> None:
    path = kept_path(settings)
    path.parent.mkdir(parents=True)
    other = path.with_name(".kept-0123456789abcdef")
    with closing(Kept(other, 384)) as kept:
        kept.keep({digest_of("Travel"): np.ones(384, np.float32)})
    assert build(settings, lambda _done, _all: None)[1] == 6
    assert not other.exists()


def test_a_full_disk_leaves_a_build_to_go_on(
    settings: IndexSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("index.kept._opened", full)
    assert build(settings, lambda _done, _all: None)[1] == 6


def test_vectors_of_many_texts_stand_in_the_order_of_the_texts(embedder: Embedder) -> None:
    texts = [f"{'word ' * (n * 7 % 40)}{n}" for n in range(70)]
    found = Encoder(embedder.encode, letters, 2).encode(texts)
    assert found == pytest.approx(embedder.encode(texts), abs=1e-5)
