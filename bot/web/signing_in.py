"""Signing in: who is a trainer or a maintainer, and the cookies that say so."""

import secrets
from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest
from typing import Literal

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.settings import BotSettings
from bot.store.database import Database
from bot.store.visits import end_visit, is_ended
from bot.training.digests import trainer_digest
from bot.web.limits import Limits, RateLimit
from bot.web.passwords import accounts, nobodys, verified
from bot.web.tries import Tries, Visitor

VALID_S = 12 * 3600
DEVICE_S = 180 * 24 * 3600

Kind = Literal["password", "openid"]
Role = Literal["trainer", "maintainer"]


@dataclass(frozen=True, slots=True)
class Trainer:
    """Who is signed in, how, and under which random number of this one visit."""

    name: str
    kind: Kind
    visit: str

    @classmethod
    def begin(cls, name: str, kind: Kind) -> "Trainer":
        """A fresh visit."""
        return cls(name, kind, secrets.token_urlsafe(16))


def listed_trainers(settings: BotSettings) -> frozenset[str]:
    """Who may sign in at the OpenID provider, as `GUIDE_OIDC_TRAINERS` lists them."""
    listed = (settings.oidc_trainers or "").split() if settings.oidc_issuer else []
    return frozenset(entry.casefold() if "@" in entry else entry for entry in listed)


def _who(settings: BotSettings, role: Role) -> tuple[dict[str, str], frozenset[str]]:
    """The accounts of a role by name, and who may sign in at the OpenID provider."""
    if role == "maintainer":
        return accounts(settings.maintainers, "GUIDE_MAINTAINERS"), frozenset()
    return accounts(settings.trainers), listed_trainers(settings)


class SigningIn:
    """The one place that knows who may sign in and who has. Safe to use from several threads.

    Servers with the same `GUIDE_SECRET` and database agree on who is signed in. A maintainer with
    the name of a trainer is somebody else, and no cookie of the one counts for the other.
    """

    def __init__(
        self,
        settings: BotSettings,
        database: Database,
        role: Role = "trainer",
        limits: Limits = RateLimit.of,
    ) -> None:
        self._accounts, self._listed = _who(settings, role)
        self._database = database
        self.has_accounts = bool(self._accounts)
        secret = settings.secret.get_secret_value() if settings.secret else secrets.token_hex(32)
        apart = "" if role == "trainer" else f"{role}-"
        self._visits = URLSafeTimedSerializer(secret, salt=role)
        self._devices = URLSafeTimedSerializer(secret, salt=f"{apart}device")
        self._forms = URLSafeTimedSerializer(secret, salt=f"{apart}form")
        # Whoever tries an unknown name waits as long as one who tries a known one.
        self._nobody = nobodys()
        self._tries = Tries(limits, role)

    def visitor(self, address: str, browser: str, device: str | None, name: str = "") -> Visitor:
        """A browser that wants to sign in; its device counts for ``name`` alone if given."""
        try:
            whose, number = self._devices.loads(device or "", max_age=DEVICE_S)
        except (BadData, ValueError, TypeError):
            return Visitor(address, browser)
        known = not name or whose == trainer_digest(name)
        return Visitor(address, browser, number if known else None)

    def by_password(self, name: str, password: str, visitor: Visitor) -> Trainer | None:
        """The trainer, if name and password belong together; a `TooManyTriesError` in between."""
        self._tries.take_password(name, visitor)
        right = verified(password[:1000], self._accounts.get(name, self._nobody))
        if not right or name not in self._accounts:
            self._tries.note_wrong(name, visitor)
            return None
        return Trainer.begin(name, "password")

    def at_provider(self, visitor: Visitor) -> None:
        """Count a step of a sign-in by OpenID; a `TooManyTriesError` if it comes too soon."""
        self._tries.take_step(visitor)

    def cookie(self, trainer: Trainer) -> str:
        """What the browser keeps of a visit: signed, so that nobody can write one."""
        mark = self._mark(trainer.name, trainer.kind)
        return str(self._visits.dumps([trainer.name, trainer.kind, trainer.visit, mark]))

    def device_cookie(self, trainer: Trainer) -> str:
        """What tells a browser in which somebody has signed in from all others."""
        return str(self._devices.dumps([trainer_digest(trainer.name), secrets.token_urlsafe(16)]))

    def trainer(self, cookie: str | None) -> Trainer | None:
        """Who it is, unless the cookie is not ours, too old, ended, or of an account as it was."""
        try:
            name, kind, visit, mark = self._visits.loads(cookie or "", max_age=VALID_S)
        except (BadData, ValueError, TypeError):
            return None
        now = self._mark(name, kind)
        if not now or now != mark or is_ended(self._database, visit):
            return None
        return Trainer(name, kind, visit)

    def end(self, trainer: Trainer) -> None:
        """Let no cookie of this visit count any longer, at no server."""
        end_visit(self._database, trainer.visit, VALID_S)

    def form_token(self, number: str) -> str:
        """What a form carries that was made for the browser with this random number."""
        return str(self._forms.dumps(number))

    def is_form_token(self, token: str, number: str | None) -> bool:
        """Whether a form comes from a page that we made for this browser."""
        try:
            made_for = str(self._forms.loads(token, max_age=VALID_S))
        except BadData:
            return False
        return number is not None and compare_digest(made_for.encode(), number.encode())

    def _mark(self, name: str, kind: Kind) -> str:
        """Changes with the password of an account; empty for one that may not sign in now."""
        if kind == "openid":
            return "listed" if name in self._listed else ""
        kept = self._accounts.get(name, "")
        return blake2b(kept.encode(), digest_size=8).hexdigest() if kept else ""
