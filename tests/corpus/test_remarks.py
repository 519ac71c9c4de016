"""Remarks: passages that say where sources disagree or one is mistaken."""

from pathlib import Path

import pytest

from corpus.errors import GuideError
from corpus.remarks import faults, place_of, read_remarks

_ONE = """
[[remarks]]
kind = "conflict"
evidence = { document = "notes", quote = "The press says five, the office says four." }
about = [{ document = "report" }]
"""


def written(folder: Path, text: str) -> Path:
    (folder / "remarks.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_corpus_without_remarks_has_none(tmp_path: Path) -> None:
    assert read_remarks(tmp_path).remarks == ()


def test_a_remark_is_about_its_own_passage_first(tmp_path: Path) -> None:
    remark = read_remarks(written(tmp_path, _ONE)).remarks[0]
    assert [passage.document for passage in remark.passages] == ["notes", "report"]


def test_a_damaged_file_names_itself_and_the_mend(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match=r"remarks\.toml cannot be read .*: mend that file"):
        read_remarks(written(tmp_path, _ONE.replace("conflict", "quarrel")))


def test_a_passage_that_drifted_is_a_fault(tmp_path: Path) -> None:
    remarks = read_remarks(written(tmp_path, _ONE))
    found = list(faults(remarks, {"notes": "The press says six.", "report": "Five."}))
    fault = "remarks.toml: the passage does not stand once in notes: "
    assert found == [f"{fault}'The press says five, the office says four.'"]


def test_a_passage_that_stands_is_no_fault(tmp_path: Path) -> None:
    remarks = read_remarks(written(tmp_path, _ONE))
    text = "Before. The press says five, the office says four.[^a] After."
    assert not list(faults(remarks, {"notes": text, "report": "Five."}))


def test_a_quote_is_found_across_footnote_marks() -> None:
    assert place_of("One.[^1] Two.[^2]", "Two.") == (9, 13)


@pytest.mark.parametrize(
    ("text", "concerned"),
    [
        ("Order 12 asked for a report.", True),
        ("ORDER 12 asked for a report.", True),
        ("Order 12 was withdrawn in May.", False),
        ("Order 123 asked for a report.", False),
        ("Another order did.", False),
    ],
)
def test_a_remark_concerns_what_names_its_subject_and_does_not_say_it(
    tmp_path: Path, text: str, *, concerned: bool
) -> None:
    named = _ONE.replace("about =", 'names = ["Order 12"]\nunless = ["withdrawn"]\nabout =')
    remark = read_remarks(written(tmp_path, named)).remarks[0]
    assert remark.concerns(text) is concerned
