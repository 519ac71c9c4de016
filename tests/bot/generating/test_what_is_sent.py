"""Only what may leave is sent, and of what was sent there is a record that does not repeat it."""

import hashlib
import threading
from collections.abc import Callable
from typing import Any

import pytest

from bot.generating import audit
from bot.generating.opening import is_configured, writing
from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.store.database import Database, StoreUnavailableError
from bot.store.sent import Sent, all_sent
from corpus.errors import GuideError
from evals.endpoints.honest_model import honest
from evals.endpoints.hostile_model import Hostile

QUESTION = "How many days did OMB memo M-25-21 give agencies to have a Chief AI Officer?"
Write = Callable[..., Any]


def test_what_is_not_answered_is_never_sent(write: Write) -> None:
    setting = write(honest)
    asked = {
        "What is the capital of France?": "out_of_scope",
        "My SSN is 000-12-3456. What counts as AI work?": "declined",
        "Write to jo@example.org: what counts as AI work?": "declined",
        "(CUI) What counts as AI work?": "declined",
        "Should I fire Bob for using ChatGPT?": "declined",
        "Hi": "needs_clarification",
    }
    assert {q: setting.assistant.ask(q).outcome for q in asked} == asked
    assert setting.served.asked == []


def test_nothing_of_a_declined_question_is_sent_with_the_next_one(write: Write) -> None:
    setting = write(honest)
    first = setting.assistant.ask("My SSN is 000-12-3456. What counts as AI work?")
    setting.assistant.ask(QUESTION, first.conversation)
    assert "000-12" not in setting.served.log
    assert len(setting.served.asked) == 1


def test_a_follow_up_is_sent_as_it_was_understood(write: Write) -> None:
    setting = write(honest)
    first = setting.assistant.ask("What does the competency model say about Teamwork?")
    second = setting.assistant.ask("And about Reading?", first.conversation)
    assert second.understood_as in setting.served.asked[-1].user


def test_key_and_headers_go_along_and_the_model_is_asked_without_chance(write: Write) -> None:
    setting = write(
        honest, llm_api_key="k-1", llm_headers={"X-Team": "hr"}, llm_options={"seed": 7}
    )
    setting.assistant.ask(QUESTION)
    asked = setting.served.asked[0]
    assert (asked.headers["Authorization"], asked.headers["X-Team"]) == ("Bearer k-1", "hr")
    assert (asked.content["temperature"], asked.content["seed"]) == (0.0, 7)
    assert (asked.content["model"], asked.content["stream"]) == ("made-up", True)


def test_the_length_of_a_reply_is_told_by_the_name_that_the_options_give_it(write: Write) -> None:
    setting = write(honest, llm_options={"max_completion_tokens": 500})
    setting.assistant.ask(QUESTION)
    content = setting.served.asked[0].content
    assert (content["max_completion_tokens"], "max_tokens" in content) == (500, False)


def test_a_request_is_recorded_with_its_digest_and_how_it_ended(write: Write) -> None:
    setting = write(honest)
    setting.assistant.ask(QUESTION)
    asked = setting.served.asked[0]
    record = all_sent(setting.database)[0]
    sent = f"{asked.system}\n\n{asked.user}"
    assert record.digest == hashlib.sha256(sent.encode()).hexdigest()
    assert (record.characters, record.outcome) == (len(asked.system) + len(asked.user), "complete")
    assert (record.model, record.prompt_version) == ("made-up", "1")
    assert record.released >= 1
    assert record.reply_tokens is not None


def test_no_record_holds_what_was_asked_or_written(write: Write) -> None:
    setting = write(honest)
    answer = setting.assistant.ask(QUESTION)
    kept = str(all_sent(setting.database)[0])
    assert not [
        word for word in f"{QUESTION} {answer.text}".split() if len(word) > 4 and word in kept
    ]


def test_a_request_that_failed_is_recorded_as_failed(write: Write) -> None:
    setting = write(Hostile("fails"))
    setting.assistant.ask(QUESTION)
    assert [record.outcome for record in all_sent(setting.database)] == ["refused"]


def test_what_cannot_be_recorded_is_not_sent(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: Database, __: Sent) -> int:
        raise StoreUnavailableError("gone")

    setting = write(honest)
    monkeypatch.setattr(audit, "add_sent", gone)
    answer = setting.assistant.ask(QUESTION)
    assert (answer.mode, answer.notices[0].kind) == ("extractive", "fallback")
    assert setting.served.asked == []


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"llm_base_url": "http://127.0.0.1:1/v1"}, "GUIDE_LLM_MODEL"),
        ({"llm_model": "made-up"}, "GUIDE_LLM_BASE_URL"),
    ],
)
def test_half_a_configuration_names_the_other_half(settings: dict[str, str], named: str) -> None:
    with pytest.raises(GuideError, match=named):
        is_configured(BotSettings.model_validate(settings))


def test_closing_leaves_no_thread(assistant: Assistant, tmp_path: Any) -> None:  # noqa: ANN401
    before = {*threading.enumerate()}
    settings = BotSettings(llm_base_url="http://127.0.0.1:9/v1", llm_model="made-up")
    database = Database(None, tmp_path)
    with writing(settings, assistant.index, database):
        assert "language-model" in {thread.name for thread in threading.enumerate()}
    database.close()
    assert not [t for t in {*threading.enumerate()} - before if t.name == "language-model"]
