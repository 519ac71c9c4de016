"""An OpenID provider for tests, on a port of its own, that can be told to go wrong."""

import base64
import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "guide", "a-secret-of-the-provider"
SUBJECT, ADDRESS = "s-1234", "trainer@agency.gov"
_BASIC = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
_KEY = RSAKey.generate_key(2048, {"kid": "now", "use": "sig"})
_ANOTHER_KEY = RSAKey.generate_key(2048, {"kid": "now", "use": "sig"})


@dataclass
class OpenIdProvider:
    """What it says can be changed: claims, who signs, what fails."""

    address: str
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    signed_by: str = "its key"
    refuses: bool = False
    published: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    fetched: int = 0  # how often its metadata were
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> FastAPI:
        app = FastAPI()
        app.get("/.well-known/openid-configuration")(self.metadata)
        app.get("/keys")(lambda: KeySet([_KEY]).as_dict(private=False))
        app.get("/authorize")(self.authorize)
        app.post("/token")(self.token)
        app.get("/userinfo")(lambda: self.userinfo)
        return app

    def metadata(self) -> dict[str, Any]:
        self.fetched += 1
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
        places |= {"jwks_uri": "keys"} | (
            {"userinfo_endpoint": "userinfo"} if self.userinfo else {}
        )
        found = {name: f"{self.address}/{place}" for name, place in places.items()}
        return {"issuer": self.address, **found} | self.published

    def authorize(self, request: Request) -> RedirectResponse:
        """The person signs in here; nobody is asked in a test."""
        self.asked = asked = dict(request.query_params)
        if self.refuses:
            brought = f"error=access_denied&state={asked['state']}"
        else:
            code = f"code-{len(self._codes)}"
            self._codes[code] = asked
            brought = f"code={code}&state={asked['state']}"
        return RedirectResponse(f"{asked['redirect_uri']}?{brought}")

    async def token(self, request: Request) -> dict[str, Any]:
        """A token for a code, once, and only for who began with the challenge of this verifier."""
        form = {name: str(value) for name, value in (await request.form()).items()}
        asked = self._codes.pop(form["code"], None)
        proves = request.headers.get("authorization") == _BASIC
        if asked is None or not proves or asked["code_challenge"] != _challenge(form):
            raise HTTPException(400, {"error": "invalid_grant"})
        return {
            "access_token": "for-userinfo",
            "token_type": "Bearer",
            "id_token": self._signed(asked["nonce"]),
        }

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": SUBJECT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "email": ADDRESS,
            "email_verified": True,
        }
        told = {name: value for name, value in (claims | self.claims).items() if value is not None}
        if self.signed_by == "the shared secret":
            return jwt.encode({"alg": "HS256"}, told, OctKey.import_key(SECRET))
        key = _KEY if self.signed_by == "its key" else _ANOTHER_KEY
        return jwt.encode({"alg": "RS256", "kid": "now"}, told, key)


def _challenge(form: dict[str, str]) -> str:
    digest = hashlib.sha256(form["code_verifier"].encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@contextmanager
def running_provider() -> Iterator[OpenIdProvider]:
    """A provider that answers until the end of the block."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # whoever comes before the server is up waits, and is not refused
        provider = OpenIdProvider(f"http://127.0.0.1:{listening.getsockname()[1]}")
        server = uvicorn.Server(uvicorn.Config(provider.app(), log_level="warning"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield provider
        finally:
            server.should_exit = True
            thread.join()
