"""Pages of other origins may embed and ask where they are allowed, and nowhere else."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sessions_in_memory import SessionsInMemory, with_sessions

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.chat import mount_chat
from bot.web.origins import Origins, checked_origin
from bot.web.services import Services
from corpus.errors import GuideError

FRIEND, STRANGER, CLASS = "https://learn.gov", "https://third.invalid", "https://class.gov:8443"
SHARED = ["/api/ask", "/api/ask/stream", "/api/feedback", "/api/sessions/ABCD/join", "/widget.js"]
EMPTY = {"question": ""}


@pytest.fixture(scope="module")
def guide(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The whole application, chat included, that allows one origin by configuration."""
    settings = BotSettings(data=tmp_path_factory.mktemp("data"), allowed_origins=FRIEND)
    services = Services.open(assistant, settings)
    return TestClient(mount_chat(make_app(services), services), "https://guide.gov")


def asks_leave(guide: TestClient, path: str, origin: str, method: str = "POST") -> dict[str, str]:
    """The headers by which a browser's preflight is answered; none if it is refused."""
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "content-type,x-guide-browser",
    }
    reply = guide.options(path, headers=headers)
    return dict(reply.headers) if reply.is_success else {}


@pytest.mark.parametrize("path", SHARED)
def test_a_page_of_an_allowed_origin_may_ask(guide: TestClient, path: str) -> None:
    leave = asks_leave(guide, path, FRIEND)
    assert leave["access-control-allow-origin"] == FRIEND
    assert leave["access-control-allow-headers"] == "Content-Type, X-Guide-Browser"
    assert "POST" in leave["access-control-allow-methods"]


@pytest.mark.parametrize("path", SHARED)
def test_a_page_of_another_origin_is_refused_before_it_sends(guide: TestClient, path: str) -> None:
    assert asks_leave(guide, path, STRANGER) == {}


def test_the_answer_can_be_read_by_the_allowed_page(guide: TestClient) -> None:
    reply = guide.post("/api/ask", json=EMPTY, headers={"Origin": FRIEND})
    assert reply.status_code == 200
    assert reply.headers["access-control-allow-origin"] == FRIEND
    assert "origin" in reply.headers["vary"].lower()


def test_an_error_can_be_read_by_the_allowed_page(guide: TestClient) -> None:
    reply = guide.post("/api/ask", json={"question": "x" * 2001}, headers={"Origin": FRIEND})
    assert reply.status_code == 413
    assert reply.headers["access-control-allow-origin"] == FRIEND
    assert reply.headers["access-control-expose-headers"] == "Retry-After"


@pytest.mark.parametrize("path", SHARED)
def test_no_page_of_another_origin_may_send_cookies(guide: TestClient, path: str) -> None:
    reply = guide.post(path, json=EMPTY, headers={"Origin": FRIEND})
    assert "access-control-allow-credentials" not in reply.headers
    assert "access-control-allow-credentials" not in asks_leave(guide, path, FRIEND)


@pytest.mark.parametrize(
    "origin", [STRANGER, "null", "https://learn.gov.third.invalid", FRIEND[:-1]]
)
def test_a_question_from_another_origin_is_403(guide: TestClient, origin: str) -> None:
    reply = guide.post("/api/ask", json=EMPTY, headers={"Origin": origin})
    assert reply.status_code == 403
    assert reply.json()["error"]["code"] == "origin_not_allowed"
    assert origin in reply.json()["error"]["message"]
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize("origin", [FRIEND, STRANGER])
@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/trainer/sessions"])
def test_no_page_of_another_origin_may_use_the_chat_or_the_trainers_pages(
    guide: TestClient, path: str, origin: str
) -> None:
    assert guide.post(path, json={}, headers={"Origin": origin}).status_code == 403
    assert asks_leave(guide, path, origin) == {}


@pytest.mark.parametrize("path", ["/config", "/gradio_api/info", "/api/documents"])
def test_no_page_of_another_origin_may_read_the_rest(guide: TestClient, path: str) -> None:
    reply = guide.get(path, headers={"Origin": STRANGER})
    assert [name for name in reply.headers if name.startswith("access-control-")] == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://guide.gov"},
        {"Origin": "https://guide.agency.gov", "Sec-Fetch-Site": "same-origin"},
    ],
    ids=["no origin", "own origin", "own origin behind a proxy that renames the host"],
)
def test_own_pages_and_programs_may_ask(guide: TestClient, headers: dict[str, str]) -> None:
    assert guide.post("/api/ask", json=EMPTY, headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/", "/widget", "/documents", "/documents/eo-14110"])
def test_an_allowed_origin_may_frame_what_is_made_for_it(guide: TestClient, path: str) -> None:
    policy = guide.get(path).headers["content-security-policy"]
    assert f"frame-ancestors 'self' {FRIEND}" in policy


@pytest.mark.parametrize("path", ["/healthz", "/trainer", "/none"])
def test_no_other_origin_may_frame_the_rest(guide: TestClient, path: str) -> None:
    policy = guide.get(path).headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self'")


def test_a_training_session_may_allow_further_origins_while_it_lasts() -> None:
    further = {CLASS}
    origins = Origins(FRIEND, lambda: further)
    assert origins.ancestors("/widget") == f"'self' {FRIEND} {CLASS}"
    further.clear()
    assert origins.ancestors("/widget") == f"'self' {FRIEND}"


def test_a_page_of_a_training_session_may_ask(assistant: Assistant, tmp_path: Path) -> None:
    services = Services.open(assistant, BotSettings(data=tmp_path))
    sessions = SessionsInMemory(allowed=frozenset({CLASS}))
    client = TestClient(make_app(with_sessions(services, sessions)))
    assert client.post("/api/ask", json=EMPTY, headers={"Origin": CLASS}).status_code == 200
    assert client.post("/api/ask", json=EMPTY, headers={"Origin": FRIEND}).status_code == 403


@pytest.mark.parametrize(
    ("value", "same"),
    [
        ("https://Learn.GOV", "https://learn.gov"),
        ("https://learn.gov:443", "https://learn.gov"),
        ("http://intranet:8080", "http://intranet:8080"),
        ("http://10.0.0.1:80", "http://10.0.0.1"),
    ],
)
def test_an_origin_is_taken_as_browsers_send_it(value: str, same: str) -> None:
    assert checked_origin(value) == same


@pytest.mark.parametrize(
    "value",
    ["learn.gov", "https://learn.gov/", "https://learn.gov/a", "https://*.gov", "*", "null",
     "https://a@learn.gov", "ftp://learn.gov", "https://learn.gov:99999", "https://a.gov;script-src",
     "https://a.gov,https://b.gov", "https://"],
)  # fmt: skip
def test_what_is_no_origin_is_named_with_what_was_expected(value: str) -> None:
    with pytest.raises(GuideError) as raised:
        Origins(f"{FRIEND} {value}")
    assert "GUIDE_ALLOWED_ORIGINS" in str(raised.value)
    assert repr(value) in str(raised.value)
    assert "expected scheme://host" in str(raised.value)
