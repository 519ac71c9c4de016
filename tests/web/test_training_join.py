"""Attendees join by code, without a name; a wrong, early or late code is told in plain words."""

import pytest
from training_room import QUESTIONS, Room, opened, plan, send

from bot.pipeline import Assistant


@pytest.fixture(scope="module")
def code(room: Room) -> str:
    return room.code(room.make(topic="Everyday work"))


@pytest.fixture(scope="module")
def early(room: Room) -> str:
    return room.code(room.make(**plan(opens=2, closes=4)))


@pytest.fixture(scope="module")
def late(room: Room) -> str:
    session = room.make()
    room.act(session, "close")
    return room.code(session)


def test_joining_tells_what_the_class_is_about(room: Room, code: str) -> None:
    told = room.join(code).json()
    assert told["title"] == "AI at work"
    assert told["topic"] == "Everyday work"
    assert told["suggested"] == list(QUESTIONS)
    assert told["state"] == "open"
    assert told["opens_at"] < told["closes_at"]
    assert told["opens_at"].endswith("Z")


def test_a_code_may_be_typed_without_its_dash_and_in_small_letters(room: Room, code: str) -> None:
    assert room.join(code.replace("-", "").lower()).status_code == 200


@pytest.mark.parametrize(("which", "status"), [("wrong", 404), ("early", 403), ("late", 410)])
def test_a_code_that_cannot_be_used_now_is_refused_by_the_api(
    room: Room, early: str, late: str, which: str, status: int
) -> None:
    typed = {"wrong": "K7MP-WX2R", "early": early, "late": late}[which]
    for reply in (room.join(typed), room.ask(typed, QUESTIONS[0])):
        assert reply.status_code == status
        assert reply.json()["error"]["message"].endswith((".", "chat."))


@pytest.mark.parametrize(
    ("which", "said"),
    [
        ("wrong", "There is no class with the code"),
        ("early", "opens on"),
        ("late", "is over and takes no more questions"),
    ],
)
def test_a_code_that_cannot_be_used_now_is_told_on_the_page_with_the_form_to_try_again(
    room: Room, early: str, late: str, which: str, said: str
) -> None:
    typed = {"wrong": "K7MP-WX2R", "early": early, "late": late}[which]
    for path in ("/join/{}", "/class/{}", "/join?code={}"):
        shown = room.client().get(path.format(typed))
        assert shown.status_code in {403, 404, 410}
        assert said in shown.text
        assert 'name="code"' in shown.text


def test_the_form_leads_to_the_class(room: Room, code: str) -> None:
    shown = room.client().get("/join", params={"code": f" {code.lower()} "})
    assert shown.url.path.startswith("/class/")
    assert f'<guide-chat data-session="{code.replace("-", "")}"' in shown.text


def test_a_hostile_code_stays_text(room: Room) -> None:
    shown = room.client().get("/join", params={"code": '"><script>alert(1)</script>'})
    assert shown.status_code == 404
    assert "<script>alert" not in shown.text


def test_a_suggested_question_is_answered_at_once_and_cited(room: Room, code: str) -> None:
    answer = room.ask(code, "what counts as AI work").json()
    assert answer["outcome"] == "answered"
    assert answer["citations"]
    assert answer["timings_ms"]["total"] < 50
    assert "retrieval" not in answer["timings_ms"]


def test_two_people_who_ask_a_suggested_question_have_conversations_of_their_own(
    room: Room, code: str
) -> None:
    one, other = (room.ask(code, QUESTIONS[0], name).json() for name in ("a", "b"))
    assert one["text"] == other["text"]
    assert one["conversation"] != other["conversation"]


def test_a_follow_up_leans_on_a_suggested_question(room: Room) -> None:
    code = room.code(room.make(suggested="What is Oral Communication?"))
    first = room.ask(code, "What is Oral Communication?").json()
    body = {
        "question": "At which grades is it rated?",
        "conversation": first["conversation"],
        "session": code,
    }
    second = room.client().post("/api/ask", json=body).json()
    assert "Oral Communication" in second["understood_as"]
    assert second["conversation"] == first["conversation"]


def test_the_stream_gives_suggested_answers_too(room: Room, code: str) -> None:
    body = {"question": QUESTIONS[0], "session": code}
    reply = room.client().post("/api/ask/stream", json=body)
    assert reply.text.count("event: claim") >= 1
    assert reply.text.count("event: answer") == 1


def test_a_paused_class_can_be_joined_but_takes_no_questions(room: Room) -> None:
    session = room.make()
    code = room.code(session)
    room.act(session, "pause")
    assert room.join(code).json()["state"] == "paused"
    refused = room.ask(code, QUESTIONS[0])
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "paused")
    room.act(session, "resume")
    assert room.ask(code, QUESTIONS[0]).status_code == 200


def test_a_running_class_may_send_more_from_one_address(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> None:
    room = opened(assistant, tmp_path_factory.mktemp("limited"), address_limit=5)
    room.enter()
    code = room.code(room.make())
    replies = [room.join(code, f"b{n}").status_code for n in range(60)]
    assert replies == [200] * 60
    room.services.close()


def test_an_origin_that_a_session_allows_may_ask_until_it_is_over(room: Room) -> None:
    origin = "https://learn.agency.gov"
    session = room.make(origins=origin)
    body = {"question": QUESTIONS[0], "session": room.code(session)}

    def asked() -> int:
        headers = {"Origin": origin}
        return int(room.client().post("/api/ask", json=body, headers=headers).status_code)

    assert asked() == 200
    room.act(session, "close")
    assert asked() == 403


def test_nobody_joins_or_asks_while_the_guide_is_closed(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> None:
    notice = "Closed for maintenance until Monday."
    room = opened(assistant, tmp_path_factory.mktemp("closed"), closed_notice=notice)
    room.enter()
    session = room.make()
    code = room.code(session)
    assert room.join(code).json()["error"] == {"code": "closed", "message": notice}
    shown = room.client().get(f"/join/{code}")
    assert (shown.status_code, notice in shown.text) == (503, True)
    rehearsal = send(room.trainer, f"/trainer/sessions/{session}/rehearsal", {}).text
    assert "The guide is closed now" in rehearsal
    room.services.close()
