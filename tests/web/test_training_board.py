"""The board is right to the last question, and never says who asked."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from kept_rows import everything, rows
from training_room import JSON, QUESTIONS, Room, address, opened, token

from bot.pipeline import Assistant
from bot.store.database import Database, StoreUnavailableError
from bot.store.training import Session
from bot.training.board import Wall, wall_of
from bot.web.services import Services

SLIP = "My SSN is 123-45-6789, may I enter it?"


@pytest.fixture
def room(assistant: Assistant, tmp_path: Path) -> Iterator[Room]:
    room = opened(assistant, tmp_path)
    room.enter()
    yield room
    room.services.close()


@pytest.fixture
def session(room: Room) -> int:
    return room.make()


@pytest.fixture
def code(room: Room, session: int) -> str:
    return room.code(session)


def test_people_and_questions_are_counted(room: Room, session: int, code: str) -> None:
    for browser in ("a", "a", "b", "c"):
        room.join(code, browser)
    room.ask(code, QUESTIONS[0], "a")
    room.ask(code, QUESTIONS[1], "d")
    board = room.board(session)
    assert (board["people"], board["questions"], board["last_minute"]) == (4, 2, 2)
    assert board["outcomes"] == {"answered": 2}


def test_hundreds_of_questions_at_once_are_all_counted(room: Room, session: int, code: str) -> None:
    with ThreadPoolExecutor(16) as crowd:
        replies = list(crowd.map(lambda n: room.ask(code, QUESTIONS[n % 2], f"b{n}"), range(300)))
    assert {reply.status_code for reply in replies} == {200}
    board = room.board(session)
    assert (board["people"], board["questions"]) == (300, 300)
    assert [group["count"] for group in board["groups"]] == [150, 150]


def test_wordings_that_ask_the_same_are_one_group(room: Room, session: int, code: str) -> None:
    for asked in ("May I enter CUI into ChatGPT?", "Can I put CUI in ChatGPT?", QUESTIONS[0]):
        room.ask(code, asked)
    counts = {group["question"]: group["count"] for group in room.board(session)["groups"]}
    assert counts == {"May I enter CUI into ChatGPT?": 2, QUESTIONS[0]: 1}


def test_a_declined_question_is_counted_by_reason_and_its_words_are_not_kept(
    room: Room, session: int, code: str
) -> None:
    room.ask(code, SLIP)
    board = room.board(session)
    assert board["declined"] == {"personal_data": 1}
    assert board["latest"][0] == board["latest"][0] | {"asked": None, "reason": "personal_data"}
    assert "may I enter it" not in everything(room.services.database)


def test_unanswered_questions_are_listed(room: Room, session: int, code: str) -> None:
    room.ask(code, "Who won the world cup in 1998?")
    room.ask(code, QUESTIONS[0])
    assert [one["question"] for one in room.board(session)["unanswered"]] == [
        "Who won the world cup in 1998?"
    ]


def test_feedback_of_the_class_is_counted(room: Room, session: int, code: str) -> None:
    body = {"question": "q", "corpus_version": "v"}
    for verdict in ("right", "right", "wrong"):
        sent = body | {"verdict": verdict, "session": code}
        assert room.client().post("/api/feedback", json=sent).status_code == 200
    room.client().post("/api/feedback", json=body | {"verdict": "wrong"})
    assert room.board(session)["feedback"] == {"right": 2, "wrong": 1}


def test_nothing_that_is_kept_or_shown_tells_who_asked(room: Room, session: int, code: str) -> None:
    room.join(code, "token-of-jane")
    room.ask(code, QUESTIONS[0], "token-of-jane")
    shown = room.trainer.get(f"/api{address(session)}/board").text
    for text in (shown, everything(room.services.database)):
        assert "token-of-jane" not in text
        assert "testclient" not in text


def test_no_two_sessions_have_the_same_digest_of_a_browser(room: Room) -> None:
    for _ in range(2):
        room.join(room.code(room.make()), "token-of-jane")
    room.services.sessions.flush()
    joined = rows(room.services.database, "attendees")
    assert len({row["token_digest"] for row in joined}) == 2


def test_when_somebody_joined_is_kept_to_the_minute(room: Room, code: str) -> None:
    room.join(code)
    room.services.sessions.flush()
    (joined,) = rows(room.services.database, "attendees")
    assert (joined["joined_at"].second, joined["joined_at"].microsecond) == (0, 0)


def test_a_hidden_question_leaves_the_lists_and_can_be_brought_back(
    room: Room, session: int, code: str
) -> None:
    room.ask(code, QUESTIONS[0])
    group = room.board(session)["groups"][0]["id"]
    board = room.act(session, f"hide {group}").json()
    assert (board["groups"][0]["hidden"], board["latest"]) == (True, [])
    assert "Undo" in board["parts"]["done"]
    room.ask(code, QUESTIONS[0])  # whoever asks it again does not bring it back
    assert room.board(session)["groups"][0]["hidden"]
    board = room.act(session, f"show {group}").json()
    assert (board["groups"][0]["hidden"], len(board["latest"])) == (False, 2)


def test_a_pinned_question_stands_on_the_wall_with_its_cited_answer(
    room: Room, session: int, code: str
) -> None:
    room.ask(code, "May I enter CUI into ChatGPT?")
    group = room.board(session)["groups"][0]["id"]
    assert "May I enter CUI" not in room.client().get(f"/wall/{code}").text
    room.act(session, f"pin {group}")
    wall = room.client().get(f"/wall/{code}").text
    assert "May I enter CUI into ChatGPT?" in wall
    assert 'href="/documents/what-may-be-entered' in wall
    room.act(session, f"unpin {group}")
    assert "May I enter CUI" not in room.client().get(f"/wall/{code}").text


def test_a_suggested_question_can_be_pinned_before_anybody_asks_it(
    room: Room, session: int, code: str
) -> None:
    shown = room.trainer.get(f"{address(session)}/questions").text
    group = shown.split('value="pin ')[1].split('"')[0]
    room.act(session, f"pin {group}")
    assert QUESTIONS[0] in room.client().get(f"/wall/{code}").text


def test_the_wall_shows_how_to_join_and_how_many_did(room: Room, session: int, code: str) -> None:
    assert session
    room.join(code, "a")
    wall = room.client().get(f"/wall/{code}").text
    assert code in wall
    assert f'http://testserver/join/<wbr><span class="whole">{code.replace("-", "")}' in wall
    assert "<svg" in wall
    told = room.client().get(f"/api/sessions/{code}/wall").json()
    assert (told["people"], told["questions"], told["state"]) == (1, 0, "open")


def test_the_wall_does_not_name_its_trainer(room: Room, code: str) -> None:
    assert "Sign out" not in room.trainer.get(f"/wall/{code}").text


def test_the_address_that_people_use_can_be_set(assistant: Assistant, tmp_path: Path) -> None:
    room = opened(assistant, tmp_path, public_url="http://guide.agency.gov")
    room.enter()
    session = room.make()
    assert "http://guide.agency.gov/join/" in room.trainer.get(address(session)).text
    room.services.close()


@pytest.mark.parametrize(
    ("do", "state"), [("pause", "paused"), ("close", "closed"), ("resume", "open")]
)
def test_a_trainer_steers_the_class(room: Room, session: int, do: str, state: str) -> None:
    assert room.act(session, do).json()["state"] == state


def test_without_scripts_the_page_says_what_was_done_and_offers_to_undo_it(
    room: Room, session: int
) -> None:
    page = room.trainer.get(address(session)).text
    token = page.split('name="form_token" value="')[1].split('"')[0]
    shown = room.trainer.post(address(session), data={"form_token": token, "do": "pause"})
    assert "Questions are paused." in shown.text
    assert 'value="resume" id="undo"' in shown.text


@pytest.mark.parametrize("do", ["", "explode", "hide", "pin 0000", "pause 1"])
def test_what_a_board_cannot_do_is_refused_plainly(room: Room, session: int, do: str) -> None:
    refused = room.act(session, do)
    assert refused.status_code == 422
    assert refused.json()["error"]["message"]


def test_nothing_is_lost_when_the_server_stops(
    assistant: Assistant, room: Room, session: int, code: str
) -> None:
    for number in range(50):
        room.ask(code, QUESTIONS[0], f"b{number}")
    room.services.close()
    again = Room(Services.open(assistant, room.services.settings))
    again.enter()
    assert (again.board(session)["people"], again.board(session)["questions"]) == (50, 50)
    again.services.close()


def test_groups_go_on_growing_after_a_restart(
    assistant: Assistant, room: Room, session: int, code: str
) -> None:
    room.ask(code, "May I enter CUI into ChatGPT?")
    room.services.close()
    again = Room(Services.open(assistant, room.services.settings))
    again.enter()
    again.ask(code, "Can I put CUI in ChatGPT?")
    assert [group["count"] for group in again.board(session)["groups"]] == [2]
    again.services.close()


def test_another_server_on_the_same_database_sees_a_pause_within_seconds(
    assistant: Assistant, room: Room, session: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.training.sessions._FRESH_S", 0.0)
    other = Services.open(assistant, room.services.settings)
    room.act(session, "pause")
    found = other.sessions.find(code)
    until = time.monotonic() + 10
    while not (found and found.paused) and time.monotonic() < until:
        found = other.sessions.find(code)
    assert found
    assert found.paused
    other.close()


def test_a_class_goes_on_while_the_database_is_gone_and_is_counted_afterwards(
    room: Room, session: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.join(code, "a")
    engine = room.services.database.engine
    with monkeypatch.context() as gone:
        gone.setattr(room.services.database, "engine", _Gone())
        assert room.ask(code, QUESTIONS[0], "b").status_code == 200
        assert room.ask(code, "May I enter CUI?", "c").status_code == 200
        board = room.trainer.get(f"/api{address(session)}/board", headers=JSON)
        assert (board.status_code, board.json()["error"]["code"]) == (503, "store_unavailable")
        page = room.trainer.get(address(session))
        assert (page.status_code, "database cannot be reached" in page.text) == (503, True)
    assert room.services.database.engine is engine
    board = room.board(session)
    assert (board["people"], board["questions"]) == (3, 2)


def test_a_change_that_is_stored_is_said_to_be_also_when_the_database_goes_right_after_it(
    room: Room, session: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: object) -> list[object]:
        raise StoreUnavailableError("gone")

    with monkeypatch.context() as right_after:
        right_after.setattr("bot.training.sessions.sessions_not_over", gone)
        assert room.act(session, "pause").json()["state"] == "paused"
    assert room.board(session)["state"] == "paused"


def test_a_wall_may_not_be_asked_for_without_end_by_one_browser(room: Room, code: str) -> None:
    client = room.client()
    for path in (f"/wall/{code}", f"/api/sessions/{code}/wall"):
        replies = [client.get(path, headers=token(path)).status_code for _ in range(40)]
        assert (replies[0], replies[-1]) == (200, 429), path


def test_a_class_does_not_wait_for_the_wall_of_another(
    room: Room, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, go = room.make(), threading.Event()
    begun = threading.Event()

    def wall(database: Database, session: Session) -> Wall:
        if session.id == slow:
            begun.set()
            go.wait(20)
        return wall_of(database, session)

    monkeypatch.setattr("bot.web.routes.boards.wall_of", wall)
    slow_code = room.code(slow)
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(lambda: room.client().get(f"/api/sessions/{slow_code}/wall"))
        assert begun.wait(20)
        assert room.client().get(f"/api/sessions/{code}/wall").json()["state"] == "open"
        go.set()
        assert waiting.result().status_code == 200


class _Gone:
    """An engine whose server does not answer."""

    def connect(self) -> None:
        from sqlalchemy.exc import OperationalError  # noqa: PLC0415

        raise OperationalError("select 1", {}, Exception("server closed the connection"))
