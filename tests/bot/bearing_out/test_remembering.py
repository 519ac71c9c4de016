"""The vectors of words are asked for once, those of sentences each time."""

import numpy as np

from bot.bearing_out.remembering import Remembering, Vectors


def test_a_word_is_read_once_and_every_text_gets_its_own_vector() -> None:
    asked: list[list[str]] = []

    def encode(texts: list[str]) -> Vectors:
        asked.append(texts)
        return np.array([[len(text)] for text in texts], dtype=np.float32)

    remembering = Remembering(encode)
    assert remembering(["boat", "A boat is lent."]).tolist() == [[4], [15]]
    assert remembering(["vessel", "boat", "A boat is lent.", "boat"]).tolist() == [
        [6],
        [4],
        [15],
        [4],
    ]
    assert asked == [["boat", "A boat is lent."], ["vessel", "A boat is lent."]]
