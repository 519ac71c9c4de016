"""A sentence is also found by questions that people wrote down for it."""

import json
import shutil
from pathlib import Path

import pytest

from corpus.asked import FOLDER, asked_path
from index.build import build
from index.search import Index
from index.settings import IndexSettings

RECEIPTS = "Receipts are kept for lodging."
# It shares no word with any text, and means the sentence on receipts only by what is written down.
QUESTION = "Where does the paper trail of the hotel bill go?"
WRITTEN = "What happens to the paper trail of a hotel bill?"


def written(root: Path, *rows: dict[str, object]) -> None:
    path = asked_path(root, "travel")
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def score(settings: IndexSettings, question: str, sentence: str) -> tuple[float, float]:
    """How near a sentence is by what it is asked for, and by its own words."""
    build(settings, lambda _done, _all: None)
    index = Index.open(settings)
    try:
        parts = [part for hit in index.search(question, 8) for part in hit.parts]
        found = next(part for part in parts if part.text == sentence)
        return found.asked, found.dense
    finally:
        index.close()


@pytest.mark.usefixtures("version")
def test_a_written_question_brings_its_sentence_nearer(settings: IndexSettings) -> None:
    before, _ = score(settings, QUESTION, RECEIPTS)
    written(settings.corpus, {"quote": RECEIPTS, "questions": [WRITTEN]})
    after, _ = score(settings, QUESTION, RECEIPTS)
    assert after > before + 0.2


@pytest.mark.usefixtures("version")
def test_its_own_words_count_as_before(settings: IndexSettings) -> None:
    before = score(settings, QUESTION, RECEIPTS)[1]
    written(settings.corpus, {"quote": RECEIPTS, "questions": [WRITTEN]})
    assert score(settings, QUESTION, RECEIPTS)[1] == pytest.approx(before, abs=0.05)


@pytest.mark.usefixtures("version")
def test_a_sentence_that_answers_nothing_is_asked_for_by_nothing(settings: IndexSettings) -> None:
    written(settings.corpus, {"quote": RECEIPTS, "questions": []})
    asked, dense = score(settings, QUESTION, RECEIPTS)
    assert asked <= dense


@pytest.mark.usefixtures("version")
def test_a_document_without_written_questions_loses_nothing(settings: IndexSettings) -> None:
    asked, dense = score(settings, "How is annual leave earned?", "It is lost when it is not used.")
    assert asked > dense


@pytest.mark.usefixtures("version")
def test_only_chunks_with_other_questions_are_embedded_anew(settings: IndexSettings) -> None:
    written(settings.corpus, {"quote": RECEIPTS, "questions": [WRITTEN]})
    assert build(settings, lambda _done, _all: None)[1] == 1
    assert build(settings, lambda _done, _all: None)[1] == 0


@pytest.mark.usefixtures("version")
def test_questions_that_change_places_are_not_mixed_up(settings: IndexSettings) -> None:
    approves = "A supervisor approves travel before it begins."
    other = "Whose nod is wanted ahead of a trip?"
    written(settings.corpus, {"quote": RECEIPTS, "questions": [other]},
            {"quote": approves, "questions": [WRITTEN]})  # fmt: skip
    build(settings, lambda _done, _all: None)
    written(settings.corpus, {"quote": RECEIPTS, "questions": [WRITTEN]},
            {"quote": approves, "questions": [other]})  # fmt: skip
    assert score(settings, WRITTEN, RECEIPTS)[0] == pytest.approx(1, abs=0.01)


@pytest.mark.usefixtures("version")
def test_the_same_question_twice_counts_once(settings: IndexSettings) -> None:
    written(settings.corpus, {"quote": RECEIPTS, "questions": [WRITTEN, WRITTEN]})
    assert score(settings, WRITTEN, RECEIPTS)[0] == pytest.approx(1, abs=0.01)
    shutil.rmtree(settings.data)


@pytest.mark.usefixtures("version")
def test_a_question_like_one_that_nobody_answers_is_known_for_it(settings: IndexSettings) -> None:
    opened = "How much does a hotel room in Boston cost?"
    written(settings.corpus, {"quote": RECEIPTS, "questions": [WRITTEN], "open": [opened]})
    build(settings, lambda _done, _all: None)
    index = Index.open(settings)
    try:
        like_open = index.search_read(opened, index.read(opened)).known
        like_answered = index.search_read(WRITTEN, index.read(WRITTEN)).known
    finally:
        index.close()
    assert like_open.open[0] > 0.99 > like_open.answered[0]
    assert like_answered.answered[0] > 0.99 > like_answered.open[0]


@pytest.mark.usefixtures("version")
def test_a_question_about_something_else_is_known_for_it(settings: IndexSettings) -> None:
    elsewhere = "Which planet has the most moons?"
    (settings.corpus / FOLDER).mkdir(exist_ok=True)
    (settings.corpus / FOLDER / "outside.txt").write_text(f"{elsewhere}\n", encoding="utf-8")
    build(settings, lambda _done, _all: None)
    index = Index.open(settings)
    try:
        known = index.search_read(elsewhere, index.read(elsewhere)).known
    finally:
        index.close()
    assert known.outside[0] > 0.99 > max(known.open[0], known.answered[0])


@pytest.mark.usefixtures("version")
def test_open_questions_find_no_sentence(settings: IndexSettings) -> None:
    before = score(settings, QUESTION, RECEIPTS)
    written(settings.corpus, {"quote": RECEIPTS, "open": [QUESTION]})
    asked, dense = score(settings, QUESTION, RECEIPTS)
    assert dense == pytest.approx(before[1], abs=0.01)
    assert asked < 0.9
