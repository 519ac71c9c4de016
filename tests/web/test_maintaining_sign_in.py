"""Who is a maintainer: only accounts of their own, and without any there is no such page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from maintaining_room import NAME, PASSWORD, POLICY, MaintainingRoom, maintaining_room

from bot.pipeline import Assistant
from bot.web.areas import MAINTAINING, TRAINING
from bot.web.passwords import accounts
from bot.web.signing_in import Trainer
from corpus.errors import GuideError

GET = ["/maintain", "/maintain/new", "/maintain/documents/eo-14110", "/maintain/staged",
       "/maintain/undo/common"]  # fmt: skip
POST = ["/maintain/new", "/maintain/documents/eo-14110/text", "/maintain/staged",
        "/maintain/documents/eo-14110/standing", "/maintain/documents/eo-14110/remove",
        "/maintain/undo/common", "/maintain/build"]  # fmt: skip


@pytest.fixture(scope="module")
def room(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MaintainingRoom]:
    room = maintaining_room(assistant, tmp_path_factory.mktemp("room"), secret="x" * 32)
    yield room
    room.services.close()


def test_without_maintainers_there_is_no_such_page(assistant: Assistant, tmp_path: Path) -> None:
    room = maintaining_room(assistant, tmp_path, maintainers=None)
    assert [room.browser.get(path).status_code for path in (*GET, "/maintain/sign-in")] == [404] * 6
    assert [room.browser.post(path).status_code for path in POST] == [404] * 7
    room.services.close()


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(room: MaintainingRoom) -> None:
    stranger = room.client(None)
    for path in GET:
        shown = stranger.get(path)
        assert (shown.url.path, shown.url.params["next"]) == ("/maintain/sign-in", path)


def test_a_maintainer_signs_in_with_the_right_password_alone(room: MaintainingRoom) -> None:
    stranger = room.client(None)
    wrong = sign_in(stranger, PASSWORD + "x")
    assert (wrong.status_code, "do not belong together" in wrong.text) == (401, True)
    assert sign_in(stranger, PASSWORD).url.path == "/maintain"
    assert "guide_maintainer" in stranger.cookies
    assert "guide_trainer" not in stranger.cookies


def test_guessers_are_locked_out_for_a_while(room: MaintainingRoom) -> None:
    guesser = room.client(None)
    for _ in range(5):
        sign_in(guesser, "wrong")
    refused = sign_in(guesser, PASSWORD)
    assert (refused.status_code, "Too many tries" in refused.text) == (429, True)
    assert int(refused.headers["Retry-After"]) >= 1


def test_a_trainer_is_no_maintainer_even_under_the_same_name(room: MaintainingRoom) -> None:
    for name in ("ann", NAME):
        trainer = room.client(None)
        cookie = room.services.signing.cookie(Trainer.begin(name, "password"))
        trainer.cookies.set(TRAINING.cookie, cookie)
        trainer.cookies.set(MAINTAINING.cookie, cookie)
        assert trainer.get("/trainer").url.path == "/trainer"
        assert trainer.get("/maintain").url.path == "/maintain/sign-in"


def test_a_maintainer_is_no_trainer(room: MaintainingRoom) -> None:
    browser = room.client()
    cookie = str(browser.cookies[MAINTAINING.cookie])
    browser.cookies.set(TRAINING.cookie, cookie)
    assert browser.get("/trainer").url.path == "/trainer/sign-in"


def test_a_file_of_a_stranger_is_not_even_read(room: MaintainingRoom) -> None:
    stranger = TestClient(room.app, follow_redirects=False)
    refused = stranger.post("/maintain/new", files={"file": ("a.md", POLICY)})
    assert (refused.status_code, refused.headers["location"]) == (
        303,
        "/maintain/sign-in?next=/maintain",
    )


@pytest.mark.parametrize("path", POST)
def test_a_form_that_is_not_ours_changes_nothing(room: MaintainingRoom, path: str) -> None:
    refused = room.browser.post(path, data={"do": "accept", "form_token": "made up"})
    assert (refused.status_code, "Nothing was changed" in refused.text) == (403, True)


def test_only_an_upload_may_be_large_and_no_larger_than_a_file(room: MaintainingRoom) -> None:
    large = str(2_000_000)
    headers = {"content-length": large, "content-type": "application/x-www-form-urlencoded"}
    refused = [room.browser.post(path, content=b"", headers=headers).status_code for path in POST]
    assert [status == 413 for status in refused] == [False, False, *[True] * 5]
    huge = headers | {"content-length": str(60 * 1024 * 1024)}
    assert room.browser.post("/maintain/new", content=b"", headers=huge).status_code == 413
    assert room.browser.get("/maintain/new", headers=headers).status_code == 413


def test_signing_out_ends_the_visit(room: MaintainingRoom) -> None:
    room.browser.get("/maintain")
    kept = room.client()
    kept.cookies.set(MAINTAINING.cookie, str(room.browser.cookies[MAINTAINING.cookie]))
    assert room.send("/maintain", "/maintain/sign-out").url.path == "/maintain/sign-in"
    assert kept.get("/maintain").url.path == "/maintain/sign-in"
    room.browser = room.client()


def test_a_damaged_list_of_maintainers_names_its_own_variable_and_command() -> None:
    with pytest.raises(GuideError, match=r"GUIDE_MAINTAINERS.*python -m bot maintainer mae"):
        accounts("mae:secret", "GUIDE_MAINTAINERS")


def test_about_names_every_cookie_of_a_maintainer(room: MaintainingRoom) -> None:
    browser = room.client(None)
    sign_in(browser, PASSWORD)
    about = browser.get("/about").text
    assert len(browser.cookies) == 3
    assert all(f"<code>{name}</code>" in about for name in browser.cookies)


def sign_in(browser: TestClient, password: str) -> Any:  # noqa: ANN401
    token = browser.get("/maintain/sign-in").text.split('name="form_token" value="')[1]
    fields = {"name": NAME, "password": password, "form_token": token.split('"', 1)[0]}
    return browser.post("/maintain/sign-in", data=fields)
