"""Sentences are spans of the text as it stands."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import FOOTNOTE_MARK, sentences, without_marks

# Pieces in which real texts are hard to cut, among any characters at all.
PIECES = st.sampled_from(
    ["One.", "Two words", " ", "\n", "[^1]", "[^2.3a]", "(E.O).", "has", "U.S.", "“Yes.”",
     "(See 5.)", "?", "!", "5 CFR § 300.103", "- ", "Mr. X", "e.g."]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=12).map("".join)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_footnote_marks_behind_a_sentence_belong_to_no_sentence() -> None:
    assert cut("One is so.[^1][^2.3] Two is too.[^source-1]") == ["One is so.", "Two is too."]


def test_a_sentence_in_brackets_ends_with_its_bracket() -> None:
    assert cut("(See section 5.) Then go on.") == ["(See section 5.)", "Then go on."]


def test_a_sentence_in_quotation_marks_ends_with_them() -> None:
    assert cut("Say “stop.” Then go.") == ["Say “stop.”", "Then go."]


def test_a_full_stop_before_a_lower_case_word_ends_nothing() -> None:
    text = "The Executive Order (E.O). has spearheaded this. It goes on."
    assert cut(text) == ["The Executive Order (E.O). has spearheaded this.", "It goes on."]


@pytest.mark.parametrize(
    "text",
    [
        "Ask the U.S. Office of Personnel Management about 5 CFR § 300.103 first.",
        "Use a test (e.g. a work sample) at GS-11.",
        "Kiran A. Ahuja signed M-25-21 on 29 April 2024.",
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize("text", ["", " ", "\n\t \n", "[^1] [^2]"])
def test_a_text_of_white_space_and_marks_has_no_sentence(text: str) -> None:
    assert cut(text) == []


def test_offsets_count_from_the_start_of_the_whole_text() -> None:
    text = "Skip this. Read this. Not this."
    (span,) = sentences(text, 11, 21)
    assert text[span.start : span.end] == "Read this."


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_sentences_lie_inside_in_order_and_never_overlap(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    spans = sentences(text, start, end)
    edges = [start, *(edge for span in spans for edge in span), end]
    assert all(left <= right for left, right in pairwise(edges))
    assert all(text[span.start : span.end].strip() for span in spans)


@given(TEXTS)
def test_only_white_space_and_footnote_marks_are_left_out(text: str) -> None:
    left, at = "", 0
    masked = FOOTNOTE_MARK.sub(lambda mark: " " * len(mark.group()), text)
    for start, end in sentences(text):
        left += masked[at:start]
        at = end
    assert not (left + masked[at:]).strip()


def test_notes_numbered_in_brackets_belong_to_no_sentence_and_are_not_read() -> None:
    text = "[1] The board failed.[2] It is on order."
    assert cut(text) == ["The board failed.", "It is on order."]
    assert without_marks(text) == "The board failed. It is on order."
    assert without_marks("in [2] places, see [1](a.html)") == "in places, see [1](a.html)"
