"""A run asks, keeps and scores; its folder can be scored again without the bot."""

import errno
import json
import re
import resource
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from golden_rows import IDS, ROWS, asking, read, written

from bot.pipeline import Assistant
from corpus.errors import GuideError
from corpus.library import Corpus
from evals.__main__ import evals
from evals.cases.gold import GoldenCase
from evals.cases.golden_files import read_golden
from evals.running import generating
from evals.running.asking import ModedIndex, ask_all
from evals.running.configuration import Choice
from evals.running.folder import append
from evals.scoring import score_folder
from evals.suites.registry import SUITES
from index.ranking import Mode
from index.search import Index
from index.settings import IndexSettings

Run = Callable[..., CompletedProcess[str]]
pytestmark = pytest.mark.usefixtures("in_built_data")


def test_a_run_asks_every_case_in_order(folder: Path) -> None:
    rows = read(folder / "generated.jsonl")
    assert [row["case"] for row in rows] == IDS
    assert rows[0]["answer"]["question"] == ROWS[0]["question"]
    assert "id" not in rows[0]["answer"]


def test_only_the_last_turn_of_a_conversation_is_kept(folder: Path) -> None:
    answer = read(folder / "generated.jsonl")[2]["answer"]
    assert answer["question"] == "and what about it?"
    assert answer["understood_as"]


def test_all_suites_are_scored_in_one_folder_each_on_the_cases_it_is_about(folder: Path) -> None:
    scored: dict[str, list[str]] = {}
    for row in read(folder / "scores.jsonl"):
        scored.setdefault(row["suite"], []).append(row["case"])
    assert scored == {
        "retrieval": ["fact-1", "fact-2"],
        "answers": IDS,
        "citations": IDS,
        "abstention": ["fact-1", "fact-2", "unanswerable-1"],
        "guardrails": IDS,
        "followups": ["follow_up-1"],
        "consistency": ["fact-2"],
        "ragas": ["fact-1", "fact-2"],
    }
    assert list(scored) == list(SUITES)


def test_right_answers_pass_every_suite(folder: Path) -> None:
    assert [row for row in read(folder / "scores.jsonl") if not row["passed"]] == []


def test_a_summary_has_both_splits_and_what_the_run_was_made_with(folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text())
    answers = summary["suites"]["answers"]
    assert {"dev", "test", "stratum: fact", "test, to_decline"} <= set(answers["groups"])
    assert answers["metrics"]["passed"]["hits"] == len(ROWS)
    made_with = summary["run"]
    assert made_with["cases"] == len(ROWS)
    assert made_with["corpus"] == made_with["index"]["corpus_version"]
    assert (made_with["choice"]["mode"], made_with["choice"]["synonyms"]) == ("hybrid", True)


def test_times_stand_apart_from_the_scores(folder: Path) -> None:
    times = json.loads((folder / "times.json").read_text())
    assert times["median_ms"] > 0
    assert len(times["answers"]) == len(ROWS)
    for name in ("scores.jsonl", "summary.json"):
        assert "_ms" not in (folder / name).read_text()


def test_scoring_again_gives_the_same_bytes_without_an_index(
    folder: Path, run_group: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [folder / "scores.jsonl", folder / "summary.json"]
    before = [file.read_bytes() for file in files]
    for file in files:
        file.unlink()
    monkeypatch.setenv("GUIDE_DATA", str(folder / "nothing"))
    done = run_group(evals, "evals", "score", "--run", str(folder))
    assert (done.returncode, [file.read_bytes() for file in files]) == (0, before)


def test_two_runs_score_alike_to_the_byte(
    folder: Path, golden: Path, run_group: Run, tmp_path: Path
) -> None:
    done = run_group(evals, "evals", *asking(golden, tmp_path / "again"))
    again = (tmp_path / "again" / "scores.jsonl").read_bytes()
    assert done.returncode == 0, done.stderr
    assert again == (folder / "scores.jsonl").read_bytes()


def test_no_socket_is_opened_from_the_run_to_the_gate(
    golden: Path, run_group: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[object] = []

    def refused(own: socket.socket, address: object) -> None:
        if own.family != socket.AF_UNIX:
            reached.append(address)
            raise OSError(errno.ENETUNREACH, "no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refused)
    out, baseline = tmp_path / "run", str(tmp_path / "baseline.json")
    ended = [
        run_group(evals, "evals", *arguments).returncode
        for arguments in (
            asking(golden, out, "--case", "fact-1", "--case", "fact-2"),
            ("score", "--run", str(out), "--suite", "answers"),
            ("accept", "--run", str(out), "--reason", "the first", "--baseline", baseline),
            ("gate", "--run", str(out), "--baseline", baseline),
        )
    ]
    assert (ended, reached) == ([0, 0, 0, 0], [])


def test_retrieval_alone_asks_no_question(golden: Path, run_group: Run, tmp_path: Path) -> None:
    out = tmp_path / "run"
    done = run_group(evals, "evals", *asking(golden, out, "--suite", "retrieval"))
    assert done.returncode == 0, done.stderr
    assert not (out / "generated.jsonl").exists()
    assert {row["suite"] for row in read(out / "scores.jsonl")} == {"retrieval"}


def test_a_suite_on_answers_searches_no_passages(
    golden: Path, run_group: Run, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    options = ("--suite", "guardrails", "--case", "to_decline-1")
    done = run_group(evals, "evals", *asking(golden, out, *options))
    assert done.returncode == 0, done.stderr
    assert not (out / "retrieved.jsonl").exists()
    assert {row["suite"] for row in read(out / "scores.jsonl")} == {"guardrails"}


def test_another_golden_set_may_be_named_to_score_by(
    folder: Path, run_group: Run, tmp_path: Path
) -> None:
    other = {**ROWS[0], "required": [["lanterns"]]}
    changed = {**ROWS[1], "question": "Something else?"}
    file = written(tmp_path / "other.jsonl", [other, changed])
    options = ("--golden", str(file), "--suite", "answers")
    run_group(evals, "evals", "score", "--run", str(folder), *options)
    scored = [(row["case"], row["passed"]) for row in read(folder / "scores.jsonl")]
    assert scored == [("fact-1", False)]


def test_a_changed_answer_changes_its_scores(folder: Path, run_group: Run) -> None:
    rows = read(folder / "generated.jsonl")
    rows[0]["answer"]["text"] = "Lanterns. [1]"
    rows[0]["answer"]["citations"][0]["start"] += 1
    written(folder / "generated.jsonl", rows)
    run_group(evals, "evals", "score", "--run", str(folder))
    scores = {row["suite"]: row for row in read(folder / "scores.jsonl") if row["case"] == "fact-1"}
    assert "required" in kinds(scores["answers"])
    assert "quote" in kinds(scores["citations"])


def test_what_went_wrong_is_shown(folder: Path, run_group: Run) -> None:
    rows = read(folder / "generated.jsonl")
    rows[0]["answer"]["outcome"] = "not_in_sources"
    written(folder / "generated.jsonl", rows)
    done = run_group(evals, "evals", "wrong", "--run", str(folder))
    assert "not_in_sources, expected answered" in done.stdout
    assert "to_decline-1" not in done.stdout


@pytest.mark.parametrize("torn", [0, 100], ids=["between two rows", "in the middle of a row"])
def test_an_interrupted_run_goes_on(folder: Path, golden: Path, run_group: Run, torn: int) -> None:
    kept, cut = (folder / name for name in ("generated.jsonl", "retrieved.jsonl"))
    rows = read(kept)
    rows[0]["answer"]["text"] = "Lanterns."
    whole = cut.read_bytes()
    written(kept, rows[:2])
    for file in (kept, cut):
        head = file.read_bytes()[: len(file.read_bytes()) // (1 if file == kept else 2)]
        whole_rows = head[: head.rfind(b"\n") + 1]
        file.write_bytes(whole_rows + (b'{"case": "' + b"x" * torn if torn else b""))
    done = run_group(evals, "evals", *asking(golden, folder, "--resume"))
    resumed = read(kept)
    assert done.returncode == 0, done.stderr
    assert [row["case"] for row in resumed] == IDS
    assert resumed[0]["answer"]["text"] == "Lanterns."
    assert cut.read_bytes() == whole


def test_a_case_without_an_answer_is_not_measured_and_the_gate_says_so(
    folder: Path, run_group: Run, tmp_path: Path
) -> None:
    baseline = str(tmp_path / "baseline.json")
    accepting = ("accept", "--run", str(folder), "--reason", "the first", "--baseline", baseline)
    assert run_group(evals, "evals", *accepting).returncode == 0
    written(folder / "generated.jsonl", read(folder / "generated.jsonl")[:2])
    scored = run_group(evals, "evals", "score", "--run", str(folder))
    gated = run_group(evals, "evals", "gate", "--run", str(folder), "--baseline", baseline)
    assert "Not measured: 3 of 5 cases" in scored.stdout
    assert gated.returncode == 2
    assert "answers: 3 of 5 cases were not measured" in gated.stdout


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_row_that_does_not_fit_is_taken_back_whole(tmp_path: Path, part: float) -> None:
    file, row = tmp_path / "generated.jsonl", {"case": "a", "answer": {"text": "x" * 20_000}}
    size = len(json.dumps(row)) + 1
    with room_for(size + int(part * size)), pytest.raises(GuideError, match="--resume"):
        append(file, [row, row])
    assert read(file) == [row]


def test_a_disk_that_fills_up_is_one_line_and_the_run_goes_on_later(
    folder: Path, golden: Path, run_group: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(folder / "generated.jsonl")
    written(folder / "generated.jsonl", whole[:1])
    # The rows of two answers fit, and a part of the third.
    room = sum(len(json.dumps(row)) for row in whole[:2]) + len(json.dumps(whole[2])) // 2
    real = generating.append

    def filling(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
        with room_for(room):
            real(path, rows)

    with monkeypatch.context() as patch:
        patch.setattr(generating, "append", filling)
        full = run_group(evals, "evals", *asking(golden, folder, "--resume"))
    errors = [line for line in full.stderr.splitlines() if line.startswith("error:")]
    assert (full.returncode, len(errors)) == (2, 1)
    assert "cannot be written" in errors[0]
    assert "--resume" in errors[0]
    assert [row["case"] for row in read(folder / "generated.jsonl")] == IDS[:2]
    resumed = run_group(evals, "evals", *asking(golden, folder, "--resume"))
    assert resumed.returncode == 0, resumed.stderr
    assert [row["case"] for row in read(folder / "generated.jsonl")] == IDS


def test_a_device_that_is_full_is_one_line(golden: Path, run_group: Run, tmp_path: Path) -> None:
    out = tmp_path / "run"
    out.mkdir()
    (out / "retrieved.jsonl").symlink_to("/dev/full")
    options = ("--suite", "retrieval", "--case", "fact-1", "--resume")
    done = run_group(evals, "evals", *asking(golden, out, *options))
    assert (done.returncode, "No space left on device" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("change", [("--no-synonyms",), ("--mode", "dense"), ("--split", "dev")])
def test_a_run_of_other_settings_does_not_go_on(
    folder: Path, golden: Path, run_group: Run, change: tuple[str, ...]
) -> None:
    done = run_group(evals, "evals", *asking(golden, folder, "--resume", *change))
    assert (done.returncode, "choose another --out" in done.stderr) == (2, True)


def test_a_second_run_into_a_folder_is_refused_and_changes_nothing(
    folder: Path, golden: Path, run_group: Run
) -> None:
    before = (folder / "generated.jsonl").read_bytes()
    done = run_group(evals, "evals", *asking(golden, folder))
    assert (done.returncode, "has generated.jsonl already" in done.stderr) == (2, True)
    assert (folder / "generated.jsonl").read_bytes() == before


def test_going_on_needs_a_folder(golden: Path, run_group: Run) -> None:
    done = run_group(evals, "evals", "run", "--golden", str(golden), "--resume")
    assert (done.returncode, "--resume needs --out" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        pytest.param({"split": "test"}, ["to_decline-1", "unanswerable-1"], id="split"),
        pytest.param({"strata": ("fact", "follow_up")}, ["fact-1", "follow_up-1", "fact-2"]),
        pytest.param({"cases": ("fact-2",)}, ["fact-2"], id="case"),
        pytest.param({"split": "dev", "strata": ("fact",)}, ["fact-1", "fact-2"], id="both"),
    ],
)
def test_cases_are_chosen_by_split_stratum_and_id(
    golden: Path, corpus: Corpus, options: dict[str, Any], asked: list[str]
) -> None:
    chosen = Choice(golden=golden, **options).of(read_golden([golden], corpus))
    assert [case.id for case in chosen] == asked


def test_no_case_chosen_is_refused(golden: Path, corpus: Corpus) -> None:
    with pytest.raises(GuideError, match="has no case in that"):
        Choice(golden=golden, strata=("conflict",)).of(read_golden([golden], corpus))


def test_a_case_that_there_is_not_is_exit_2_and_named(
    golden: Path, run_group: Run, tmp_path: Path
) -> None:
    options = ("--case", "fact-1", "--case", "lantern-1")
    done = run_group(evals, "evals", *asking(golden, tmp_path / "run", *options))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "has no case 'lantern-1'" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("run", "--suite", "lanterns"), ("score", "--run", ".", "--suite", "lanterns")],
    ids=["run", "score"],
)
def test_an_unknown_suite_is_exit_2_and_those_there_are_are_named(
    run_group: Run, arguments: tuple[str, ...]
) -> None:
    done = run_group(evals, "evals", *arguments)
    assert done.returncode == 2
    assert all(name in done.stderr for name in ("lanterns", *SUITES))


def test_parts_of_the_search_may_be_left_out(run_group: Run, golden: Path, tmp_path: Path) -> None:
    options = ("--mode", "lexical", "--no-synonyms", "--case", "fact-1", "--suite", "answers")
    done = run_group(evals, "evals", *asking(golden, tmp_path / "run", *options))
    choice = json.loads((tmp_path / "run" / "run.json").read_text())["choice"]
    assert done.returncode == 0, done.stderr
    assert (choice["mode"], choice["synonyms"]) == ("lexical", False)


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        pytest.param("generated", '{"case": "fact-1", ', ":1 is no JSON|:1: is no JSON", id="torn"),
        pytest.param("generated", '{"case": "fact-1"}', ":1: expected", id="no answer"),
        pytest.param("generated", '{"case": 1, "answer": {}}', ":1: expected", id="no id"),
        pytest.param("generated", '{"case": "fact-1", "answer": "yes"}', ":1: expected", id="text"),
        pytest.param(
            "generated", '{"case": "lamp-1", "answer": {}}', "'lamp-1' is no golden case", id="case"
        ),
        pytest.param(
            "generated",
            '{"case": "fact-1", "answer": {}}\n{"case": "fact-1", "answer": {}}',
            "'fact-1' is answered twice",
            id="twice",
        ),
        pytest.param("generated", "\udcff", "cannot be read", id="bytes"),
        pytest.param("cases", '{"id": "fact-1"}', "cases.jsonl:1: cluster", id="a case"),
        pytest.param("retrieved", '{"case": "fact-1"}', ":1: expected", id="no passages"),
        pytest.param(
            "retrieved", '{"case": "fact-1", "found": [3]}', "row of 'fact-1' lacks", id="passages"
        ),
        pytest.param(
            "retrieved", '{"case": "fact-1", "found": []}', "row of 'fact-1' lacks", id="no system"
        ),
        pytest.param("retrieval_cases", "{}", "retrieval_cases.jsonl:1", id="retrieval case"),
        pytest.param("retrieval_cases", "[]", "retrieval_cases.jsonl:1", id="no object"),
    ],
)
def test_a_folder_that_cannot_be_scored_is_exit_2_with_one_line(
    folder: Path, run_group: Run, name: str, line: str, words: str
) -> None:
    (folder / f"{name}.jsonl").write_bytes(line.encode(errors="surrogateescape"))
    done = run_group(evals, "evals", "score", "--run", str(folder))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert re.search(words, done.stderr)


@pytest.mark.parametrize("text", ["{", "[]", '{"made": 3}'])
def test_a_damaged_configuration_is_exit_2_with_one_line(
    folder: Path, run_group: Run, text: str
) -> None:
    (folder / "run.json").write_text(text)
    done = run_group(evals, "evals", "score", "--run", str(folder))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "run.json" in done.stderr


def test_a_folder_without_a_run_is_exit_2(tmp_path: Path, run_group: Run) -> None:
    done = run_group(evals, "evals", "score", "--run", str(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "give the folder of a run" in done.stderr


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param({**ROWS[0], "colour": "red"}, "colour: is no field", id="malformed"),
        pytest.param(
            {**ROWS[0], "evidence": [{"document": "eo-14110", "quote": "Lanterns burn."}]},
            "evidence 1: quote: stands 0 times in eo-14110",
            id="drifted quote",
        ),
    ],
)
def test_a_golden_row_that_does_not_hold_is_exit_2_for_a_run_and_exit_1_for_the_check(
    tmp_path: Path, run_group: Run, row: dict[str, Any], words: str
) -> None:
    file = written(tmp_path / "golden.jsonl", [row])
    asked = run_group(evals, "evals", *asking(file, tmp_path / "run"))
    checked = run_group(evals, "evals", "check", "--golden", str(file))
    assert (asked.returncode, asked.stderr.count("\n"), checked.returncode) == (2, 1, 1)
    assert f"golden.jsonl:1: {words}" in asked.stderr
    assert checked.stdout.splitlines()[-1] == "1 faults"


def test_a_missing_index_is_exit_2_and_names_the_build(
    golden: Path, tmp_path: Path, run_group: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_DATA", str(tmp_path / "none"))
    done = run_group(evals, "evals", *asking(golden, tmp_path / "run"))
    assert (done.returncode, "python -m index build" in done.stderr) == (2, True)


@pytest.mark.parametrize("mode", [Mode.DENSE, Mode.LEXICAL])
def test_a_mode_decides_which_passages_are_found(
    built_data: Path, open_index: Index, mode: Mode
) -> None:
    question = "Who may appoint people to AI jobs without competition?"
    index = ModedIndex.in_mode(IndexSettings(data=built_data), mode)
    try:
        found = index.search(question, 8)
    finally:
        index.close()
    own = [hit.chunk.id for hit in open_index.search(question, 8, mode)]
    ids = [hit.chunk.id for hit in found]
    assert ids == own
    assert all(hit.parts for hit in found)


def test_an_index_in_hybrid_mode_finds_what_any_index_finds(
    built_data: Path, open_index: Index
) -> None:
    question = "Who may appoint people to AI jobs without competition?"
    index = ModedIndex.in_mode(IndexSettings(data=built_data), Mode.HYBRID)
    try:
        found = [[(h.chunk.id, h.score) for h in i.search(question)] for i in (index, open_index)]
    finally:
        index.close()
    assert found[0] == found[1]


def test_without_synonyms_nothing_is_widened(built_data: Path) -> None:
    question = "Is there a DHA for AI?"
    index = ModedIndex.in_mode(IndexSettings(data=built_data), Mode.HYBRID, synonyms=False)
    try:
        assert index.synonyms.expansions(question) == []
        narrow = [hit.chunk.id for hit in index.search("DHA", mode=Mode.LEXICAL)]
    finally:
        index.close()
    wide = Index.open(IndexSettings(data=built_data))
    try:
        assert [hit.chunk.id for hit in wide.search("DHA", mode=Mode.LEXICAL)] != narrow
    finally:
        wide.close()


def test_cases_are_asked_in_conversations_of_their_own(open_index: Index) -> None:
    cases = [GoldenCase.model_validate(row) for row in [ROWS[2], ROWS[2]]]
    rows = list(ask_all(Assistant(open_index), cases))
    assert len({str(row["answer"]["conversation"]) for row in rows}) == 2


def test_a_folder_with_answers_alone_can_be_scored(
    folder: Path, golden: Path, corpus: Corpus
) -> None:
    for file in folder.iterdir():
        if file.name != "generated.jsonl":
            file.unlink()
    found = score_folder(folder, corpus, golden)
    assert found.run.configuration is None
    assert "retrieval" not in found.suites
    assert [s.case for s in found.scores if s.suite == "answers" and s.passed] == IDS


def kinds(score: dict[str, Any]) -> set[str]:
    """The kinds of reasons why a case did not pass."""
    return {why["kind"] for why in score["why"]}
