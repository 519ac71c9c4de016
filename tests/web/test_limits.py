"""One browser cannot crowd out the others behind the same address."""

import httpx
import pytest

from bot.web.limits import RateLimit

EMPTY = {"question": ""}


@pytest.fixture(scope="module")
def refused(address: str) -> httpx.Response:
    """The first reply that refuses one browser's questions."""
    cookie = {"Cookie": "guide_browser=greedy"}
    with httpx.Client(base_url=address, headers=cookie, timeout=60) as greedy:
        for _ in range(200):
            reply = greedy.post("/api/ask", json=EMPTY)
            if reply.status_code != 200:
                return reply
    pytest.fail("two hundred questions at once were all taken")


def test_too_many_questions_of_one_browser_are_429(refused: httpx.Response) -> None:
    assert refused.status_code == 429
    assert refused.json()["error"]["code"] == "too_many_requests"


def test_a_refused_browser_is_told_when_to_try_again(refused: httpx.Response) -> None:
    assert int(refused.headers["Retry-After"]) >= 1
    assert f"try again in {refused.headers['Retry-After']} s" in refused.json()["error"]["message"]


@pytest.mark.parametrize("headers", [{"Cookie": "guide_browser=modest"}, {}])
def test_others_at_the_same_address_are_still_answered(
    client: httpx.Client, refused: httpx.Response, headers: dict[str, str]
) -> None:
    assert refused.status_code == 429
    assert client.post("/api/ask", json=EMPTY, headers=headers).status_code == 200


def test_documents_are_shown_to_a_refused_browser(
    client: httpx.Client, refused: httpx.Response
) -> None:
    assert refused.status_code == 429
    headers = {"Cookie": "guide_browser=greedy"}
    assert client.get("/documents/eo-14110", headers=headers).status_code == 200


def test_a_bucket_gives_its_burst_and_then_makes_wait() -> None:
    limit = RateLimit(rate=2.0, burst=3.0)
    assert [limit.wait("a", now=0.0) for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]


def test_a_bucket_fills_again() -> None:
    limit = RateLimit(rate=2.0, burst=1.0)
    assert [limit.wait("a", now=at) for at in (0.0, 0.25, 0.75)] == [0.0, 0.25, 0.0]


def test_each_key_has_a_bucket_of_its_own() -> None:
    limit = RateLimit(rate=1.0, burst=1.0)
    assert [limit.wait(key, now=0.0) for key in "ab"] == [0.0, 0.0]
