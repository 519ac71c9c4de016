"""What judging cost, and what went wrong: counted where it happens."""

from collections import Counter
from typing import Literal

from pydantic import BaseModel

FailureKind = Literal["no connection", "timeout", "status", "rejected", "truncated", "nonsense"]


class Usage(BaseModel):
    """Counts over all calls of a run.

    ``calls`` are requests sent, whatever came of them; ``retries`` those of them that repeat a
    failed one. ``replies`` came back with text, ``cached`` ones were known without a call.
    Tokens are those that the endpoint states, of all replies, also those of no use.
    """

    calls: int = 0
    retries: int = 0
    replies: int = 0
    cached: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    failures: Counter[FailureKind] = Counter()
