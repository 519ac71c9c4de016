"""What the quotes do not cover, and what the title of a document bears out."""

import zlib

import numpy as np
from numpy.typing import NDArray

from bot.bearing_out import Evidence, Verifier
from bot.bearing_out.lexicon import are_opposites, nearness

TIDE = "The tide office issues a warning when the water stands high."


def by_words(texts: list[str]) -> NDArray[np.float32]:
    """Vectors that are as alike as the texts have words in common."""
    vectors = np.zeros((len(texts), 512), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().rstrip(".").split():
            vectors[row, zlib.crc32(word.encode()) % 512] += 1
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1)


def kind(sentence: str, *evidence: Evidence) -> str:
    return Verifier(by_words).judge(sentence, evidence).kind


def test_a_true_sentence_with_another_passage_is_a_wrong_citation() -> None:
    assert kind("Bread is baked in the old mill.", Evidence(TIDE)) == "citation"


def test_what_a_sentence_adds_behind_its_quote_is_half_a_truth() -> None:
    added = "The tide office issues a warning when the water stands high, and sirens howl nearby."
    assert kind(added, Evidence(TIDE)) == "half"


def test_a_title_bears_out_the_opening_and_nothing_else() -> None:
    evidence = Evidence(TIDE, source="Handbook on tides, Coast Guild, 4 July 2019")
    opened = "According to the Coast Guild's handbook of 4 July 2019, "
    assert kind(opened + TIDE[0].lower() + TIDE[1:], evidence) == ""
    assert kind("According to the Inland Guild, the tide office issues a warning.", evidence)
    assert kind("The Coast Guild issues a warning when the water stands high.", evidence)


def test_the_texts_are_encoded_in_one_go() -> None:
    calls: list[int] = []

    def counted(texts: list[str]) -> NDArray[np.float32]:
        calls.append(len(texts))
        return by_words(texts)

    Verifier(counted).judge("The tide office warns when water is high.", [Evidence(TIDE)])
    assert len(calls) <= 1


def test_the_lexicon_knows_what_is_alike_wider_and_opposite() -> None:
    assert nearness("permitted", "allowed") > 0.9
    assert nearness("goals", "aims") > 0.7
    assert nearness("oven", "harbor") == 0
    assert are_opposites("fell", "rose")
