"""One browser cannot crowd out the others behind the same address."""

from dataclasses import dataclass

import httpx
import pytest

from bot.settings import BotSettings
from bot.web.gate import Gate
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


@pytest.mark.parametrize(
    "headers", [{"Cookie": "guide_browser=modest"}, {"X-Guide-Browser": "modest-widget"}, {}]
)
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


def test_a_widget_is_told_apart_by_its_header(client: httpx.Client) -> None:
    greedy = {"X-Guide-Browser": "greedy-widget"}
    replies = [client.post("/api/ask", json=EMPTY, headers=greedy) for _ in range(45)]
    assert 429 in {reply.status_code for reply in replies}
    assert client.post("/api/ask", json=EMPTY).status_code == 200


def test_what_is_granted_besides_counts_at_once() -> None:
    limit = RateLimit(rate=1.0, burst=1.0)
    assert [limit.wait("a", now=0.0, raised=2) for _ in range(4)] == [0.0, 0.0, 0.0, 1 / 3]
    assert limit.wait("a", now=0.0) == 1.0


@dataclass
class Classes:
    """How many classes run now."""

    running: int = 0

    def __call__(self) -> int:
        return self.running


def taken(gate: Gate, browsers: int) -> int:
    """How many of one question each, all from one address, are taken."""
    refusals = [gate.refusal("10.0.0.1", f"browser-{number}") for number in range(browsers)]
    return refusals.count(None)


def test_an_address_has_a_limit_of_its_own_however_many_browsers_it_says_there_are() -> None:
    assert taken(Gate(BotSettings(address_limit=100)), 1300) < 300


def test_a_class_behind_one_address_can_ask_all_at_once() -> None:
    assert taken(Gate(BotSettings(address_limit=100), Classes(1)), 1300) == 1300


def test_the_limit_of_an_address_returns_when_the_class_is_over() -> None:
    classes = Classes(1)
    gate = Gate(BotSettings(address_limit=10), classes)
    assert taken(gate, 1300) == 1300
    classes.running = 0
    assert taken(gate, 1300) < 100


def test_a_running_class_does_not_let_one_browser_crowd_out_the_others() -> None:
    gate = Gate(BotSettings(), Classes(1))
    refusals = [gate.refusal("10.0.0.1", "greedy") for _ in range(200)]
    assert refusals.count(None) < 50
