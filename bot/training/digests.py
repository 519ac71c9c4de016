"""Digests that stand for people: enough to tell them apart, nothing to find them by."""

import secrets
from hashlib import blake2b

_SIZE = 16


def new_key() -> str:
    """A key for one session, so that its digests mean nothing beside another's."""
    return secrets.token_hex(_SIZE)


def attendee_digest(key: str, token: str) -> str:
    """Stands for a browser in one session. Tokens are random, so there is nothing to guess."""
    return blake2b(token.encode(), key=bytes.fromhex(key), digest_size=_SIZE).hexdigest()


def trainer_digest(name: str) -> str:
    """Stands for a trainer's account in the lists of sessions."""
    return blake2b(name.encode(), digest_size=_SIZE, person=b"guide-trainer").hexdigest()
