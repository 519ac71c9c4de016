"""Trainers sign in: only with the right password, only from our own form, and for twelve hours."""

import secrets
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from training_room import JSON, PASSWORD, Room, opened, send

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.store.database import Database
from bot.web.pages import DEVICE_COOKIE, TRAINER_COOKIE
from bot.web.passwords import accounts, hashed, nobodys, verified
from bot.web.signing_in import SigningIn, Trainer
from bot.web.tries import Visitor
from corpus.errors import GuideError

SHARED = "x" * 32
WRONG = "do not belong together"


@pytest.fixture
def room(assistant: Assistant, tmp_path: Path) -> Iterator[Room]:
    room = opened(assistant, tmp_path, secret=SHARED)
    yield room
    room.services.close()


def test_a_password_is_known_by_its_hash_alone() -> None:
    kept = hashed(PASSWORD)
    assert PASSWORD not in kept
    assert verified(PASSWORD, kept)
    assert not verified(PASSWORD + "x", kept)


def test_two_hashes_of_a_password_differ_and_need_no_quotes_in_a_shell() -> None:
    one, other = hashed(PASSWORD), hashed(PASSWORD)
    assert one != other
    assert all(letter.isalnum() or letter in "._-" for letter in one + other)


@pytest.mark.parametrize(
    "setting", ["ann", "ann:", "ann:secret", "ann:scrypt.99.8.1.AAAA.AAAA", ":x", "a/b:x"]
)
def test_a_damaged_list_of_trainers_is_named_without_its_secrets(setting: str) -> None:
    with pytest.raises(GuideError, match="GUIDE_TRAINERS") as raised:
        accounts(setting)
    assert "secret" not in str(raised.value)


def test_a_name_that_is_listed_twice_is_refused() -> None:
    entry = f"ann:{hashed(PASSWORD)}"
    with pytest.raises(GuideError, match="entry 2"):
        accounts(f"{entry} {entry}")


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(room: Room) -> None:
    shown = room.trainer.get("/trainer/sessions/new")
    assert shown.url.path == "/trainer/sign-in"
    fields = {"name": "ann", "password": PASSWORD, "next": "/trainer/sessions/new"}
    assert send(room.trainer, "/trainer/sign-in", fields).url.path == "/trainer/sessions/new"


def test_a_script_of_somebody_not_signed_in_is_told_so(room: Room) -> None:
    reply = room.trainer.get("/api/trainer/sessions/1/board", headers=JSON)
    assert (reply.status_code, reply.json()["error"]["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("fields", [{"name": "ann", "password": "wrong"}, {"name": "nobody"}])
def test_wrong_names_and_passwords_are_told_alike(room: Room, fields: dict[str, str]) -> None:
    shown = send(room.trainer, "/trainer/sign-in", {"password": PASSWORD} | fields)
    assert (shown.status_code, WRONG in shown.text) == (401, True)
    assert room.trainer.get("/trainer").url.path == "/trainer/sign-in"


def test_an_unknown_name_takes_as_long_as_a_known_one(room: Room) -> None:
    def seconds(name: str) -> float:
        visitor = Visitor("address", secrets.token_hex())
        started = time.perf_counter()
        assert room.services.signing.by_password(name, "wrong", visitor) is None
        return time.perf_counter() - started

    assert min(seconds("ann") for _ in range(3)) < 3 * min(seconds("nobody") for _ in range(3))
    assert min(seconds("eve") for _ in range(3)) > 0.02


def test_wrong_tries_of_somebody_in_the_class_keep_no_trainer_out(room: Room) -> None:
    attendee = room.client()
    for _ in range(5):
        send(attendee, "/trainer/sign-in", {"name": "ann", "password": "wrong"})
    refused = room.sign_in("ann", attendee)
    assert (refused.status_code, "Too many tries" in refused.text) == (429, True)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert room.sign_in("ann").url.path == "/trainer"


def test_a_browser_in_which_a_trainer_has_signed_in_is_known_again(room: Room) -> None:
    room.sign_in("ann")
    device = room.trainer.cookies.get(DEVICE_COOKIE)
    known = room.services.signing.visitor
    assert known("address", "browser", device, "ann").device
    assert known("address", "browser", device, "bob").device is None
    assert known("address", "browser", "made up", "ann").device is None


def test_signing_out_ends_the_visit_for_copies_of_the_cookie_at_every_server(
    room: Room, assistant: Assistant, tmp_path: Path
) -> None:
    other = opened(assistant, tmp_path, secret=SHARED)
    room.enter()
    other.trainer.cookies.set(TRAINER_COOKIE, str(room.trainer.cookies.get(TRAINER_COOKIE)))
    assert other.trainer.get("/trainer").url.path == "/trainer"
    assert _sign_out(room).url.path == "/trainer/sign-in"
    assert other.trainer.get("/trainer").url.path == "/trainer/sign-in"
    other.services.close()


@pytest.mark.parametrize(
    "trainers", [f"ann:{nobodys()}", f"bob:{nobodys()}"], ids=["changed", "removed"]
)
def test_a_changed_password_and_a_removed_trainer_end_every_visit(
    room: Room, assistant: Assistant, tmp_path: Path, trainers: str
) -> None:
    room.enter("ann")
    later = opened(assistant, tmp_path, secret=SHARED, trainers=trainers)
    later.trainer.cookies.set(TRAINER_COOKIE, str(room.trainer.cookies.get(TRAINER_COOKIE)))
    assert later.trainer.get("/trainer").url.path == "/trainer/sign-in"
    later.services.close()


def test_a_visit_of_a_trainer_who_is_no_longer_listed_at_the_provider_ends(tmp_path: Path) -> None:
    with closing(Database(None, tmp_path)) as database:
        before, after = (
            SigningIn(
                BotSettings(
                    data=tmp_path, secret=SHARED, oidc_issuer="https://x", oidc_trainers=listed
                ),
                database,
            )
            for listed in ("ann@agency.gov bob@agency.gov", "bob@agency.gov")
        )
        cookies = [
            before.cookie(Trainer.begin(f"{n}@agency.gov", "openid")) for n in ("ann", "bob")
        ]
        assert all(map(before.trainer, cookies))
        assert [after.trainer(cookie) is not None for cookie in cookies] == [False, True]


def test_the_cookie_of_a_visit_is_out_of_reach_of_scripts(room: Room) -> None:
    client = TestClient(room.app, follow_redirects=False)
    set_by = " ".join(room.sign_in(client=client).headers.get_list("set-cookie"))
    assert f"{TRAINER_COOKIE}=" in set_by
    assert set_by.count("HttpOnly") == set_by.count("SameSite=lax") == set_by.count("guide_")


def test_about_names_every_cookie_of_a_trainer(room: Room) -> None:
    room.sign_in()
    about = room.client().get("/about").text
    assert len(room.trainer.cookies) == 3
    assert all(f"<code>{name}</code>" in about for name in room.trainer.cookies)


def test_cookies_are_for_https_alone_where_the_guide_is_served_by_it(
    assistant: Assistant, tmp_path: Path
) -> None:
    room = opened(assistant, tmp_path, public_url="https://guide.agency.gov")
    shown = room.client().get("/trainer/sign-in")
    assert "Secure" in shown.headers["set-cookie"]
    room.services.close()


@pytest.mark.parametrize("damage", ["x", "", "eyJ.a.b"])
def test_a_cookie_that_is_not_ours_signs_nobody_in(room: Room, damage: str) -> None:
    room.trainer.cookies.set(TRAINER_COOKIE, damage)
    assert room.trainer.get("/trainer").url.path == "/trainer/sign-in"


def test_a_cookie_of_another_server_signs_nobody_in(
    room: Room, assistant: Assistant, tmp_path: Path
) -> None:
    other = opened(assistant, tmp_path)
    other.enter()
    room.trainer.cookies.set(TRAINER_COOKIE, str(other.trainer.cookies.get(TRAINER_COOKIE)))
    assert room.trainer.get("/trainer").url.path == "/trainer/sign-in"
    other.services.close()


def test_a_secret_keeps_trainers_signed_in_over_a_restart(
    room: Room, assistant: Assistant, tmp_path: Path
) -> None:
    room.enter()
    second = opened(assistant, tmp_path, secret=SHARED)
    second.trainer.cookies.set(TRAINER_COOKIE, str(room.trainer.cookies.get(TRAINER_COOKIE)))
    assert second.trainer.get("/trainer").url.path == "/trainer"
    second.services.close()


def test_a_form_that_is_not_ours_is_refused(room: Room) -> None:
    room.enter()
    refused = room.trainer.post("/trainer/sessions/new", data={"title": "x"})
    assert (refused.status_code, "Nothing was changed" in refused.text) == (403, True)


def test_a_form_made_for_another_browser_is_refused(room: Room) -> None:
    other = room.client()
    token = _token(other.get("/trainer/sign-in").text)
    room.trainer.get("/trainer/sign-in")
    fields = {"form_token": token, "name": "ann", "password": PASSWORD}
    assert room.trainer.post("/trainer/sign-in", data=fields).status_code == 403


@pytest.mark.parametrize("onwards", ["https://evil.example", "//evil.example", "/trainers"])
def test_signing_in_leads_nowhere_but_to_our_pages(room: Room, onwards: str) -> None:
    client = TestClient(room.app, follow_redirects=False)
    fields = {"name": "ann", "password": PASSWORD, "next": onwards}
    assert send(client, "/trainer/sign-in", fields).headers["location"] == "/trainer"


def test_without_trainers_the_page_says_how_to_add_one(
    assistant: Assistant, tmp_path: Path
) -> None:
    room = opened(assistant, tmp_path, trainers=None)
    shown = room.client().get("/trainer").text
    assert "python -m bot trainer NAME" in shown
    assert "GUIDE_TRAINERS" in shown
    assert "<input id=" not in shown
    room.services.close()


def _token(page: str) -> str:
    return page.split('name="form_token" value="')[1].split('"', maxsplit=1)[0]


def _sign_out(room: Room) -> Any:  # noqa: ANN401
    token = _token(room.trainer.get("/trainer").text)
    return room.trainer.post("/trainer/sign-out", data={"form_token": token})
