"""However an endpoint fails, a reader gets the quoted answer within the time limit."""

import json
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.answer import Answer
from bot.generating.failures import AskerGoneError
from bot.generating.reader import Reader
from bot.own_words import FELL_SHORT, UNAVAILABLE
from corpus.settings import PROJECT
from evals.endpoints.honest_model import honest, said
from evals.endpoints.hostile_model import FAULTS, Hostile
from evals.endpoints.serving import Asked, Reply, Served
from evals.invariants.rules import Library, breaches_of

QUESTION = "How many days did OMB memo M-25-21 give agencies to have a Chief AI Officer?"
ANSWER = "OMB memo M-25-21 of 3 April 2025 gave agencies 60 days to have a Chief AI Officer."
LIMIT_S, SILENCE_S = 0.8, 0.4
Write = Callable[..., Any]


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_ends_in_the_quoted_answer_with_a_notice(write: Write, fault: str) -> None:
    setting = write(Hostile(fault), llm_limit_s=LIMIT_S, llm_silence_s=SILENCE_S)
    begun = time.monotonic()
    answer = setting.assistant.ask(QUESTION)
    assert time.monotonic() - begun < LIMIT_S + 1
    assert is_quoted(answer, UNAVAILABLE)
    assert setting.served.idle_within(10)
    assert nothing_open(setting)


def test_a_server_that_is_not_there_ends_in_the_quoted_answer(write: Write) -> None:
    setting = write(honest, llm_base_url="http://127.0.0.1:9/v1", llm_limit_s=2)
    assert is_quoted(setting.assistant.ask(QUESTION), UNAVAILABLE)


def test_an_answer_of_which_nothing_holds_says_that_it_fell_short(write: Write) -> None:
    setting = write(lambda _: Reply.of("All is well. [1]"))
    assert is_quoted(setting.assistant.ask(QUESTION), FELL_SHORT)


def test_the_fallback_notice_keeps_every_invariant(write: Write) -> None:
    answer = write(Hostile("fails")).assistant.ask(QUESTION)
    library = Library.read(PROJECT / "corpus")
    assert list(breaches_of(json.loads(answer.to_json()), library)) == []


def test_what_was_released_before_the_connection_broke_stays(write: Write) -> None:
    def breaks_off(asked: Asked) -> Reply:
        number, text = next(one for one in said(asked.user) if one[1] == ANSWER)
        return Reply((f"{text} [{number}] ", "And then ", "it "), cut_after=2)

    answer = write(breaks_off).assistant.ask(QUESTION)
    assert (answer.mode, answer.text) == ("generative", f"{ANSWER} [1]")


def test_an_endpoint_that_keeps_failing_is_not_asked_any_more(write: Write) -> None:
    setting = write(Hostile("fails"))
    for _ in range(5):
        assert is_quoted(setting.assistant.ask(QUESTION), UNAVAILABLE)
    assert len(setting.served.asked) == 3


def test_with_all_places_taken_an_answer_quotes_at_once(write: Write) -> None:
    setting = write(Hostile("stalls at once"), llm_at_a_time=1, llm_limit_s=2)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(setting.assistant.ask, QUESTION)
        assert setting.served.asked_within(5)
        begun = time.monotonic()
        assert is_quoted(setting.assistant.ask(QUESTION), UNAVAILABLE)
        assert time.monotonic() - begun < 1
        assert is_quoted(first.result(), UNAVAILABLE)
    assert len(setting.served.asked) == 1


def test_when_nobody_waits_the_request_is_ended_and_the_question_forgotten(write: Write) -> None:
    setting = write(Hostile("stalls at once"), llm_limit_s=20, llm_silence_s=20)
    conversation = setting.assistant.ask("Hi").conversation
    served: Served = setting.served
    reader = Reader(wanted=lambda: not served.asked)
    with pytest.raises(AskerGoneError):
        setting.assistant.ask(QUESTION, conversation, reader=reader)
    assert served.idle_within(10)
    assert nothing_open(setting)
    assert QUESTION not in str(setting.assistant.conversations.open(conversation)[1])


def test_nothing_that_was_asked_or_written_is_logged(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    setting = write(Hostile("hangs up"))
    with caplog.at_level(logging.DEBUG, "bot"):
        setting.assistant.ask(QUESTION)
    assert "no written answer" in caplog.text
    assert "Chief AI Officer" not in caplog.text


def is_quoted(answer: Answer, notice: str) -> bool:
    """Whether an answer is the extractive one, and a notice says why."""
    first = answer.notices[0]
    return (
        (answer.mode, answer.text) == ("extractive", f"{ANSWER} [1]")
        and (first.kind, first.text, first.citations) == ("fallback", notice, (1,))
        and notice in {claim.text for claim in answer.claims}
    )


def nothing_open(setting: Any) -> bool:  # noqa: ANN401  what the fixture makes
    """Whether no request is under way on our side, at the latest after a moment."""
    deadline = time.monotonic() + 10
    while setting.writer.open_requests and time.monotonic() < deadline:
        time.sleep(0.01)
    return bool(setting.writer.open_requests == 0)
