"""Answers that a language model writes come sentence by sentence, and stop when nobody waits."""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi.testclient import TestClient
from ports import free_port

from bot.generating.opening import writing
from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.services import Services
from bot.web.talk import Place, Talk
from evals.endpoints.honest_model import said
from evals.endpoints.serving import Asked, Reply, Served, serving

QUESTION = "How many days did OMB memo M-25-21 give agencies to have a Chief AI Officer?"
ANSWER = "OMB memo M-25-21 of 3 April 2025 gave agencies 60 days to have a Chief AI Officer."


class Held:
    """A model that writes the answer, and goes on with another sentence once it is let go."""

    def __init__(self) -> None:
        self.stalls = False

    def __call__(self, asked: Asked) -> Reply:
        """Two sentences; it falls silent between them if it is to."""
        first = next(one for one in said(asked.user) if one[1] == ANSWER)
        second = next(one for one in said(asked.user) if one[1] != ANSWER)
        pieces = tuple(f"{text} [{number}] " for number, text in (first, second))
        stall = 2 if self.stalls else None
        return Reply((*pieces, "And so it is. [1]"), stall_after=stall)


@pytest.fixture(scope="module")
def held() -> Held:
    """The model of all tests here."""
    return Held()


@pytest.fixture(scope="module")
def served(held: Held) -> Iterator[Served]:
    """Its server."""
    with serving(held) as served:
        yield served


@pytest.fixture(scope="module")
def services(
    assistant: Assistant, served: Served, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Services]:
    """The parts of a server whose answers are written."""
    data = tmp_path_factory.mktemp("written")
    settings = BotSettings(data=data, llm_base_url=served.address, llm_model="made-up")
    with (
        closing(Services.open(assistant, settings)) as services,
        writing(settings, assistant.index, services.database) as writer,
    ):
        assistant.writer = writer
        yield services
        assistant.writer = None


@pytest.fixture
def stalling(held: Held) -> Iterator[None]:
    """The model falls silent after two sentences."""
    held.stalls = True
    yield
    held.stalls = False


@pytest.fixture(scope="module")
def address(services: Services) -> Iterator[str]:
    """A server on a port, for clients that leave."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(make_app(services), port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=5) as client:
        for _ in range(100):
            try:
                client.get("/healthz")
                break
            except httpx.TransportError:
                threading.Event().wait(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def test_a_stream_gives_claims_as_in_the_answer(services: Services) -> None:
    client = TestClient(make_app(services))
    with client.stream("POST", "/api/ask/stream", json={"question": QUESTION}) as reply:
        events = list(read(reply.iter_lines()))
    answer = events[-1][1]
    assert answer["mode"] == "generative"
    assert [data for name, data in events if name == "claim"] == answer["claims"]


@pytest.mark.usefixtures("stalling")
def test_a_claim_is_sent_while_the_rest_is_written(address: str, served: Served) -> None:
    with (
        httpx.Client(base_url=address, timeout=10) as client,
        client.stream("POST", "/api/ask/stream", json={"question": QUESTION}) as reply,
    ):
        event = next(read(reply.iter_lines()))
        assert (event[0], event[1]["text"]) == ("claim", ANSWER)
        assert served.open_now == 1
    assert served.idle_within(10)


@pytest.mark.usefixtures("stalling")
def test_a_client_that_leaves_ends_the_request(address: str, served: Served) -> None:
    before = len(served.asked)
    with ExitStack() as left:
        client = left.enter_context(httpx.Client(base_url=address, timeout=0.5))
        with pytest.raises(httpx.ReadTimeout):
            client.post("/api/ask", json={"question": QUESTION})
    assert len(served.asked) == before + 1
    assert served.idle_within(10)


def test_the_chat_shows_sentences_as_they_come_and_says_one_thing(services: Services) -> None:
    talk = Talk(services.kept, None)
    shown = list(talk.ask(QUESTION, Place()))
    assert ANSWER not in shown[0].log
    assert all(ANSWER in one.log for one in shown[1:])
    assert [bool(one.said) for one in shown] == [False] * (len(shown) - 1) + [True]
    assert len(shown) >= 3


@pytest.mark.usefixtures("stalling")
def test_stop_ends_the_request_and_puts_the_question_back(
    services: Services, served: Served
) -> None:
    talk = Talk(services.kept, None)
    steps = talk.ask(QUESTION, Place())
    place = next(steps).place
    assert ANSWER in next(steps).log
    assert talk.stop(place).box == QUESTION
    assert served.idle_within(10)
    assert not [step for step in steps if step.said]


def test_the_welcome_says_that_a_language_model_sees_what_is_asked(services: Services) -> None:
    talk = Talk(services.kept, None)
    assert "to the language model" in talk.restore("").log
    assert "Only this guide's server" not in talk.restore("").log


def read(lines: Iterator[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Server-sent events with their names."""
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))
