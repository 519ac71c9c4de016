"""Search by words: forms of a word, typos, accents."""

from pathlib import Path

import pytest

from index.chunk import Chunk
from index.lexical import LexicalIndex, LexicalWriter, open_lexical


@pytest.fixture(scope="module")
def words(chunks: list[Chunk], tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    """The project's own chunks, by their words."""
    folder = tmp_path_factory.mktemp("words") / "lexical"
    writer = LexicalWriter(folder)
    writer.add(chunks)
    writer.finish()
    return open_lexical(folder)


def ids(found: list[tuple[str, float]]) -> set[str]:
    return {chunk_id for chunk_id, _ in found}


@pytest.mark.parametrize(
    ("form", "other"), [("revoke", "revoked"), ("Résilience", "resilience"), ("AGENCIES", "agency")]
)
def test_forms_of_a_word_find_the_same(words: LexicalIndex, form: str, other: str) -> None:
    assert ids(words.search(form, [], 50)) == ids(words.search(other, [], 50)) != set()


def test_a_long_word_with_a_typo_finds_what_the_word_finds(words: LexicalIndex) -> None:
    right = ids(words.search("nonmaleficence", [], 50))
    assert ids(words.search("nonmalefisence", [], 50)) >= right
    assert right


def test_a_short_word_is_taken_as_it_stands(words: LexicalIndex) -> None:
    assert words.search("zpm", [], 50) == []


def test_a_word_of_an_expansion_weighs_less_than_one_of_the_question(words: LexicalIndex) -> None:
    asked = dict(words.search("watermark", [], 50))
    added = dict(words.search("zzz", ["watermark"], 50))
    assert asked.keys() == added.keys()
    assert all(added[i] < asked[i] for i in asked)


def test_function_words_find_nothing(words: LexicalIndex) -> None:
    assert words.search("the of and", [], 50) == []


def test_a_rare_word_counts_more_than_a_common_one(words: LexicalIndex) -> None:
    rarity = words.rarity("nonmaleficence of agency")
    assert rarity["nonmalefic"] > rarity["agenc"] > 0


def test_nothing_is_written_beside_an_index_in_a_folder_that_cannot_be_written(
    chunks: list[Chunk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "lexical"
    writer = LexicalWriter(folder)
    writer.add(chunks[:20])
    writer.finish()
    for lock in folder.glob("*.lock"):
        lock.unlink()
    before = sorted(folder.iterdir())
    monkeypatch.setattr("os.access", lambda *_: False)
    opened = open_lexical(folder)
    assert opened.count() == 20
    assert sorted(folder.iterdir()) == before
