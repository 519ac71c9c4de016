"""Signing in: the accounts of trainers, their passwords, and the cookie that says who they are."""

import base64
import hashlib
import re
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from hmac import compare_digest
from typing import Literal

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.settings import BotSettings
from corpus.errors import GuideError

VALID_S = 12 * 3600
_LOG_N, _R, _P, _SALT, _SIZE = 14, 8, 5, 16, 32
_MAX_LOG_N, _MAX_WORK = 20, 16
_MEMORY = 1 << 28
_NAME = re.compile(r"[\w.@+-]{1,64}")
_TRIES, _WITHIN_S, _KEPT = 5, 60.0, 10_000

Kind = Literal["password", "openid"]


@dataclass(frozen=True, slots=True)
class Trainer:
    """Who is signed in, how, and under which random number of this one visit."""

    name: str
    kind: Kind
    visit: str


def hashed(password: str) -> str:
    """A password as `GUIDE_TRAINERS` holds it, by scrypt; without characters a shell would read."""
    salt = secrets.token_bytes(_SALT)
    return _written(salt, _digest(password, salt, _LOG_N, _R, _P))


def verified(password: str, kept: str) -> bool:
    """Whether it is the password; a `GuideError` if ``kept`` is no hash."""
    log_n, r, p, salt, digest = _read(kept)
    return compare_digest(_digest(password, salt, log_n, r, p), digest)


def accounts(setting: str | None) -> dict[str, str]:
    """The hashes of `GUIDE_TRAINERS` by name; a `GuideError` says what is wrong, and no secret."""
    found: dict[str, str] = {}
    for place, entry in enumerate((setting or "").split(), 1):
        name, _, kept = entry.partition(":")
        if not _NAME.fullmatch(name) or name in found:
            raise GuideError(f"GUIDE_TRAINERS: entry {place} needs a name of its own before ':'")
        try:
            _read(kept)
        except GuideError:
            raise GuideError(
                f"GUIDE_TRAINERS: what follows {name!r} is no hash: "
                f"make the entry with `python -m bot trainer {name}`"
            ) from None
        found[name] = kept
    return found


class TooManyTriesError(GuideError):
    """A name had too many wrong passwords; after ``seconds`` it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many wrong tries for that name. Please wait {seconds} s.")
        self.seconds = seconds


class SigningIn:
    """The one place that knows who may sign in and who has. Safe to use from several threads."""

    def __init__(self, settings: BotSettings) -> None:
        self._accounts = accounts(settings.trainers)
        self.has_accounts = bool(self._accounts)
        secret = settings.secret.get_secret_value() if settings.secret else secrets.token_hex(32)
        self._visits = URLSafeTimedSerializer(secret, salt="trainer")
        self._forms = URLSafeTimedSerializer(secret, salt="form")
        # Whoever tries an unknown name waits as long as one who tries a known one.
        self._nobody = _written(secrets.token_bytes(_SALT), secrets.token_bytes(_SIZE))
        self._tries = _Tries()
        self._ended: OrderedDict[str, float] = OrderedDict()

    def by_password(self, name: str, password: str) -> Trainer | None:
        """The trainer, if name and password belong together; a `TooManyTriesError` in between."""
        name = name.strip()[:64]
        self._tries.check(name)
        right = verified(password[:1000], self._accounts.get(name, self._nobody))
        if not right or name not in self._accounts:
            self._tries.note(name)
            return None
        return Trainer(name, "password", secrets.token_urlsafe(16))

    def by_openid(self, name: str) -> Trainer:
        """The trainer whom an OpenID provider vouched for and the settings list."""
        return Trainer(name, "openid", secrets.token_urlsafe(16))

    def cookie(self, trainer: Trainer) -> str:
        """What the browser keeps of a visit: signed, so that nobody can write one."""
        return str(self._visits.dumps([trainer.name, trainer.kind, trainer.visit]))

    def trainer(self, cookie: str | None) -> Trainer | None:
        """Who it is, unless the cookie is not ours, too old, ended, or of an account now gone."""
        try:
            name, kind, visit = self._visits.loads(cookie or "", max_age=VALID_S)
        except (BadData, ValueError, TypeError):
            return None
        known = kind == "openid" or name in self._accounts
        return Trainer(name, kind, visit) if known and visit not in self._ended else None

    def end(self, trainer: Trainer) -> None:
        """Let no cookie of this visit count any longer."""
        self._ended[trainer.visit] = time.monotonic()
        while len(self._ended) > _KEPT:
            self._ended.popitem(last=False)

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


class _Tries:
    """Wrong tries of each name within the last minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at: OrderedDict[str, list[float]] = OrderedDict()

    def check(self, name: str) -> None:
        with self._lock:
            recent = self._recent(name)
        if len(recent) >= _TRIES:
            raise TooManyTriesError(max(1, round(recent[0] + _WITHIN_S - time.monotonic())))

    def note(self, name: str) -> None:
        with self._lock:
            self._at[name] = [*self._recent(name), time.monotonic()]
            self._at.move_to_end(name)
            while len(self._at) > _KEPT:
                self._at.popitem(last=False)

    def _recent(self, name: str) -> list[float]:
        since = time.monotonic() - _WITHIN_S
        return [at for at in self._at.get(name, []) if at > since]


def _digest(password: str, salt: bytes, log_n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "replace"),
        salt=salt,
        n=1 << log_n,
        r=r,
        p=p,
        maxmem=_MEMORY,
        dklen=_SIZE,
    )


def _written(salt: bytes, digest: bytes) -> str:
    return f"scrypt.{_LOG_N}.{_R}.{_P}.{_to_text(salt)}.{_to_text(digest)}"


def _read(kept: str) -> tuple[int, int, int, bytes, bytes]:
    """The parameters, the salt and the digest of a hash."""
    try:
        kind, log_n, r, p, salt, digest = kept.split(".")
        work = (int(log_n), int(r), int(p))
        found = (*work, _to_bytes(salt), _to_bytes(digest))
    except ValueError:
        raise GuideError("expected scrypt.N.R.P.SALT.DIGEST") from None
    fits = 1 <= work[0] <= _MAX_LOG_N and all(1 <= one <= _MAX_WORK for one in work[1:])
    if kind != "scrypt" or not fits or len(found[4]) != _SIZE:
        raise GuideError("expected scrypt.N.R.P.SALT.DIGEST")
    return found


def _to_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _to_bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
