"""Misspelt words are read as words of the documents; names and known words stay."""

import random
from difflib import SequenceMatcher

import pytest

from index.alike import Alike
from index.search import Index
from index.spelling import Spelling

WORDS = {"accountability": 3, "rebut": 1, "customer": 2, "service": 2, "generative": 9, "memo": 5}
SPELLING = Spelling(WORDS, frozenset({"boss", "typed", "bus"}))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("acccountability", "accountability"),
        ("custmer servise", "customer service"),
        ("Is generativ AI here?", "Is generative AI here?"),
    ],
)
def test_a_misspelt_word_becomes_the_nearest_known_one(typed: str, meant: str) -> None:
    assert SPELLING.corrected(typed) == meant


@pytest.mark.parametrize(
    "made", ["untyped", "nonservice", "regenerative", "bossest", "rebus", "bossing"]
)
def test_a_word_made_of_a_known_one_is_left_alone(made: str) -> None:
    assert SPELLING.corrected(made) == made


@pytest.mark.parametrize("kept", ["my boss typed", "CUSTMR", "zebra", "AI", "14110", "memo"])
def test_known_words_acronyms_and_strangers_are_left_alone(kept: str) -> None:
    assert SPELLING.corrected(kept) == kept


def test_a_misspelt_competency_is_found_first(open_index: Index) -> None:
    (best, *_) = open_index.search("Acccountability definition")
    assert "Holds self and others accountable" in best.chunk.text


def test_the_words_of_the_golden_documents_are_never_changed(open_index: Index) -> None:
    question = "Which competencies support writing, mathematical reasoning and stress tolerance?"
    assert open_index.read(question).token_ids.tolist() == open_index.embedder.token_ids(question)


def test_picking_words_leaves_out_none_that_is_alike() -> None:
    chance = random.Random(5)  # noqa: S311  the same words every time, not a secret
    words = sorted({"".join(chance.choices("abcde", k=chance.randint(4, 7))) for _ in range(900)})
    alike = Alike(words, 0.8)
    for word in chance.sample(words, 40):
        near = {w for w in words if w[0] == word[0] and abs(len(w) - len(word)) <= 1}
        exact = {w for w in near if SequenceMatcher(None, word, w).ratio() >= 0.8}
        assert exact <= set(alike.to(word)) <= near
