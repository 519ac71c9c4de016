"""A stream is cut into sentences with the numbers that close them, wherever its pieces end."""

import pytest

from bot.generating.sentences import Splitter, Written


def split(text: str, size: int = 1) -> list[Written]:
    """The sentences of a text that comes in pieces of a size."""
    splitter = Splitter()
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    return [*(one for piece in pieces for one in splitter.feed(piece)), *splitter.end()]


def pairs(text: str, size: int = 1) -> list[tuple[str, tuple[int, ...]]]:
    return [(written.text, written.numbers) for written in split(text, size)]


@pytest.mark.parametrize("size", [1, 5, 999])
@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It is so. [1] It was. [2]", [("It is so.", (1,)), ("It was.", (2,))]),
        ("It is so [1]. It was [2].", [("It is so.", (1,)), ("It was.", (2,))]),
        ("It is so [1] It was [2]", [("It is so", (1,)), ("It was", (2,))]),
        ("It is so. [1] [3] It was. [1][2]", [("It is so.", (1, 3)), ("It was.", (1, 2))]),
        ("It is so. [1, 2] It was.【3†a】", [("It is so.", (1, 2)), ("It was.", (3,))]),
        ("A part [1] and a part [2].", [("A part and a part.", (1, 2))]),
        ("The U.S. has 3.5 million. [1]", [("The U.S. has 3.5 million.", (1,))]),
        ("It is **so**. [1]", [("It is so.", (1,))]),
    ],
)
def test_a_sentence_ends_with_its_numbers(
    text: str, sentences: list[tuple[str, tuple[int, ...]]], size: int
) -> None:
    assert pairs(text, size) == sentences


def test_a_sentence_is_there_as_soon_as_the_next_one_begins() -> None:
    splitter = Splitter()
    assert list(splitter.feed("It is so. [1] ")) == []
    assert [one.text for one in splitter.feed("I")] == ["It is so."]


def test_a_sentence_without_numbers_of_its_own_has_those_that_close_the_next() -> None:
    assert pairs("It is so. It was. [1]") == [("It is so.", (1,)), ("It was.", (1,))]


def test_a_line_without_numbers_is_a_sentence_that_cites_nothing() -> None:
    assert pairs("Sure, here it is:\nIt is so. [1]") == [
        ("Sure, here it is:", ()),
        ("It is so.", (1,)),
    ]


def test_what_breaks_off_is_no_sentence() -> None:
    assert pairs("It is so. [1] It was not") == [("It is so.", (1,))]


def test_what_a_model_writes_for_itself_is_no_part_of_its_text() -> None:
    assert pairs("<think>Perhaps so. [1]\nOr not.</think>It is so. [2]") == [("It is so.", (2,))]
    assert pairs("<think>Perhaps so. [1]\nOr not. [2]") == []


def test_paragraphs_and_list_entries_stay() -> None:
    text = "It is so. [1]\n\n- It was. [2]\n- It will be. [3]"
    assert [one.opening for one in split(text)] == ["", "item", "item"]
    assert [one.opening for one in split("It is so. [1]\n\nIt was. [2]")] == ["", "paragraph"]


def test_a_text_without_an_end_is_given_up() -> None:
    assert [one.numbers for one in split("word " * 1_000, 50)] == [(), ()]
