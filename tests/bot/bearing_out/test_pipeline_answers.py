"""Answers as they come out of the pipeline hold, and stop holding when something is changed."""

import re
from collections.abc import Callable, Sequence

import pytest

from bot.answer import Claim
from bot.bearing_out import Evidence, Verifier
from bot.own_words import ABOUT_THE_ANSWER
from bot.pipeline import Assistant
from bot.verifier import MARKER, evidence
from corpus.settings import PROJECT
from evals.cases.golden_files import golden_files, read_golden
from index.search import Index

FURTHER = ("What is the rank of Teamwork?", "At which grades is Resilience marked?")
EACH = 18  # one in so many golden questions
NUMBER = re.compile(r"(?<![\w\[.,-])\d{1,4}(?![\w\].,-])")
Told = list[tuple[Claim, list[Evidence]]]


@pytest.fixture(scope="module")
def told(assistant: Assistant) -> Told:
    """The claims of some dozens of answers with the quotes that they cite."""
    golden = read_golden(golden_files(PROJECT / "evals" / "golden"), assistant.corpus)
    asked = [case.question for case in golden if case.answerable][::EACH]
    answers = [assistant.ask(question) for question in (*asked, *FURTHER)]
    assert len([answer for answer in answers if answer.claims]) > 24
    return [
        (claim, [evidence(c, assistant.corpus) for c in answer.citations if c.number in numbers])
        for answer in answers
        for claim in answer.claims
        if (numbers := claim.citations) and claim.text not in ABOUT_THE_ANSWER
    ]


@pytest.fixture(scope="module")
def holds(open_index: Index) -> Callable[[str, Sequence[Evidence]], bool]:
    verifier = Verifier(open_index.embedder.encode)
    return lambda text, quotes: verifier.judge(MARKER.sub("", text), quotes).holds


def test_what_the_pipeline_says_holds(
    told: Told, holds: Callable[[str, Sequence[Evidence]], bool]
) -> None:
    assert [claim.text for claim, quotes in told if not holds(claim.text, quotes)] == []


def test_a_number_that_is_not_the_cited_one_does_not_hold(
    told: Told, holds: Callable[[str, Sequence[Evidence]], bool]
) -> None:
    wrong = [
        (NUMBER.sub(lambda number: str(int(number.group()) + 1), text, count=1), quotes)
        for claim, quotes in told
        if NUMBER.search(text := MARKER.sub("", claim.text))
    ]
    assert len(wrong) > 10
    assert [text for text, quotes in wrong if holds(text, quotes)] == []


def test_what_cites_the_quotes_of_another_answer_does_not_hold(
    told: Told, holds: Callable[[str, Sequence[Evidence]], bool]
) -> None:
    shifted = [
        (claim.text, quotes)
        for (claim, own), (_, quotes) in zip(told, [*told[1:], told[0]], strict=True)
        if not {one.text for one in own} & {one.text for one in quotes}
    ]
    assert [text for text, quotes in shifted if holds(text, quotes)] == []
