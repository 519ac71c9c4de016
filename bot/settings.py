"""Settings of this part, read from the environment."""

from pydantic import Field

from index.settings import IndexSettings


class BotSettings(IndexSettings):
    """What the web application and its guards need beside corpus and index."""

    database_url: str | None = Field(
        default=None,
        description="SQLAlchemy address for feedback; SQLite in `GUIDE_DATA` by default.",
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
