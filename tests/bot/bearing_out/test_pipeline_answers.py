"""Answers as they come out of the pipeline hold, and stop holding when a number is changed."""

import re
from collections.abc import Iterator

import pytest

from bot.answer import Claim
from bot.bearing_out import Evidence, Verifier
from bot.pipeline import Assistant
from bot.verifier import MARKER, evidence
from index.search import Index

QUESTIONS = (
    "Which order revoked Executive Order 14110?",
    "How many people did the AI Fundamentals series reach?",
    "What is the rank of Teamwork?",
    "At which grades is Resilience marked?",
)
NUMBER = re.compile(r"(?<![\w\[.,-])\d{1,4}(?![\w\].,-])")


@pytest.fixture(scope="module")
def told(assistant: Assistant) -> list[tuple[Claim, list[Evidence]]]:
    """The claims of some answers with the quotes that they cite."""
    return list(claims(assistant))


def claims(assistant: Assistant) -> Iterator[tuple[Claim, list[Evidence]]]:
    for question in QUESTIONS:
        answer = assistant.ask(question)
        assert answer.outcome == "answered"
        for claim in answer.claims:
            cited = [c for c in answer.citations if c.number in claim.citations]
            yield claim, [evidence(c, assistant.corpus) for c in cited]


def test_what_the_pipeline_says_holds(
    told: list[tuple[Claim, list[Evidence]]], open_index: Index
) -> None:
    verifier = Verifier(open_index.embedder.encode)
    for claim, quotes in told:
        verdict = verifier.judge(MARKER.sub("", claim.text), quotes)
        assert verdict.holds, (claim.text, verdict)


def test_a_number_that_is_not_the_cited_one_does_not_hold(
    told: list[tuple[Claim, list[Evidence]]], open_index: Index
) -> None:
    verifier = Verifier(open_index.embedder.encode)
    changed = 0
    for claim, quotes in told:
        text = MARKER.sub("", claim.text)
        wrong = NUMBER.sub(lambda number: str(int(number.group()) + 1), text, count=1)
        if wrong != text:
            changed += 1
            assert not verifier.judge(wrong, quotes).holds, wrong
    assert changed
