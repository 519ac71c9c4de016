"""What somebody could break by mistake is caught by the suite that should; what is harmless is not.

Asked are a few clusters of each stratum, spread evenly over the golden set, and more of the near
misses: few of them are recognised, and fewer could not show a threshold that moved. The corpus has
two written questions a sentence, so that an index can be built anew for each plant.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shutil import copytree
from subprocess import CompletedProcess
from typing import TypeVar

import numpy as np
import pytest
from golden_rows import read, written

from corpus.asked import FOLDER
from corpus.library import Corpus
from corpus.settings import PROJECT
from evals.__main__ import evals
from evals.cases.golden_files import GOLDEN, golden_files
from evals.gating.baseline import new_baseline, write_baseline
from evals.planting import PLANTS, spoil
from evals.running.configuration import Choice
from evals.running.generating import generate
from evals.scoring import score_folder
from evals.suites.registry import EXTRA, SUITES
from index.build import build
from index.embedding import Embedder
from index.layout import Layout
from index.reading import Reading, Vectors
from index.settings import IndexSettings

Run = Callable[..., CompletedProcess[str]]
T = TypeVar("T")
pytestmark = pytest.mark.usefixtures("in_built_data")
CLUSTERS, NEAR_MISSES, SEARCHED, QUESTIONS = 2, 24, 25, 2
EXPECTED = [
    ("one-passage", {"retrieval"}, 1),
    ("lexical-off", {"retrieval"}, 1),
    ("document-missing", {"retrieval", "answers"}, 1),
    ("tables-off", {"answers"}, 1),
    ("threshold-up", {"abstention"}, 1),
    ("threshold-down", {"abstention"}, 1),
    ("quote-shifted", {"citations"}, 1),
    ("wrong-number", {"citations"}, 1),
    ("superseded-as-current", {"citations"}, 1),
    ("guardrails-off", {"guardrails"}, 1),
    ("follow-ups-off", {"followups"}, 1),
    ("other-chunks", {"retrieval"}, 1),
    ("comment", set(), 0),
    ("chunk-ids", set(), 0),
]


@pytest.fixture(scope="module")
def _read_once() -> Iterator[None]:
    """The model reads each text once, however many runs ask it."""
    readings: dict[str, Reading] = {}
    vectors: dict[str, list[float]] = {}
    read_all, encode_all = Embedder.read, Embedder.encode

    def read_new(own: Embedder, texts: list[str]) -> list[Reading]:
        new = [text for text in dict.fromkeys(texts) if text not in readings]
        readings.update(zip(new, read_all(own, new) if new else [], strict=True))
        return [readings[text] for text in texts]

    def encode_new(own: Embedder, texts: list[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in vectors]
        made = encode_all(own, new) if new else np.zeros((0, 0), np.float32)
        vectors.update(zip(new, made, strict=True))
        return np.stack([vectors[text] for text in texts]) if texts else encode_all(own, texts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Embedder, "read", read_new)
        patch.setattr(Embedder, "encode", encode_new)
        yield


@pytest.fixture(scope="module")
def lean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project's corpus with few written questions, which is in use while these tests run."""
    root = Path(copytree(PROJECT / "corpus", tmp_path_factory.mktemp("lean") / "corpus"))
    for file in (root / FOLDER).glob("*.jsonl"):
        kept = [
            {k: v[:QUESTIONS] if k != "quote" else v for k, v in row.items()} for row in read(file)
        ]
        written(file, kept)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDE_CORPUS", str(root))
        yield root


@pytest.fixture(scope="module")
def corpus(lean: Path) -> Corpus:
    """That corpus, opened."""
    return Corpus.open(lean)


@pytest.fixture(scope="module")
def built_data(lean: Path, built_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A `GUIDE_DATA` folder with an index of that corpus. Tests must not change it."""
    data = Path(copytree(built_data, tmp_path_factory.mktemp("lean") / "data"))
    settings = IndexSettings(corpus=lean, data=data, embed_model=None, chroma_url=None)
    build(settings, lambda _done, _all: None, Layout.of(settings))
    return data


@pytest.fixture(scope="module")
def some_golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a part of the golden set."""
    folder = tmp_path_factory.mktemp("some")
    rows = [row for file in golden_files() for row in read(file)]
    clusters: dict[str, dict[str, None]] = {}
    for row in rows:
        clusters.setdefault(row["stratum"], {})[row["cluster"]] = None
    chosen = {
        cluster
        for stratum, names in clusters.items()
        for cluster in spread(list(names), NEAR_MISSES if stratum == "unanswerable" else CLUSTERS)
    }
    written(folder / "some.jsonl", [row for row in rows if row["cluster"] in chosen])
    for file in sorted(GOLDEN.glob("retrieval*.jsonl")):
        written(folder / file.name, spread(read(file), SEARCHED))
    return folder


@pytest.fixture(scope="module")
def unchanged(
    some_golden: Path,
    _read_once: None,
    built_data: Path,
    corpus: Corpus,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The folder of a run of the unchanged program, with the baseline it was accepted as beside."""
    folder = tmp_path_factory.mktemp("unchanged") / "run"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDE_DATA", str(built_data))
        generate(Choice(golden=some_golden), folder, corpus)
    found = score_folder(folder, corpus, names=[name for name in SUITES if name not in EXTRA])
    accepted = new_baseline(found.run, found.scores, found.suites, "the unchanged program")
    write_baseline(folder.with_name("baseline.json"), accepted)
    return folder


@pytest.mark.parametrize(("name", "suites", "code"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_a_planted_regression_is_caught_by_its_suites_and_a_harmless_change_passes(  # noqa: PLR0913  columns of a table, and fixtures
    name: str,
    suites: set[str],
    code: int,
    some_golden: Path,
    unchanged: Path,
    corpus: Corpus,
    run_group: Run,
    tmp_path: Path,
) -> None:
    folder, baseline = tmp_path / "run", ("--baseline", str(unchanged.with_name("baseline.json")))
    if PLANTS[name].spoil:  # asking anew would give the same answers to spoil
        spoil(PLANTS[name], Path(copytree(unchanged, folder)))
        score_folder(folder, corpus, names=[name for name in SUITES if name not in EXTRA])
        done = run_group(evals, "evals", "gate", "--run", str(folder), *baseline)
    else:
        where = ("--golden", str(some_golden), "--out", str(folder), *baseline)
        done = run_group(evals, "evals", "plant", name, *where)
    gate = json.loads((folder / "gate.json").read_text(encoding="utf-8"))
    caught = {reason.partition(":")[0] for reason in gate["reasons"]}
    assert done.returncode == gate["exit"] == code, gate["reasons"]
    assert suites <= caught
    assert code == 1 or not caught
    assert "Not caught" not in done.stdout
    assert gate["compared"]["planted"]["run"] == name


def test_the_table_holds_every_plant_with_its_suites() -> None:
    assert {name: set(plant.suites) for name, plant in PLANTS.items()} == {
        name: suites for name, suites, _ in EXPECTED
    }


def test_an_unknown_plant_is_exit_2_and_those_there_are_are_named(run_group: Run) -> None:
    done = run_group(evals, "evals", "plant", "lanterns")
    assert done.returncode == 2
    assert all(name in done.stderr for name in ("lanterns", *PLANTS))


def test_a_plant_without_a_baseline_is_exit_2_before_anything_is_asked(
    run_group: Run, tmp_path: Path
) -> None:
    where = ("--baseline", str(tmp_path / "none.json"), "--out", str(tmp_path / "run"))
    done = run_group(evals, "evals", "plant", "comment", *where)
    assert (done.returncode, "evals accept" in done.stderr) == (2, True)
    assert not (tmp_path / "run").exists()


def spread(values: Sequence[T], count: int) -> Sequence[T]:
    """So many of the values, at even distances."""
    return values[:: max(1, len(values) // count)][:count]
