"""Sign-in of trainers at an OpenID provider. The only file that imports authlib.

The authorization code flow with PKCE, state and nonce: what a provider says of a person counts
only if it signed that for this server and this attempt.
"""

import logging
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError

from bot.settings import BotSettings
from bot.web.openid_published import (
    TIMEOUT_S,
    Published,
    PublishedError,
    object_in,
    safe_address,
)
from bot.web.signing_in import listed_trainers
from corpus.errors import GuideError

_CLOCKS_DIFFER_S = 60
# Signatures that only the provider can make; never one by a secret that two share.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_LOG = logging.getLogger(__name__)


class OpenIdError(GuideError):
    """A sign-in that did not work: what to tell the person, with the status of the page."""

    def __init__(self, status: int, message: str, why: object) -> None:
        """``why`` is for the log, which names nobody; no page tells forgers what gave them away."""
        super().__init__(message)
        self.status = status
        _LOG.warning("no sign-in by OpenID (%d): %s", status, why)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a browser must bring back for its sign-in to count."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def fresh(cls) -> "Attempt":
        return cls(token_urlsafe(32), token_urlsafe(32), token_urlsafe(48))

    def as_list(self) -> list[str]:
        """As JSON can hold it, in the order of the fields."""
        return list(astuple(self))


class Provider:
    """The provider that `GUIDE_OIDC_ISSUER` names."""

    def __init__(
        self, issuer: str, client_id: str, client_secret: str | None, listed: frozenset[str]
    ) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._listed = listed
        self._published = Published(issuer)

    @property
    def host(self) -> str:
        """What the provider is called on pages."""
        return urlsplit(self._issuer).hostname or self._issuer

    def begin(self, back: str, attempt: Attempt) -> str:
        """Where to send a browser that is to come ``back`` with the provider's answer."""
        metadata = self._metadata()
        with self._client(back, metadata) as client:
            address, _ = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
        return str(address)

    def end(self, back: str, attempt: Attempt, brought: Mapping[str, str]) -> str:
        """The name of the trainer who came ``back`` with the provider's answer."""
        if not compare_digest(attempt.state.encode(), brought.get("state", "").encode()):
            raise OpenIdError(400, "That is not the sign-in that was begun here.", "wrong state")
        if brought.get("iss", self._issuer) != self._issuer:
            raise OpenIdError(400, "Another provider answered.", brought["iss"][:200])
        if "code" not in brought:
            why = f"the provider said {brought.get('error', 'nothing')[:100]!r}"
            raise OpenIdError(403, f"{self.host} did not sign you in.", why)
        return self._listed_name(self._claims(back, attempt, brought["code"]))

    def _claims(self, back: str, attempt: Attempt, code: str) -> dict[str, Any]:
        """What the provider says of the person, verified."""
        metadata = self._metadata()
        with self._client(back, metadata) as client:
            try:
                token = client.fetch_token(
                    metadata["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=attempt.verifier,
                )
                claims = self._verified(token, attempt.nonce)
                if "email" not in claims and "userinfo_endpoint" in metadata:
                    claims |= self._further(client, metadata, claims["sub"])
            except AuthlibBaseError as refused:
                raise OpenIdError(403, f"{self.host} did not sign you in.", refused) from None
            except (httpx2.HTTPError, ValueError) as error:
                raise self._not_working(error) from None
        return claims

    def _verified(self, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        """The claims of an ID token: signed by the provider, for us, for this attempt, just now."""
        required = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client_id},
        }
        held = {"nonce": nonce, "client_id": self._client_id} | {
            "access_token": token.get("access_token")
        }
        try:
            read = self._decoded(str(token.get("id_token")))
            claims = CodeIDToken(read.claims, read.header, required, held)
            claims.validate(leeway=_CLOCKS_DIFFER_S)
        except ExpiredTokenError as error:
            raise OpenIdError(403, "That sign-in is too old.", error) from None
        except InvalidClaimError as error:
            raise OpenIdError(403, "That sign-in was not made for this server.", error) from None
        except (JoseError, ValueError) as error:
            said = f"What came back is not signed by {self.host} as it must be."
            raise OpenIdError(403, said, error) from None
        return dict(claims)

    def _decoded(self, token: str) -> jwt.Token:
        """A token whose signature is the provider's, also where it has just changed its keys."""
        keys = self._published.keys()
        try:
            return jwt.decode(token, keys, algorithms=_ALGORITHMS)
        except (JoseError, ValueError):
            newer = self._published.newer_keys()
            if newer is None:
                raise
            return jwt.decode(token, newer, algorithms=_ALGORITHMS)

    def _further(
        self, client: OAuth2Client, metadata: dict[str, Any], subject: str
    ) -> dict[str, Any]:
        """What the provider tells beside the token, if it is about the same person."""
        told = object_in(client.get(safe_address(metadata["userinfo_endpoint"])))
        if told.get("sub") != subject:
            raise PublishedError("token and userinfo are not about the same person")
        return {name: told[name] for name in ("email", "email_verified") if name in told}

    def _listed_name(self, claims: Mapping[str, Any]) -> str:
        """An address counts only if the provider has verified that it is the person's own."""
        subject, address = str(claims["sub"]), str(claims.get("email", "")).casefold()
        verified = str(claims.get("email_verified")).casefold() == "true"
        if verified and "@" in address and address in self._listed:
            return address
        if "@" not in subject and subject in self._listed:
            return subject
        known = f"{subject}, with the address {address}" if address else subject
        doubt = ", which it has not verified" if address and not verified else ""
        raise OpenIdError(
            403,
            f"{self.host} knows you as {known}{doubt}. That is not on this guide's list of "
            "trainers: ask whoever runs it to add you to GUIDE_OIDC_TRAINERS.",
            "a person who is not listed",
        )

    def _client(self, back: str, metadata: dict[str, Any]) -> OAuth2Client:
        """A client that proves who we are in a way that the provider knows."""
        known = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        posts = "client_secret_basic" not in known
        method = "client_secret_post" if posts else "client_secret_basic"
        return OAuth2Client(
            self._client_id,
            self._client_secret,
            token_endpoint_auth_method=method if self._client_secret else "none",
            scope="openid email",
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=TIMEOUT_S,
        )

    def _metadata(self) -> dict[str, Any]:
        try:
            return self._published.metadata()
        except PublishedError as error:
            raise self._not_working(error) from None

    def _not_working(self, why: Exception) -> OpenIdError:
        said = f"{self.host} cannot be reached, or does not work as it should."
        return OpenIdError(502, said, why)


def provider_from(settings: BotSettings) -> Provider | None:
    """The configured provider, if any; a `GuideError` names what is missing or wrong."""
    if settings.oidc_issuer is None:
        return None
    try:
        issuer = safe_address(settings.oidc_issuer)
    except PublishedError as error:
        raise GuideError(f"GUIDE_OIDC_ISSUER: {error}") from None
    client_id, listed = settings.oidc_client_id, listed_trainers(settings)
    for variable, value in (
        ("GUIDE_OIDC_CLIENT_ID", client_id),
        ("GUIDE_OIDC_TRAINERS", listed),
    ):
        if not value:
            raise GuideError(f"GUIDE_OIDC_ISSUER is set, so {variable} must be set too")
    secret = settings.oidc_client_secret
    return Provider(issuer, client_id or "", secret.get_secret_value() if secret else None, listed)
