"""Settings of this part, read from the environment."""

import json
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_core import PydanticCustomError
from pydantic_settings import NoDecode

from corpus.commands import UNSHOWN
from index.settings import IndexSettings

_SHORTEST = 16


def _long(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < _SHORTEST:
        raise PydanticCustomError(UNSHOWN, "must have at least 16 characters")
    return secret


def _object(given: object) -> object:
    """A JSON object out of a variable; what was given is not shown, it may hold a key."""
    try:
        read = json.loads(given) if isinstance(given, str) else given
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise PydanticCustomError(UNSHOWN, 'must be a JSON object such as {"name": "value"}')
    return read


Secret = Annotated[SecretStr, AfterValidator(_long)]
Headers = Annotated[dict[str, SecretStr], NoDecode, BeforeValidator(_object)]
Options = Annotated[dict[str, Any], NoDecode, BeforeValidator(_object)]


class BotSettings(IndexSettings):
    """What the web application and its guards need beside corpus and index."""

    database_url: str | None = Field(
        default=None,
        description="SQLAlchemy address for what is kept; SQLite in `GUIDE_DATA` by default.",
    )
    shared: bool = Field(
        default=False,
        description=(
            "`1` where several processes serve from one database: conversations and limits are "
            "then kept in it. Needs `GUIDE_SECRET`."
        ),
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
    maintainers: str | None = Field(
        default=None,
        description=(
            "Maintainers of the documents who may sign in at `/maintain`, as for trainers; "
            "`python -m bot maintainer NAME` makes one. Without any that page is not there."
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
    llm_base_url: str | None = Field(
        default=None,
        pattern=r"^https?://\S+$",
        description="An OpenAI-compatible endpoint that writes answers; extractive if unset.",
    )
    llm_model: str | None = Field(default=None, description="The model that writes them.")
    llm_api_key: SecretStr | None = Field(
        default=None, description="The key for that endpoint, if it wants one."
    )
    llm_headers: Headers = Field(
        default={}, description="Further headers for it, as a JSON object."
    )
    llm_options: Options = Field(
        default={"stream_options": {"include_usage": True}},
        description="Further fields of every request to it, as a JSON object.",
    )
    llm_limit_s: float = Field(
        default=30, gt=0, description="Seconds after which a written answer ends, whatever happens."
    )
    llm_silence_s: float = Field(
        default=12, gt=0, description="Seconds without a word after which the endpoint has failed."
    )
    llm_prompt_tokens: int = Field(
        default=3000,
        ge=500,
        description="Longest prompt in tokens; fewer passages fit a small one.",
    )
    llm_max_tokens: int = Field(
        default=700, ge=50, description="Longest reply in tokens; what is longer is cut off."
    )
    llm_at_a_time: int = Field(
        default=16, ge=1, description="Requests open at a time; more answers are extractive."
    )
