"""Settings of this part, read from the environment."""

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_core import PydanticCustomError

from corpus.commands import UNSHOWN
from index.settings import IndexSettings

_SHORTEST = 16


def _long(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < _SHORTEST:
        raise PydanticCustomError(UNSHOWN, "must have at least 16 characters")
    return secret


Secret = Annotated[SecretStr, AfterValidator(_long)]


class BotSettings(IndexSettings):
    """What the web application and its guards need beside corpus and index."""

    database_url: str | None = Field(
        default=None,
        description="SQLAlchemy address for what is kept; SQLite in `GUIDE_DATA` by default.",
    )
    allowed_origins: str = Field(
        default="", description="Origins that may embed the pages, separated by spaces."
    )
    address_limit: int = Field(
        default=100, ge=1, description="Questions a second from one address, as a wide backstop."
    )
    stale_days: int = Field(
        default=180, ge=1, description="Days after which what was checked counts as aged."
    )
    closed_notice: str | None = Field(
        default=None, description="Kill switch: while set, questions get this notice instead."
    )
    retention_days: int | None = Field(
        default=None, ge=1, description="Days after which what is kept is deleted; never if unset."
    )
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/?#]+$",
        description="Address people use, for links and QR codes; that of the request if unset.",
    )
    secret: Secret | None = Field(
        default=None,
        description=(
            "Signs cookies, the same for all servers; random if unset, so that a restart signs "
            "everybody out."
        ),
    )
    trainers: str | None = Field(
        default=None,
        description=(
            "Trainers who may sign in, `name:hash` separated by spaces; "
            "`python -m bot trainer NAME` makes one."
        ),
    )
    oidc_issuer: str | None = Field(
        default=None, description="Issuer of an OpenID provider at which trainers sign in."
    )
    oidc_client_id: str | None = Field(
        default=None, description="The name by which that provider knows this server."
    )
    oidc_client_secret: SecretStr | None = Field(
        default=None, description="The secret that goes with it."
    )
    oidc_trainers: str | None = Field(
        default=None,
        description="Who may sign in there: e-mail addresses or subjects, separated by spaces.",
    )
    metrics_token: Secret | None = Field(
        default=None,
        description="Bearer token for `/metrics`; without one only this machine may read them.",
    )
