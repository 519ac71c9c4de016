"""A trainer plans a session: what is typed is checked, and questions are answered beforehand."""

import re

import pytest
from kept_rows import everything, rows, tables
from training_room import QUESTIONS, Room, address, plan, send

from bot.store.holds import add_hold
from bot.store.training import session_by_code
from bot.training.codes import normalised

NEW = "/trainer/sessions/new"


@pytest.fixture(scope="module")
def session(room: Room) -> int:
    return room.make()


def test_the_answers_to_suggested_questions_are_shown_when_they_are_saved(room: Room) -> None:
    shown = send(room.trainer, NEW, plan()).text
    assert "All 2 are answered from the sources" in shown
    assert all(question in shown for question in QUESTIONS)
    assert 'href="/documents/' in shown


def test_a_suggested_question_that_is_not_answered_is_pointed_out(room: Room) -> None:
    fields = plan(suggested="What counts as AI work?\nWho won the world cup in 1998?")
    shown = send(room.trainer, NEW, fields).text
    assert "1 of 2 is not answered from the sources" in shown
    assert "Out of scope" in shown


def test_a_question_that_was_changed_is_asked_again(room: Room) -> None:
    session = room.make(suggested="Who won the world cup in 1998?")
    shown = send(room.trainer, f"{address(session)}/edit", plan()).text
    assert "All 2 are answered" in shown
    assert "world cup" not in shown


def test_the_form_shows_what_was_planned(room: Room) -> None:
    session = room.make(title="A & B", topic="in our words", origins="https://Learn.agency.gov:443")
    shown = room.trainer.get(f"{address(session)}/edit").text
    assert 'value="A &amp; B"' in shown
    assert "in our words</textarea>" in shown
    assert "https://learn.agency.gov</textarea>" in shown
    assert '<option value="UTC" selected>' in shown


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", " ", "Give the class a title"),
        ("title", "x" * 121, "121 characters, at most 120"),
        ("topic", "x" * 2001, "2,001 characters"),
        ("suggested", "x" * 2001, "A question has 2,001 characters"),
        ("suggested", "\n".join(f"q{n}" for n in range(31)), "There are 31 questions"),
        ("opens_at", "tomorrow", "is no date and time"),
        ("closes_at", "2020-01-01T09:00", "It must close after it opens"),
        ("zone", "Mars/Base", "is no time zone"),
        ("origins", "learn.agency.gov", "is not an origin"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_typed_is_lost(
    room: Room, field: str, value: str, said: str
) -> None:
    shown = send(room.trainer, NEW, plan(topic="kept words") | {field: value})
    assert shown.status_code == 422
    faults = re.findall(r'class="fault" id="fault-([a-z_]+)">(.*?)</span>\n', shown.text)
    assert said in dict(faults)[field]
    assert field == "topic" or "kept words" in shown.text


def test_a_session_that_would_be_over_already_is_refused(room: Room) -> None:
    shown = send(room.trainer, NEW, plan(opens=-3, closes=-1))
    assert "That time has passed already" in shown.text


def test_markup_in_title_topic_and_questions_stays_text(room: Room) -> None:
    hostile = "<script>alert(1)</script>"
    session = room.make(title=hostile, topic=hostile, suggested=f"What is AI work {hostile}?")
    paths = [address(session) + end for end in ("", "/edit", "/questions", "/delete", "/rehearsal")]
    code = normalised(room.code(session))
    for path in [*paths, "/trainer", f"/class/{code}", f"/wall/{code}"]:
        page = room.trainer.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text, path
        assert "&lt;script&gt;alert" in page.text, path


def test_personal_data_in_a_plan_is_not_kept(room: Room) -> None:
    session = room.make(
        title="Class", topic="Mail jane@example.com", suggested="Is 123-45-6789 it?"
    )
    shown = room.trainer.get(f"{address(session)}/edit").text
    assert "jane@example.com" not in shown
    assert "123-45-6789" not in shown
    assert "[removed]" in shown


def test_a_session_belongs_to_the_trainer_who_made_it(room: Room, session: int) -> None:
    other = room.client()
    room.enter("bob", other)
    assert "AI at work" not in other.get("/trainer").text
    for end in ("", "/edit", "/questions", "/rehearsal", "/delete"):
        assert other.get(address(session) + end).status_code == 404
    assert other.get(f"/api{address(session)}/board").status_code == 404


def test_a_rehearsal_asks_ten_questions_and_counts_none(room: Room, session: int) -> None:
    shown = send(room.trainer, f"{address(session)}/rehearsal", {}).text
    assert shown.count("<tr><th") == 1 + 10
    assert all(question in shown for question in QUESTIONS)
    assert re.search(r"\d+ of 10 answered", shown)
    assert re.search(r"<td>\d+\.\d s", shown)
    assert room.board(session)["questions"] == 0


def test_a_session_is_deleted_with_all_that_is_its_own(room: Room) -> None:
    session = room.make()
    code = room.code(session)
    room.ask(code, QUESTIONS[0])
    room.trainer.post(
        "/api/feedback",
        json={"verdict": "right", "question": "q", "corpus_version": "v", "session": code},
    )
    assert room.board(session)["feedback"] == {"right": 1}
    deleted = send(room.trainer, f"{address(session)}/delete", {"code": code.lower()})
    assert deleted.url.path == "/trainer"
    assert room.trainer.get(address(session)).status_code == 404
    assert room.join(code).status_code == 404
    assert rows_of(room, session, code) == []


def test_a_session_is_not_deleted_without_its_code(room: Room, session: int) -> None:
    shown = send(room.trainer, f"{address(session)}/delete", {"code": "yes"})
    assert (shown.status_code, "Nothing was deleted" in shown.text) == (422, True)
    assert room.trainer.get(address(session)).status_code == 200


def test_a_session_on_hold_is_not_deleted(room: Room) -> None:
    session = room.make()
    code = room.code(session)
    add_hold(room.services.database, "session", str(normalised(code)), "a request for records")
    shown = send(room.trainer, f"{address(session)}/delete", {"code": code})
    assert "on hold" in shown.text
    assert session_by_code(room.services.database, str(normalised(code))) is not None


def test_no_name_of_a_trainer_is_kept(room: Room) -> None:
    other = room.client()
    room.enter("marmaduke", other)
    assert send(other, NEW, plan(title="A class of another")).status_code == 200
    kept = everything(room.services.database)
    assert "A class of another" in kept
    assert "marmaduke" not in kept


def rows_of(room: Room, session: int, code: str) -> list[str]:
    """The tables that still hold something of a session."""
    database, own = room.services.database, {str(session), str(normalised(code))}
    return [
        table
        for table in tables(database)
        if any(str(row.get("session")) in own for row in rows(database, table))
    ]
