"""Sign-in at an OpenID provider: who gets in, and what everybody else is told."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient
from live_server import running
from openid_provider import ADDRESS, CLIENT, SECRET, SUBJECT, OpenIdProvider, running_provider
from playwright.sync_api import Browser, expect

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.openid import provider_from
from bot.web.openid_published import Fetched, PublishedError
from bot.web.pages import TRAINER_COOKIE
from bot.web.services import Services
from bot.web.tries import TooManyTriesError, Tries
from corpus.errors import GuideError


@pytest.fixture
def provider() -> Iterator[OpenIdProvider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def services(assistant: Assistant, provider: OpenIdProvider, tmp_path: Path) -> Iterator[Services]:
    services = Services.open(assistant, settings(tmp_path, provider.address))
    yield services
    services.close()


@pytest.fixture
def guide(services: Services) -> TestClient:
    """A browser at the guide, which does not follow redirects by itself."""
    return TestClient(make_app(services), follow_redirects=False)


def test_a_listed_trainer_signs_in_and_is_known_by_the_verified_address(
    guide: TestClient, services: Services
) -> None:
    assert signed_in(guide, services) == ADDRESS


def test_a_trainer_may_be_listed_by_subject(
    assistant: Assistant, provider: OpenIdProvider, tmp_path: Path
) -> None:
    provider.claims = {"email_verified": False}
    services = Services.open(assistant, settings(tmp_path, provider.address, trainers=SUBJECT))
    assert signed_in(TestClient(make_app(services), follow_redirects=False), services) == SUBJECT
    services.close()


def test_an_address_may_come_from_userinfo(
    guide: TestClient, services: Services, provider: OpenIdProvider
) -> None:
    provider.claims = {"email": None, "email_verified": None}
    provider.userinfo = {"sub": SUBJECT, "email": ADDRESS, "email_verified": True}
    assert signed_in(guide, services) == ADDRESS


def test_userinfo_about_another_person_signs_nobody_in(
    guide: TestClient, provider: OpenIdProvider
) -> None:
    provider.claims = {"email": None, "email_verified": None}
    provider.userinfo = {"sub": "s-9999", "email": ADDRESS, "email_verified": True}
    check_refused(come_back(guide), 502, "cannot be reached, or does not work as it should")


def test_after_signing_in_a_trainer_is_where_the_link_led(guide: TestClient) -> None:
    ended = come_back(guide, "/trainer/openid?next=/trainer/sessions/7")
    assert (ended.status_code, ended.headers["location"]) == (303, "/trainer/sessions/7")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/documents"])
def test_signing_in_leads_to_no_page_but_those_of_trainers(
    guide: TestClient, elsewhere: str
) -> None:
    ended = come_back(guide, f"/trainer/openid?next={elsewhere}")
    assert ended.headers["location"] == "/trainer"


def test_a_provider_is_asked_for_a_code_with_challenge_state_and_nonce(
    guide: TestClient, provider: OpenIdProvider
) -> None:
    come_back(guide)
    asked = provider.asked
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert (asked["client_id"], asked["scope"]) == (CLIENT, "openid email")
    assert min(len(asked["state"]), len(asked["nonce"]), len(asked["code_challenge"])) >= 43


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"nonce": "another"}, "not made for this server"),
        ({"nonce": None}, "not signed by 127.0.0.1 as it must be"),
        ({"aud": "another-client"}, "not made for this server"),
        ({"aud": [CLIENT, "another-client"], "azp": "another-client"}, "not made for this server"),
        ({"iss": "https://another.example"}, "not made for this server"),
        ({"exp": int(time.time()) - 120}, "too old"),
        ({"exp": None}, "not signed by 127.0.0.1 as it must be"),
        ({"sub": "s-9999", "email": "someone@agency.gov"}, "not on this guide&#39;s list"),
        ({"email_verified": False}, "which it has not verified"),
        ({"email_verified": None}, "which it has not verified"),
    ],
)
def test_what_the_provider_says_must_be_meant_for_here_now_and_somebody_listed(
    guide: TestClient, provider: OpenIdProvider, claims: dict[str, Any], told: str
) -> None:
    provider.claims = claims
    check_refused(come_back(guide), 403, told)


@pytest.mark.parametrize("by", ["another key", "the shared secret"])
def test_what_the_provider_has_not_signed_itself_signs_nobody_in(
    guide: TestClient, provider: OpenIdProvider, by: str
) -> None:
    provider.signed_by = by
    check_refused(come_back(guide), 403, "not signed by 127.0.0.1 as it must be")


def test_somebody_whom_the_provider_refuses_is_told_so(
    guide: TestClient, provider: OpenIdProvider
) -> None:
    provider.refuses = True
    check_refused(come_back(guide), 403, "127.0.0.1 did not sign you in")


def test_a_state_that_was_not_begun_here_signs_nobody_in(guide: TestClient) -> None:
    guide.get("/trainer/openid")
    ended = guide.get("/trainer/openid/back?code=code-0&state=another")
    check_refused(ended, 400, "not the sign-in that was begun here")


def test_a_link_back_without_the_cookie_of_the_attempt_signs_nobody_in(guide: TestClient) -> None:
    back = at_provider(guide.get("/trainer/openid"))
    guide.cookies.clear()
    check_refused(guide.get(back), 400, "not begun in this browser")


def test_a_link_back_works_once(guide: TestClient) -> None:
    back = at_provider(guide.get("/trainer/openid"))
    assert guide.get(back).status_code == 303
    assert guide.get(back).status_code == 400


def test_a_provider_is_not_asked_again_and_again_for_what_it_publishes(
    guide: TestClient, provider: OpenIdProvider
) -> None:
    for _ in range(3):
        assert come_back(guide).status_code == 303
    assert provider.fetched == 1


def test_a_provider_that_has_just_changed_its_keys_is_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = iter(["the old ones", "the new ones"])
    now = 1_000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    fetched = Fetched(lambda: next(keys))
    assert (fetched.get(), fetched.get()) == ("the old ones", "the old ones")
    assert not fetched.is_outdated(60)
    now += 61
    assert fetched.is_outdated(60)
    assert fetched.get() == "the new ones"


def test_a_provider_that_is_down_is_tried_again_only_after_some_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = []
    now = 1_000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)

    def fetch() -> str:
        tried.append(now)
        raise PublishedError("down")

    fetched = Fetched(fetch)
    for _ in range(3):
        with pytest.raises(PublishedError, match="down"):
            fetched.get()
    assert len(tried) == 1
    now += 11
    with pytest.raises(PublishedError):
        fetched.get()
    assert len(tried) == 2


@pytest.mark.parametrize("step", ["/trainer/openid", "/trainer/openid/back"])
def test_who_goes_to_the_provider_without_end_is_told_to_wait(
    guide: TestClient, provider: OpenIdProvider, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def refuse(*_: object) -> None:
        raise TooManyTriesError(7)

    monkeypatch.setattr(Tries, "take_step", refuse)
    reply = guide.get(step)
    assert (reply.status_code, reply.headers["Retry-After"]) == (429, "7")
    assert provider.fetched == 0


def test_a_provider_that_is_down_is_said_to_be(assistant: Assistant, tmp_path: Path) -> None:
    with running_provider() as gone:
        address = gone.address
    services = Services.open(assistant, settings(tmp_path, address))
    guide = TestClient(make_app(services), follow_redirects=False)
    check_refused(guide.get("/trainer/openid"), 502, "cannot be reached")
    services.close()


@pytest.mark.parametrize(
    "published", [{"issuer": "https://another.example"}, {"jwks_uri": "http://agency.gov/keys"}]
)
def test_a_provider_that_publishes_something_unsafe_is_not_used(
    guide: TestClient, provider: OpenIdProvider, published: dict[str, str]
) -> None:
    provider.published = published
    check_refused(guide.get("/trainer/openid"), 502, "does not work as it should")


def test_without_a_provider_the_address_says_that_there_is_none(
    assistant: Assistant, tmp_path: Path
) -> None:
    services = Services.open(assistant, BotSettings(data=tmp_path))
    page = TestClient(make_app(services)).get("/trainer/openid")
    assert (page.status_code, "not set up here" in page.text) == (404, True)
    services.close()


@pytest.mark.parametrize(
    ("left_out", "variable"),
    [("oidc_client_id", "GUIDE_OIDC_CLIENT_ID"), ("oidc_trainers", "GUIDE_OIDC_TRAINERS")],
)
def test_a_provider_half_set_up_names_the_variable_that_is_missing(
    tmp_path: Path, left_out: str, variable: str
) -> None:
    half = settings(tmp_path, "https://login.agency.gov").model_copy(update={left_out: None})
    with pytest.raises(GuideError, match=variable):
        provider_from(half)


def test_an_issuer_that_others_can_listen_to_is_not_taken(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match=r"GUIDE_OIDC_ISSUER.*https"):
        provider_from(settings(tmp_path, "http://login.agency.gov"))


def test_the_log_names_nobody(
    guide: TestClient, provider: OpenIdProvider, caplog: pytest.LogCaptureFixture
) -> None:
    provider.claims = {"sub": "s-9999", "email": "someone@agency.gov"}
    come_back(guide)
    assert "no sign-in by OpenID (403)" in caplog.text
    assert not [name for name in ("s-9999", "someone") if name in caplog.text]


@pytest.mark.browser
def test_a_trainer_signs_in_at_the_provider_in_a_real_browser(
    browser: Browser, services: Services
) -> None:
    with running(make_app(services)) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/trainer")
        page.get_by_role("link", name="Sign in with your organization").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your sessions")
        expect(page.get_by_role("button", name=f"Sign out {ADDRESS}")).to_be_visible()


def settings(data: Path, issuer: str, trainers: str = "Trainer@Agency.gov") -> BotSettings:
    """Settings with a provider; the list names one trainer."""
    return BotSettings(
        data=data,
        oidc_issuer=issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_trainers=trainers,
    )


def at_provider(begun: httpx2.Response) -> str:
    """The address, without the host, to which the provider sends a browser back."""
    there = httpx2.get(begun.headers["location"])
    back = urlsplit(there.headers["location"])
    return f"{back.path}?{back.query}"


def come_back(guide: TestClient, begin: str = "/trainer/openid") -> httpx2.Response:
    """The response to a browser that went to the provider and came back."""
    return guide.get(at_provider(guide.get(begin)))


def signed_in(guide: TestClient, services: Services) -> str | None:
    """The name of the trainer as whom a browser is signed in afterwards."""
    come_back(guide)
    trainer = services.signing.trainer(guide.cookies.get(TRAINER_COOKIE))
    return trainer.name if trainer else None


def check_refused(page: httpx2.Response, status: int, told: str) -> None:
    """Nobody is signed in by this page, and it says why."""
    assert page.status_code == status
    assert told in page.text
    assert TRAINER_COOKIE not in page.cookies
