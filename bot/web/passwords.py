"""Accounts of trainers and maintainers; their passwords are kept as hashes by scrypt alone."""

import base64
import hashlib
import re
import secrets
from hmac import compare_digest

from corpus.errors import GuideError

_LOG_N, _R, _P, _SALT, _SIZE = 14, 8, 5, 16, 32
_MAX_LOG_N, _MAX_WORK = 20, 16
_MEMORY = 1 << 28
_NAME = re.compile(r"[\w.@+-]{1,64}")


def hashed(password: str) -> str:
    """A password as a list of accounts holds it, by scrypt, without what a shell would read."""
    salt = secrets.token_bytes(_SALT)
    return _written(salt, _digest(password, salt, _LOG_N, _R, _P))


def verified(password: str, kept: str) -> bool:
    """Whether it is the password; a `GuideError` if ``kept`` is no hash."""
    log_n, r, p, salt, digest = _read(kept)
    return compare_digest(_digest(password, salt, log_n, r, p), digest)


def accounts(setting: str | None, variable: str = "GUIDE_TRAINERS") -> dict[str, str]:
    """The hashes of a list of accounts by name; a `GuideError` says what is wrong, and no secret.

    ``variable`` is the environment variable that the list comes from.
    """
    found: dict[str, str] = {}
    for place, entry in enumerate((setting or "").split(), 1):
        name, _, kept = entry.partition(":")
        if not _NAME.fullmatch(name) or name in found:
            raise GuideError(f"{variable}: entry {place} needs a name of its own before ':'")
        try:
            _read(kept)
        except GuideError:
            command = variable.removeprefix("GUIDE_").removesuffix("S").lower()
            raise GuideError(
                f"{variable}: what follows {name!r} is no hash: "
                f"make the entry with `python -m bot {command} {name}`"
            ) from None
        found[name] = kept
    return found


def nobodys() -> str:
    """A hash that no password has, which takes as long to try as any."""
    return _written(secrets.token_bytes(_SALT), secrets.token_bytes(_SIZE))


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
