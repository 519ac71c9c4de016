"""Words broken at the end of a line."""

import pytest

from corpus.incoming.pdf.hyphens import Hyphens

KNOWN = frozenset({"information", "quality", "high", "high-level", "record", "records"})


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the infor-", "mation is", "the information is"),
        ("a high-", "level talk", "a high-level talk"),
        ("a high-", "quality answer", "a high-quality answer"),
        ("GS-", "13 and", "GS-13 and"),
        ("2024-", "2025", "2024-2025"),
        ("a dash -", "and more", "a dash - and more"),
        ("two", "lines", "two lines"),
        ("the informatio", "n is", "the information is"),
        ("a high", "quality", "a high quality"),
    ],
)
def test_a_line_goes_on_as_the_words_known_elsewhere_tell(
    before: str, after: str, joined: str
) -> None:
    assert Hyphens([["infor-", "mation"]], KNOWN).joined(before, after, 1) == joined


def test_a_piece_of_a_word_loses_its_hyphen_where_the_document_breaks_words() -> None:
    hyphens = Hyphens([["the infor-", "mation"]], KNOWN)
    assert hyphens.joined("under-", "standing", 1) == "understanding"
    assert [doubt.words for doubt in hyphens.doubts] == ["understanding"]


def test_a_hyphen_is_kept_where_the_document_never_breaks_words() -> None:
    hyphens = Hyphens([["a cutting-", "edge tool"]], KNOWN)
    assert hyphens.joined("cutting-", "edge", 3) == "cutting-edge"
    assert [doubt.page for doubt in hyphens.doubts] == [3]


def test_pieces_of_a_word_cut_in_a_narrow_cell_are_no_words_of_their_own() -> None:
    cells = [["Informatio", "n"], ["Care of", "information"]]
    assert Hyphens(cells, frozenset()).joined("Informatio", "n", 1) == "Information"


def test_two_words_on_two_lines_stay_two_though_they_are_one_elsewhere() -> None:
    lines = [["the data", "base of a base of data by", "a database"]]
    assert Hyphens(lines, frozenset()).joined("the data", "base of", 1) == "the data base of"
