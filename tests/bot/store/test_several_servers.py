"""Of several servers over one database any can go on for another."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from test_database_gone import gone
from two_servers import Server, server, two_servers

from bot.conversations import Turn
from bot.settings import BotSettings
from bot.sharing.conversations import SharedConversations, read, written
from bot.sharing.opening import check_sharing
from bot.sharing.reach import Reach
from bot.sharing.sweeping import Sweeper
from bot.store.database import Database
from bot.store.passing import BUCKETS, KEPT, TRANSCRIPTS, TURNS, sweep, take
from bot.store.tables import now
from bot.store.training import Plan, add_session, put_suggested, set_paused
from bot.training.board import board_of
from bot.training.suggesting import prepared
from bot.web.talk import Place, Talk
from bot.web.tries import TooManyTriesError, Visitor
from corpus.errors import GuideError
from corpus.sentences import Span
from index.search import Index

FIRST, NEXT = "What is Teamwork rated at GS-13?", "And at GS-12?"
CODE = "BCDFGHJK"
ASKED = "May I use a free AI tool at work?"
ALIKE = "Am I allowed to use free AI tools at my work?"

Pair = tuple[Server, Server]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of one database of each kind, for all tests of this file."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('shared') / 'guide.sqlite'}"
    return str(request.getfixturevalue("postgres").new_database())


@pytest.fixture(scope="module")
def pair(
    open_index: Index, shared_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    """Two servers."""
    with two_servers(open_index, shared_url, tmp_path_factory.mktemp("data")) as both:
        yield both


@pytest.fixture(scope="module")
def session(pair: Pair) -> int:
    """A class that is open at both, with one question that is answered beforehand."""
    one, _ = pair
    at = now()
    plan = Plan("A class", "", "UTC", at - timedelta(hours=1), at + timedelta(hours=1))
    made = add_session(one.services.database, CODE, "00" * 16, "trainer", plan)
    put_suggested(one.services.database, made, prepared(one.services.assistant, [FIRST]))
    return made


def test_a_follow_up_is_answered_by_another_server(pair: Pair) -> None:
    one, other = pair
    first = one.ask(FIRST).json()
    answer = other.ask(NEXT, first["conversation"]).json()
    assert answer["conversation"] == first["conversation"]
    assert answer["understood_as"] == "What is Teamwork rated at GS-12?"


def test_a_conversation_that_nobody_began_starts_anew(pair: Pair) -> None:
    made_up = "A" * 22
    assert pair[0].ask(NEXT, made_up).json()["conversation"] != made_up


def test_nothing_is_kept_of_a_declined_question(pair: Pair) -> None:
    one, _ = pair
    declined = one.ask("Is 123-45-6789 the number of Jane Roe's AI work?").json()
    assert declined["outcome"] == "declined"
    assert not rows_of(one, declined["conversation"])


def test_what_is_kept_of_a_turn_is_masked_and_read_as_it_was() -> None:
    turn = Turn(
        "Who is jane.roe@opm.gov?", "Teamwork", frozenset({("eo-14110", Span(3, 9))}), "4505"
    )
    assert "jane.roe" not in written(turn)
    assert read(written(turn)) == Turn(
        "Who is [removed]?", "Teamwork", frozenset({("eo-14110", Span(3, 9))}), "4505"
    )


def test_a_conversation_cannot_be_opened_by_who_reads_the_table(pair: Pair) -> None:
    one, _ = pair
    conversation = one.ask(FIRST).json()["conversation"]
    with one.services.database.begin() as connection:
        kept = connection.execute(select(TURNS)).all()
    assert conversation not in str(kept)


def test_turns_are_gone_after_a_day(pair: Pair) -> None:
    one, other = pair
    database = one.services.database
    conversation = one.ask(FIRST).json()["conversation"]
    with database.begin() as connection:
        connection.execute(update(TURNS).values(at=now() - KEPT - timedelta(minutes=1)))
    sweep(database)
    assert other.ask(NEXT, conversation).json()["conversation"] != conversation


def test_a_server_goes_on_with_what_it_remembers_while_the_database_is_gone(
    new_url_of_kind: str, open_index: Index, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with closing(server(open_index, new_url_of_kind, tmp_path).services) as services:
        conversations = services.assistant.conversations
        opened, _ = conversations.open(None)
        conversations.add(opened, Turn("one", "one"))
        with gone(services.database, request):
            conversations.add(opened, Turn("two", "two"))
            assert conversations.open(opened) == (opened, [Turn("one", "one"), Turn("two", "two")])
            assert services.gate.refusal("10.0.0.9", "somebody") is None


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url_of_kind(
    request: pytest.FixtureRequest, new_url: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> str:
    """A database of its own, that does not wait for whoever has the file."""
    monkeypatch.setattr("bot.store.database._BUSY_S", 0)
    return new_url(request.param)


def test_a_chat_goes_on_at_another_server_and_back(pair: Pair) -> None:
    kept, other = (one.services.kept for one in pair)
    chat = kept.open()
    kept.ask(FIRST, chat)
    followed = other.ask(NEXT, chat)
    assert followed is not None
    assert followed.understood_as == "What is Teamwork rated at GS-12?"
    changed = kept.ask("And at GS-14?", chat, again=True)
    assert changed is not None
    assert [answer.question for answer in other.answers(chat)] == [FIRST, "And at GS-14?"]
    assert other.answers(chat)[1] == changed


def test_a_server_that_does_not_know_a_tab_hears_of_its_conversation_from_the_browser(
    pair: Pair,
) -> None:
    kept, other = (one.services.kept for one in pair)
    chat = kept.open()
    kept.ask(FIRST, chat)
    talk, told = Talk(other, None), json.dumps({"conversation": chat, "earlier": "", "draft": ""})
    assert talk.placed(Place(), told) == Place(chat)
    assert talk.placed(Place(), json.dumps({"conversation": "A" * 22})) == Place()
    assert talk.placed(Place("another"), told) == Place("another")


def test_of_a_declined_question_a_stored_transcript_has_the_reply_alone(pair: Pair) -> None:
    kept, other = (one.services.kept for one in pair)
    chat = kept.open()
    kept.ask("Is 123-45-6789 the number of Jane Roe?", chat)
    with pair[0].services.database.begin() as connection:
        stored = str(connection.execute(select(TRANSCRIPTS)).all())
    assert "Jane Roe" not in stored
    assert chat not in stored
    assert [answer.outcome for answer in other.answers(chat)] == ["declined"]


def test_two_servers_count_one_browser_together(pair: Pair) -> None:
    gates = [one.services.gate for one in pair]
    refusals = [gates[n % 2].refusal("10.0.0.1", "greedy") for n in range(40)]
    assert 30 <= refusals.count(None) < 35
    assert gates[0].refusal("10.0.0.1", "modest") is None


def test_a_bucket_fills_again_and_says_when(database: Database) -> None:
    assert [take(database, "k", 2.0, 1.0) > 0 for _ in range(2)] == [False, True]
    assert 0 < take(database, "k", 2.0, 1.0) <= 0.5
    assert take(database, "k", 2000.0, 2000.0) == 0.0  # so much more is granted now


def test_a_server_whose_clock_is_late_takes_from_a_bucket_like_any_other(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert take(database, "k", 2.0, 2.0) == 0.0
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert take(database, "k", 2.0, 2.0) == 0.0


def test_full_buckets_are_swept(database: Database) -> None:
    take(database, "k", 1e6, 1.0)
    sweep(database)
    assert buckets(database) == []


def test_a_running_server_sweeps_again_and_again(database: Database) -> None:
    with closing(Sweeper(database, every_s=0.01)):
        for _ in range(2):
            take(database, "k", 1e6, 1.0)
            assert any(not buckets(database) for _ in range(10_000))


def buckets(database: Database) -> list[str]:
    """The keys of the buckets that there are."""
    with database.begin() as connection:
        return list(connection.scalars(select(BUCKETS.c.key)))


def test_no_address_or_browser_can_be_read_from_the_limits(pair: Pair) -> None:
    one, _ = pair
    one.services.gate.refusal("192.0.2.77", "browser-of-ann")
    with one.services.database.begin() as connection:
        kept = str(connection.execute(select(BUCKETS)).all())
    assert "192.0.2.77" not in kept
    assert "browser-of-ann" not in kept


def test_two_servers_count_tries_to_sign_in_together(pair: Pair) -> None:
    taken = 0
    for number in range(60):
        tries = pair[number % 2].services.signing._tries  # noqa: SLF001
        with suppress(TooManyTriesError):
            tries.take_password("ann", Visitor("class", f"b{number}"))
            taken += 1
    assert taken < 30


@pytest.mark.usefixtures("session")
def test_an_answer_made_beforehand_at_one_server_is_given_by_the_other(pair: Pair) -> None:
    answer = pair[1].ask(FIRST, session=CODE).json()
    assert set(answer["timings_ms"]) == {"total"}
    followed = pair[0].ask(NEXT, answer["conversation"]).json()
    assert followed["understood_as"] == "What is Teamwork rated at GS-12?"


def test_both_count_on_one_board_and_in_one_group(pair: Pair, session: int) -> None:
    for one, question in zip(pair, (ASKED, ALIKE), strict=True):
        assert one.ask(question, session=CODE).status_code == 200
        one.services.sessions.flush()
    found = pair[0].services.sessions.find(CODE)
    assert found is not None
    assert found.id == session
    groups = board_of(pair[1].services.database, found).shown
    assert [group.count for group in groups if group.question == ASKED] == [2]


def test_a_question_that_a_proxy_hands_over_twice_is_counted_once(pair: Pair, session: int) -> None:
    before = counted(pair, session)
    for one in pair:
        assert one.ask(ASKED, session=CODE, **{"X-Request-ID": "one-request"}).status_code == 200
    assert counted(pair, session) == before + 1


def test_a_pause_at_one_server_is_known_at_the_other_after_a_while_without_questions(
    pair: Pair, session: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = pair
    set_paused(one.services.database, session, paused=True)
    monkeypatch.setattr(other.services.sessions, "_loaded", time.monotonic() - 60)
    assert other.ask(ASKED, session=CODE).json()["error"]["code"] == "paused"
    set_paused(one.services.database, session, paused=False)
    other.services.sessions.changed()


def test_a_page_may_ask_at_one_server_in_a_session_that_was_just_made_at_another(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = pair
    monkeypatch.setattr("bot.training.sessions._MOMENT_S", 0)
    at = now()
    origins = ("http://class.example",)
    plan = Plan("B", "", "UTC", at - timedelta(hours=1), at + timedelta(hours=1), origins)
    add_session(one.services.database, "CDFGHJKM", "00" * 16, "trainer", plan)
    reply = other.ask(FIRST, session="CDFGHJKM", Origin="http://class.example")
    assert reply.status_code == 200


def test_sharing_without_a_common_secret_is_refused() -> None:
    with pytest.raises(GuideError, match="GUIDE_SECRET"):
        check_sharing(BotSettings(shared=True))


def test_only_a_shared_conversation_is_written_down(pair: Pair) -> None:
    database = pair[0].services.database
    conversations = SharedConversations(database, Reach())
    branch = conversations.branch([Turn("one", "one")])
    conversations.add(branch, Turn("two", "two"))
    assert [turn.anchor for turn in conversations.take(branch)] == ["one", "two"]
    assert not rows_of(pair[0], branch)


def rows_of(one: Server, conversation: str) -> list[Turn]:
    """What another server would know of a conversation."""
    return SharedConversations(one.services.database, Reach()).open(conversation)[1]


def counted(pair: Pair, session: int) -> int:
    """How many questions are on the board."""
    for one in pair:
        one.services.sessions.flush()
    found = pair[0].services.sessions.find(CODE)
    assert found is not None
    assert found.id == session
    return board_of(pair[0].services.database, found).counts.questions
