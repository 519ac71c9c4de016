"""Settings of the judge, read from the environment."""

from pydantic import Field, SecretStr

from index.settings import IndexSettings


class JudgeSettings(IndexSettings):
    """Which model judges, and how often and how patiently it is asked."""

    judge_base_url: str | None = Field(
        default=None, description="An OpenAI-compatible endpoint that judges; none by default."
    )
    judge_model: str | None = Field(default=None, description="The model that judges.")
    judge_api_key: SecretStr | None = Field(
        default=None, description="The key for the endpoint, if it wants one."
    )
    judge_repeats: int = Field(
        default=3, ge=1, description="How often each case is judged; the median counts."
    )
    judge_cases: int = Field(
        default=150, ge=1, description="How many cases are judged at most, the same ones each time."
    )
    judge_concurrency: int = Field(default=4, ge=1, description="Calls that are open at a time.")
    judge_timeout_s: float = Field(default=60, gt=0, description="Time limit of a call in seconds.")
    judge_retries: int = Field(
        default=3, ge=0, description="How often a call that failed is made again."
    )
    judge_backoff_s: float = Field(
        default=1, ge=0, description="Seconds before the first new attempt; doubled each time."
    )
    judge_max_tokens: int = Field(
        default=4096, ge=256, description="Longest reply in tokens; shorter ones get cut off."
    )
