"""An open training session with its trainer signed in, made without going through pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from re import findall

import httpx2
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.store.tables import now
from bot.store.training import Plan, Session, add_session, session_by_id
from bot.training.digests import new_key, trainer_digest
from bot.web.app import make_app
from bot.web.pages import TRAINER_COOKIE
from bot.web.passwords import nobodys
from bot.web.services import Services
from bot.web.signing_in import Trainer

TRAINER, CODE = "ada", "K7MPWX2R"
_TRAINERS = f"{TRAINER}:{nobodys()} bob:{nobodys()}"


@dataclass(frozen=True)
class AtHand:
    """The session, the server's parts, and the browser of its trainer."""

    services: Services
    session: Session
    app: FastAPI
    trainer: TestClient

    @property
    def address(self) -> str:
        """Where the trainer's pages of the session are."""
        return f"/trainer/sessions/{self.session.id}"

    def attendee(self) -> TestClient:
        """A browser that nobody has used yet."""
        return TestClient(self.app, follow_redirects=False)

    def elsewhere(self, name: str) -> TestClient:
        """The browser of another trainer."""
        return signed_in(self.attendee(), self.services, name)


@contextmanager
def session_at_hand(assistant: Assistant, data: Path) -> Iterator[AtHand]:
    """A session that is open, on a database of its own."""
    services = Services.open(assistant, BotSettings(data=data, trainers=_TRAINERS))
    start = now() - timedelta(minutes=30)
    end = start + timedelta(hours=2)
    plan = Plan("AI fundamentals", "What changed", "America/New_York", start, end)
    number = add_session(services.database, CODE, new_key(), trainer_digest(TRAINER), plan)
    services.sessions.changed()
    session = session_by_id(services.database, number)
    assert session is not None
    app = make_app(services)
    browser = TestClient(app, follow_redirects=False)
    yield AtHand(services, session, app, signed_in(browser, services, TRAINER))
    services.close()


def signed_in(browser: TestClient, services: Services, name: str) -> TestClient:
    cookie = services.signing.cookie(Trainer.begin(name, "password"))
    browser.cookies.set(TRAINER_COOKIE, cookie)
    return browser


def send(browser: TestClient, page: str, to: str = "", **fields: str) -> httpx2.Response:
    """Send a form as a person would: from a page that was loaded before."""
    token = token_in(browser.get(page))
    return browser.post(to or page, data={"form_token": token, **fields})


def token_in(page: httpx2.Response) -> str:
    """What a form on a page carries that shows that it is ours."""
    return str(findall(r'name="form_token" value="([^"]+)"', page.text)[-1])
