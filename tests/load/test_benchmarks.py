"""Ratios, their bars, what two runs agree on, and the form of the results."""

import json
from dataclasses import replace
from pathlib import Path

import bench
import pytest
from benchmarks.figure import Figure, Found, disagreements, merged, read_rows, write_rows
from benchmarks.page import shares, write_page
from click.testing import CliRunner

FAST = Figure("questions", 30.0, "a second", 60.0, bar=0.5, better="higher", command="make bench")
LATE = Figure("start", 12.0, "s", 10.0, bar=1.3, better="lower", command="make bench")
KEYS = ["name", "value", "unit", "reference", "ratio", "bar", "better", "ok", "command"]


def test_a_ratio_is_the_value_over_its_reference() -> None:
    assert FAST.ratio == 0.5
    assert LATE.ratio == 1.2


def test_what_just_reaches_its_bar_is_ok() -> None:
    assert FAST.ok
    assert not replace(FAST, value=29.9).ok


def test_where_lower_is_better_a_higher_ratio_misses_the_bar() -> None:
    assert LATE.ok
    assert not replace(LATE, value=13.1).ok


def test_a_row_has_the_keys_that_others_read() -> None:
    assert list(FAST.row()) == KEYS


@pytest.mark.parametrize(("ratio", "lines"), [(0.64, 0), (0.36, 0), (0.66, 1), (0.34, 1)])
def test_ratios_agree_within_thirty_per_cent(ratio: float, lines: int) -> None:
    assert len(disagreements([FAST.row()], [FAST.row() | {"ratio": ratio}])) == lines


def test_a_disagreement_names_both_ratios() -> None:
    (line,) = disagreements([FAST.row()], [FAST.row() | {"ratio": 1.0}])
    assert line == "questions: 1.0 now, 0.5 committed (+100%)"


def test_a_figure_that_nobody_committed_does_not_agree() -> None:
    assert disagreements([FAST.row()], [LATE.row()]) == ["start: 1.2 now, and no committed ratio"]


def test_one_group_measured_anew_leaves_the_others_as_they_are() -> None:
    other = replace(LATE, command="make bench ONLY=starting")
    anew = replace(other, value=11.0).row()
    assert merged([FAST.row(), other.row()], [anew]) == [FAST.row(), anew]


def test_what_a_group_no_longer_measures_is_told_no_more() -> None:
    anew = replace(FAST, name="answers").row()
    assert merged([FAST.row(), LATE.row()], [anew]) == [anew]


def test_the_page_says_what_misses_its_bar_and_draws_every_figure(tmp_path: Path) -> None:
    missed = replace(FAST, name="answers", value=6.0).row()
    write_page(tmp_path, [LATE.row(), missed], [], "a machine")
    lines = (tmp_path / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "answers" in line and "**no**" in line]
    assert (tmp_path / "ratios.svg").read_text(encoding="utf-8").count("answers") == 1
    assert shares([LATE.row(), missed]) == [pytest.approx(1.3 / 1.2), 0.2]


def test_what_was_measured_at_several_sizes_stands_side_by_side(tmp_path: Path) -> None:
    beside = [
        {"name": f"among {size}: memory", "value": mb, "unit": "MB", "command": "make bench"}
        for size, mb in ((10_000, 27.0), (1_000, 3.0))
    ]
    write_page(tmp_path, [FAST.row()], beside, "a machine")
    lines = (tmp_path / "README.md").read_text(encoding="utf-8").splitlines()
    assert "|  | unit | 1,000 | 10,000 |" in lines
    assert "| memory | MB | 3.0 | 27.0 |" in lines


def test_what_takes_an_hour_is_measured_only_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def measured(group: str, **_quick: bool) -> Found:
        asked.append(group)
        return Found(figures=[FAST])

    monkeypatch.setattr(bench, "FOLDER", tmp_path)
    monkeypatch.setattr(bench, "_measured", measured)
    CliRunner().invoke(bench.main, [])
    CliRunner().invoke(bench.main, ["--only", "scale"])
    assert asked == [*bench.GROUPS, "scale"]


@pytest.mark.parametrize(("value", "code"), [(31.0, 0), (60.0, 1)])
def test_a_quick_run_fails_where_it_disagrees_and_writes_nothing(
    value: float, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_rows(tmp_path / "results.json", [FAST.row()])
    monkeypatch.setattr(bench, "FOLDER", tmp_path)
    found = Found(figures=[replace(FAST, value=value)])
    monkeypatch.setattr(bench, "_measured", lambda *_group, **_quick: found)
    done = CliRunner().invoke(bench.main, ["--quick", "--only", "answering"])
    assert done.exit_code == code
    assert read_rows(tmp_path / "results.json") == [FAST.row()]


def test_a_figure_that_misses_its_bar_is_written_as_missed_and_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "FOLDER", tmp_path)
    found = Found(figures=[replace(FAST, value=6.0)])
    monkeypatch.setattr(bench, "_measured", lambda *_group, **_quick: found)
    assert CliRunner().invoke(bench.main, ["--only", "answering"]).exit_code == 0
    assert [row["ok"] for row in read_rows(tmp_path / "results.json")] == [False]


def test_a_quick_run_without_results_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "FOLDER", tmp_path)
    done = CliRunner().invoke(bench.main, ["--quick"])
    assert done.exit_code == 2
    assert "make bench" in done.output


def test_the_committed_results_have_the_form_that_others_read() -> None:
    rows = read_rows(bench.FOLDER / "results.json")
    assert rows
    assert json.loads((bench.FOLDER / "results.json").read_text(encoding="utf-8")) == rows
    for row in rows:
        assert list(row) == KEYS
        again = Figure(**{key: row[key] for key in KEYS if key not in {"ratio", "ok"}})
        assert again.ratio == pytest.approx(row["ratio"], rel=0.01)
        assert row["better"] in {"higher", "lower"}
        assert "make bench" in row["command"]
