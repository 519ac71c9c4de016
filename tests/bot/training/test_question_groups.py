"""Questions that ask the same are counted together, and only those."""

import pytest

from bot.training.grouping import Groups, group_id
from index.embedding import Embedder

ASKED = "May I use a free AI tool at work?"


@pytest.fixture
def groups(embedder: Embedder) -> Groups:
    return Groups(embedder.encode)


@pytest.mark.parametrize(
    "again",
    [
        "may i use a FREE AI tool at work",
        "Am I allowed to use free AI tools at my work?",
        "Can I use a free AI tool at work?",
    ],
)
def test_a_question_in_other_words_joins_the_group(groups: Groups, again: str) -> None:
    assert groups.assign([ASKED, again]) == [group_id(ASKED)] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Is Teamwork rated at GS-12?", "Is Teamwork rated at GS-13?"),
        ("May I enter CUI into ChatGPT?", "May I not enter CUI into ChatGPT?"),
        ("What is Teamwork?", "What is Oral Communication?"),
        ("When was EO 14110 revoked?", "What counts as AI work?"),
    ],
)
def test_questions_that_only_look_alike_stay_apart(groups: Groups, one: str, other: str) -> None:
    assert len(set(groups.assign([one, other]))) == 2


def test_groups_that_were_kept_go_on_growing(embedder: Embedder) -> None:
    groups = Groups(embedder.encode, [("kept", ASKED)])
    assert groups.assign(["Can I use a free AI tool at work?"]) == ["kept"]


def test_the_same_wording_is_embedded_once() -> None:
    seen: list[str] = []

    def encode(texts: list[str]) -> object:
        seen.extend(texts)
        return [[1.0, 0.0] for _ in texts]

    groups = Groups(encode)  # type: ignore[arg-type]
    groups.assign([ASKED] * 500)
    groups.assign([ASKED.upper()] * 500)
    assert seen == [ASKED]
