"""A text that was read a moment ago is not read again, and nothing keeps its words."""

import numpy as np

from index.latest import Latest
from index.reading import Reading


def reading() -> Reading:
    return Reading(np.ones(1, np.float32), np.ones((1, 1), np.float32), np.ones(1, np.int64))


def counted(latest: Latest, texts: list[str]) -> list[str]:
    """The texts that had to be read, in order."""
    read: list[str] = []

    def of(text: str) -> Reading:
        read.append(text)
        return reading()

    for text in texts:
        latest.of(text, lambda text=text: of(text))  # type: ignore[misc]
    return read


def test_a_text_is_read_once() -> None:
    assert counted(Latest(), ["a", "b", "a", "b"]) == ["a", "b"]


def test_what_was_not_used_for_longest_gives_way() -> None:
    assert counted(Latest(2), ["a", "b", "a", "c", "a", "b"]) == ["a", "b", "c", "b"]


def test_the_words_of_a_text_are_not_kept() -> None:
    latest = Latest()
    latest.of("a quixotic question", reading)
    assert "quixotic" not in repr(vars(latest))


def test_half_a_character_can_be_read() -> None:
    assert counted(Latest(), ["\ud800", "\ud800"]) == ["\ud800"]
